"""What several contributors said to one question: counted and sorted, so that nothing tells who said it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median_low

from selfassess.answers.model import Answer, Evidence, State, Value
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.voices.agreement import agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """How many contributors were asked, and what became of it; the four states add up to `asked`."""

    asked: int
    answered: int
    not_applicable: int
    dont_know: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class NoView:
    """Nobody gave an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneView:
    """One contributor answered: there is a value, and no distribution."""

    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSpread:
    """Levels of two contributors or more; `counts`: how many gave each level, 0..m."""

    counts: tuple[int, ...]

    @property
    def people(self) -> int:
        return sum(self.counts)

    @property
    def lowest(self) -> int:
        return next(level for level, count in enumerate(self.counts) if count)

    @property
    def highest(self) -> int:
        return max(level for level, count in enumerate(self.counts) if count)

    @property
    def range(self) -> int:
        return self.highest - self.lowest

    @property
    def median(self) -> int:
        """The lower median, as in the public contract, section 3."""
        return median_low(level for level, count in enumerate(self.counts) for _ in range(count))

    @property
    def agreement(self) -> Fraction:
        """Van der Eijk's A."""
        return agreement(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSpread:
    """Values of two contributors or more to an unscored question: each different one with how many gave it."""

    values: tuple[tuple[Value, int], ...]


Views = NoView | OneView | LevelSpread | ValueSpread
"""What was answered, by how much can be said of it: only a spread has a range, a median or an agreement."""


def responses(answers: Sequence[Answer]) -> Responses:
    """The answers of those who were asked, counted by state."""
    states = Counter(answer.state for answer in answers)
    return Responses(
        asked=len(answers),
        answered=states[State.ANSWERED],
        not_applicable=states[State.NOT_APPLICABLE],
        dont_know=states[State.DONT_KNOW],
        unanswered=states[State.UNANSWERED],
    )


def views(question: Question, answers: Sequence[Answer]) -> Views:
    """The answered ones side by side."""
    values = [answer.value for answer in answers if answer.value is not None]
    if not values:
        return NoView()
    if len(values) == 1:
        return OneView(value=values[0])
    counted = Counter(values)
    if isinstance(question, LevelQuestion):
        return LevelSpread(counts=tuple(counted[level] for level in sorted(question.levels)))
    most_first = sorted(counted.items(), key=lambda one: (-one[1], *_order(one[0])))
    return ValueSpread(values=tuple(most_first))


def _order(value: Value) -> tuple[Fraction, str]:
    """Numbers by size, everything else as it is written."""
    match value:
        case int() | Fraction():
            return Fraction(value), ""
        case tuple():
            return Fraction(0), "; ".join(value)
        case _:
            return Fraction(0), str(value)


def texts(said: Iterable[str | None]) -> tuple[str, ...]:
    """What was written, each text once, in the order of the alphabet: that of the contributors would tell who."""
    return tuple(sorted({text for text in said if text}, key=lambda text: (text.casefold(), text)))


def pooled_evidence(answers: Iterable[Answer]) -> tuple[Evidence, ...]:
    """The evidence of all answers, each piece once, in the order of the alphabet."""
    return tuple(sorted({piece for answer in answers for piece in answer.evidence}, key=_alphabetical))


def _alphabetical(piece: Evidence) -> tuple[str, str, date, str, str, str]:
    dated = piece.dated or date.min
    return piece.title.casefold(), piece.title, dated, piece.reach or "", piece.shows or "", piece.link or ""
