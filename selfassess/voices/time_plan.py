"""How long a workshop has for each question on its agenda, given the minutes that there are."""

from __future__ import annotations

from dataclasses import dataclass

from selfassess.voices.agenda import Agenda

LEAST, MOST = 3, 15
"""Minutes for one question: with fewer nobody is heard, and what is not settled after more needs another day."""

FOLDED_A_MINUTE = 4
"""So many questions on which people agree, or nearly, are read out and confirmed in a minute."""

MOST_FOR_FOLDED = 4
"""Confirming takes at most one part in so many of the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The minutes of one question; `starts` counts them from the beginning of the workshop."""

    question: str
    starts: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePlan:
    """Whole minutes of work, breaks apart. `confirming` comes first, then the slots in the agenda's order.

    `left_over`: questions there is no time for, and `missing` the minutes that would give each of them `LEAST`.
    """

    available: int
    confirming: int
    slots: tuple[Slot, ...]
    left_over: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.confirming + sum(slot.minutes for slot in self.slots)

    @property
    def missing(self) -> int:
        return max(0, LEAST * len(self.left_over) - (self.available - self.total))


def time_plan(agenda: Agenda, available: int) -> TimePlan:
    """Equal minutes within the bounds, what is left over a minute each to those ranked first.

    Where there is too little time, the questions ranked first have `LEAST` each and the others are left over. Raises
    ValueError without a minute.
    """
    if available < 1:
        raise ValueError(f"a workshop needs at least one minute; found {available}")
    folded = len(agenda.near) + len(agenda.agreed)
    confirming = min(-(-folded // FOLDED_A_MINUTE), available // MOST_FOR_FOLDED)
    time = available - confirming
    questions = [topic.question for topic in agenda.discuss]
    reached = questions[: time // LEAST]
    each, more = divmod(time, len(reached)) if reached else (0, 0)
    slots, starts = [], confirming
    for place, question in enumerate(reached):
        minutes = min(MOST, each + (place < more))
        slots.append(Slot(question=question, starts=starts, minutes=minutes))
        starts += minutes
    return TimePlan(
        available=available, confirming=confirming, slots=tuple(slots), left_over=tuple(questions[len(reached) :])
    )
