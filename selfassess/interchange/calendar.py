"""Writes the days of plans as a calendar that other programs subscribe to: iCalendar, RFC 5545.

Each action is an event of a whole day, though it is a thing to do: Google Calendar, Outlook and Apple Calendar leave
the to-dos (VTODO) of a calendar one subscribes to out without a word. The address of such a calendar is given to
programs of other companies, so nobody's name stands in it; who answers for what is behind the link, for those who may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vDuration

from selfassess.language import Translator
from selfassess.plan import Action, ActionPlan, ActionStatus, Check
from selfassess.report.action_words import progress_words

LONGEST_TITLE = 100
"""Characters of an event's title; the whole text stands below it."""

_PRODUCT = "-//selfassess//actions//EN"
_DAY = timedelta(days=1)
_EVERY = timedelta(hours=12)

AddressOf = Callable[[ActionPlan, Action | None], str]
"""Where an action, or with None its whole plan, can be looked at."""


def calendar(
    plans: Iterable[ActionPlan], *, title: str, today: date, address_of: AddressOf, t: Translator, owner: str | None
) -> bytes:
    """The actions with a day, but for stopped ones, and the checks of the plans; the same input gives the same bytes.

    `owner`: only what this account owns, and no checks. `today` decides what is overdue.
    """
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):  # RFC 7986, and what programs read that are older
        made.add(name, title)
    made.add("refresh-interval", vDuration(_EVERY), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_EVERY))
    for plan in plans:
        for event in _events(plan, owner, today, address_of, t):
            made.add_component(event)
    return bytes(made.to_ical())


def _events(plan: ActionPlan, owner: str | None, today: date, address_of: AddressOf, t: Translator) -> Iterator[Event]:
    for action in plan.actions:
        is_owners = owner is None or (action.owner is not None and action.owner.account == owner)
        if is_owners and action.status is not ActionStatus.STOPPED:
            yield from _of_action(action, today, address_of(plan, action), t)
    if owner is None:
        for check in plan.checks:
            yield _of_check(plan, check, today, address_of(plan, None), t)


def _of_action(action: Action, today: date, address: str, t: Translator) -> Iterator[Event]:
    if action.due_on is None:
        return
    said = [
        _lines(action.text),
        t("It worked when: {measure}", measure=_lines(action.measure)) if action.measure else "",
        t("One of the key actions") if action.key else "",
        progress_words(t, action, today),
    ]
    title = _title(action.text, done=action.status is ActionStatus.DONE, overdue=action.overdue(today), t=t)
    yield _event(f"action-{action.id}", action.revision, action.due_on, title, said, address, today)


def _of_check(plan: ActionPlan, check: Check, today: date, address: str, t: Translator) -> Event:
    words = t("Check of the plan that began on {day}", day=t.date(plan.starts_on))
    overdue = check.done_on is None and check.due_on < today
    title = _title(words, done=check.done_on is not None, overdue=overdue, t=t)
    if check.done_on is None:
        said = t("Look at every action together: what is done, what is stuck, what is no longer right.")
    else:
        said = t("Done on {day}", day=t.date(check.done_on))
    return _event(f"plan-{plan.id}-check-{check.number}", plan.revision, check.due_on, title, [said], address, today)


def _event(name: str, revision: int, day: date, title: str, said: Iterable[str], address: str, today: date) -> Event:
    event = Event()
    # Nothing of the installation's address is part of it: an event must stay itself where that changes.
    event.add("uid", f"{name}@selfassess")
    # What is told is how it stands today, so a program that compares stamps takes in what has become overdue.
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", revision)
    event.add("dtstart", day)
    event.add("dtend", day + _DAY)  # the first day it is over; Outlook shows an hour where it is missing
    event.add("summary", title)
    event.add("description", "\n\n".join(filter(None, [*said, address])))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")  # nobody is taken for busy that day
    return event


def _title(text: str, *, done: bool, overdue: bool, t: Translator) -> str:
    line = " ".join(text.split())
    short = line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"
    if done:
        return t("Done: {what}", what=short)
    return t("Overdue: {what}", what=short) if overdue else short


def _lines(text: str) -> str:
    """The text with every kind of line end as one that the format knows how to write."""
    return "\n".join(text.splitlines())
