"""What a partnership's readers see: organisations by name, figures over organisations, years, oneself among others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from selfassess.disclosure.readers import Reader
from selfassess.disclosure.sharing import Audience
from selfassess.disclosure.values import Cell
from selfassess.disclosure.views import (
    AgainstOthers,
    NamedResult,
    PartnershipMaterial,
    SteeringView,
    Trend,
    YearCells,
)
from selfassess.questionnaire.cache import cached_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor
from selfassess.services.partnership_readers import left_out, reader_of, shown_to
from selfassess.services.places import required_organisation, required_partnership
from selfassess.services.problems import NotFoundError, UnreadableQuestionnaireError
from selfassess.services.rights import Action
from selfassess.store.database import Database, Transaction
from selfassess.store.named_results import (
    Named,
    figures_of,
    named_in,
    named_of,
    questionnaires_named,
    result_of,
    signatories_of,
    years_named,
)
from selfassess.store.newest_text import newest_text
from selfassess.store.partnership_figures import (
    cells_by_year,
    cells_of_year,
    questionnaires_with_cells,
    years_with_cells,
)
from selfassess.store.partnerships import kinds_in, partnerships_of
from selfassess.store.people import OrganisationKind, Partnership

ROWS_A_PAGE = 50


class RowOrder(StrEnum):
    """By what organisations are sorted, by name within that; never by how far they are: this is no league table."""

    NAME = "name"
    KIND = "kind"
    SIGNED = "signed"
    """The day on which the result was signed, the latest first; those without a signature last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A partnership and a questionnaire of it, as one reader of an audience looks at them."""

    partnership: Partnership
    questionnaire: Questionnaire
    audience: Audience
    reader: Reader


def questionnaires_shared(database: Database, who: Actor, partnership: str) -> tuple[str, ...]:
    """The ids of the questionnaires with anything to see for the steering group, in the order of the alphabet."""
    with database.reading() as session:
        required_partnership(session, who, Action.SEE_SHARED, partnership)
        named = questionnaires_named(session, partnership, Audience.STEERING)
        return tuple(sorted(named | questionnaires_with_cells(session, partnership, Audience.STEERING)))


def steering_view(
    database: Database,
    who: Actor,
    partnership: str,
    questionnaire: str,
    *,
    year: int | None = None,
    kind: OrganisationKind | None = None,
    order: RowOrder = RowOrder.NAME,
    page: int = 1,
) -> SteeringView | None:
    """A year (None: the latest) as the steering group sees it; None where nothing of the questionnaire is shared.

    Raises `NotFoundError`, `NotPermittedError`; a year without anything to see has no rows, and all is withheld.
    """
    with database.reading() as session:
        place = _steering(session, who, partnership, questionnaire)
        years = _years(session, place) if place else ()
        if place is None or not years:
            return None
        year = years[-1] if year is None else year
        belong = kinds_in(session, partnership)
        named = _sorted(session, named_in(session, partnership, questionnaire, place.audience, year, kind), order)
        pages = max(1, -(-len(named) // ROWS_A_PAGE))
        page = min(max(1, page), pages)
        return SteeringView(
            partnership=place.partnership.name,
            questionnaire=place.questionnaire,
            years=years,
            year=year,
            kind=kind,
            kinds=tuple(belong),
            belong=belong.get(kind, 0) if kind else sum(belong.values()),
            named=len(named),
            page=page,
            pages=pages,
            rows=_rows(session, place, named[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]),
            cells=_cells(session, place, year, [kind])[kind],
        )


def trend(
    database: Database, who: Actor, partnership: str, questionnaire: str, *, kind: OrganisationKind | None = None
) -> Trend | None:
    """Every year as the steering group sees it; raises as `steering_view`."""
    with database.reading() as session:
        place = _steering(session, who, partnership, questionnaire)
        if place is None:
            return None
        return Trend(
            partnership=place.partnership.name,
            questionnaire=place.questionnaire,
            kind=kind,
            kinds=tuple(kinds_in(session, partnership)),
            years=_trend(session, place, kind),
        )


def against_others(
    database: Database, who: Actor, organisation: str, partnership: str, questionnaire: str, *, year: int
) -> AgainstOthers | None:
    """An organisation's signed result of a year beside its partnership; None where it has none in that year.

    For everybody with a role in the organisation. Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.reading() as session:
        this = required_organisation(session, who, Action.SEE_AGAINST_OTHERS, organisation)
        found = next((one for one in partnerships_of(session, organisation) if one.id == partnership), None)
        if found is None:
            raise NotFoundError(f"There is no partnership {partnership} that this organisation belongs to.")
        own = result_of(session, organisation, questionnaire, year)
        place = _place(session, who, found, questionnaire, Audience.MEMBERS) if own else None
        if own is None or place is None:
            return None
        cells = _cells(session, place, year, [None, this.kind])
        named = named_in(session, partnership, questionnaire, Audience.MEMBERS, year)
        return AgainstOthers(
            partnership=found.name,
            questionnaire=place.questionnaire,
            organisation=organisation,
            kind=this.kind,
            year=year,
            own=figures_of(session, [own]).get(own, {}),
            cells=cells[None],
            alike=cells[this.kind],
            others=_rows(session, place, tuple(one for one in named if one.organisation != organisation)),
        )


