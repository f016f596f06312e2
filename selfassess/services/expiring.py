"""What has been kept longer than its period: shown first, then deleted one by one, each on record.

Locked results go only where no partnership was ever shown them: `disclosure.batches` proves that nobody can be worked
out for as long as no result leaves what it was once counted in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from types import MappingProxyType

from selfassess.plan.dates import months_after
from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.participating import end_parts_without_role
from selfassess.services.releasing import release_without
from selfassess.services.retention import Kind, periods_in_force
from selfassess.store import expired as rows
from selfassess.store.accounts import hold_accounts
from selfassess.store.assessments import delete_assessment, find_assessment
from selfassess.store.database import Database, Transaction
from selfassess.store.erasure import erase_person
from selfassess.store.expired import Expired


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Of one kind what would go now, and what is held back though its time is over."""

    kind: Kind
    goes: tuple[Expired, ...] = ()
    held: tuple[Expired, ...] = ()


_FOUND: Mapping[Kind, Callable[[Transaction, datetime, str | None], tuple[Expired, ...]]] = MappingProxyType(
    {
        Kind.UNFINISHED: rows.unfinished_until,
        Kind.LOCKED: rows.locked_until,
        Kind.SHEETS: rows.sheets_until,
        Kind.INVITATIONS: rows.invitations_until,
        Kind.ACCOUNTS: rows.accounts_until,
    }
)


def look_ahead(database: Database, who: Actor, kind: Kind, months: int | None, *, now: datetime) -> Due:
    """What would go if the kind were kept for so many months. For administrators."""
    with database.reading() as session:
        require_administrator(session, who)
        return _due(session, kind, months, now)


def due_now(database: Database, who: Actor, *, now: datetime) -> tuple[Due, ...]:
    """What would go by the periods in force, by kind. For administrators."""
    periods = periods_in_force(database)
    with database.reading() as session:
        require_administrator(session, who)
        return tuple(_due(session, kind, one.months, now) for kind, one in periods.items())


def _due(session: Transaction, kind: Kind, months: int | None, now: datetime, only: str | None = None) -> Due:
    if months is None:
        return Due(kind=kind)
    found = _FOUND[kind](session, _until(months, now), only)
    goes = tuple(one for one in found if one.held is None)
    return Due(kind=kind, goes=goes, held=tuple(one for one in found if one.held is not None))


def _until(months: int, now: datetime) -> datetime:
    """The beginning of the day so many months ago: what is from that day itself stays."""
    return datetime.combine(months_after(now.date(), -months), time(), UTC)


def delete_expired(
    database: Database,
    who: Actor,
    told: Callable[[int, int], None] = lambda _done, _all: None,
    *,
    most: int | None = None,
    now: datetime,
) -> Mapping[Kind, int]:
    """Delete what is over by the periods in force, at most so many; gives how many of each kind went.

    Each in a transaction of its own, in which it is found again; done twice, the rest goes. `told` is how many of how
    many are done. For administrators and the program itself.
    """
    due = [(one.kind, item.id) for one in due_now(database, who, now=now) for item in one.goes][:most]
    went: Counter[Kind] = Counter()
    for done, (kind, id) in enumerate(due, start=1):
        went[kind] += _delete(database, who, kind, id, now)
        told(done, len(due))
    return dict(went)


def _delete(database: Database, who: Actor, kind: Kind, id: str, now: datetime) -> bool:
    """Delete it if its time is still over: a period may have been changed, or the thing itself."""
    months = periods_in_force(database)[kind].months
    with database.writing() as session:
        require_administrator(session, who)
        _hold(session, kind, id)
        if not _due(session, kind, months, now, only=id).goes:
            return False
        _GOES[kind](session, who, id, now)
        return True


def _hold(session: Transaction, kind: Kind, id: str) -> None:
    """Wait for everybody else who changes it, before it is looked at again."""
    if kind is Kind.ACCOUNTS:
        hold_accounts(session)
    elif kind is not Kind.INVITATIONS:
        find_assessment(session, id, to_change=True)


def _assessment_goes(session: Transaction, who: Actor, id: str, now: datetime) -> None:
    found = find_assessment(session, id)
    assert found is not None  # noqa: S101 - it was found in this transaction
    delete_assessment(session, id)
    release_without(session, found, now)
    subject = Subject(kind="assessment", id=id, organisation=found.organisation_id)
    record(session, who, Event.ASSESSMENT_EXPIRED, subject, now=now)


def _words_go(session: Transaction, who: Actor, id: str, now: datetime) -> None:
    found = find_assessment(session, id)
    assert found is not None  # noqa: S101 - it was found in this transaction
    rows.delete_words_of_sheets(session, id)
    subject = Subject(kind="assessment", id=id, organisation=found.organisation_id)
    record(session, who, Event.SHEETS_EXPIRED, subject, now=now)


def _invitation_goes(session: Transaction, who: Actor, id: str, now: datetime) -> None:
    rows.empty_invitation(session, id)
    record(session, who, Event.INVITATION_EXPIRED, Subject(kind="invitation", id=id), now=now)


def _account_goes(session: Transaction, who: Actor, id: str, now: datetime) -> None:
    erase_person(session, id, now)
    end_parts_without_role(session, id, now)
    record(session, who, Event.PERSON_ERASED, Subject(kind="account", id=id), now=now)


_GOES: Mapping[Kind, Callable[[Transaction, Actor, str, datetime], None]] = MappingProxyType(
    {
        Kind.UNFINISHED: _assessment_goes,
        Kind.LOCKED: _assessment_goes,
        Kind.SHEETS: _words_go,
        Kind.INVITATIONS: _invitation_goes,
        Kind.ACCOUNTS: _account_goes,
    }
)
