"""The cheapest way of one section to its next stage: in words, and step by step with suggested actions."""

from __future__ import annotations

from itertools import chain, repeat

from selfassess.language import Translator
from selfassess.plan import LevelStep, MoveSteps, SectionSteps
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Heading, Paragraph, Table
from selfassess.report.diagrams import question_label, question_number
from selfassess.report.material import Material
from selfassess.scoring.arithmetic import percent_of_scale
from selfassess.scoring.card import SectionResult, Status


def way_on(material: Material, section: Section, result: SectionResult, t: Translator) -> tuple[Block, ...]:
    """Nothing where the section does not apply."""
    if result.status is Status.NOT_APPLICABLE:
        return ()
    heading = Heading(text=t("The shortest way to the next stage"))
    words = Paragraph(text=wording.route_words(t, material.questionnaire, result.route))
    steps = material.steps_of(section.id)
    if steps is None:
        return heading, words
    return heading, words, _table(material, section, steps, t), *_outcome(material, section, steps, t)


def _table(material: Material, section: Section, steps: SectionSteps, t: Translator) -> Table:
    rows = [row for move in steps.moves for row in _rows(material, section, move, t)]
    return Table(
        caption=t("Suggested actions, step by step"),
        columns=(
            Column(title=t("Question"), width=4),
            Column(title=t("Step"), width=2),
            Column(title=t("What could be done"), width=5),
            Column(title=t("Effort"), width=2),
        ),
        rows=tuple(rows),
    )


def _rows(material: Material, section: Section, move: MoveSteps, t: Translator) -> list[tuple[str, ...]]:
    """One row for each suggestion; a step without one still has its row. The prompt stands in the first row only."""
    told: list[tuple[str, str, str]] = []
    for step in move.steps:
        words = _step_words(material, move, step, t)
        told += [(words, t.text(action.do), wording.effort_words(t, action.effort)) for action in step.actions]
        if not step.actions:
            told.append((words, t("No suggestion yet: what would help here?"), t("not known")))
    id = move.move.question
    names = chain([question_label(section, id, t)], repeat(question_number(section, id)))
    return [(name, *row) for name, row in zip(names, told, strict=False)]


def _step_words(material: Material, move: MoveSteps, step: LevelStep, t: Translator) -> str:
    results = (result for section in material.card.sections for result in section.questions)
    answered = next(result.level is not None for result in results if result.id == move.move.question)
    from_ = str(step.from_level) if answered or step.from_level else t("open")
    return t("{now} to {next}", now=from_, next=step.to_level)


def _outcome(material: Material, section: Section, steps: SectionSteps, t: Translator) -> tuple[Paragraph, ...]:
    """Stage and score once the steps are taken, and how that score comes about."""
    stage = wording.stage_words(t, material.questionnaire, steps.stage_after)
    if steps.score_after is None:
        return (Paragraph(text=t("Once that is done the section is at stage {stage}.", stage=stage)),)
    raised = {move.move.question: move.move.to_level for move in steps.moves}
    weights = {question.id: question.weight for question in section.level_questions}
    levels = [
        (level, weights[result.id])
        for result in material.card.section(section.id).questions
        if (level := raised.get(result.id, result.level)) is not None
    ]
    words = t(
        "Once that is done the section is at stage {stage}, with a score of {score}.",
        stage=stage,
        score=t.number(steps.score_after),
    )
    arithmetic = percent_of_scale(levels, material.questionnaire.top)[1]
    return Paragraph(text=words), Paragraph(text=t("That score: {arithmetic}", arithmetic=arithmetic), style="small")