def partnership_material(
    database: Database, who: Actor, partnership: str, questionnaire: str, *, year: int
) -> PartnershipMaterial | None:
    """What the report of a year is made of, as the steering group sees it; raises as `steering_view`."""
    with database.reading() as session:
        place = _steering(session, who, partnership, questionnaire)
        if place is None:
            return None
        belong = kinds_in(session, partnership)
        cells = _cells(session, place, year, [None, *belong])
        return PartnershipMaterial(
            partnership=place.partnership.name,
            questionnaire=place.questionnaire,
            year=year,
            belong=sum(belong.values()),
            rows=_rows(session, place, named_in(session, partnership, questionnaire, place.audience, year)),
            cells=cells[None],
            by_kind={kind: cells[kind] for kind in belong},
            trend=tuple(one for one in _trend(session, place, None) if one.year <= year),
        )


def named_result(
    session: Transaction, who: Actor, partnership: str, questionnaire: str, *, year: int, assessment: str
) -> tuple[Questionnaire, NamedResult] | None:
    """One result that the steering group sees by name, and what to read it by; None where it does not, or no more."""
    place = _steering(session, who, partnership, questionnaire)
    if place is None:
        return None
    named = named_in(session, partnership, questionnaire, place.audience, year)
    rows = _rows(session, place, tuple(one for one in named if one.assessment == assessment))
    return (place.questionnaire, rows[0]) if rows else None


def _steering(session: Transaction, who: Actor, partnership: str, questionnaire: str) -> _Place | None:
    found = required_partnership(session, who, Action.SEE_SHARED, partnership)
    return _place(session, who, found, questionnaire, Audience.STEERING)


def _place(
    session: Transaction, who: Actor, partnership: Partnership, questionnaire: str, audience: Audience
) -> _Place | None:
    newest = None if "\0" in questionnaire else newest_text(session, partnership.id, questionnaire, audience)
    if newest is None:
        return None
    name = f"{newest.questionnaire} {newest.version}"
    loaded = cached_questionnaire(newest.data, name)
    if loaded.questionnaire is None:
        raise UnreadableQuestionnaireError(name, loaded.problems)
    reader = reader_of(session, who, partnership.id, loaded.questionnaire.id, audience)
    return _Place(partnership=partnership, questionnaire=loaded.questionnaire, audience=audience, reader=reader)


def _years(session: Transaction, place: _Place) -> tuple[int, ...]:
    where = (place.partnership.id, place.questionnaire.id, place.audience)
    # Whatever is named is in a cell, unless it has no score at all: to look at every result takes far longer.
    return tuple(sorted(years_with_cells(session, *where) or years_named(session, *where)))


def _sorted(session: Transaction, named: tuple[Named, ...], order: RowOrder) -> tuple[Named, ...]:
    match order:
        case RowOrder.NAME:
            return named
        case RowOrder.KIND:
            places = list(OrganisationKind)
            return tuple(sorted(named, key=lambda one: places.index(OrganisationKind(one.kind))))
        case RowOrder.SIGNED:
            signed = signatories_of(session, [one.assessment for one in named])
            days = {assessment: one.signed_on.toordinal() for assessment, one in signed.items()}
            return tuple(sorted(named, key=lambda one: -days.get(one.assessment, date.min.toordinal())))


def _cells(
    session: Transaction, place: _Place, year: int, kinds: Iterable[str | None]
) -> dict[str | None, dict[str, Cell]]:
    """The cells of a year, of each of these kinds."""
    where = (place.partnership.id, place.questionnaire.id, place.audience)
    barring = left_out(session, place.reader, *where, [year])[year]
    return {
        kind: shown_to(place.questionnaire, cells_of_year(session, *where, kind, year), kind, barring) for kind in kinds
    }


def _trend(session: Transaction, place: _Place, kind: str | None) -> tuple[YearCells, ...]:
    where = (place.partnership.id, place.questionnaire.id, place.audience)
    kept, years = cells_by_year(session, *where, kind), _years(session, place)
    barring = left_out(session, place.reader, *where, years)
    return tuple(
        YearCells(year=year, cells=shown_to(place.questionnaire, kept.get(year, {}), kind, barring[year]))
        for year in years
    )


def _rows(session: Transaction, place: _Place, named: tuple[Named, ...]) -> tuple[NamedResult, ...]:
    where = (place.partnership.id, place.questionnaire.id, place.audience)
    by_year = named_of(session, *where, [one.organisation for one in named])
    now = [one.assessment for one in named]
    then = [by_year[one.organisation][one.year - 1] for one in named if one.year - 1 in by_year[one.organisation]]
    figures, signed = figures_of(session, [*now, *then]), signatories_of(session, now)
    return tuple(
        NamedResult(
            organisation=one.organisation,
            name=one.name,
            kind=one.kind,
            year=one.year,
            assessment=one.assessment,
            figures=figures.get(one.assessment, {}),
            earlier=figures.get(by_year[one.organisation].get(one.year - 1, ""), {}),
            years=tuple(sorted(by_year[one.organisation])),
            signatory=signed.get(one.assessment),
        )
        for one in named
    )
