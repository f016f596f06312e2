"""Contributors who have not finished are reminded: three days before the last day, on it, and when the lead asks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from selfassess.services.access import Actor
from selfassess.services.account_letters import Post
from selfassess.services.audit import Event, Subject, record
from selfassess.services.contributor_letters import send_reminder
from selfassess.services.participating import may_contribute
from selfassess.services.pinned import required
from selfassess.services.problems import NotFoundError, NotNowError
from selfassess.services.rights import Action
from selfassess.services.schedule import LONDON
from selfassess.store import participations as rows
from selfassess.store.accounts import account_of_id
from selfassess.store.assessments import find_assessment
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.participations import Participation
from selfassess.voices.steps import WorkStatus

BEFORE = timedelta(days=3)
"""How long before the last day the first reminder goes."""


def remind_contributors(database: Database, who: Actor, mail: Post, *, now: datetime) -> int:
    """Remind everybody whose day has come, each in a transaction of their own; gives how many."""
    today = now.astimezone(LONDON).date()
    with database.reading() as session:
        found = rows.to_be_reminded(session, today + BEFORE)
    return sum(_remind(database, who, part.id, mail, today, now) for part in found)


def _remind(database: Database, who: Actor, id: str, mail: Post, today: date, now: datetime) -> bool:
    with database.writing() as session:
        part = rows.find_participation(session, id, to_change=True)
        occasion = _occasion(part, today) if part else None
        assessment = find_assessment(session, part.assessment) if part else None
        if part is None or occasion is None or assessment is None:
            return False
        sent = _send(session, assessment, part, f"remind:{id}:{occasion}", mail, now)
        if sent:
            _record(session, who, assessment, {"participation": id}, now)
        return sent


def _occasion(part: Participation, today: date) -> str | None:
    """What a reminder of today is called; None where there is none to be sent. Another last day is another occasion."""
    if part.due_on is None or part.asked_at.astimezone(LONDON).date() == today:
        return None
    left = part.due_on - today
    if not left:
        return f"{part.due_on}:last"
    return f"{part.due_on}:soon" if timedelta(0) < left <= BEFORE else None


def remind_now(database: Database, who: Actor, id: str, mail: Post, *, now: datetime) -> int:
    """Remind all who have not finished, for the lead; nobody twice on one day. Gives how many.

    Raises `NotFoundError`, `NotPermittedError`, and `NotNowError` unless people are answering.
    """
    today = now.astimezone(LONDON).date()
    with database.writing() as session:
        assessment = required(session, who, Action.RUN_ASSESSMENT, id, to_change=True)
        if assessment.status is not WorkStatus.OPEN:
            raise NotNowError(Action.RUN_ASSESSMENT.value, assessment.status)
        reminded = sum(
            _send(session, assessment, part, f"remind:{part.id}:{today}:now", mail, now)
            for part in rows.participations_in(session, id)
        )
        if reminded:
            _record(session, who, assessment, {"reminded": reminded}, now)
        return reminded


def _send(
    session: Transaction, assessment: Assessment, part: Participation, key: str, mail: Post, now: datetime
) -> bool:
    """Write to somebody who answers now, has not finished, and wants to be reminded."""
    account = account_of_id(session, part.account)
    open_to_all = assessment.status is WorkStatus.OPEN and part.active and part.finished_at is None
    if not open_to_all or not part.reminders or account is None or not account.active or not account.email:
        return False
    if not may_contribute(session, part.account, assessment.organisation_id):
        return False
    if not send_reminder(session, mail, account, assessment, part, key, now):
        return False
    rows.set_reminded(session, part.id, now)
    return True


def _record(session: Transaction, who: Actor, assessment: Assessment, after: dict[str, Any], now: datetime) -> None:
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    record(session, who, Event.CONTRIBUTORS_REMINDED, subject, now=now, after=after)


def wants_reminders(database: Database, part: str) -> bool:
    """For whoever holds the link in a letter; `NotFoundError` for one that leads nowhere. Changes nothing."""
    with database.reading() as session:
        return _part(session, part).reminders


def stop_reminders(database: Database, who: Actor, part: str, *, now: datetime) -> None:
    """The same link, with the button pressed: no more reminders of this assessment. Twice is once."""
    with database.writing() as session:
        stored = _part(session, part, to_change=True)
        assessment = find_assessment(session, stored.assessment)
        assert assessment is not None  # noqa: S101 - a foreign key sees to it
        if not stored.reminders:
            return
        rows.set_reminders(session, part, wanted=False)
        subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
        after = {"participation": part, "account": stored.account, "reminders": "not_wanted"}
        record(session, who, Event.REMINDERS_CHOSEN, subject, now=now, after=after)


def _part(session: Transaction, id: str, *, to_change: bool = False) -> Participation:
    found = rows.find_participation(session, id, to_change=to_change)
    if found is None:
        raise NotFoundError("This link leads nowhere.")
    return found
