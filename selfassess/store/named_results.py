"""The results that an audience of a partnership sees by name: whose, with their figures, years and signatories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, exists, func, select
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

_SHARING, _RESULT, _FIGURE = table_of(SharingRow), table_of(YearlyResultRow), table_of(SectionFigureRow)
_ORGANISATION, _BELONGS = table_of(OrganisationRow), table_of(PartnershipMemberRow)
_ASSESSMENT, _TEXT, _SIGNATURE = table_of(AssessmentRow), table_of(QuestionnaireTextRow), table_of(SignatureRow)
_SEEN = {Audience.STEERING: _SHARING.c.steering_saw_at, Audience.MEMBERS: _SHARING.c.members_saw_at}
_HUNDREDTHS = 100
_PARTNERSHIP: BindParameter[str] = bindparam("partnership")
_QUESTIONNAIRE: BindParameter[str] = bindparam("questionnaire")
_ASSESSMENTS: BindParameter[list[str]] = bindparam("assessments", expanding=True)

_FIGURES_OF = select(
    _FIGURE.c.assessment, _FIGURE.c.section, _FIGURE.c.score, _FIGURE.c.stage, _FIGURE.c.supported_stage
).where(_FIGURE.c.assessment.in_(_ASSESSMENTS))
_SIGNATORIES_OF = select(_SIGNATURE.c.assessment, _SIGNATURE.c.name, _SIGNATURE.c.role, _SIGNATURE.c.signed_on).where(
    _SIGNATURE.c.assessment.in_(_ASSESSMENTS)
)

# Asked of each version, of which there are few: of each result it would be asked thousands of times.
_SHARED_IT = (
    select(_ASSESSMENT.c.id)
    .join(_SHARING, _SHARING.c.assessment == _ASSESSMENT.c.id)
    .where(_SHARING.c.partnership == _PARTNERSHIP, _ASSESSMENT.c.sha256 == _TEXT.c.sha256)
)


class Named(NamedTuple):
    """That the result of an organisation in a year is seen by name; a row as it comes, for there may be thousands."""

    organisation: str
    name: str
    kind: str
    year: int
    assessment: str


# Built once for each audience: building these statements takes longer than asking them.
@cache
def _named(audience: Audience) -> Select[Any]:
    choices = [choice.value for choice in Choice if names(choice, audience)]
    # Outer, and compared by a function that takes what is missing: so SQLite begins with the organisations. Begun with
    # what is shared, it would go through the results of every year.
    joined = (
        _BELONGS.join(_ORGANISATION, _ORGANISATION.c.id == _BELONGS.c.organisation)
        .join(_RESULT, _RESULT.c.organisation == _BELONGS.c.organisation)
        .outerjoin(_SHARING, (_SHARING.c.assessment == _RESULT.c.assessment) & (_SHARING.c.partnership == _PARTNERSHIP))
    )
    columns = (_ORGANISATION.c.id, _ORGANISATION.c.name, _ORGANISATION.c.kind, _RESULT.c.year, _RESULT.c.assessment)
    return (
        select(*columns)
        .select_from(joined)
        .where(_BELONGS.c.partnership == _PARTNERSHIP, _BELONGS.c.left_at.is_(None), _ORGANISATION.c.parent.is_(None))
        .where(_RESULT.c.questionnaire == _QUESTIONNAIRE)
        .where(func.coalesce(_SHARING.c.choice, "").in_(choices), _SEEN[audience].is_not(None))
    )


@cache
def _named_in(audience: Audience, *, of_kind: bool) -> Select[Any]:
    query = _named(audience).where(_RESULT.c.year == bindparam("year"))
    return query.where(_ORGANISATION.c.kind == bindparam("kind")) if of_kind else query


@cache
def _named_of(audience: Audience) -> Select[Any]:
    return _named(audience).where(_ORGANISATION.c.id.in_(bindparam("organisations", expanding=True)))


def named_in(
    session: Session, partnership: str, questionnaire: str, audience: Audience, year: int, kind: str | None = None
) -> tuple[Named, ...]:
    """Those of a year, of one kind of organisation or of all; alphabetical."""
    known = {"partnership": partnership, "questionnaire": questionnaire, "year": year}
    query = _named_in(audience, of_kind=kind is not None)
    rows = session.execute(query, known | ({"kind": kind} if kind else {})).all()
    # Sorted here: how PostgreSQL sorts names depends on where its database was made.
    return tuple(sorted(map(Named._make, rows), key=lambda one: (one.name.casefold(), one.name, one.organisation)))


def named_of(
    session: Session, partnership: str, questionnaire: str, audience: Audience, organisations: Collection[str]
) -> dict[str, dict[int, str]]:
    """By organisation and year the assessments of these that are seen by name."""
    known = {"partnership": partnership, "questionnaire": questionnaire, "organisations": list(organisations)}
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for organisation, _, _, year, assessment in session.execute(_named_of(audience), known).all():
        found[organisation][year] = assessment
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


def withdrawn_since(
    session: Session, partnership: str, questionnaire: str, audience: Audience, since: datetime
) -> frozenset[str]:
    """The organisations that showed a result by name, and chose after `since` to do so no more, or left."""
    shown = [choice.value for choice in Choice if names(choice, audience)]
    unshared = _SHARING.c.choice.not_in(shown) & (_SHARING.c.changed_at >= since)
    belonged = (_BELONGS.c.organisation == _ASSESSMENT.c.organisation_id) & (_BELONGS.c.partnership == partnership)
    query = (
        select(_ASSESSMENT.c.organisation_id)
        .join(_SHARING, _SHARING.c.assessment == _ASSESSMENT.c.id)
        .join(_BELONGS, belonged)
        .where(_SHARING.c.partnership == partnership, _SEEN[audience].is_not(None))
        .where(_ASSESSMENT.c.questionnaire == questionnaire)
        .where(unshared | (_BELONGS.c.left_at >= since))
        .distinct()
    )
    return frozenset(session.scalars(query))


def years_named(session: Session, partnership: str, questionnaire: str, audience: Audience) -> frozenset[int]:
    """The years of which any result is seen by name."""
    query = _named(audience).with_only_columns(_RESULT.c.year).distinct()
    return frozenset(session.scalars(query, {"partnership": partnership, "questionnaire": questionnaire}))


def figures_of(session: Session, assessments: Collection[str]) -> dict[str, dict[str, SectionFigure]]:
    """By assessment the figures of its sections, the whole under an empty id."""
    found: defaultdict[str, dict[str, SectionFigure]] = defaultdict(dict)
    for assessment, section, *figure in session.execute(_FIGURES_OF, {"assessments": list(assessments)}).all():
        found[assessment][section] = _figure(*figure)
    return dict(found)


@lru_cache(maxsize=8192)
def _figure(score: int | None, stage: int | None, supported_stage: int | None) -> SectionFigure:
    """Most are alike, so that each is made once."""
    exact = None if score is None else Fraction(score, _HUNDREDTHS)
    return SectionFigure(score=exact, stage=stage, supported_stage=supported_stage)


def signatories_of(session: Session, assessments: Collection[str]) -> dict[str, Signatory]:
    """By assessment who signed its result."""
    rows = session.execute(_SIGNATORIES_OF, {"assessments": list(assessments)})
    return {row.assessment: Signatory(name=row.name, role=row.role, signed_on=row.signed_on) for row in rows}


def result_of(session: Session, organisation: str, questionnaire: str, year: int) -> str | None:
    """The assessment that stands for an organisation in a year."""
    this = (
        _RESULT.c.organisation == organisation,
        _RESULT.c.questionnaire == questionnaire,
        _RESULT.c.year == year,
    )
    return session.scalar(select(_RESULT.c.assessment).where(*this))


def questionnaires_named(session: Session, partnership: str, audience: Audience) -> frozenset[str]:
    """The questionnaires of which any result is seen by name."""
    return frozenset(session.scalars(_questionnaires_named(audience), {"partnership": partnership}))


@cache
def _questionnaires_named(audience: Audience) -> Select[Any]:
    choices = [choice.value for choice in Choice if names(choice, audience)]
    named = _SHARED_IT.where(_SHARING.c.choice.in_(choices), _SEEN[audience].is_not(None))
    return select(_TEXT.c.questionnaire).where(exists(named)).distinct()
