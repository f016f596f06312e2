"""A year of a partnership out of its rows, for `disclosure` to go on with, and what became of it back into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.orm import Session

from selfassess.disclosure.batches import Surroundings
from selfassess.disclosure.sharing import Choice
from selfassess.disclosure.years import Batch, Figure, Result, SharedYear
from selfassess.store.dialects import dialect_of, table_of
from selfassess.store.postgresql import claim_name
from selfassess.store.rows import (
    AssessmentRow,
    BatchMemberRow,
    BatchRow,
    MembershipRow,
    OrganisationRow,
    PartnershipMemberRow,
    SectionFigureRow,
    SharingRow,
    YearlyResultRow,
)
from selfassess.store.sharing import saw_in, set_seen

_BATCH, _MEMBER, _ROLE = table_of(BatchRow), table_of(BatchMemberRow), table_of(MembershipRow)
_SHARING, _ASSESSMENT, _FIGURE = table_of(SharingRow), table_of(AssessmentRow), table_of(SectionFigureRow)
_ORGANISATION, _BELONGS, _RESULT = table_of(OrganisationRow), table_of(PartnershipMemberRow), table_of(YearlyResultRow)
_HUNDREDTHS = 100


def hold_figures(session: Session) -> None:
    """Make everybody else who calls this wait until this transaction ends; on SQLite every writer waits anyway."""
    if dialect_of(session) == "postgresql":
        claim_name(session, "the figures of partnerships")


def shared_year(session: Session, partnership: str, questionnaire: str, year: int) -> SharedYear:
    """Every locked result of the year that anything was ever chosen for in the partnership, and all its batches."""
    shared = _shared(partnership, questionnaire, year)
    figures = _figures(session, shared)
    return SharedYear(
        results={row.id: _result(row, figures[row.id]) for row in session.execute(_results(partnership, shared))},
        batches=_batches(session, partnership, questionnaire, year),
        insiders=_insiders(session, partnership),
        beside=_beside(session, partnership, questionnaire, year),
    )


def _shared(partnership: str, questionnaire: str, year: int) -> ColumnElement[bool]:
    return and_(
        _SHARING.c.partnership == partnership,
        _ASSESSMENT.c.questionnaire == questionnaire,
        _ASSESSMENT.c.assessed_on.between(date(year, 1, 1), date(year, 12, 31)),
        _ASSESSMENT.c.locked_at.is_not(None),
    )


def _results(partnership: str, shared: ColumnElement[bool]) -> Any:
    belongs = (
        (_BELONGS.c.partnership == partnership)
        & (_BELONGS.c.organisation == _ASSESSMENT.c.organisation_id)
        & _BELONGS.c.left_at.is_(None)
    )
    joined = (
        _SHARING.join(_ASSESSMENT, _ASSESSMENT.c.id == _SHARING.c.assessment)
        .join(_ORGANISATION, _ORGANISATION.c.id == _ASSESSMENT.c.organisation_id)
        .outerjoin(_RESULT, _RESULT.c.assessment == _ASSESSMENT.c.id)
        .outerjoin(_BELONGS, belongs)
    )
    stands = _RESULT.c.assessment.is_not(None) & _BELONGS.c.organisation.is_not(None) & _ORGANISATION.c.parent.is_(None)
    columns = (_SHARING.c.choice, _SHARING.c.steering_saw_at, _SHARING.c.members_saw_at)
    of = (_ASSESSMENT.c.id, _ASSESSMENT.c.organisation_id, _ORGANISATION.c.kind, stands.label("stands"))
    return select(*columns, *of).select_from(joined).where(shared)


def _result(row: Any, figures: dict[str, Figure]) -> Result:
    return Result(
        assessment=row.id,
        organisation=row.organisation_id,
        kind=row.kind,
        choice=Choice(row.choice),
        stands=bool(row.stands),
        saw=saw_in(row),
        figures=figures,
    )


def _figures(session: Session, shared: ColumnElement[bool]) -> defaultdict[str, dict[str, Figure]]:
    joined = _SHARING.join(_ASSESSMENT, _ASSESSMENT.c.id == _SHARING.c.assessment).join(
        _FIGURE, _FIGURE.c.assessment == _ASSESSMENT.c.id
    )
    found: defaultdict[str, dict[str, Figure]] = defaultdict(dict)
    # A score has stages; where somebody took them away in the database, `verify` must live to tell.
    whole = (_FIGURE.c[name].is_not(None) for name in ("score", "stage", "supported_stage"))
    for row in session.execute(select(_FIGURE).select_from(joined).where(shared, *whole)):
        score = Fraction(row.score, _HUNDREDTHS)
        figure = Figure(score=score, stage=row.stage, supported_stage=row.supported_stage)
        found[row.assessment][row.section] = figure
    return found


def _batches(session: Session, partnership: str, questionnaire: str, year: int) -> tuple[Batch, ...]:
    this = (_BATCH.c.partnership == partnership, _BATCH.c.questionnaire == questionnaire, _BATCH.c.year == year)
    members: defaultdict[str, set[str]] = defaultdict(set)
    for row in session.execute(select(_MEMBER).join(_BATCH, _BATCH.c.id == _MEMBER.c.batch).where(*this)):
        members[row.batch].add(row.assessment)
    rows = session.execute(select(_BATCH).where(*this).order_by(_BATCH.c.made_at, _BATCH.c.id))
    return tuple(
        Batch(id=row.id, kind=row.kind, assessments=frozenset(members[row.id]), retired=row.retired_at is not None)
        for row in rows
    )


def _beside(session: Session, partnership: str, questionnaire: str, year: int) -> tuple[frozenset[str], ...]:
    query = (
        select(_MEMBER.c.batch, _MEMBER.c.organisation)
        .join(_BATCH, _BATCH.c.id == _MEMBER.c.batch)
        .where(_BATCH.c.partnership == partnership, _BATCH.c.questionnaire == questionnaire)
        .where(_BATCH.c.year.in_([year - 1, year + 1]))
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in session.execute(query):
        found[row.batch].add(row.organisation)
    return tuple(frozenset(those) for _, those in sorted(found.items()))


def _insiders(session: Session, partnership: str) -> tuple[frozenset[str], ...]:
    """The organisations that ever belonged of each person with a role in several of them now."""
    query = (
        select(_ROLE.c.account, _ROLE.c.organisation)
        .join(_BELONGS, _BELONGS.c.organisation == _ROLE.c.organisation)
        .where(_BELONGS.c.partnership == partnership, _ROLE.c.ended_at.is_(None))
        .distinct()
    )
    places: defaultdict[str, set[str]] = defaultdict(set)
    for row in session.execute(query):
        places[row.account].add(row.organisation)
    return tuple(sorted({frozenset(those) for those in places.values() if len(those) > 1}, key=sorted))


def surroundings(
    session: Session, partnership: str, questionnaire: str, year: int, before: SharedYear, today: date
) -> Surroundings:
    """What decides when batches of the year are made; nobody is waited for once the year is over."""
    elsewhere: defaultdict[str, set[str]] = defaultdict(set)
    others = (_BATCH.c.partnership != partnership, _BATCH.c.questionnaire == questionnaire, _BATCH.c.year == year)
    for row in session.execute(select(_MEMBER).join(_BATCH, _BATCH.c.id == _MEMBER.c.batch).where(*others)):
        elsewhere[row.batch].add(row.assessment)
    earlier = (frozenset(one.organisation for one in before.members(batch)) for batch in before.active)
    return Surroundings(
        to_come=_to_come(session, partnership, questionnaire, year) if year >= today.year else {},
        before=tuple(earlier),
        elsewhere=tuple(frozenset(members) for members in elsewhere.values()),
    )


def _to_come(session: Session, partnership: str, questionnaire: str, year: int) -> dict[str, str]:
    """Those that have not signed yet, or signed and did not choose yet with whom to share it."""
    there = (
        (_RESULT.c.organisation == _ORGANISATION.c.id)
        & (_RESULT.c.questionnaire == questionnaire)
        & (_RESULT.c.year == year)
    )
    query = (
        select(_ORGANISATION.c.id, _ORGANISATION.c.kind)
        .join(_BELONGS, _BELONGS.c.organisation == _ORGANISATION.c.id)
        .outerjoin(_RESULT, there)
        .outerjoin(_SHARING, (_SHARING.c.assessment == _RESULT.c.assessment) & (_SHARING.c.partnership == partnership))
        .where(_BELONGS.c.partnership == partnership, _BELONGS.c.left_at.is_(None))
        .where(_ORGANISATION.c.parent.is_(None), _ORGANISATION.c.closed_at.is_(None), _SHARING.c.assessment.is_(None))
    )
    return {row.id: row.kind for row in session.execute(query)}


def keep_year(
    session: Session,
    partnership: str,
    questionnaire: str,
    year: int,
    was: SharedYear,
    now_is: SharedYear,
    now: datetime,
) -> None:
    """Keep what became of a year: who is named from now on, and which batches there are."""
    for id, result in now_is.results.items():
        set_seen(session, partnership, id, result.saw - was.results[id].saw, now)
    then = {batch.id: batch for batch in was.batches}
    where = {"partnership": partnership, "questionnaire": questionnaire, "year": year}
    for batch in now_is.batches:
        before = then.get(batch.id)
        if before is None:
            _add_batch(session, {**where, "id": batch.id, "kind": batch.kind}, batch, now)
            _add_members(session, batch, now_is)
        elif before != batch:
            _change_batch(session, before, batch, now)


def _add_batch(session: Session, named: dict[str, Any], batch: Batch, now: datetime) -> None:
    session.execute(insert(_BATCH), {**named, "made_at": now, "retired_at": now if batch.retired else None})


def _add_members(session: Session, batch: Batch, year: SharedYear) -> None:
    session.execute(
        insert(_MEMBER),
        [
            {"batch": batch.id, "assessment": one.assessment, "organisation": one.organisation}
            for one in year.members(batch)
        ],
    )


def _change_batch(session: Session, before: Batch, batch: Batch, now: datetime) -> None:
    gone = before.assessments - batch.assessments
    session.execute(delete(_MEMBER).where(_MEMBER.c.batch == batch.id, _MEMBER.c.assessment.in_(gone)))
    if batch.retired and not before.retired:
        session.execute(update(_BATCH).where(_BATCH.c.id == batch.id).values(retired_at=now))


def counted_with(session: Session, partnership: str, organisations: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Questionnaire and year of every batch of the partnership that holds a result of one of these, and is counted."""
    query = (
        select(_BATCH.c.questionnaire, _BATCH.c.year)
        .join(_MEMBER, _MEMBER.c.batch == _BATCH.c.id)
        .where(
            _BATCH.c.partnership == partnership,
            _BATCH.c.retired_at.is_(None),
            _MEMBER.c.organisation.in_(list(organisations)),
        )
        .distinct()
    )
    return frozenset((row.questionnaire, row.year) for row in session.execute(query))


def delete_batches(session: Session, partnership: str) -> None:
    """Forget the batches of a partnership that is about to be deleted."""
    its = select(_BATCH.c.id).where(_BATCH.c.partnership == partnership)
    session.execute(delete(_MEMBER).where(_MEMBER.c.batch.in_(its)))
    session.execute(delete(_BATCH).where(_BATCH.c.partnership == partnership))
