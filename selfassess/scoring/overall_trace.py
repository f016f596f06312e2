"""The trace of each overall figure, made when somebody asks how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring.arithmetic import mean
from selfassess.scoring.card import ScoreCard, SectionResult, Status
from selfassess.scoring.stage_trace import Standing, stage_steps
from selfassess.scoring.trace import Input, Step, Trace

NOTHING_APPLIES = "Nothing in the questionnaire applies, so there are no overall figures."
SCORE = "The weighted mean of the sections' means over what they answered; a section without an answer drops out."
NO_SCORE = "There is no overall score: {share} % of the applicable weight is answered, and a score needs {needed} %."
ANSWERED = "{share} % of the applicable weight is answered; a score needs {needed} %."
LOW = "The weighted mean of the sections' lowest possible scores."
HIGH = "The weighted mean of the sections' highest possible scores."
STAGE = "The highest stage for which it and every stage below it are met by the sections' stages."
SUPPORTED_STAGE = "The same over the sections' supported stages."

FIGURES = ("score", "low", "high", "stage", "supported_stage")


def overall_traces(questionnaire: Questionnaire, card: ScoreCard) -> tuple[Trace, ...]:
    """The trace of each of `FIGURES`, in that order; inputs are the sections that apply, their stages as levels."""
    applying = [section for section in card.sections if section.status is not Status.NOT_APPLICABLE]
    inputs = tuple(_input(section) for section in applying)
    if not applying:
        return tuple(Trace(figure=figure, rule=NOTHING_APPLIES, inputs=inputs, result=None) for figure in FIGURES)
    top, share = questionnaire.top, questionnaire.rules.stage_share
    claimed = [Standing(id=one.id, level=one.stage or 0, weight=one.weight) for one in applying]
    supported = [Standing(id=one.id, level=one.supported_stage or 0, weight=one.weight) for one in applying]
    return (
        _score(questionnaire, card, applying, inputs),
        _mean("low", LOW, inputs, [(one.low, one.weight) for one in applying if one.low is not None]),
        _mean("high", HIGH, inputs, [(one.high, one.weight) for one in applying if one.high is not None]),
        Trace(
            figure="stage",
            rule=STAGE,
            inputs=inputs,
            result=card.overall.stage,
            steps=stage_steps(claimed, top, share),
        ),
        Trace(
            figure="supported_stage",
            rule=SUPPORTED_STAGE,
            inputs=inputs,
            result=card.overall.supported_stage,
            steps=stage_steps(supported, top, share),
        ),
    )


def _input(section: SectionResult) -> Input:
    return Input(
        id=section.id,
        state=None,
        level=section.stage,
        supported_level=section.supported_stage,
        weight=section.weight,
    )


def _score(
    questionnaire: Questionnaire, card: ScoreCard, applying: Sequence[SectionResult], inputs: tuple[Input, ...]
) -> Trace:
    share, arithmetic = mean([(100 * one.answered_share, one.weight) for one in applying])
    values = {"share": share, "needed": 100 * questionnaire.rules.minimum_answered}
    answered = Step(rule=ANSWERED, values=values, arithmetic=arithmetic)
    if card.overall.score is None:
        return Trace(figure="score", rule=NO_SCORE, inputs=inputs, result=None, values=values, steps=(answered,))
    means = [(one.answered_mean, one.weight) for one in applying if one.answered_mean is not None]
    return _mean("score", SCORE, inputs, means, steps=(answered,))


def _mean(
    figure: str,
    rule: str,
    inputs: tuple[Input, ...],
    values: Sequence[tuple[Fraction, Fraction]],
    steps: tuple[Step, ...] = (),
) -> Trace:
    result, arithmetic = mean(values)
    return Trace(figure=figure, rule=rule, inputs=inputs, result=result, arithmetic=arithmetic, steps=steps)
