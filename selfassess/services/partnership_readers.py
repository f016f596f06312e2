"""Who somebody is to a partnership's figures: in which audiences they read, and which results they know besides."""

from __future__ import annotations

from collections.abc import Iterable

from selfassess.disclosure.cells import Made
from selfassess.disclosure.readers import Barred, Reader, barred, for_reader
from selfassess.disclosure.sharing import Audience
from selfassess.disclosure.values import OVERALL, Cell, Withheld
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor, may_in_partnership
from selfassess.services.rights import Action
from selfassess.store.batches import counted_with, shared_year
from selfassess.store.database import Transaction
from selfassess.store.named_results import organisations_named
from selfassess.store.organisations import organisations_of
from selfassess.store.partnerships import any_in, partnerships_of, partnerships_where


def reader_of(session: Transaction, who: Actor, partnership: str, questionnaire: str, audience: Audience) -> Reader:
    """Whoever reads as one of an audience.

    Besides, they know the results of their own organisations, and what is named to them in other partnerships, of
    whichever year. Those who need no role know none.
    """
    own = frozenset(one.id for one in organisations_of(session, who.account)) if who.account else frozenset[str]()
    audiences = {audience}
    if who.account and may_in_partnership(session, who, Action.SEE_SHARED, partnership):
        audiences.add(Audience.STEERING)
    if own and any_in(session, partnership, own):
        audiences.add(Audience.MEMBERS)
    elsewhere = _named_elsewhere(session, who, partnership, questionnaire, own) if who.account else frozenset[str]()
    return Reader(audiences=frozenset(audiences), own=own, elsewhere=elsewhere)


def _named_elsewhere(
    session: Transaction, who: Actor, partnership: str, questionnaire: str, own: frozenset[str]
) -> frozenset[str]:
    held = partnerships_where(session, who.account) if who.account else ()
    steered = {one.id for one in held if may_in_partnership(session, who, Action.SEE_SHARED, one.id)} - {partnership}
    joined = {one.id for id in own for one in partnerships_of(session, id)} - {partnership}
    by_audience = {Audience.STEERING: steered, Audience.MEMBERS: joined}
    named = (organisations_named(session, at, questionnaire, audience) for audience, at in by_audience.items() if at)
    return frozenset[str]().union(*named)


def left_out(
    session: Transaction, reader: Reader, partnership: str, questionnaire: str, audience: Audience, years: Iterable[int]
) -> dict[int, Barred]:
    """By year what the reader is not shown of the figures of an audience."""
    years = set(years)
    if audience is Audience.STEERING:
        # What the members see by name the steering group does: only somebody's own organisation is more.
        besides = reader.own | reader.elsewhere
        counted = counted_with(session, partnership, besides) if besides else frozenset()
        found = {year for of, year in counted if of == questionnaire}
        asked = (found | {year + 1 for year in found}) & years
    else:
        asked = years
    wanted = asked | {year - 1 for year in asked}
    kept = {year: shared_year(session, partnership, questionnaire, year) for year in wanted}
    barring = {year: barred(kept[year], kept[year - 1], reader, audience) for year in asked}
    return {year: barring.get(year, Barred()) for year in years}


def shown_to(questionnaire: Questionnaire, kept: dict[str, Made], kind: str | None, barring: Barred) -> dict[str, Cell]:
    """A cell for the whole and for every section, as the reader may have it."""
    sections = [OVERALL, *(section.id for section in questionnaire.sections)]
    return {id: for_reader(kept[id], kind, barring) if id in kept else Withheld() for id in sections}
