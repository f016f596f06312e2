"""A made-up partnership over years, driven by chance: what happens in it, and what each of its readers is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import count
from random import Random

from selfassess.disclosure.batches import Surroundings, advance
from selfassess.disclosure.cells import Made, Scope, cells
from selfassess.disclosure.readers import Reader, barred, for_reader
from selfassess.disclosure.sharing import Audience, Choice
from selfassess.disclosure.values import FEWEST, OVERALL, Figures, Shown
from selfassess.disclosure.years import Figure, Result, SharedYear

NOW = datetime(2026, 10, 1, tzinfo=UTC)
YEARS = (2024, 2025, 2026)
SECTIONS = (OVERALL, "s1")
NOTHING = SharedYear(results={}, batches=())


@dataclass
class Partnership:
    """`years` as they are kept; `over`: nobody is waited for in them any more. `values`: the score of each result."""

    kinds: dict[str, str]
    insiders: tuple[frozenset[str], ...] = ()
    values: dict[str, int] = field(default_factory=dict)
    belongs: set[str] = field(default_factory=set)
    over: set[int] = field(default_factory=set)
    years: dict[int, SharedYear] = field(default_factory=lambda: dict.fromkeys(YEARS, NOTHING))
    latest: dict[tuple[str, int], str] = field(default_factory=dict)
    chosen: dict[str, Choice] = field(default_factory=dict)
    ids: Iterator[str] = field(default_factory=lambda: (f"{one:06}" for one in count()))
    made: dict[int, tuple[SharedYear, SharedYear, dict[Scope, Made]]] = field(default_factory=dict)

    def lock(self, organisation: str, year: int, choice: Choice, version: int, missing: bool) -> None:
        """A result is signed, the first of the year or a correction; `missing`: without a figure in the section."""
        id = f"{organisation} {year} {version}"
        value = self.values.setdefault(id, len(self.values))
        figure = Figure(score=Fraction(value), stage=value, supported_stage=value)
        figures = {section: figure for section in SECTIONS if not (missing and section)}
        made = Result(
            assessment=id,
            organisation=organisation,
            kind=self.kinds[organisation],
            choice=choice,
            stands=True,
            saw=frozenset(),
            figures=figures,
        )
        self.latest[organisation, year], self.chosen[id] = id, choice
        self._set(year, {**self.years[year].results, id: made})
        self.go_on(year)

    def choose(self, organisation: str, year: int, choice: Choice) -> None:
        self.chosen[self.latest[organisation, year]] = choice
        self.go_on(year)

    def join(self, organisation: str) -> None:
        self.belongs.add(organisation)
        self._everywhere()

    def leave(self, organisation: str) -> None:
        self.belongs.remove(organisation)
        self._everywhere()

    def end(self, year: int) -> None:
        self.over.add(year)
        self.go_on(year)

    def _everywhere(self) -> None:
        for year in YEARS:
            self.go_on(year)

    def _set(self, year: int, results: dict[str, Result]) -> None:
        stands = set(self.latest.values())
        now = {
            id: replace(one, choice=self.chosen[id], stands=id in stands and one.organisation in self.belongs)
            for id, one in results.items()
        }
        beside = (self.years.get(one, NOTHING) for one in (year - 1, year + 1))
        batches = tuple(
            frozenset(one.organisation for one in of.members(batch)) for of in beside for batch in of.batches
        )
        self.years[year] = replace(self.years[year], results=now, insiders=self.insiders, beside=batches)

    def go_on(self, year: int) -> None:
        """What the services do in the transaction of every change."""
        self._set(year, dict(self.years[year].results))
        before = self.years.get(year - 1, NOTHING)
        earlier = (frozenset(one.organisation for one in before.members(batch)) for batch in before.active)
        to_come = {id: self.kinds[id] for id in sorted(self.belongs) if (id, year) not in self.latest}
        around = Surroundings(to_come={} if year in self.over else to_come, before=tuple(earlier))
        self.years[year] = advance(self.years[year], around, self.ids)

    def shown(self, reader: Reader) -> Iterator[tuple[Audience, int, str, str | None, Figures]]:
        """Every cell that somebody can look at now, in all of their roles."""
        for year, shared in self.years.items():
            made = self._cells(year)
            for audience in reader.audiences:
                left_out = barred(shared, self.years.get(year - 1, NOTHING), reader, audience)
                for scope, one in made.items():
                    cell = for_reader(one, scope.kind, left_out)
                    if scope.audience is audience and isinstance(cell, Shown):
                        yield audience, year, scope.section, scope.kind, cell.value

    def _cells(self, year: int) -> dict[Scope, Made]:
        of = self.years[year], self.years.get(year - 1, NOTHING)
        if year not in self.made or any(one is not now for one, now in zip(self.made[year], of, strict=False)):
            self.made[year] = (*of, cells(*of, NOW))
        return self.made[year][2]

    def named(self, reader: Reader) -> Iterator[str]:
        """The results that somebody sees by name now, and those of their own organisations."""
        for shared in self.years.values():
            for id, one in shared.results.items():
                if one.organisation in reader.own or any(one.named_to(audience) for audience in reader.audiences):
                    yield id


@dataclass
class Notes:
    """What a reader has collected since some moment: which cells said what, and whose result they saw by name."""

    reader: Reader
    since: int
    cells: set[tuple[object, ...]] = field(default_factory=set)
    known: set[str] = field(default_factory=set)

    def take(self, partnership: Partnership) -> None:
        self.known |= set(partnership.named(self.reader))
        for audience, year, section, kind, figures in partnership.shown(self.reader):
            self.cells.add((audience, year, section, kind, figures))

    def sets(self) -> dict[str, set[frozenset[int]]]:
        """By section the sets of results that cells were made of, as their values tell: each result has its own."""
        found: defaultdict[str, set[frozenset[int]]] = defaultdict(set)
        for _, _, section, _, figures in self.cells:
            assert isinstance(figures, Figures)
            found[str(section)].add(frozenset(value for value, there in enumerate(figures.stage.counts) if there))
        return found


STEERING, MEMBERS = frozenset({Audience.STEERING}), frozenset({Audience.MEMBERS})


def history(partnership: Partnership, chance: Random, length: int) -> Iterator[int]:
    """Let things happen, and stop after each of them; what happens does not depend on anybody's figures."""
    organisations = sorted(partnership.kinds)
    wanted = chance.choices(list(Choice), weights=chance.choice([(1, 8, 1, 1), (1, 3, 3, 3), (0, 5, 5, 1)]), k=60)
    versions: defaultdict[tuple[str, int], int] = defaultdict(int)
    partnership.belongs |= {id for id in organisations if chance.random() < 0.9}
    queue = [(id, year) for year in YEARS for id in chance.sample(organisations, len(organisations))]
    for step in range(length):
        happens = chance.random()
        signed = sorted(partnership.latest)
        if happens < 0.68 and queue:
            id, year = queue.pop(0)
            partnership.lock(id, year, chance.choice(wanted), 0, chance.random() < 0.1)
        elif happens < 0.80 and signed:
            partnership.choose(*chance.choice(signed), chance.choice(list(Choice)))
        elif happens < 0.86 and signed:
            again = chance.choice(signed)
            versions[again] += 1
            choice = partnership.chosen[partnership.latest[again]]
            partnership.lock(*again, choice, versions[again], chance.random() < 0.1)
        elif happens < 0.96:
            id = chance.choice(organisations)
            (partnership.leave if id in partnership.belongs else partnership.join)(id)
        else:
            partnership.end(chance.choice(YEARS))
        yield step


