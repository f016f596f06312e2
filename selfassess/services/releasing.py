"""Letting the figures of a partnership go on: names, batches and cells, in the transaction that changed anything."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime

from selfassess.disclosure.batches import advance
from selfassess.disclosure.cells import cells
from selfassess.services.access import Actor, require_administrator
from selfassess.store.batches import hold_figures, keep_year, shared_year, surroundings
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.partnership_figures import keep_cells
from selfassess.store.partnerships import every_partnership, partnerships_of
from selfassess.store.section_figures import keep_figures, keep_results
from selfassess.store.sharing import sharings_of, years_shared
from selfassess.store.steps import LockedCard


def release_year(session: Transaction, partnership: str, questionnaire: str, year: int, now: datetime) -> None:
    """Let a year of one questionnaire go on as far as it can, and keep its figures and those of the year after."""
    hold_figures(session)
    before = shared_year(session, partnership, questionnaire, year - 1)
    was = shared_year(session, partnership, questionnaire, year)
    around = surroundings(session, partnership, questionnaire, year, before, now.date())
    reached = advance(was, around, _ids())
    keep_year(session, partnership, questionnaire, year, was, reached, now)
    keep_cells(session, partnership, questionnaire, year, cells(reached, before, now))
    after = shared_year(session, partnership, questionnaire, year + 1)
    if after.results:
        keep_cells(session, partnership, questionnaire, year + 1, cells(after, reached, now))


def _ids() -> Iterator[str]:
    while True:
        yield secrets.token_hex(16)


def release_years(session: Transaction, partnership: str, years: Iterable[tuple[str, int]], now: datetime) -> None:
    """The same for several, each a questionnaire and a year."""
    for questionnaire, year in sorted(years):
        release_year(session, partnership, questionnaire, year, now)


def release_belonging(session: Transaction, partnership: str, organisation: str, now: datetime) -> None:
    """Let a partnership's figures go on once an organisation has joined or left it."""
    # Those that may still sign are waited for, so that years which are not over change by whoever comes or goes.
    going_on = {(questionnaire, year) for questionnaire, year in years_shared(session, partnership) if year >= now.year}
    release_years(session, partnership, going_on | years_shared(session, partnership, organisation), now)


def release_everywhere(session: Transaction, organisation: str, now: datetime) -> None:
    """Let the figures of every partnership it belongs to go on once its kind changed, or whether it is closed."""
    for partnership in partnerships_of(session, organisation):
        release_belonging(session, partnership.id, organisation, now)


def release_year_before(database: Database, who: Actor, *, now: datetime) -> int:
    """Let the figures of the year before this one go on: nobody is waited for in it any more; gives of how many.

    Each partnership in a transaction of its own.
    """
    with database.reading() as session:
        require_administrator(session, who)
        partnerships = every_partnership(session)
    count = 0
    for one in partnerships:
        with database.writing() as session:
            years = {place for place in years_shared(session, one.id) if place[1] == now.year - 1}
            release_years(session, one.id, years, now)
            count += len(years)
    return count


def release_without(session: Transaction, gone: Assessment, now: datetime) -> None:
    """Keep which results stand now that this one is deleted, and let the figures of its partnerships go on."""
    if gone.locked_at is None:
        return
    hold_figures(session)
    changed = keep_results(session, gone.organisation_id, gone.questionnaire)
    for one in partnerships_of(session, gone.organisation_id):
        years = {(gone.questionnaire, year) for year in changed} & years_shared(session, one.id)
        release_years(session, one.id, years, now)


def keep_locked(session: Transaction, assessment: Assessment, card: LockedCard, now: datetime) -> None:
    """Keep the figures of what is locked now, and let those of its partnerships go on."""
    hold_figures(session)  # of two results of an organisation signed at the same moment, each sees the other
    keep_figures(session, assessment.id, card.card)
    changed = keep_results(session, assessment.organisation_id, assessment.questionnaire)
    belongs = {one.id for one in partnerships_of(session, assessment.organisation_id)}
    for partnership in sorted(belongs | sharings_of(session, assessment.id).keys()):
        shared = years_shared(session, partnership)
        years = {(assessment.questionnaire, year) for year in changed}
        release_years(session, partnership, years & shared, now)
