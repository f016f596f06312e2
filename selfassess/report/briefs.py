"""What the rules of traces come down to where the method has been explained once: a few words, or none at all."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfassess.scoring import evidence_trace, overall_trace, route_trace, section_trace, stage_trace

_NOTHING_MORE = (
    *section_trace.STATUS.values(),
    section_trace.SCORE,
    section_trace.LOW,
    section_trace.HIGH,
    section_trace.MEDIAN,
    section_trace.WEAKEST,
    stage_trace.STAGE,
    stage_trace.SUPPORTED_STAGE,
    route_trace.ROUTE,
    overall_trace.SCORE,
    overall_trace.LOW,
    overall_trace.HIGH,
    overall_trace.STAGE,
    overall_trace.SUPPORTED_STAGE,
)

_BRIEF = {
    section_trace.ANSWERED: "{share} % of the weight is answered, a score needs {needed} %:",
    overall_trace.ANSWERED: "{share} % of the weight is answered, a score needs {needed} %:",
    stage_trace.ENOUGH: "Stage {stage}, enough:",
    stage_trace.TOO_LITTLE: "Stage {stage}, too little:",
    stage_trace.GATES: "Stage {stage} waits for {questions}.",
    route_trace.RAISE: "{question} from {from_level} to {to_level}.",
    route_trace.RAISE_UNKNOWN: "{question}, open so far, to {to_level}.",
    **dict.fromkeys(evidence_trace.NOT_BACKED.values(), "{question} is at {level}, backed at {supported}."),
    # The reason stands with the answer.
    evidence_trace.LOWERED: "{question} is at {level}, lowered to {lowered} by the moderator.",
}

BRIEFS: Mapping[str, str] = MappingProxyType({**dict.fromkeys(_NOTHING_MORE, ""), **_BRIEF})
"""English sentence of a trace → what is left of it; a rule that is not here is said in full."""
