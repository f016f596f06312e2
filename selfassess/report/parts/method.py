"""How the figures came about: the method in plain words, then every figure with its rule and its arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from selfassess.answers.applicability import applicability
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.report import wording
from selfassess.report.blocks import Block, Bullets, Column, Facts, Heading, Paragraph, Part, Table
from selfassess.report.diagrams import question_number
from selfassess.report.explanations import Explanation, Reasoning, overall_explanations, section_explanations
from selfassess.report.material import Material
from selfassess.report.parts.evidence import rule_words
from selfassess.scoring.card import Status


def method(material: Material, t: Translator) -> tuple[Block, ...]:
    """The rules, the scale, what decided which questions apply, and the overall figures step by step."""
    return (
        Paragraph(
            text=t(
                "Nothing in this report is estimated: each figure follows from the answers by the rules below, and "
                "anyone can work it out again."
            ),
            style="lead",
        ),
        Heading(text=t("The rules in plain words")),
        Bullets(items=_rules(material.questionnaire, t)),
        Heading(text=t("The levels")),
        _scale(material.questionnaire, t),
        Heading(text=t("What was assessed")),
        Facts(rows=_identity(material, t)),
        Heading(text=t("The overall figures, step by step")),
        _worked(t("How the overall figures came about"), overall_explanations(material, t), t),
    )


def method_pages(material: Material, t: Translator) -> tuple[Part, ...]:
    """The figures of each section, step by step."""
    return tuple(
        Part(
            id=f"method-{section.id}",
            title=t("Worked figures: {section}", section=wording.section_name(t, section)),
            blocks=_section(material, section, t),
            level=2,
            starts_page=False,
        )
        for section in material.questionnaire.sections
    )


def _rules(questionnaire: Questionnaire, t: Translator) -> tuple[str, ...]:
    rules = questionnaire.rules
    share, minimum = t.number(100 * rules.stage_share, 2), t.number(100 * rules.minimum_answered, 2)
    top = wording.level_words(t, questionnaire, questionnaire.top)
    said = [
        t(
            "Score: the weighted mean of the answered levels, from 0 (all at the lowest level) to 100 (all at {top}). "
            "It is given once at least {minimum}% of what applies is answered.",
            top=top,
            minimum=minimum,
        ),
        t("Range: the score if all open questions were at the lowest level, and if all were at the highest."),
        t(
            "Stage: the highest level that at least {share}% of the weight has reached, with the same true of every "
            "level below. Some questions are gates: while one is too low, the stage waits for it.",
            share=share,
        ),
        t(
            "Questions that do not apply are left out on both sides. “Don’t know yet” and unanswered questions count "
            "as level 0 for the stage, and leave the score alone."
        ),
        t("Overall: the sections together, each by its weight, by the same rules."),
        t(
            "Numbers are worked out exactly and rounded once, for printing: to whole numbers, here to two decimals, in "
            "the part on years to one."
        ),
    ]
    backing = [
        t("Level {level} and above needs {rule}.", level=rule.level, rule=rule_words(t, rule))
        for rule in rules.evidence
    ]
    if backing:
        said.append(t("Backed by evidence: the same figures with each level only as high as its evidence reaches."))
    return (*said, *backing)


def _scale(questionnaire: Questionnaire, t: Translator) -> Table:
    return Table(
        caption=t("The levels of this questionnaire"),
        columns=(Column(title=t("Level"), width=2, kind="level"), Column(title=t("What it means"), width=6)),
        rows=tuple(
            (wording.level_words(t, questionnaire, level.value), t.text(level.means) or t("Described in each question"))
            for level in questionnaire.scale
        ),
    )


def _identity(material: Material, t: Translator) -> tuple[tuple[str, str], ...]:
    """The questionnaire by its hash, and the facts that conditions may have used."""
    questionnaire = material.questionnaire
    rows = [
        (t("Questionnaire"), t.text(questionnaire.title)),
        (t("Id and version"), questionnaire.name),
        (t("SHA-256 of its file"), material.card.sha256 or t("Not recorded")),
    ]
    for fact in questionnaire.profile:
        chosen = material.sheet.profile.get(fact.id)
        rows.append((t.text(fact.prompt), t.text(fact.options[chosen]) if chosen else t("Not said")))
    return tuple(rows)


def _section(material: Material, section: Section, t: Translator) -> tuple[Block, ...]:
    explanations = section_explanations(material, section, t)
    went_in = _went_in(material, section, t)
    if material.card.section(section.id).status is Status.NOT_APPLICABLE:
        return (*went_in, Paragraph(text=explanations[0].reasoning.rule))
    caption = t("The figures of “{section}”, step by step", section=wording.section_name(t, section))
    return (*went_in, _worked(caption, explanations, t))


def _went_in(material: Material, section: Section, t: Translator) -> tuple[Block, ...]:
    applies = applicability(material.questionnaire, material.sheet).applies
    results = {result.id: result for result in material.card.section(section.id).questions}
    rows = tuple(
        (
            question_number(section, question.id),
            wording.answer_words(t, material.questionnaire, question, material.sheet.answer(question.id)),
            wording.level_words(t, material.questionnaire, results[question.id].supported_level),
            t.number(question.weight, 6),
            t("None") if question.gate is None else t("stage {gate}", gate=question.gate),
        )
        for question in section.level_questions
        if question.id in applies
    )
    if not rows:
        return ()
    return (
        Table(
            caption=t("What went in, for “{section}”", section=wording.section_name(t, section)),
            columns=(
                Column(title=t("Question"), width=2),
                Column(title=t("Answer"), width=3, kind="level"),
                Column(title=t("Backed by evidence"), width=3, kind="level"),
                Column(title=t("Weight"), width=2, kind="number"),
                Column(title=t("Gate"), width=2),
            ),
            rows=rows,
        ),
    )


def _worked(caption: str, explanations: Sequence[Explanation], t: Translator) -> Table:
    """One row a figure; the steps on the way are numbered inside it."""
    return Table(
        caption=caption,
        columns=(
            Column(title=t("Figure"), width=2),
            Column(title=t("Result"), width=2),
            Column(title=t("How it came about"), width=8),
        ),
        rows=tuple((one.title, one.result, _said(one)) for one in explanations),
    )


def _said(explanation: Explanation) -> str:
    steps = [f"({number}) {_line(step)}" for number, step in enumerate(explanation.steps, start=1)]
    return " ".join([_line(explanation.reasoning), *steps])


def _line(reasoning: Reasoning) -> str:
    return f"{reasoning.rule} {reasoning.arithmetic}".strip()
