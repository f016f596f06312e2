"""A partnership of made-up organisations over years, put into an empty instance: to look around in, and to measure.

What is made goes the way of everything else from the answers on: one scoring function, the same lock, the same rules of
what is shown. Only the forms are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.catalogue import Offer
from selfassess.services.made_up import MadeUp, choice_in, made_up, sheet_of_year
from selfassess.services.made_up_results import Signed, add_signed, record_signed, with_a_slip_mended
from selfassess.services.releasing import release_year, release_years
from selfassess.services.starting import record_organisation
from selfassess.store.assessments import find_assessment
from selfassess.store.database import Database, Transaction
from selfassess.store.memberships import any_account
from selfassess.store.organisations import add_organisation, every_organisation, find_organisation
from selfassess.store.partnership_figures import all_years_with_cells
from selfassess.store.partnerships import (
    add_partnership,
    every_partnership,
    find_partnership,
    join_partnership,
    leave_partnership,
)
from selfassess.store.people import Organisation, Partnership
from selfassess.store.sharing import copy_choices, set_choice, years_shared
from selfassess.store.texts import PinnedText, pin

_AT_ONCE = 20
"""Organisations in a transaction: others who write wait no longer than for these."""

Told = Callable[[int, int], None]


class NotEmptyError(Exception):
    """There is something in the instance that a demonstration did not make, or one of another size or seed did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many organisations over how many years, and which ones: the same seed gives the same."""

    organisations: int
    years: int
    seed: int = 0

    def id(self, *of: object) -> str:
        """Of the partnership, or of something in it: the same each time, so that what is there is told."""
        return hashlib.sha256(repr((self, *of)).encode()).hexdigest()[:32]

    def __iter__(self) -> Iterator[MadeUp]:
        return (made_up(self.seed, number, self.years) for number in range(self.organisations))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    """What is being made, by whom, and with which questionnaire. `first`: the first of the years."""

    who: Actor
    size: Size
    offer: Offer
    partnership: str
    first: int

    @property
    def text(self) -> PinnedText:
        this = self.offer.questionnaire
        return PinnedText(sha256=self.offer.sha256, questionnaire=this.id, version=this.version, data=self.offer.data)


def make_partnership(
    database: Database, who: Actor, size: Size, offer: Offer, *, now: datetime, told: Told = lambda _, __: None
) -> Partnership:
    """The partnership, its organisations and their results, the last of the year before this one.

    What is there of it already stays, so that it goes on where it was stopped. Raises `NotEmptyError`. `told` gets how
    much is done of how much.
    """
    partnership = _begin(database, who, size, offer, now)
    making = _Making(
        who=who,
        size=size,
        offer=offer,
        partnership=partnership.id,
        first=partnership.created_at.year - size.years,
    )
    every = list(size)
    count = len(every) * size.years
    for year in range(size.years):
        if not _is_released(database, making, year):
            for at in range(0, len(every), _AT_ONCE):
                _add_results(database, making, year, every[at : at + _AT_ONCE])
                told(year * len(every) + min(at + _AT_ONCE, len(every)), count)
            _release(database, making, year)
    _let_leave(database, making, every, now)
    told(count, count)
    return partnership


def _begin(database: Database, who: Actor, size: Size, offer: Offer, now: datetime) -> Partnership:
    with database.writing() as session:
        require_administrator(session, who)
        found = find_partnership(session, size.id())
        if found is not None:
            return found
        others = (one for one in every_organisation(session) if not one.example)
        if any_account(session) or every_partnership(session) or any(others):
            raise NotEmptyError
        name = f"Made-up partnership of {size.organisations} organisations over {size.years} years"
        made = add_partnership(session, size.id(), name, now)
        this = offer.questionnaire
        pin(session, PinnedText(sha256=offer.sha256, questionnaire=this.id, version=this.version, data=offer.data), now)
        subject = Subject(kind="partnership", id=made.id, partnership=made.id)
        record(session, who, Event.PARTNERSHIP_ADDED, subject, now=now)
        return made


def _is_released(database: Database, making: _Making, year: int) -> bool:
    with database.reading() as session:
        done = all_years_with_cells(session, making.partnership)
    return (making.offer.questionnaire.id, making.first + year) in done


def _add_results(database: Database, making: _Making, year: int, those: Sequence[MadeUp]) -> None:
    with database.writing() as session:
        joined: list[Organisation] = []
        signed: list[Signed] = []
        for one in those:
            if one.joins == year and find_organisation(session, making.size.id(one.number)) is None:
                joined.append(_join(session, making, one))
            if one.takes_part(year) and find_assessment(session, making.size.id(one.number, year)) is None:
                signed += _sign(session, making, one, year)
        for organisation in joined:
            record_organisation(session, making.who, organisation.id, organisation.created_at)
        for result in signed:
            record_signed(session, making.who, result)


def _join(session: Transaction, making: _Making, one: MadeUp) -> Organisation:
    now = datetime(making.first + one.joins, 1, 1, tzinfo=UTC)
    made = add_organisation(session, making.size.id(one.number), one.name, one.kind, now, example=True)
    join_partnership(session, making.partnership, made.id, now)
    return made


def _sign(session: Transaction, making: _Making, one: MadeUp, year: int) -> list[Signed]:
    """Its result of the year, and where it corrects that, what stands instead; shared as it chose."""
    owner = find_organisation(session, making.size.id(one.number))
    assert owner is not None  # noqa: S101 - it joined in this year or before
    id, questionnaire = making.size.id(one.number, year), making.offer.questionnaire
    sheet = sheet_of_year(one, making.size.seed, year, making.first, questionnaire)
    first = add_signed(session, id, owner, making.text, sheet, one.signatory)
    on, choice = first.assessment.updated_at, choice_in(one, making.size.seed, year)
    set_choice(session, id, making.partnership, choice, on, by=None)
    if year not in one.corrects:
        return [first]
    sheet, again = with_a_slip_mended(sheet, questionnaire.top), making.size.id(one.number, year, "corrected")
    second = add_signed(session, again, owner, making.text, sheet, one.signatory, revises=id)
    copy_choices(session, id, again, second.assessment.updated_at, by=None)
    return [first, second]


def _release(database: Database, making: _Making, year: int) -> None:
    """Let the year go on once it is over, when nobody is waited for any more."""
    of = making.first + year
    with database.writing() as session:
        over = datetime(of + 1, 1, 1, tzinfo=UTC)
        release_year(session, making.partnership, making.offer.questionnaire.id, of, over)


def _let_leave(database: Database, making: _Making, every: Sequence[MadeUp], now: datetime) -> None:
    ids = [making.size.id(one.number) for one in every if one.leaves]
    with database.writing() as session:
        left = [id for id in ids if leave_partnership(session, making.partnership, id, now)]
        if left:
            release_years(session, making.partnership, years_shared(session, making.partnership), now)
        for id in left:
            subject = Subject(kind="organisation", id=id, partnership=making.partnership)
            record(session, making.who, Event.PARTNERSHIP_LEFT, subject, now=now)
