"""What a run of packs is to hold, as whoever asks for it may see: for each organisation an edition, and one of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from selfassess.disclosure.sharing import Audience
from selfassess.report.filename import pack_filename, partnership_filename
from selfassess.services.access import Actor, may_in_organisation
from selfassess.services.places import required_partnership
from selfassess.services.rights import Action
from selfassess.store.assessments import periods_of, standing_in
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.named_results import Named, named_in, questionnaires_named, years_named
from selfassess.store.organisations import organisations_of
from selfassess.store.pack_items import Edition, Wanted
from selfassess.store.partnership_figures import questionnaires_with_cells, years_with_cells
from selfassess.store.partnerships import organisations_in
from selfassess.store.people import Partnership
from selfassess.voices.steps import WorkStatus

_YEAR = re.compile("[1-9][0-9]{3}")


def contents(
    session: Transaction, who: Actor, partnership: Partnership, period: str, suffix: str
) -> tuple[Wanted, ...]:
    """The files, by name; empty where there is nothing of the period. `who` sees what is shared there.

    Who needs no role gets the complete pack of each organisation that belongs, from its assessment of that period. Who
    has one gets the shared edition of each that is named to the steering group, for the year that the period says; the
    complete pack only where they see the answers too. Of others there is nothing, not even how many. Both get the
    report of the partnership for that year.
    """
    if who.trusted:
        found = standing_in(session, _members(session, partnership), period)
        each = list(_complete(found, suffix))
        years = {_year(period)} if _year(period) else {one.details.assessed_on.year for one in found}
    else:
        years = {_year(period)} if _year(period) else set()
        each = list(_seen(session, who, partnership, years, suffix))
    together = _together(session, partnership, years, suffix)
    return tuple(sorted([*each, *together], key=lambda one: one.name))


def periods_offered(database: Database, who: Actor, partnership: str) -> tuple[str, ...]:
    """The periods of which there is anything, the latest first. Raises `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        place = required_partnership(session, who, Action.SEE_SHARED, partnership)
        years = {year for one in _questionnaires(session, place) for year in _years(session, place, one)}
        periods = {str(year) for year in years}
        if who.trusted:
            periods |= periods_of(session, _members(session, place))
        return tuple(sorted(periods, reverse=True))


def _members(session: Transaction, partnership: Partnership) -> list[str]:
    return [one.id for one in organisations_in(session, partnership.id)]


def _year(period: str) -> int:
    """The year that a period says; 0 for another span."""
    return int(period) if _YEAR.fullmatch(period) else 0


def _complete(found: Iterable[Assessment], suffix: str) -> Iterator[Wanted]:
    names = _Names(suffix)
    for one in found:
        yield Wanted(
            name=names.of(one.questionnaire, one.details.organisation),
            title=one.details.organisation,
            edition=Edition.COMPLETE,
            assessment=one.id,
            questionnaire=one.questionnaire,
            year=None,
        )


def _seen(
    session: Transaction, who: Actor, partnership: Partnership, years: Iterable[int], suffix: str
) -> Iterator[Wanted]:
    names = _Names(suffix)
    # Asked first of all: of each organisation, its rights take several questions.
    own = {one.id for one in organisations_of(session, who.account)} if who.account else set()
    for questionnaire in sorted(questionnaires_named(session, partnership.id, Audience.STEERING)):
        for year in years:
            for one in named_in(session, partnership.id, questionnaire, Audience.STEERING, year):
                complete = one.organisation in own and _sees_answers(session, who, one)
                yield Wanted(
                    name=names.of(questionnaire, one.name),
                    title=one.name,
                    edition=Edition.COMPLETE if complete else Edition.SHARED,
                    assessment=one.assessment,
                    questionnaire=questionnaire,
                    year=None if complete else year,
                )


def _sees_answers(session: Transaction, who: Actor, one: Named) -> bool:
    """Whether they see the answers of a result besides: it is signed."""
    return may_in_organisation(session, who, Action.SEE_ANSWERS, one.organisation, status=WorkStatus.SIGNED)


def _together(session: Transaction, partnership: Partnership, years: Iterable[int], suffix: str) -> Iterator[Wanted]:
    for questionnaire in _questionnaires(session, partnership):
        for year in sorted(_years(session, partnership, questionnaire).intersection(years)):
            yield Wanted(
                name=f"{questionnaire}/{partnership_filename(partnership.name, year, suffix)}",
                title=partnership.name,
                edition=Edition.STEERING,
                assessment=None,
                questionnaire=questionnaire,
                year=year,
            )


def _questionnaires(session: Transaction, partnership: Partnership) -> list[str]:
    named = questionnaires_named(session, partnership.id, Audience.STEERING)
    return sorted(named | questionnaires_with_cells(session, partnership.id, Audience.STEERING))


def _years(session: Transaction, partnership: Partnership, questionnaire: str) -> frozenset[int]:
    where = (partnership.id, questionnaire, Audience.STEERING)
    return frozenset(years_with_cells(session, *where)) | years_named(session, *where)


class _Names:
    """Names of files that differ, a folder for each questionnaire; the same for the same organisations in order."""

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._taken: set[str] = set()

    def of(self, questionnaire: str, organisation: str) -> str:
        for number in count(1):
            name = f"{questionnaire}/{pack_filename(organisation, self._suffix, number)}"
            if name not in self._taken:
                break
        self._taken.add(name)
        return name
