"""Why a stage is what it is: each stage from 1 up to the first that is not met, and the gates in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from selfassess.scoring.arithmetic import percent_of_weight
from selfassess.scoring.trace import Step, Value

STAGE = "The highest stage for which it and every stage below it are met."
SUPPORTED_STAGE = "The stage, with each level replaced by the level its evidence supports."
ENOUGH = "Stage {stage} needs {share} % of the weight at level {stage} or more: {reached} % is there, which is enough."
TOO_LITTLE = "Stage {stage} needs {share} % of the weight at level {stage} or more: only {reached} % is there."
GATES = "Stage {stage} cannot be reached while this is below level {stage}: {questions}."
HIGHEST = "Stage {stage} is the highest there is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one question or section stands, with its weight as the author wrote it; `gate` 0 where there is none."""

    id: str
    level: int
    weight: Fraction
    gate: int = 0


def reached_step(standings: Sequence[Standing], stage: int, share: Fraction) -> Step:
    """How much of the weight stands at a stage, beside what is needed there."""
    there = [standing.weight for standing in standings if standing.level >= stage]
    reached, arithmetic = percent_of_weight(there, [standing.weight for standing in standings])
    values: dict[str, Value] = {"stage": stage, "share": 100 * share, "reached": reached}
    return Step(rule=ENOUGH if reached >= 100 * share else TOO_LITTLE, values=values, arithmetic=arithmetic)


def gate_steps(standings: Sequence[Standing], stage: int) -> tuple[Step, ...]:
    """The questions whose gate is in the way of `stage`; nothing where none is."""
    in_the_way = tuple(standing.id for standing in standings if standing.level < standing.gate <= stage)
    return (Step(rule=GATES, values={"stage": stage, "questions": in_the_way}),) if in_the_way else ()


def stage_steps(standings: Sequence[Standing], top: int, share: Fraction) -> tuple[Step, ...]:
    """Every stage from 1 up to the first that is not met, with what is in the way of it."""
    steps: list[Step] = []
    for stage in range(1, top + 1):
        reached, gates = reached_step(standings, stage, share), gate_steps(standings, stage)
        steps += [reached, *gates]
        if gates or reached.rule == TOO_LITTLE:
            return tuple(steps)
    return (*steps, Step(rule=HIGHEST, values={"stage": top}))
