"""Levels chosen in an address: `?raise=c1-learning.2` asks what would be if that question stood at level 2."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from selfassess.plan.what_if import is_level_of
from selfassess.questionnaire.model import Questionnaire

NAME = "raise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for, in the questionnaire's order. `strange`: how many of its parts fit nothing in that.

    `tidy`: whether it is written as we would write it; what a browser sends of a form seldom is.
    """

    levels: Mapping[str, int]
    strange: int
    tidy: bool


def read(questionnaire: Questionnaire, written: Iterable[str]) -> Asked:
    """Of several levels for one question the highest counts."""
    parts = list(written)
    said = [part for part in parts if part]
    levels: dict[str, int] = {}
    strange = 0
    for question, level in map(_part, said):
        if level is None or not is_level_of(questionnaire, question, level):
            strange += 1
        else:
            levels[question] = max(level, levels.get(question, 0))
    ordered = {one.id: levels[one.id] for one in questionnaire.questions() if one.id in levels}
    return Asked(levels=ordered, strange=strange, tidy=len(parts) == len(levels) + strange)


def _part(written: str) -> tuple[str, int | None]:
    question, _, level = written.rpartition(".")
    return question, int(level) if level.isascii() and level.isdigit() and len(level) == 1 else None


def written(levels: Mapping[str, int]) -> list[str]:
    """The values of `raise` that ask for these levels."""
    return [value_of(question, level) for question, level in levels.items()]


def value_of(question: str, level: int) -> str:
    """What asks for this level of this question."""
    return f"{question}.{level}"
