"""The results that an audience of a partnership sees by name: whose, with their figures, years and signatories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from selfassess.disclosure.sharing import Audience, Choice, names
from selfassess.disclosure.views import SectionFigure, Signatory
from selfassess.store.dialects import table_of
from selfassess.store.rows import (
    AssessmentRow,
    OrganisationRow,
    PartnershipMemberRow,
    QuestionnaireTextRow,
    SectionFigureRow,
    SharingRow,
    SignatureRow,
    YearlyResultRow,
)
from selfassess.store.texts import PinnedText

_SHARING, _RESULT, _FIGURE = table_of(SharingRow), table_of(YearlyResultRow), table_of(SectionFigureRow)
_ORGANISATION, _BELONGS = table_of(OrganisationRow), table_of(PartnershipMemberRow)
_ASSESSMENT, _TEXT, _SIGNATURE = table_of(AssessmentRow), table_of(QuestionnaireTextRow), table_of(SignatureRow)
_SEEN = {Audience.STEERING: _SHARING.c.steering_saw_at, Audience.MEMBERS: _SHARING.c.members_saw_at}
_HUNDREDTHS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """That the result of an organisation in a year is seen by name."""

    organisation: str
    name: str
    kind: str
    year: int
    assessment: str


def _named(partnership: str, questionnaire: str, audience: Audience) -> Select[Any]:
    choices = [choice.value for choice in Choice if names(choice, audience)]
    joined = (
        _BELONGS.join(_ORGANISATION, _ORGANISATION.c.id == _BELONGS.c.organisation)
        .join(_RESULT, _RESULT.c.organisation == _BELONGS.c.organisation)
        .join(_SHARING, (_SHARING.c.assessment == _RESULT.c.assessment) & (_SHARING.c.partnership == partnership))
    )
    columns = (_ORGANISATION.c.id, _ORGANISATION.c.name, _ORGANISATION.c.kind, _RESULT.c.year, _RESULT.c.assessment)
    return (
        select(*columns)
        .select_from(joined)
        .where(_BELONGS.c.partnership == partnership, _BELONGS.c.left_at.is_(None), _ORGANISATION.c.parent.is_(None))
        .where(_RESULT.c.questionnaire == questionnaire)
        .where(_SHARING.c.choice.in_(choices), _SEEN[audience].is_not(None))
    )


def named_in(
    session: Session, partnership: str, questionnaire: str, audience: Audience, year: int, kind: str | None = None
) -> tuple[Named, ...]:
    """Those of a year, of one kind of organisation or of all; alphabetical."""
    query = _named(partnership, questionnaire, audience).where(_RESULT.c.year == year)
    rows = session.execute(query.where(_ORGANISATION.c.kind == kind) if kind else query)
    # Sorted here: how PostgreSQL sorts names depends on where its database was made.
    return tuple(sorted(map(_of, rows), key=lambda one: (one.name.casefold(), one.name, one.organisation)))


def _of(row: Any) -> Named:
    return Named(organisation=row.id, name=row.name, kind=row.kind, year=row.year, assessment=row.assessment)


def named_of(
    session: Session, partnership: str, questionnaire: str, audience: Audience, organisations: Collection[str]
) -> dict[str, dict[int, str]]:
    """By organisation and year the assessments of these that are seen by name."""
    query = _named(partnership, questionnaire, audience).where(_ORGANISATION.c.id.in_(organisations))
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for row in session.execute(query):
        found[row.id][row.year] = row.assessment
    return found


def organisations_named(
    session: Session, partnerships: Collection[str], questionnaire: str, audience: Audience
) -> frozenset[str]:
    """The organisations of which the audience of any of these partnerships has ever seen a result by name."""
    query = (
        select(_ASSESSMENT.c.organisation_id)
        .join(_SHARING, _SHARING.c.assessment == _ASSESSMENT.c.id)
        .where(_SHARING.c.partnership.in_(partnerships), _SEEN[audience].is_not(None))
        .where(_ASSESSMENT.c.questionnaire == questionnaire)
        .distinct()
    )
    return frozenset(session.scalars(query))


def years_named(session: Session, partnership: str, questionnaire: str, audience: Audience) -> frozenset[int]:
    """The years of which any result is seen by name."""
    query = _named(partnership, questionnaire, audience).with_only_columns(_RESULT.c.year).distinct()
    return frozenset(session.scalars(query))


def figures_of(session: Session, assessments: Collection[str]) -> dict[str, dict[str, SectionFigure]]:
    """By assessment the figures of its sections, the whole under an empty id."""
    found: defaultdict[str, dict[str, SectionFigure]] = defaultdict(dict)
    for row in session.execute(select(_FIGURE).where(_FIGURE.c.assessment.in_(assessments))):
        score = None if row.score is None else Fraction(row.score, _HUNDREDTHS)
        figure = SectionFigure(score=score, stage=row.stage, supported_stage=row.supported_stage)
        found[row.assessment][row.section] = figure
    return dict(found)


def signatories_of(session: Session, assessments: Collection[str]) -> dict[str, Signatory]:
    """By assessment who signed its result."""
    columns = (_SIGNATURE.c.assessment, _SIGNATURE.c.name, _SIGNATURE.c.role, _SIGNATURE.c.signed_on)
    rows = session.execute(select(*columns).where(_SIGNATURE.c.assessment.in_(assessments)))
    return {row.assessment: Signatory(name=row.name, role=row.role, signed_on=row.signed_on) for row in rows}


def result_of(session: Session, organisation: str, questionnaire: str, year: int) -> str | None:
    """The assessment that stands for an organisation in a year."""
    this = (
        _RESULT.c.organisation == organisation,
        _RESULT.c.questionnaire == questionnaire,
        _RESULT.c.year == year,
    )
    return session.scalar(select(_RESULT.c.assessment).where(*this))


def newest_text(session: Session, partnership: str, questionnaire: str) -> PinnedText | None:
    """The newest version of a questionnaire that any result shared in the partnership pins."""
    query = (
        select(_TEXT)
        .join(_ASSESSMENT, _ASSESSMENT.c.sha256 == _TEXT.c.sha256)
        .join(_SHARING, _SHARING.c.assessment == _ASSESSMENT.c.id)
        .where(_SHARING.c.partnership == partnership, _SHARING.c.choice != Choice.NOT_SHARED.value)
        .where(_ASSESSMENT.c.questionnaire == questionnaire, _ASSESSMENT.c.locked_at.is_not(None))
        .order_by(_TEXT.c.first_seen.desc(), _TEXT.c.sha256)
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    return PinnedText(sha256=row.sha256, questionnaire=row.questionnaire, version=row.version, data=row.text)


def questionnaires_named(session: Session, partnership: str, audience: Audience) -> frozenset[str]:
    """The questionnaires of which any result is seen by name."""
    choices = [choice.value for choice in Choice if names(choice, audience)]
    query = (
        select(_ASSESSMENT.c.questionnaire)
        .join(_SHARING, _SHARING.c.assessment == _ASSESSMENT.c.id)
        .where(_SHARING.c.partnership == partnership, _SHARING.c.choice.in_(choices), _SEEN[audience].is_not(None))
        .distinct()
    )
    return frozenset(session.scalars(query))
