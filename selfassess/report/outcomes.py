"""What came of the actions of a plan, each beside what the questions it is linked to did between two years."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from selfassess.comparison import NotComparable
from selfassess.comparison.pairing import Reason
from selfassess.plan import Action, ActionPlan, ActionStatus
from selfassess.report.material import YearPair

Why = Reason | Literal["not_answered_before", "not_answered_now", "no_level", "not_asked"]
"""Why a question cannot be compared: as in a comparison, or it has no levels, or neither year asks it."""


class CameTo(StrEnum):
    """Where an action of a plan has ended up; `OPEN` is neither finished nor stopped nor carried over yet."""

    DONE = "done"
    STOPPED = "stopped"
    CARRIED = "carried"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedQuestion:
    """What one question did that an action was meant to lift.

    `id`: as the plan names it. `now`, `before`: what it is called in each of the years, None where that year has no
    such question. The levels `from_` and `to` are there exactly where it can be compared; else `why` says why not, told
    of the `year`.
    """

    id: str
    now: str | None
    before: str | None
    from_: int | None = None
    to: int | None = None
    why: Why | None = None
    year: Literal["now", "before"] = "now"

    @property
    def moved(self) -> Literal["up", "same", "down"] | None:
        """None where it cannot be compared."""
        if self.from_ is None or self.to is None:
            return None
        if self.to == self.from_:
            return "same"
        return "up" if self.to > self.from_ else "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One action and what came of it. `linked` is empty where nothing is linked, or no two years are compared."""

    action: Action
    came_to: CameTo
    linked: tuple[LinkedQuestion, ...]


def outcomes(plan: ActionPlan, pair: YearPair | None, *, after: ActionPlan | None = None) -> tuple[Outcome, ...]:
    """Every action of `plan`, in its order, beside what its questions did between the years of `pair`.

    Years that the plan does not lie between (see `lies_between`) say nothing about it and are left out, like none.
    `after`: the plan that follows, which says what was carried over. That two things stand beside each other says
    nothing of whether one brought about the other.
    """
    carried = {action.carried_from for action in after.actions} if after else set()
    linking = _Linking(pair) if pair and lies_between(plan, pair) else None
    return tuple(
        Outcome(
            action=action,
            came_to=_came_to(action, carried=action.id in carried),
            linked=tuple(linking.question(id) for id in action.questions) if linking else (),
        )
        for action in plan.actions
    )


def lies_between(plan: ActionPlan, pair: YearPair) -> bool:
    """Whether any of the plan's days lie between the two assessments, the day of the earlier one included."""
    return plan.starts_on < pair.now.sheet.assessed_on and pair.then.sheet.assessed_on <= plan.ends_on


def _came_to(action: Action, *, carried: bool) -> CameTo:
    if action.status is ActionStatus.DONE:
        return CameTo.DONE
    if carried:
        return CameTo.CARRIED
    return CameTo.STOPPED if action.status is ActionStatus.STOPPED else CameTo.OPEN


class _Linking:
    """Finds the question that a plan means in two years that are compared."""

    def __init__(self, pair: YearPair) -> None:
        found = pair.then.comparison
        self._asked_now, self._asked_before = pair.now.questionnaire.by_id, pair.then.questionnaire.by_id
        self._earlier, self._later = found.pairs, {earlier: id for id, earlier in found.pairs.items()}
        self._changes = {change.id: change for change in found.questions}
        self._reasons: dict[tuple[str, str | None], NotComparable] = {
            (one.year, one.id): one for one in found.not_comparable
        }

    def question(self, id: str) -> LinkedQuestion:
        now, before = self._ids(id)
        if now in self._changes:
            change = self._changes[now]
            return LinkedQuestion(id=id, now=now, before=before, from_=change.from_, to=change.to)
        # What both years call the same and cannot be compared for one reason is said once, of this year.
        reason = self._reasons.get(("before", before)) or self._reasons.get(("now", now))
        if reason:
            return LinkedQuestion(id=id, now=now, before=before, why=reason.why, year=reason.year)
        return LinkedQuestion(id=id, now=now, before=before, why="no_level" if now or before else "not_asked")

    def _ids(self, id: str) -> tuple[str | None, str | None]:
        """What this year and the earlier one call it. A plan was made from what the earlier year asked."""
        if id not in self._asked_before:
            return (id if id in self._asked_now else None), self._earlier.get(id)
        stayed = id in self._asked_now and id not in self._earlier
        return self._later.get(id, id if stayed else None), id
