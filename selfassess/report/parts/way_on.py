"""The cheapest way of one section to its next stage: in words, and as a short list of suggested actions."""

from __future__ import annotations

from fractions import Fraction

from selfassess.language import Translator
from selfassess.plan import LevelStep, MoveSteps, SectionSteps
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Heading, Paragraph, Table
from selfassess.report.diagrams import question_number
from selfassess.report.material import Material
from selfassess.scoring.arithmetic import percent_of_scale
from selfassess.scoring.card import SectionResult, Status


def way_on(material: Material, section: Section, result: SectionResult, t: Translator) -> tuple[Block, ...]:
    """Nothing where the section does not apply."""
    if result.status is Status.NOT_APPLICABLE:
        return ()
    heading = Heading(text=t("The shortest way to the next stage"))
    words = wording.route_words(t, material.questionnaire, result.route)
    steps = material.steps_of(section.id)
    if steps is None:
        return heading, Paragraph(text=words)
    told = f"{words} {_effect(material, steps, t)}".strip()
    return heading, Paragraph(text=told), _table(material, section, steps, t)


def _effect(material: Material, steps: SectionSteps, t: Translator) -> str:
    """What the section would be like then; nothing where its stage is all there is to say, for that is the route's."""
    if steps.after.score is None:
        return ""
    if steps.after.stage == steps.to:
        return t("The section’s score would then be {score}.", score=t.number(steps.after.score))
    return t(
        "The section’s score would then be {score}, and its stage {stage}.",
        score=t.number(steps.after.score),
        stage=wording.stage_words(t, material.questionnaire, steps.after.stage or 0),
    )


def _table(material: Material, section: Section, steps: SectionSteps, t: Translator) -> Table:
    return Table(
        caption=t("Suggested actions"),
        columns=(
            Column(title=t("Question"), width=1),
            Column(title=t("Step"), width=2),
            Column(title=t("What could be done"), width=14),
            Column(title=t("Effort"), width=2),
        ),
        rows=tuple(row for move in steps.moves for row in _rows(material, section, move, t)),
        small=True,
    )


def _rows(material: Material, section: Section, move: MoveSteps, t: Translator) -> list[tuple[str, ...]]:
    """One row for each suggestion; a step without one still has its row."""
    number = question_number(section, move.move.question)
    told: list[tuple[str, ...]] = []
    for step in move.steps:
        words = _step_words(material, move, step, t)
        told += [(number, words, t.text(action.do), wording.effort_words(t, action.effort)) for action in step.actions]
        if not step.actions:
            told.append((number, words, t("No suggestion yet: what would help here?"), t("not known")))
    return told


def _step_words(material: Material, move: MoveSteps, step: LevelStep, t: Translator) -> str:
    results = (result for section in material.card.sections for result in section.questions)
    answered = next(result.level is not None for result in results if result.id == move.move.question)
    from_ = str(step.from_level) if answered or step.from_level else t("open")
    return t("{now} to {next}", now=from_, next=step.to_level)


def score_after(material: Material, section: Section) -> tuple[Fraction, str] | None:
    """The section's score once the way on is taken, and its arithmetic; None where there is none to be had."""
    steps = material.steps_of(section.id)
    if steps is None or steps.after.score is None:
        return None
    weights = {question.id: question.weight for question in section.level_questions}
    levels = [(one.level, weights[one.id]) for one in steps.after.questions if one.level is not None]
    return percent_of_scale(levels, material.questionnaire.top)
