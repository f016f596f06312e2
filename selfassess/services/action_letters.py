"""The e-mail that reminds somebody of actions: everything that is due or overdue, in one letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from selfassess.language import Translator
from selfassess.plan import Action
from selfassess.plan.reminders import Due
from selfassess.report.action_words import lead_words
from selfassess.services.account_letters import Post
from selfassess.services.letters import Link, letter
from selfassess.services.outbox import Message, post
from selfassess.store.database import Transaction
from selfassess.store.people import Account, Organisation

MOST_LISTED = 25
"""More of one organisation than that are counted rather than listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueThere:
    """What somebody is reminded of in one organisation, overdue first."""

    organisation: Organisation
    due: tuple[Due, ...]


def board_address(base_address: str, organisation: str) -> str:
    """Where the actions of an organisation are."""
    return f"{base_address}/organisations/{organisation}/actions"


def action_address(base_address: str, organisation: str, action: str) -> str:
    """Where one of them is."""
    return f"{board_address(base_address, organisation)}/{action}"


def quiet_address(base_address: str, organisation: str) -> str:
    """Where one says that one wants no reminders about them."""
    return f"{base_address}/organisations/{organisation}/reminders"


def send_action_reminder(
    session: Transaction, mail: Post, account: Account, there: Sequence[DueThere], key: str, today: date, now: datetime
) -> bool:
    """Remind somebody of all this; False where they were on the occasion of this key."""
    return post(session, _written(mail, account, there, today), key=key, account=account.id, now=now)


def _written(mail: Post, account: Account, there: Sequence[DueThere], today: date) -> Message:
    t, base = mail.t, mail.base_address
    if len(there) == 1:
        name = there[0].organisation.name
        subject = t("Actions of {organisation}: {counted}", organisation=name, counted=_counted(t, there, today))
        link = Link(words=t("Open the actions"), address=board_address(base, there[0].organisation.id))
    else:
        subject = t("Your actions: {counted}", counted=_counted(t, there, today))
        link = Link(words=t("Open your actions"), address=f"{base}/")
    quiet = [
        t("To get no reminders about the actions of {organisation}: {address}",
          organisation=one.organisation.name, address=quiet_address(base, one.organisation.id))
        for one in there
    ]  # fmt: skip
    return letter(
        t,
        to=account.email or "",
        name=account.name,
        subject=subject,
        paragraphs=[line for one in there for line in _listed(t, one, account.id, today)],
        link=link,
        after=[
            t("You are reminded two weeks before the day, on the day, a week after and then once a month, in one e-mail"
              " a day at the most. What is done or stopped is left out."),
            *quiet,
        ],
        why=t("You get this because you lead the organisation, or actions in its plan are yours."),
        installation=base,
    )  # fmt: skip


def _listed(t: Translator, there: DueThere, account: str, today: date) -> list[str]:
    lines = [_line(t, one, account, today) for one in there.due[:MOST_LISTED]]
    more = len(there.due) - len(lines)
    return [
        t("What is to be done at {organisation}:", organisation=there.organisation.name),
        *lines,
        *([t.plural("And {count} more.", "And {count} more.", more)] if more else []),
    ]


def _line(t: Translator, due: Due, account: str, today: date) -> str:
    """One thing as a sentence: by when, what, and for others than its owner whose it is."""
    if due.action is None:
        what = t("check of the plan that began on {day}", day=t.date(due.plan.starts_on))
        return _dated(t, due.due_on, what, today)
    if due.owner_left:
        what = t("{what} – whoever was to do it is no longer here. Please choose somebody else.", what=due.action.text)
        return _dated(t, due.due_on, what, today)
    remarks = [*([t("key action")] if due.action.key else []), *_whose(t, due.action, account)]
    what = t("{what} ({remarks})", what=due.action.text, remarks="; ".join(remarks)) if remarks else due.action.text
    return _dated(t, due.due_on, what, today)


def _whose(t: Translator, action: Action, account: str) -> list[str]:
    if action.owner is not None and action.owner.account == account:
        return []
    return [lead_words(t, action) if action.owner else t("nobody’s yet")]


def _dated(t: Translator, due_on: date | None, what: str, today: date) -> str:
    if due_on is None:
        return t("Without a day: {what}", what=what)
    if due_on == today:
        return t("Due today: {what}", what=what)
    if due_on < today:
        return t("Overdue since {day}: {what}", day=t.date(due_on), what=what)
    return t("Due on {day}: {what}", day=t.date(due_on), what=what)


def _counted(t: Translator, there: Sequence[DueThere], today: date) -> str:
    """How many of what: "1 overdue, 1 due today and 2 coming up"."""
    days = [due.due_on for one in there for due in one.due]
    overdue, now = sum(day is not None and day < today for day in days), days.count(today)
    coming, undated = sum(day is not None and day > today for day in days), days.count(None)
    counts = (
        (t("{count} overdue", count=overdue), overdue),
        (t("{count} due today", count=now), now),
        (t("{count} coming up", count=coming), coming),
        (t("{count} without a day", count=undated), undated),
    )
    return t.listing([words for words, count in counts if count])
