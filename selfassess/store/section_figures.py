"""The figures of locked assessments by section, and which of them stands for each year: kept when one is locked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select
from sqlalchemy.orm import Session, aliased

from selfassess.store.dialects import table_of
from selfassess.store.rows import AssessmentRow, SectionFigureRow, YearlyResultRow

_FIGURE, _RESULT, _ASSESSMENT = table_of(SectionFigureRow), table_of(YearlyResultRow), table_of(AssessmentRow)
_OF_ONE = select(_FIGURE).where(_FIGURE.c.assessment == bindparam("assessment"))
_HUNDREDTHS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFigure:
    """A section of a locked assessment, or with an empty id the whole; `score` in hundredths, None where absent."""

    score: int | None
    stage: int | None
    supported_stage: int | None


def figures_in(card: Mapping[str, Any]) -> dict[str, KeptFigure]:
    """The figures that a card holds, by section id."""
    parts = [("", card["overall"]), *((section["id"], section) for section in card["sections"])]
    return {
        id: KeptFigure(score=_hundredths(part["score"]), stage=part["stage"], supported_stage=part["supported_stage"])
        for id, part in parts
    }


def _hundredths(score: float | None) -> int | None:
    return None if score is None else int(Decimal(str(score)) * _HUNDREDTHS)


def figures_kept(session: Session, assessment: str) -> dict[str, KeptFigure]:
    """The figures that are kept for an assessment, by section id."""
    rows = session.execute(_OF_ONE, {"assessment": assessment})
    return {
        row.section: KeptFigure(score=row.score, stage=row.stage, supported_stage=row.supported_stage) for row in rows
    }


def keep_figures(session: Session, assessment: str, card: Mapping[str, Any]) -> None:
    """Keep the figures of its card, in place of any there are."""
    session.execute(delete(_FIGURE).where(_FIGURE.c.assessment == assessment))
    rows = [
        {
            "assessment": assessment,
            "section": section,
            "score": one.score,
            "stage": one.stage,
            "supported_stage": one.supported_stage,
        }
        for section, one in figures_in(card).items()
    ]
    session.execute(insert(_FIGURE), rows)


def standing(session: Session, organisation: str, questionnaire: str) -> dict[int, str]:
    """By year the assessment that stands for the organisation: the latest locked one that none corrects."""
    other = aliased(AssessmentRow)
    corrected = exists().where(other.revises == _ASSESSMENT.c.id, other.locked_at.is_not(None))
    locked = (
        _ASSESSMENT.c.organisation_id == organisation,
        _ASSESSMENT.c.questionnaire == questionnaire,
        _ASSESSMENT.c.locked_at.is_not(None),
    )
    order = (_ASSESSMENT.c.assessed_on, _ASSESSMENT.c.locked_at, _ASSESSMENT.c.id)
    rows = session.execute(
        select(_ASSESSMENT.c.id, _ASSESSMENT.c.assessed_on).where(*locked, ~corrected).order_by(*order)
    )
    return {row.assessed_on.year: row.id for row in rows}


def results_kept(session: Session, organisation: str, questionnaire: str) -> dict[int, str]:
    """By year the assessment that is kept as the one that stands."""
    rows = session.execute(select(_RESULT.c.year, _RESULT.c.assessment).where(*_of(organisation, questionnaire)))
    return {row.year: row.assessment for row in rows}


def every_result_kept(session: Session, organisation: str) -> dict[tuple[str, int], str]:
    """By questionnaire and year the assessment that is kept as the one that stands."""
    rows = session.execute(select(_RESULT).where(_RESULT.c.organisation == organisation))
    return {(row.questionnaire, row.year): row.assessment for row in rows}


def keep_results(session: Session, organisation: str, questionnaire: str) -> frozenset[int]:
    """Keep which assessments stand now; gives the years for which that changed."""
    now, kept = standing(session, organisation, questionnaire), results_kept(session, organisation, questionnaire)
    changed = frozenset(year for year in now.keys() | kept.keys() if now.get(year) != kept.get(year))
    if changed:
        session.execute(delete(_RESULT).where(*_of(organisation, questionnaire), _RESULT.c.year.in_(changed)))
        _add(session, organisation, questionnaire, ((year, now[year]) for year in sorted(changed & now.keys())))
    return changed


def series_kept(session: Session) -> frozenset[tuple[str, str]]:
    """Organisation and questionnaire of every locked assessment, and of every result that is kept."""
    locked = select(_ASSESSMENT.c.organisation_id, _ASSESSMENT.c.questionnaire).where(
        _ASSESSMENT.c.locked_at.is_not(None)
    )
    kept = select(_RESULT.c.organisation, _RESULT.c.questionnaire)
    return frozenset((row[0], row[1]) for row in session.execute(locked.union(kept)))


def _add(session: Session, organisation: str, questionnaire: str, results: Iterable[tuple[int, str]]) -> None:
    whose = {"organisation": organisation, "questionnaire": questionnaire}
    rows = [{**whose, "year": year, "assessment": assessment} for year, assessment in results]
    if rows:
        session.execute(insert(_RESULT), rows)


def _of(organisation: str, questionnaire: str) -> tuple[Any, Any]:
    return _RESULT.c.organisation == organisation, _RESULT.c.questionnaire == questionnaire
