"""What is kept beside locked cards equals what they say: figures by section, results by year, cells of partnerships."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from selfassess.disclosure.cells import Made, Scope, cells
from selfassess.disclosure.written import as_json
from selfassess.services.access import Actor, require_administrator
from selfassess.store import section_figures as figures
from selfassess.store.batches import hold_figures, shared_year
from selfassess.store.database import Database, Transaction
from selfassess.store.partnership_figures import all_years_with_cells, cells_as_kept, keep_cells
from selfassess.store.partnerships import every_partnership
from selfassess.store.sharing import years_shared
from selfassess.store.steps import card_of, locked_assessments

Told = Callable[[int, int], None]


def check_figures(database: Database, who: Actor, *, now: datetime, told: Told = lambda _, __: None) -> tuple[str, ...]:
    """A sentence for each thing that is not what the cards say. For administrators; `told` gets how many are done.

    Which results a batch holds is not derived from anything, and so stays out of this.
    """
    with database.reading() as session:
        require_administrator(session, who)
        ids, years = locked_assessments(session), _years(session)
        steps = len(ids) + len(years) + 1
        faults = list(_faults_of_results(session))
        told(1, steps)
        for done, id in enumerate(ids, start=2):
            faults += _faults_of_figures(session, id)
            told(done, steps)
        for done, place in enumerate(years, start=len(ids) + 2):
            faults += _faults_of_cells(session, *place, now)
            told(done, steps)
    return tuple(faults)


def _faults_of_results(session: Transaction) -> Iterator[str]:
    for organisation, questionnaire in sorted(figures.series_kept(session)):
        now = figures.standing(session, organisation, questionnaire)
        if now != figures.results_kept(session, organisation, questionnaire):
            yield f"organisation {organisation}, {questionnaire}: the results by year are not those that stand"


def _faults_of_figures(session: Transaction, id: str) -> list[str]:
    card = card_of(session, id)
    if card is None or figures.figures_in(card) == figures.figures_kept(session, id):
        return []
    return [f"assessment {id}: the figures kept by section are not those of its card"]


def _faults_of_cells(session: Transaction, partnership: str, questionnaire: str, year: int, now: datetime) -> list[str]:
    kept = cells_as_kept(session, partnership, questionnaire, year)
    made = _cells(session, partnership, questionnaire, year, now)
    if {scope: one.figures for scope, one in kept.items()} == {scope: as_json(one) for scope, one in made.items()}:
        return []
    return [f"partnership {partnership}, {questionnaire} {year}: the figures are not those of its results"]


def _cells(session: Transaction, partnership: str, questionnaire: str, year: int, now: datetime) -> dict[Scope, Made]:
    before = shared_year(session, partnership, questionnaire, year - 1)
    return cells(shared_year(session, partnership, questionnaire, year), before, now)


def _years(session: Transaction) -> list[tuple[str, str, int]]:
    found = [
        (one.id, questionnaire, year)
        for one in every_partnership(session)
        for questionnaire, year in years_shared(session, one.id) | all_years_with_cells(session, one.id)
    ]
    return sorted(found)


def rebuild_figures(database: Database, who: Actor, *, now: datetime, told: Told = lambda _, __: None) -> None:
    """Make all of it anew from the cards. For administrators. Who is named and which batches there are stays."""
    with database.writing() as session:
        require_administrator(session, who)
        hold_figures(session)
        ids = locked_assessments(session)
        for done, id in enumerate(ids, start=1):
            card = card_of(session, id)
            if card is not None and figures.figures_in(card) != figures.figures_kept(session, id):
                figures.keep_figures(session, id, card)
            told(done, len(ids))
        for organisation, of in sorted(figures.series_kept(session)):
            figures.keep_results(session, organisation, of)
        for partnership, questionnaire, year in _years(session):
            made = _cells(session, partnership, questionnaire, year, now)
            keep_cells(session, partnership, questionnaire, year, made)
