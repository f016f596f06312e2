"""Years of a few results, spelled out in tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import count

from selfassess.disclosure.batches import Surroundings, advance
from selfassess.disclosure.sharing import Audience, Choice
from selfassess.disclosure.values import OVERALL
from selfassess.disclosure.years import Batch, Figure, Result, SharedYear

STEERING, MEMBERS = Audience.STEERING, Audience.MEMBERS
NOBODY = Surroundings(to_come={})


def figure(stage: int = 1) -> Figure:
    return Figure(score=Fraction(10 * stage), stage=stage, supported_stage=stage)


def result(
    organisation: str,
    choice: Choice = Choice.COUNTED,
    *saw: Audience,
    kind: str = "nhs",
    stage: int = 1,
    stands: bool = True,
    sections: Iterable[str] = (OVERALL,),
) -> Result:
    return Result(
        assessment=f"{organisation}1",
        organisation=organisation,
        kind=kind,
        choice=choice,
        stands=stands,
        saw=frozenset(saw),
        figures=dict.fromkeys(sections, figure(stage)),
    )


def year(*results: Result, batches: tuple[Batch, ...] = (), insiders: tuple[frozenset[str], ...] = ()) -> SharedYear:
    return SharedYear(results={one.assessment: one for one in results}, batches=batches, insiders=insiders)


def batch(letters: str, kind: str | None = "nhs", *, retired: bool = False) -> Batch:
    return Batch(id=letters, kind=kind, assessments=ids(letters), retired=retired)


def ids(letters: str) -> frozenset[str]:
    return frozenset(f"{letter}1" for letter in letters)


def new_ids() -> Iterator[str]:
    return (f"new {number}" for number in count())


def after(shared: SharedYear, around: Surroundings = NOBODY) -> SharedYear:
    return advance(shared, around, new_ids())


def told(batches: Iterable[Batch]) -> list[str]:
    """Each by its letters, in upper case once it is retired."""
    letters = ("".join(sorted(id[0] for id in one.assessments)) for one in batches)
    return [word.upper() if one.retired else word for one, word in zip(batches, letters, strict=True)]
