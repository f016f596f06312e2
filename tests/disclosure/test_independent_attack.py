"""A reader who also thinks, not only adds: each hidden result must look the same as those of four others at least.

Apart from `attack` and `world`: what is shown is compared before and after hidden results are exchanged, so that
medians, counts and movement are attacked as they are, linear or not, by every reader over all years at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import chain, combinations, count
from random import Random

import pytest

from selfassess.disclosure.batches import Surroundings, advance
from selfassess.disclosure.cells import Scope, cells
from selfassess.disclosure.readers import Barred, Reader, barred, for_reader
from selfassess.disclosure.sharing import Audience, Choice
from selfassess.disclosure.values import OVERALL, Figures, Shown
from selfassess.disclosure.years import Figure, Result, SharedYear

NOW = datetime(2026, 10, 1, tzinfo=UTC)
YEARS = (1, 2, 3)
OTHERS = 4
FIRST, STORIES, SHARES = 16, 16, 4
EMPTY = SharedYear(results={}, batches=())

Years = Mapping[int, SharedYear]
Levels = Mapping[tuple[str, int], int]
Cells = dict[Scope, Figures]


@dataclass
class Story:
    """A partnership as it goes on; one result an organisation and year. `moments`: every state it was ever in."""

    kinds: dict[str, str]
    levels: dict[tuple[str, int], int]
    away: set[str] = field(default_factory=set)
    over: set[int] = field(default_factory=set)
    years: dict[int, SharedYear] = field(default_factory=lambda: dict.fromkeys(YEARS, EMPTY))
    moments: list[dict[int, SharedYear]] = field(default_factory=list)
    ids: Iterator[str] = field(default_factory=lambda: (f"batch {one:04}" for one in count()))

    def sign(self, who: str, year: int, choice: Choice) -> None:
        level = self.levels[who, year]
        figure = Figure(score=Fraction(level), stage=level, supported_stage=level)
        one = Result(
            assessment=f"{who} {year}",
            organisation=who,
            kind=self.kinds[who],
            choice=choice,
            stands=True,
            saw=frozenset(),
            figures={OVERALL: figure},
        )
        self.years[year] = replace(self.years[year], results={**self.years[year].results, one.assessment: one})
        self.on(year)

    def choose(self, who: str, year: int, choice: Choice) -> None:
        results = dict(self.years[year].results)
        results[f"{who} {year}"] = replace(results[f"{who} {year}"], choice=choice)
        self.years[year] = replace(self.years[year], results=results)
        self.on(year)

    def on(self, year: int) -> None:
        was = self.years[year]
        results = {id: replace(one, stands=one.organisation not in self.away) for id, one in was.results.items()}
        signed = {one.organisation for one in results.values()}
        to_come = {id: kind for id, kind in self.kinds.items() if id not in signed | self.away}
        before = self.years.get(year - 1, EMPTY)
        around = Surroundings(
            to_come={} if year in self.over else to_come,
            before=tuple(frozenset(one.organisation for one in before.members(batch)) for batch in before.active),
        )
        self.years[year] = advance(replace(was, results=results, beside=self._beside(year)), around, self.ids)
        self.moments.append(dict(self.years))

    def _beside(self, year: int) -> tuple[frozenset[str], ...]:
        found = (self.years.get(one, EMPTY) for one in (year - 1, year + 1))
        return tuple(frozenset(r.organisation for r in one.members(batch)) for one in found for batch in one.batches)

    def everywhere(self) -> None:
        for year in YEARS:
            self.on(year)


def a_story(chance: Random) -> Story:
    names = [f"o{number:02}" for number in range(chance.randint(7, 20))]
    kinds = chance.choice([["nhs"], ["nhs", "police"]])
    levels = {(name, year): chance.randint(0, 4) for name in names for year in YEARS}
    story = Story(kinds={name: chance.choice(kinds) for name in names}, levels=levels)
    usual = chance.choice([(0, 8, 1, 1), (1, 3, 5, 1), (1, 8, 0, 0), (0, 4, 4, 0)])
    for year in YEARS:
        for who in chance.sample(names, len(names) - chance.choice([0, 0, 2])):
            story.sign(who, year, chance.choices(list(Choice), weights=usual)[0])
        story.over |= {year} if chance.random() < 0.8 else set()
        story.on(year)
        for _ in range(chance.randint(0, 8)):
            _something(story, chance, names)
    for _ in range(chance.randint(0, 20)):
        _something(story, chance, names)
    return story


def _something(story: Story, chance: Random, names: list[str]) -> None:
    if chance.random() < 0.25:
        story.away ^= set(chance.sample(names, chance.choice([1, 6])))
        story.everywhere()
        return
    year, choice = chance.choice(YEARS), chance.choice(list(Choice))
    signed = [one.organisation for one in story.years[year].results.values()]
    for who in chance.sample(signed, min(len(signed), chance.choice([1, 1, 6]))):
        story.choose(who, year, choice)


def readers(story: Story, chance: Random) -> list[Reader]:
    own = frozenset({chance.choice(sorted(story.kinds))})
    steering, members = frozenset({Audience.STEERING}), frozenset({Audience.MEMBERS})
    return [
        Reader(audiences=steering, own=frozenset()),
        Reader(audiences=members, own=own),
        Reader(audiences=steering | members, own=own),
    ]


@dataclass(frozen=True)
class Look:
    """What a reader was shown of a year at some moment, and what it was made from."""

    year: int
    now: SharedYear
    before: SharedYear
    left_out: dict[Audience, Barred]
    shown: Cells

    def is_the_same(self, levels: Levels) -> bool:
        now, before = _as(self.now, self.year, levels), _as(self.before, self.year - 1, levels)
        return _shown(now, before, self.left_out) == self.shown


def looks(story: Story, reader: Reader) -> list[Look]:
    """All that a reader ever looked at, whenever anything that it is made of had changed."""
    found: dict[object, Look] = {}
    for moment in story.moments:
        for year in YEARS:
            now, before = moment[year], moment.get(year - 1, EMPTY)
            key = (year, _state(now), _state(before))
            if key not in found:
                left_out = {audience: barred(now, before, reader, audience) for audience in reader.audiences}
                shown = _shown(now, before, left_out)
                found[key] = Look(year=year, now=now, before=before, left_out=left_out, shown=shown)
    return list(found.values())


def _state(year: SharedYear) -> object:
    results = ((id, one.choice, one.stands, one.saw) for id, one in sorted(year.results.items()))
    return tuple(results), tuple(one.assessments for one in year.active)


def _shown(now: SharedYear, before: SharedYear, left_out: dict[Audience, Barred]) -> Cells:
    told = {
        scope: for_reader(made, scope.kind, left_out[scope.audience])
        for scope, made in cells(now, before, NOW).items()
        if scope.audience in left_out
    }
    return {scope: cell.value for scope, cell in told.items() if isinstance(cell, Shown)}


def _as(year: SharedYear, at: int, levels: Levels) -> SharedYear:
    def figures(level: int) -> dict[str, Figure]:
        return {OVERALL: Figure(score=Fraction(level), stage=level, supported_stage=level)}

    results = {id: replace(one, figures=figures(levels[one.organisation, at])) for id, one in year.results.items()}
    return replace(year, results=results)


def known(story: Story, reader: Reader) -> set[tuple[str, int]]:
    """Whose result of which year the reader knows by name or as their own."""
    return {
        (one.organisation, year)
        for moment in story.moments
        for year in YEARS
        for one in moment[year].results.values()
        if one.organisation in reader.own or any(one.named_to(audience) for audience in reader.audiences)
    }


def alike(story: Story, seen: list[Look], knows: set[tuple[str, int]], whose: str, year: int) -> int | None:
    """Of how many others the result of a hidden organisation might as well be; None where it is in nothing shown."""
    if _unchanged(seen, {**story.levels, (whose, year): 9}, {year}):
        return None
    found = 0
    for other in sorted(story.kinds.keys() - {whose}):
        also = [one for one in YEARS if one != year and not {(whose, one), (other, one)} & knows]
        subsets = chain.from_iterable(combinations(also, size) for size in range(len(also) + 1))
        if (other, year) not in knows and any(
            _unchanged(seen, _exchanged(story.levels, whose, other, {year, *more}), {year, *more}) for more in subsets
        ):
            found += 1
            if found == OTHERS:
                break
    return found


def _unchanged(seen: list[Look], levels: Levels, years: set[int]) -> bool:
    return all(one.is_the_same(levels) for one in seen if {one.year, one.year - 1} & years)


def _exchanged(levels: Levels, one: str, other: str, years: set[int]) -> Levels:
    changed = dict(levels)
    for year in years:
        changed[one, year], changed[other, year] = levels[other, year], levels[one, year]
    return changed


@pytest.mark.parametrize("share", range(SHARES))
def test_every_hidden_result_might_be_that_of_four_others_whatever_a_reader_thinks_of(share: int) -> None:
    attacked = 0
    for seed in range(FIRST + share, FIRST + STORIES, SHARES):
        chance = Random(seed)
        story = a_story(chance)
        for reader in readers(story, chance):
            knows, seen = known(story, reader), looks(story, reader)
            hidden = [one for one in sorted(story.levels) if one not in knows]
            for whose, year in chance.sample(hidden, min(6, len(hidden))):
                others = alike(story, seen, knows, whose, year)
                attacked += others is not None
                assert others is None or others >= OTHERS, (seed, reader, whose, year, others)
    assert attacked > 5  # there was something to attack
