"""How each figure came about, in words: rule, arithmetic, result and the steps on the way; for page and report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.report.briefs import BRIEFS
from selfassess.report.diagrams import question_number
from selfassess.report.material import Material
from selfassess.scoring import Step, Trace, overall_traces, section_traces, worded
from selfassess.scoring.card import Status

PLACES = 2
"""Decimals of a figure where it is explained; elsewhere it is a whole number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoning:
    """One thing that was checked or done; `arithmetic` is empty where nothing is computed.

    `brief` is what the rule comes down to beside a full account of the method; it may be empty.
    """

    rule: str
    brief: str
    arithmetic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One figure, all in words. `figure` is its key in the score card: `score`, `supported_stage`, …"""

    figure: str
    title: str
    result: str
    reasoning: Reasoning
    steps: tuple[Reasoning, ...]


def overall_explanations(material: Material, t: Translator) -> tuple[Explanation, ...]:
    """Score, low, high, stage and supported stage of the whole assessment."""
    names = {section.id: f"“{wording.section_name(t, section)}”" for section in material.questionnaire.sections}
    return _explained(material, overall_traces(material.questionnaire, material.card), names, t)


def section_explanations(material: Material, section: Section, t: Translator) -> tuple[Explanation, ...]:
    """Status, score, low, high, median, weakest, stage, supported stage and route of one section."""
    traces = section_traces(material.questionnaire, material.sheet, material.card, section.id)
    names = {question.id: question_number(section, question.id) for question in section.questions}
    return _explained(material, traces, names, t)


def _explained(
    material: Material, traces: Sequence[Trace], names: Mapping[str, str], t: Translator
) -> tuple[Explanation, ...]:
    """`names`: what the sections or questions in the traces are called in a sentence, by id."""

    def reasoning(said: Trace | Step) -> Reasoning:
        brief = replace(said, rule=BRIEFS.get(said.rule, said.rule))
        return Reasoning(
            rule=worded(said, t, names.__getitem__),
            brief=worded(brief, t, names.__getitem__) if brief.rule else "",
            arithmetic=said.arithmetic,
        )

    return tuple(
        Explanation(
            figure=trace.figure,
            title=figure_words(t, trace.figure),
            result=_result(material, trace, names, t),
            reasoning=reasoning(trace),
            steps=tuple(reasoning(step) for step in trace.steps),
        )
        for trace in traces
    )


def figure_words(t: Translator, figure: str) -> str:
    """What a figure of the score card is called."""
    return {
        "status": t("How much is answered"),
        "score": t("Score"),
        "low": t("Lowest possible score"),
        "high": t("Highest possible score"),
        "median": t("Middle level"),
        "weakest": t("Lowest answers"),
        "stage": t("Stage"),
        "supported_stage": t("Stage backed by evidence"),
        "route": t("Way to the next stage"),
    }[figure]


def status_label(t: Translator, status: Status) -> str:
    """How much of a section can be said, as a label."""
    return {
        Status.COMPLETE: t("Complete"),
        Status.PARTIAL: t("Partly answered"),
        Status.TOO_FEW_ANSWERS: t("Too few answers"),
        Status.NOT_APPLICABLE: t("Does not apply"),
    }[status]


def _result(material: Material, trace: Trace, names: Mapping[str, str], t: Translator) -> str:
    result = trace.result
    match trace.figure, result:
        case "status", str():
            return status_label(t, Status(result))
        case "stage" | "supported_stage" | "median", int():
            return wording.level_words(t, material.questionnaire, result)
        case "route", int():
            return t.plural("{count} level to raise", "{count} levels to raise", result)
        case _, int() | Fraction():
            return t.number(result, PLACES)
        case _, tuple() if result:
            return t.listing([names[id] for id in result])
        case _:
            return t("None")
