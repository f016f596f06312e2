"""One organisation's answers to one questionnaire version: the four states, evidence, the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

Value = int | str | Fraction | date | tuple[str, ...]
"""A level, a text, option id or "yes"/"no", an exact number, a day, or the ids of the chosen options."""


class State(StrEnum):
    """What is known about one question; the four never mix, from the form to the PDF."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing that backs an answer; `shows` is "effect" where it shows what changed for people."""

    title: str
    dated: date | None = None
    reach: str | None = None
    shows: Literal["effect"] | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """That a moderator set the supported level of an answer to `level` at most, and why."""

    level: int
    reason: str

    def __post_init__(self) -> None:
        if self.level < 0 or not self.reason:
            raise ValueError(f"no supported level is set to {self.level} with the reason {self.reason!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said to one question. `value` is there exactly when answered, `reason` exactly when not applicable.

    `lowered` lies below the level that was answered. It is a moderator's word: a form never gives it.
    """

    state: State = State.UNANSWERED
    value: Value | None = None
    reason: str | None = None
    comment: str | None = None
    evidence: tuple[Evidence, ...] = ()
    lowered: Lowered | None = None

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.state is State.ANSWERED):
            raise ValueError(f"an answer that is {self.state} cannot have the value {self.value!r}")
        if bool(self.reason) != (self.state is State.NOT_APPLICABLE):
            raise ValueError(f"an answer that is {self.state} cannot have the reason {self.reason!r}")
        if self.lowered is not None and (self.level is None or self.lowered.level >= self.level):
            raise ValueError(f"the value {self.value!r} cannot be lowered to level {self.lowered.level}")

    @property
    def level(self) -> int | None:
        """The level of an answered `level` question."""
        return self.value if isinstance(self.value, int) else None


UNANSWERED = Answer()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet:
    """Everything one organisation said about one period; `assessed_on` is the only clock the figures know."""

    organisation: str
    period: str
    assessed_on: date
    questionnaire: str
    version: str
    profile: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))

    def answer(self, question: str) -> Answer:
        """What was said to the question, `UNANSWERED` where nothing was."""
        return self.answers.get(question, UNANSWERED)
