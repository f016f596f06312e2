"""Made-up organisations: names, kinds, and how far each is in each year; the same seed always gives the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TypeVar

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.disclosure.sharing import Choice
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.store.people import OrganisationKind

T = TypeVar("T")

_KINDS = {
    OrganisationKind.EDUCATION: ("School", "school", 30),
    OrganisationKind.CHARITY: ("Community Trust", "charity", 25),
    OrganisationKind.NHS: ("Health Centre", "nhs", 20),
    OrganisationKind.COUNCIL: ("Council", "council", 12),
    OrganisationKind.POLICE: ("Police", "police", 5),
    OrganisationKind.FIRE: ("Fire and Rescue", "fire", 4),
    OrganisationKind.PROBATION_PRISON: ("Probation Service", "probation-prison", 4),
}
"""What a name of the kind ends in, its sector in the pledge’s questionnaire, and how many of a hundred are of it."""

_BEGINNINGS = """
    Alder Ash Beck Birch Bram Cald Copper Crow Dun Elm Fern Gorse Hazel Heath Holl Ivy Lark Linden Maple Marl Mere Oak
    Otter Pen Quarry Raven Rush Sedge Thorn Willow
"""
_ENDINGS = """
    bourne bridge brook bury combe croft dale den field ford gate ham hurst ley mere more ridge stead ton wick
"""
_PLACES = tuple(f"{beginning}{ending}" for ending in _ENDINGS.split() for beginning in _BEGINNINGS.split())

_CHOICES = {Choice.NOT_SHARED: 15, Choice.COUNTED: 25, Choice.STEERING: 35, Choice.MEMBERS: 25}
_POSTS = ("Chief executive", "Chair", "Head teacher", "Director", "Manager")
_PIECES = ("Minutes of the board", "Learning plan", "Review with those it concerns", "Policy", "Survey of the team")
_MONTHS_TO_SIGN = (3, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """An organisation that is nobody's. `joins`: the first year in which it assesses itself, counted from 0.

    `sits_out`: later years in which it does not; `corrects`: years whose signed result it corrects; `leaves`: whether
    it leaves the partnership at the end.
    """

    number: int
    name: str
    kind: OrganisationKind
    signatory: str
    choice: Choice
    joins: int
    sits_out: frozenset[int]
    corrects: frozenset[int]
    leaves: bool

    def takes_part(self, year: int) -> bool:
        """Whether it has a result of this year, counted from 0."""
        return year >= self.joins and year not in self.sits_out


def made_up(seed: int, number: int, years: int) -> MadeUp:
    """The organisation of this number, from 0, over so many years."""
    chance = _chance(seed, number)
    kind = _one_of(chance, {kind: share for kind, (_, _, share) in _KINDS.items()})
    joins = 0 if years == 1 or chance.random() < 0.7 else chance.randrange(1, years)
    later = range(joins + 1, years)
    return MadeUp(
        number=number,
        name=_name(seed, number, _KINDS[kind][0]),
        kind=kind,
        signatory=f"{chance.choice(_POSTS)} (made up)",
        choice=_one_of(chance, _CHOICES),
        joins=joins,
        sits_out=frozenset(year for year in later if chance.random() < 0.06),
        corrects=frozenset(year for year in range(joins, years) if chance.random() < 0.02),
        leaves=chance.random() < 0.03,
    )


def _chance(*of: int) -> Random:
    return Random(" ".join(map(str, of)))  # noqa: S311 - no secret: the same each time is what is asked for


def _one_of(chance: Random, shares: Mapping[T, int]) -> T:
    return chance.choices(list(shares), list(shares.values()))[0]


def _name(seed: int, number: int, ending: str) -> str:
    """Each place once with any ending; from the next round on, with a number."""
    around, at = divmod(number, len(_PLACES))
    place = _shuffled(seed)[at]
    return f"{place} {ending}{f' {around + 1}' if around else ''} (made up)"


@cache
def _shuffled(seed: int) -> tuple[str, ...]:
    places = list(_PLACES)
    _chance(seed).shuffle(places)
    return tuple(places)


def choice_in(one: MadeUp, seed: int, year: int) -> Choice:
    """With whom it shares the result of a year: mostly as ever, sometimes one step more openly or less."""
    order = list(Choice)
    step = _chance(seed, one.number, year, 1).choices((0, 1, -1), (88, 8, 4))[0]
    return order[min(max(order.index(one.choice) + step, 0), len(order) - 1)]


def sheet_of_year(one: MadeUp, seed: int, year: int, first_year: int, questionnaire: Questionnaire) -> AnswerSheet:
    """What it answers in a year, counted from 0: further than the year before on the whole, but not everywhere."""
    chance = _chance(seed, one.number, year, 2)
    on = date(first_year + year, chance.randint(*_MONTHS_TO_SIGN), chance.randint(1, 28))
    bare = AnswerSheet(
        organisation=one.name,
        period=str(on.year),
        assessed_on=on,
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        profile=_profile(one, questionnaire),
    )
    applies = applicability(questionnaire, bare).applies
    reached = _reached(one, seed, year, questionnaire)
    answers = {
        question.id: _answer(question, reached[section.id], questionnaire.top, on, chance)
        for section in questionnaire.sections
        for question in section.questions
        if question.id in applies and isinstance(question, LevelQuestion)
    }
    return replace(bare, answers=answers)


def _profile(one: MadeUp, questionnaire: Questionnaire) -> dict[str, str]:
    said = {"sector": _KINDS[one.kind][1], "staff": "yes", "services": "yes"}
    return {fact.id: said[fact.id] for fact in questionnaire.profile if said.get(fact.id) in fact.options}


def _reached(one: MadeUp, seed: int, year: int, questionnaire: Questionnaire) -> dict[str, float]:
    """By section how far it is: it began somewhere, learns less the further it is, and now and then is set back."""
    begins = _chance(seed, one.number, 3)
    level = max(0.2, begins.gauss(1.1, 0.5))
    lean = {section.id: begins.gauss(0, 0.45) for section in questionnaire.sections}
    for passed in range(one.joins + 1, year + 1):
        moved = _chance(seed, one.number, passed, 4)
        level += -0.35 if moved.random() < 0.12 else moved.uniform(0, 0.22) * (questionnaire.top - level)
    return {id: level + by for id, by in lean.items()}


def _answer(question: Question, reached: float, top: int, on: date, chance: Random) -> Answer:
    said = chance.random()
    if said < 0.03:
        return Answer(state=State.DONT_KNOW)
    if said < 0.05 and question.not_applicable:
        return Answer(state=State.NOT_APPLICABLE, reason="It does not arise here (made up).")
    level = min(top, max(0, round(chance.gauss(reached, 0.55))))
    if level < 2 or chance.random() < 0.3:
        return Answer(state=State.ANSWERED, value=level)
    piece = Evidence(
        title=f"{chance.choice(_PIECES)} (made up)",
        dated=on - timedelta(days=chance.randrange(900)),
        shows="effect" if chance.random() < 0.4 else None,
    )
    return Answer(state=State.ANSWERED, value=level, evidence=(piece,))
