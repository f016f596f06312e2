"""Figures over organisations as everybody above may have them: what is withheld is not in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Generic, TypeVar

from selfassess.language import Translator

FEWEST = 5
"""An aggregate includes none, or at least so many organisations that the reader cannot see by name."""

FEWEST_AND_ONE = FEWEST + 1
"""So many that each of them, who knows their own result, still finds `FEWEST` others."""

FEWEST_FOR_QUARTILES = 11

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Shown(Generic[T_co]):
    """A figure that may be shown."""

    value: T_co


@dataclass(frozen=True, slots=True)
class Withheld:
    """That a figure is withheld, and nothing else: from fewer than `fewest` organisations."""

    fewest: int = FEWEST


def withheld_words(t: Translator, withheld: Withheld) -> str:
    """The sentence that stands in the place of the figure, on pages, paper and in every file."""
    return t("withheld: fewer than {count} organisations", count=withheld.fewest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartiles:
    """Between which the middle half lies; scores 0 to 100, or stages."""

    lower: Fraction
    upper: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores over organisations, 0 to 100. The median of an even number lies halfway between the middle two."""

    median: Fraction
    quartiles: Shown[Quartiles] | Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """Stages over organisations: `counts[s]` organisations at stage s; `median` is the lower one, so a stage."""

    counts: tuple[int, ...]
    median: int
    quartiles: Shown[Quartiles] | Withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """How many of the `organisations` that are in both years stand at a higher, the same or a lower stage."""

    organisations: int
    up: int
    same: int
    down: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One section, or the whole, over the `organisations` that have a score in it; each is counted once.

    `as_of`: when they last changed. Results without a name come in only together with others, so a newer result may
    not be in yet; nothing says how many wait.
    """

    organisations: int
    score: Scores
    stage: Stages
    supported_stage: Stages
    moved: Shown[Movement] | Withheld
    as_of: datetime


Cell = Shown[Figures] | Withheld
"""The figures of a section in a year over organisations of a kind, or that they are withheld."""

OVERALL = ""
"""The section under which the figures of the whole stand."""
