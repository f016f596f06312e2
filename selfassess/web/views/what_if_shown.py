"""What chosen levels would make of the figures, as a page shows it: each figure now, then, and how that comes about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from selfassess.language import Translator
from selfassess.plan.what_if import WhatIf
from selfassess.questionnaire.model import Questionnaire
from selfassess.report import wording
from selfassess.report.diagrams import question_label
from selfassess.report.effect_words import moved_words
from selfassess.report.explanations import Explanation, overall_explanations, section_explanations
from selfassess.report.material import Material

ORDER = ("stage", "supported_stage", "score", "low", "high", "median", "weakest", "route", "status")
"""In which figures stand below each other; one that is not named here does not stand there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure, in words, as it is and as it would be."""

    name: str
    now: str
    then: str

    @property
    def changes(self) -> bool:
        """Whether the two are otherwise."""
        return self.now != self.then


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A section, or the whole (then `section` is empty): what becomes of it, figure by figure, and how."""

    section: str
    title: str
    effect: str
    figures: tuple[Figure, ...]
    explained: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A question that was set to another level; `start` and `target` are words."""

    question: str
    label: str
    start: str
    target: str


def chosen_words(t: Translator, questionnaire: Questionnaire, seen: WhatIf) -> tuple[Chosen, ...]:
    """Everything that was set, in the questionnaire's order."""
    return tuple(
        Chosen(
            question=question.id,
            label=question_label(section, question.id, t),
            start=start_words(t, questionnaire, seen, question.id),
            target=wording.level_name(t, questionnaire, seen.levels[question.id]),
        )
        for section in questionnaire.sections
        for question in section.level_questions
        if question.id in seen.levels
    )


def start_words(t: Translator, questionnaire: Questionnaire, seen: WhatIf, question: str) -> str:
    """Where a question stands now: its level, or what is known about it."""
    results = (one for section in seen.before.sections for one in section.questions)
    found = next((one for one in results if one.id == question), None)
    if found is None:
        return t("Not asked now")
    if found.level is None:
        return wording.state_words(t, found.state)
    return wording.level_name(t, questionnaire, found.level)


def side_by_side(t: Translator, now: Material, then: Material) -> tuple[Beside, ...]:
    """The whole, then each section of which anything changes."""
    questionnaire = now.questionnaire
    whole = Beside(
        section="",
        title=t("The whole"),
        effect=moved_words(t, questionnaire, now.card.overall, then.card.overall),
        figures=_figures(now, overall_explanations(now, t), overall_explanations(then, t)),
        explained=overall_explanations(then, t),
    )
    results = zip(questionnaire.sections, now.card.sections, then.card.sections, strict=True)
    sections = (
        Beside(
            section=section.id,
            title=wording.section_name(t, section),
            effect=moved_words(t, questionnaire, before, after),
            figures=_figures(now, section_explanations(now, section, t), section_explanations(then, section, t)),
            explained=section_explanations(then, section, t),
        )
        for section, before, after in results
        if before != after
    )
    return whole, *sections


def _figures(material: Material, now: Iterable[Explanation], then: Iterable[Explanation]) -> tuple[Figure, ...]:
    """Those of the contract, as they are explained."""
    results = {one.figure: one.result for one in now}
    told = {one.figure: Figure(name=one.title, now=results[one.figure], then=one.result) for one in then}
    if not material.weighs_evidence:
        del told["supported_stage"]
    if all((told[end].now, told[end].then) == (told["score"].now, told["score"].then) for end in ("low", "high")):
        del told["low"], told["high"]  # nothing is open, so they say the same again
    return tuple(told[figure] for figure in ORDER if figure in told)
