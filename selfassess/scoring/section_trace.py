"""The trace of each figure of one section, made when somebody asks how it came about."""

from __future__ import annotations

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring.arithmetic import percent_of_scale, percent_of_weight
from selfassess.scoring.card import ScoreCard, Status
from selfassess.scoring.evidence_trace import evidence_steps
from selfassess.scoring.route_trace import route_trace
from selfassess.scoring.stage_trace import STAGE, SUPPORTED_STAGE, stage_steps
from selfassess.scoring.trace import Result, Step, Trace, Value
from selfassess.scoring.traced_section import TracedSection

NOTHING_APPLIES = "Nothing in this section applies, so it has no figures."
STATUS = {
    Status.COMPLETE: "Every applicable question is answered.",
    Status.PARTIAL: "Some applicable questions are not answered; don't know is not an answer.",
    Status.TOO_FEW_ANSWERS: "Too little is answered for a score; everything else is given.",
}
ANSWERED = (
    "{answered} of {applicable} applicable questions are answered, {share} % of their weight; a score needs {needed} %."
)
SCORE = "The weighted mean of the answered levels, as a percentage of the highest level, {top}."
NO_SCORE = "There is no score: {share} % of the applicable weight is answered, and a score needs {needed} %."
LOW = "The score if every question that is not answered turned out to be at level 0."
HIGH = "The score if every question that is not answered turned out to be at level {top}."
MEDIAN = "The middle one of the answered levels in order, the lower one of two; weights play no part."
WEAKEST = "The answered questions at the lowest level given."
NOTHING_ANSWERED = "No question is answered."

FIGURES = ("status", "score", "low", "high", "median", "weakest", "stage", "supported_stage", "route")


def section_traces(
    questionnaire: Questionnaire, sheet: AnswerSheet, card: ScoreCard, section: str
) -> tuple[Trace, ...]:
    """The trace of each of `FIGURES`, in that order."""
    traced = TracedSection.of(questionnaire, sheet, card, section)
    if traced.result.status is Status.NOT_APPLICABLE:
        absent: dict[str, Result] = {"status": Status.NOT_APPLICABLE.value, "weakest": ()}
        return tuple(traced.trace(figure, NOTHING_APPLIES, absent.get(figure)) for figure in FIGURES)
    answered = _answered(traced)
    return (
        traced.trace("status", STATUS[traced.result.status], traced.result.status.value, steps=(answered,)),
        _score(traced, answered),
        _bound(traced, "low", LOW, 0),
        _bound(traced, "high", HIGH, traced.top),
        _median(traced),
        traced.trace("weakest", WEAKEST if traced.result.weakest else NOTHING_ANSWERED, traced.result.weakest),
        _stage(traced),
        _supported_stage(traced),
        route_trace(traced),
    )


def _answered(section: TracedSection) -> Step:
    """How much is answered, beside what a score needs."""
    share, arithmetic = percent_of_weight(
        [question.weight for question, answer in section.applicable if answer.level is not None],
        [question.weight for question, _ in section.applicable],
    )
    values: dict[str, Value] = {
        "answered": section.result.answered,
        "applicable": section.result.applicable,
        "share": share,
        "needed": 100 * section.rules.minimum_answered,
    }
    return Step(rule=ANSWERED, values=values, arithmetic=arithmetic)


def _score(section: TracedSection, answered: Step) -> Trace:
    if section.result.score is None:
        values = {"share": answered.values["share"], "needed": answered.values["needed"]}
        return section.trace("score", NO_SCORE, None, values=values, steps=(answered,))
    levels = [(answer.level, question.weight) for question, answer in section.applicable if answer.level is not None]
    score, arithmetic = percent_of_scale(levels, section.top)
    return section.trace("score", SCORE, score, values={"top": section.top}, arithmetic=arithmetic, steps=(answered,))


def _bound(section: TracedSection, figure: str, rule: str, unknown: int) -> Trace:
    """Low or high: every question that is not answered is taken to be at level `unknown`."""
    levels = [
        (unknown if answer.level is None else answer.level, question.weight) for question, answer in section.applicable
    ]
    bound, arithmetic = percent_of_scale(levels, section.top)
    return section.trace(figure, rule, bound, values={"top": section.top}, arithmetic=arithmetic)


def _median(section: TracedSection) -> Trace:
    levels = sorted(answer.level for _, answer in section.applicable if answer.level is not None)
    if not levels:
        return section.trace("median", NOTHING_ANSWERED, None)
    arithmetic = f"{', '.join(map(str, levels))} → {section.result.median}"
    return section.trace("median", MEDIAN, section.result.median, arithmetic=arithmetic)


def _stage(section: TracedSection) -> Trace:
    steps = stage_steps(section.standings(), section.top, section.rules.stage_share)
    return section.trace("stage", STAGE, section.result.stage, steps=steps)


def _supported_stage(section: TracedSection) -> Trace:
    steps = stage_steps(section.standings(supported=True), section.top, section.rules.stage_share)
    return section.trace(
        "supported_stage", SUPPORTED_STAGE, section.result.supported_stage, steps=(*evidence_steps(section), *steps)
    )
