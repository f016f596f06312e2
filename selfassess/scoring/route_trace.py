"""Why the route is what it is: what the next stage lacks, what has to be raised, and what is there afterwards."""

from __future__ import annotations

from dataclasses import replace

from selfassess.scoring.arithmetic import equals
from selfassess.scoring.card import Move, Route
from selfassess.scoring.stage_trace import gate_steps, reached_step
from selfassess.scoring.trace import Step, Trace
from selfassess.scoring.traced_section import TracedSection

ROUTE = (
    "The fewest steps that bring the section to stage {to}; of equal ways the one with the fewest questions, then the "
    "one whose questions come first."
)
NO_ROUTE = "The section stands at the highest stage, so there is none to go to."
RAISE = "Raise {question} from level {from_level} to level {to_level}."
RAISE_UNKNOWN = "Raise {question} to level {to_level}; what is not known yet counts from level 0."


def route_trace(section: TracedSection) -> Trace:
    """The result is the number of steps; None at the highest stage."""
    route = section.result.route
    if route is None:
        return section.trace("route", NO_ROUTE, None)
    share = section.rules.stage_share
    before = section.standings()
    raised = {move.question: move.to_level for move in route.moves}
    after = [replace(standing, level=raised.get(standing.id, standing.level)) for standing in before]
    return section.trace(
        "route",
        ROUTE,
        route.steps,
        values={"to": route.to},
        arithmetic=_arithmetic(route),
        steps=(
            reached_step(before, route.to, share),
            *gate_steps(before, route.to),
            *(_move(section, move) for move in route.moves),
            reached_step(after, route.to, share),
        ),
    )


def _arithmetic(route: Route) -> str:
    return equals(" + ".join(f"({move.to_level} − {move.from_level})" for move in route.moves), route.steps)


def _move(section: TracedSection, move: Move) -> Step:
    known = any(answer.id == move.question and answer.level is not None for _, answer in section.applicable)
    return Step(
        rule=RAISE if known else RAISE_UNKNOWN,
        values={"question": (move.question,), "from_level": move.from_level, "to_level": move.to_level},
    )
