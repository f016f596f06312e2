"""How a figure came about, as values: the rule in words, what went in, the arithmetic, and the steps on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from selfassess.answers.model import State
from selfassess.language import Translator

Value = int | Fraction | str | tuple[str, ...]
"""What a sentence is filled in with: a whole or exact number, somebody's words, or ids of questions or sections."""

Result = Fraction | int | str | tuple[str, ...] | None
"""A figure: exact, a level or stage or number of steps, a status, ids of questions; None where it is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One question, or one section in an overall figure, as it went in; levels of a section are its stages."""

    id: str
    state: State | None
    level: int | None
    supported_level: int | None
    weight: Fraction
    gate: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that was checked or done on the way to a figure; `arithmetic` is empty where nothing is computed."""

    rule: str
    values: Mapping[str, Value]
    arithmetic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One figure of the card: `rule` is an English sentence to be translated and filled in with `values` (`worded`).

    `arithmetic` reads the same in every language: `100 × (1×1 + 2×3) ÷ (4 × (1 + 2)) ≈ 58.33`. What stands before the
    = or ≈ is exactly `result`; → stands where it is picked instead (`1, 2, 3 → 2`). It is empty where the figure is not
    computed, or is absent. `steps` say what was checked on the way: why a stage is not met, which evidence is missing.
    """

    figure: str
    rule: str
    values: Mapping[str, Value] = field(default_factory=dict)
    inputs: tuple[Input, ...]
    arithmetic: str = ""
    result: Result
    steps: tuple[Step, ...] = ()


def worded(said: Trace | Step, t: Translator, name: Callable[[str], str]) -> str:
    """The rule as a sentence in the translator's language; `name` gives what a question or section id is called."""

    def written(value: Value) -> str:
        match value:
            case tuple():
                return t.listing([name(id) for id in value])
            case str():
                return value
        return t.number(value, 2)

    return t(said.rule, **{key: written(value) for key, value in said.values.items()})
