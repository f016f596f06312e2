"""How long an installation keeps each kind of thing; without a period: for as long as somebody wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.problems import NotFoundError
from selfassess.store.database import Database
from selfassess.store.retention import PeriodKept, keep_period, period_kept, periods_kept

LONGEST = 1200
"""Months."""


class Kind(StrEnum):
    """What a period can be set for. What goes when it is over: `services.expiring`."""

    UNFINISHED = "unfinished"
    """Assessments that are not locked, from their last change on."""
    LOCKED = "locked"
    """Locked assessments, from the day they were signed on."""
    SHEETS = "sheets"
    """What contributors wrote apart, from the day on which the result was agreed."""
    INVITATIONS = "invitations"
    """To whom an invitation went, once it is settled."""
    ACCOUNTS = "accounts"
    """Accounts of people who have no role any more, from their last one on."""


WITHOUT_ACCOUNTS = (Kind.UNFINISHED, Kind.LOCKED)
"""What there is while there are no accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`months` None: no end. `revision` is 0 before a period was ever set."""

    kind: Kind
    months: int | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodSet:
    """It is as asked, by this submit or by the same one sent before."""

    now: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodSetMeanwhile:
    """Nothing was changed: somebody else set one since the form was filled. `now` is what holds."""

    now: Period


def periods_in_force(database: Database) -> Mapping[Kind, Period]:
    """Every period; everybody may know them, and the privacy notice tells them."""
    with database.reading() as session:
        kept = periods_kept(session)
    return {kind: _period(kind, kept.get(kind.value)) for kind in Kind}


def period_for(database: Database, who: Actor, kind: str) -> Period:
    """One of them, to be changed. For administrators; `NotFoundError` for a kind there is not."""
    with database.reading() as session:
        require_administrator(session, who)
        if kind not in tuple(Kind):
            raise NotFoundError(f"There is no period for {kind}.")
        return _period(Kind(kind), period_kept(session, kind))


def set_period(
    database: Database, who: Actor, kind: Kind, months: int | None, *, seen: int, now: datetime
) -> PeriodSet | PeriodSetMeanwhile:
    """Keep this kind for so many months, 1 to `LONGEST`, or with None without end. `seen` is `Period.revision`.

    Nothing is deleted here: see `expiring.delete_expired`.
    """
    with database.writing() as session:
        require_administrator(session, who)
        stored = _period(kind, period_kept(session, kind.value, to_change=True))
        if stored.months == months:
            return PeriodSet(now=stored)
        if stored.revision != seen:
            return PeriodSetMeanwhile(now=stored)
        keep_period(session, kind.value, months, now, by=who.account)
        subject = Subject(kind="retention", id=kind.value)
        said = [{"kind": kind.value, "months": each} for each in (stored.months, months)]
        record(session, who, Event.RETENTION_SET, subject, now=now, before=said[0], after=said[1])
        return PeriodSet(now=_period(kind, period_kept(session, kind.value)))


def _period(kind: Kind, kept: PeriodKept | None) -> Period:
    return Period(kind=kind, months=kept.months, revision=kept.revision) if kept else Period(kind=kind)
