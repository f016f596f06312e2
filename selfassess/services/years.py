"""Years side by side: which assessments of an organisation can stand in one row, and the figures of those chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import MOST_YEARS, faults_of_years
from selfassess.services.access import Actor, may_in_organisation
from selfassess.services.pinned import required
from selfassess.services.places import required_organisation
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store.answers import answered_among
from selfassess.store.assessments import assessments_before, assessments_over_years
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment


class Trouble(Enum):
    """Why years cannot stand side by side."""

    TOO_FEW = "too few"
    TOO_MANY = "too many"
    SAME_PERIOD = "same period"
    SAME_DAY = "same day"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsFault:
    """`year` is the one it is about; None where it is about how many there are."""

    trouble: Trouble
    year: Assessment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsChoice:
    """What can be set side by side, the latest first; what is, the oldest first; and why that cannot be, if so."""

    offered: tuple[Assessment, ...]
    chosen: tuple[Assessment, ...]
    faults: tuple[YearsFault, ...]


def seen_over_years(session: Transaction, who: Actor, every: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Those of them whose answers `who` may see now, in the order given."""
    return tuple(
        one
        for one in every
        if may_in_organisation(session, who, Action.SEE_ANSWERS, one.organisation_id, status=one.status)
    )


def choose_years(
    database: Database, who: Actor, organisation: str, questionnaire: str, asked: Collection[str] | None = None
) -> YearsChoice:
    """Of the assessments of one questionnaire in which anything was said, those with the ids `asked`.

    None for the usual ones (`usual_years`). Raises `NotFoundError`, also where there is nothing that
    `who` may see, or an id is not among it.
    """
    with database.reading() as session:
        required_organisation(session, who, Action.SEE_ANSWERS, organisation)
        every = assessments_over_years(session, organisation, questionnaire) if "\0" not in questionnaire else ()
        offered = _answered(session, seen_over_years(session, who, every))
    if not offered:
        raise NotFoundError(f"There is no answered assessment of {questionnaire}.")
    chosen = usual_years(offered) if asked is None else _named(offered, asked)
    return YearsChoice(offered=offered, chosen=chosen, faults=faults_of_choice(chosen))


def choose_years_before(
    database: Database, who: Actor, id: str, asked: Collection[str] | None = None, action: Action = Action.SEE_ANSWERS
) -> YearsChoice:
    """The same for the report of one assessment, which is always chosen and not on offer, beside earlier ones."""
    with database.reading() as session:
        this = required(session, who, action, id)
        offered = _answered(session, seen_over_years(session, who, assessments_before(session, this)))
    if asked is None:
        others = _without_repeats([one for one in offered if not _alike(one, this)])
        return YearsChoice(offered=offered, chosen=(*others[-MOST_YEARS + 1 :], this), faults=())
    chosen = (*_named(offered, asked), this)
    faults = tuple(one for one in faults_of_choice(chosen) if one.trouble is not Trouble.TOO_FEW)
    return YearsChoice(offered=offered, chosen=chosen, faults=faults)


def _answered(session: Transaction, every: tuple[Assessment, ...]) -> tuple[Assessment, ...]:
    """One that was never answered would only be a gap among the years."""
    answered = answered_among(session, [one.id for one in every])
    return tuple(one for one in every if one.id in answered)


def _named(offered: Sequence[Assessment], asked: Collection[str]) -> tuple[Assessment, ...]:
    """The oldest first."""
    unknown = set(asked) - {one.id for one in offered}
    if unknown:
        raise NotFoundError(f"There is no year {min(unknown)} to set beside the others.")
    return tuple(one for one in reversed(offered) if one.id in asked)


def usual_years(offered: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """What is shown unasked: all finished ones, and the latest that is not; where that is one alone, all of them.

    The oldest first.
    """
    going_on = next((one for one in offered if one.agreed_at is None), None)
    usual = _without_repeats([one for one in offered if one.agreed_at or one is going_on])
    return usual if len(usual) > 1 else _without_repeats(offered)


def _without_repeats(latest_first: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """As many as can stand in one row, the latest first in its way; of two of one period or day the finished one."""
    kept: list[Assessment] = []
    for one in sorted(latest_first, key=lambda one: one.agreed_at is None):  # stable: the latest first within each
        if not any(_alike(one, other) for other in kept):
            kept.append(one)
    in_order = [one for one in latest_first if one in kept]
    return tuple(reversed(in_order[:MOST_YEARS]))


def _alike(one: Assessment, other: Assessment) -> bool:
    mine, theirs = one.details, other.details
    return mine.period == theirs.period or mine.assessed_on == theirs.assessed_on


def faults_of_choice(chosen: Sequence[Assessment]) -> tuple[YearsFault, ...]:
    """Why these, the oldest first, cannot stand in one row; empty where they can."""
    if len(chosen) < 2:
        return (YearsFault(trouble=Trouble.TOO_FEW),)
    if len(chosen) > MOST_YEARS:
        return (YearsFault(trouble=Trouble.TOO_MANY),)
    *earlier, now = chosen
    found = faults_of_years(_bare(now), [_bare(one) for one in earlier])
    troubles = {"period": Trouble.SAME_PERIOD, "assessed_on": Trouble.SAME_DAY}
    return tuple(YearsFault(trouble=troubles[one.key], year=earlier[one.year]) for one in found)


def _bare(one: Assessment) -> AnswerSheet:
    """What tells years apart, without the answers."""
    return AnswerSheet(
        organisation=one.organisation_id,
        period=one.details.period,
        assessed_on=one.details.assessed_on,
        questionnaire=one.questionnaire,
        version=one.version,
        profile={},
        answers={},
    )
