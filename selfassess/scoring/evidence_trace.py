"""Which answers are not supported in full: what is missing for the next level, or that a moderator set it lower."""

from __future__ import annotations

from collections.abc import Iterator

from selfassess.scoring.evidence import is_met
from selfassess.scoring.trace import Step
from selfassess.scoring.traced_section import TracedSection

# By what the rule asks for: a date in time, and showing an effect. Sentences are whole, so that they can be translated.
NOT_BACKED = {
    (False, False): "{question} is at level {level}, supported at level {supported}: level {needed} needs a piece of "
    "evidence.",
    (True, False): "{question} is at level {level}, supported at level {supported}: level {needed} needs a piece of "
    "evidence dated in the {months} months up to the assessment.",
    (False, True): "{question} is at level {level}, supported at level {supported}: level {needed} needs a piece of "
    "evidence that shows an effect.",
    (True, True): "{question} is at level {level}, supported at level {supported}: level {needed} needs a piece of "
    "evidence that shows an effect and is dated in the {months} months up to the assessment.",
}

LOWERED = "{question} is at level {level}; its supported level was set to {lowered} by the moderator: {reason}"
"""The lower one counts, of this and of what the evidence backs: where that is less, one of the above stands before."""


def evidence_steps(section: TracedSection) -> tuple[Step, ...]:
    """For each answer above its supported level: what keeps the next level from being supported, rule or moderator."""
    return tuple(_steps(section))


def _steps(section: TracedSection) -> Iterator[Step]:
    for question, result in section.applicable:
        if result.level is None or result.supported_level is None or result.supported_level == result.level:
            continue
        needed = result.supported_level + 1
        evidence = section.sheet.answer(question.id).evidence
        for rule in section.rules.evidence:
            if rule.level == needed and not is_met(rule, evidence, section.sheet.assessed_on):
                yield Step(
                    rule=NOT_BACKED[rule.within_months is not None, rule.shows is not None],
                    values={
                        "question": (question.id,),
                        "level": result.level,
                        "supported": result.supported_level,
                        "needed": needed,
                        "months": rule.within_months or 0,
                    },
                )
        if lowered := result.lowered:
            yield Step(
                rule=LOWERED,
                values={
                    "question": (question.id,),
                    "level": result.level,
                    "lowered": lowered.level,
                    "reason": lowered.reason,
                },
            )