def shown_without_rule(partnership: Partnership, audience: Audience) -> Iterator[frozenset[int]]:
    """What a partnership would show that only withholds figures over fewer than five hidden ones, each by itself."""
    for shared in partnership.years.values():
        there = [one for one in shared.results.values() if one.is_shared]
        for kind in (None, *sorted({one.kind for one in there})):
            those = [one for one in there if kind in (None, one.kind)]
            hidden = sum(not one.named_to(audience) for one in those)
            if hidden == 0 or hidden >= FEWEST:
                yield frozenset(partnership.values[one.assessment] for one in those)


def a_partnership(chance: Random) -> Partnership:
    kinds = ["council", "nhs", "police", "charity"][: chance.randint(1, 4)]
    organisations = [f"o{number:02}" for number in range(chance.randint(3, 32))]
    several = tuple(frozenset(chance.sample(organisations, 2)) for _ in range(chance.randint(0, 2)))
    return Partnership(kinds={id: chance.choice(kinds) for id in organisations}, insiders=several)


def readers(partnership: Partnership, chance: Random) -> list[Reader]:
    """One of each sort: outside all organisations, in one, in two, and each of these in both audiences."""
    organisations = sorted(partnership.kinds)
    own = [frozenset({id}) for id in chance.sample(organisations, 2)] + list(partnership.insiders)
    return [
        Reader(audiences=STEERING, own=frozenset()),
        *(Reader(audiences=MEMBERS, own=one) for one in own),
        *(Reader(audiences=STEERING | MEMBERS, own=one) for one in own),
    ]
