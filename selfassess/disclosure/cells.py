"""Figures over the organisations of a cell, made only from results that are named to the audience and whole batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from selfassess.disclosure.sharing import Audience
from selfassess.disclosure.values import (
    FEWEST_FOR_QUARTILES,
    Figures,
    Movement,
    Quartiles,
    Scores,
    Shown,
    Stages,
    Withheld,
)
from selfassess.disclosure.years import Batch, Figure, Result, SharedYear

NO_QUARTILES = Withheld(fewest=FEWEST_FOR_QUARTILES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which cell: for whom, of which section, over organisations of which kind (None: of all)."""

    audience: Audience
    section: str
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The figures of a cell, and how many organisations in it are `hidden` to its audience; that is never shown."""

    figures: Figures
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """An organisation in a cell; `then` is its figure of the year before, where the two may be compared."""

    kind: str | None
    now: Figure
    then: Figure | None
    hidden: bool


def cells(year: SharedYear, before: SharedYear, now: datetime) -> dict[Scope, Made]:
    """Every cell of a year as it may be shown from `now` on; one that is withheld, or has nothing in it, is missing.

    `before`: the year before, with which it is compared.
    """
    made: dict[Scope, Made] = {}
    sections = sorted({section for one in year.results.values() for section in one.figures})
    for audience in Audience:
        for section in sections:
            counted = _counted(year, before, audience, section)
            of_kind: dict[str | None, list[_Counted]] = {None: counted} if counted else {}
            for one in counted:
                if one.kind is not None:
                    of_kind.setdefault(one.kind, []).append(one)
            for kind, those in of_kind.items():
                made[Scope(audience=audience, section=section, kind=kind)] = _made(those, now)
    return made


def _counted(year: SharedYear, before: SharedYear, audience: Audience, section: str) -> list[_Counted]:
    """Each organisation once: with what a batch holds of it, which stays as it was, else with its named result."""
    in_batches = list(_in_batches(year, before, audience, section))
    taken, taken_before = _taken(year, audience, section), _taken(before, audience, section)
    then = {
        one.organisation: one.figures[section]
        for one in _named(before, audience, section)
        if one.organisation not in taken_before
    }
    named = [
        _Counted(kind=one.kind, now=one.figures[section], then=then.get(one.organisation), hidden=False)
        for one in _named(year, audience, section)
        if one.organisation not in taken
    ]
    return in_batches + named


def _named(year: SharedYear, audience: Audience, section: str) -> list[Result]:
    return [one for _, one in sorted(year.results.items()) if one.named_to(audience) and section in one.figures]


def _batches(year: SharedYear, audience: Audience, section: str) -> list[Batch]:
    return [batch for batch in year.active if year.is_counted(batch, audience, section)]


def _taken(year: SharedYear, audience: Audience, section: str) -> set[str]:
    """The organisations that are counted by a batch: they are in no cell twice."""
    batches = _batches(year, audience, section)
    return {one.organisation for batch in batches for one in year.members(batch, section)}


def _in_batches(year: SharedYear, before: SharedYear, audience: Audience, section: str) -> Iterator[_Counted]:
    earlier = {_who(before, one, audience, section): one for one in _batches(before, audience, section)}
    known = year.known(audience)
    for batch in _batches(year, audience, section):
        same = earlier.get(_who(year, batch, audience, section))
        members = before.members(same, section) if same else ()
        then = {one.organisation: one.figures[section] for one in members}
        for one in year.members(batch, section):
            hidden = one.organisation not in known
            yield _Counted(kind=batch.kind, now=one.figures[section], then=then.get(one.organisation), hidden=hidden)


def _who(year: SharedYear, batch: Batch, audience: Audience, section: str) -> tuple[frozenset[str], ...]:
    """By what a batch is the same as one of another year: its organisations, those with a figure, those hidden.

    Were only some the same, to compare them would cut the batch of one of the years into parts.
    """
    members, figured = (frozenset(one.organisation for one in year.members(batch, of)) for of in (None, section))
    return members, figured, year.hidden(batch, year.known(audience))


def _made(counted: list[_Counted], now: datetime) -> Made:
    hidden = sum(one.hidden for one in counted)
    # Quartiles say much of few: of the hidden ones there must be as many as of all.
    wide = len(counted) >= FEWEST_FOR_QUARTILES and (hidden == 0 or hidden >= FEWEST_FOR_QUARTILES)
    figures = Figures(
        organisations=len(counted),
        score=_scores([one.now.score for one in counted], wide),
        stage=_stages([one.now.stage for one in counted], wide),
        supported_stage=_stages([one.now.supported_stage for one in counted], wide),
        moved=_moved([one.now.stage - one.then.stage for one in counted if one.then]),
        as_of=now,
    )
    return Made(figures=figures, hidden=hidden)


def _scores(scores: list[Fraction], wide: bool) -> Scores:
    ordered = sorted(scores)
    return Scores(median=_at(ordered, Fraction(1, 2)), quartiles=_quartiles(ordered, wide))


def _stages(stages: list[int], wide: bool) -> Stages:
    ordered = sorted(stages)
    counts = tuple(ordered.count(stage) for stage in range(ordered[-1] + 1))
    return Stages(counts=counts, median=ordered[(len(ordered) - 1) // 2], quartiles=_quartiles(ordered, wide))


def _quartiles(ordered: Sequence[Fraction | int], wide: bool) -> Shown[Quartiles] | Withheld:
    if not wide:
        return NO_QUARTILES
    return Shown(Quartiles(lower=_at(ordered, Fraction(1, 4)), upper=_at(ordered, Fraction(3, 4))))


def _at(ordered: Sequence[Fraction | int], share: Fraction) -> Fraction:
    """The value at this share of the way from the least to the greatest; between two, in proportion."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return Fraction(ordered[below]) + (place - below) * (ordered[above] - ordered[below])


def _moved(steps: list[int]) -> Shown[Movement] | Withheld:
    if not steps:
        return Withheld()
    up, same = sum(step > 0 for step in steps), sum(step == 0 for step in steps)
    return Shown(Movement(organisations=len(steps), up=up, same=same, down=len(steps) - up - same))
