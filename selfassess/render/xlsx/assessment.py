"""The workbook of an assessment: its sheets in their order, and those about the result itself."""

from __future__ import annotations

from collections.abc import Callable

from selfassess.language import Translator
from selfassess.render.answer_rows import Cell, answer_rows
from selfassess.render.xlsx.book import write_book
from selfassess.render.xlsx.plans import action_notes, actions, last_actions
from selfassess.render.xlsx.question_fields import question_fields
from selfassess.render.xlsx.rounding import score
from selfassess.render.xlsx.sheets import Sheet, dictionary, field, level_field, overview_of, sheet, texts
from selfassess.render.xlsx.voices import agreed, moderation, signatures, took_part
from selfassess.render.xlsx.years import looked_back, year_questions, years
from selfassess.report import wording
from selfassess.report.material import Material


def render_xlsx(material: Material, t: Translator) -> bytes:
    """Every sheet that has something in it, and last the dictionary that explains them."""
    found = [one for build in SHEETS if (one := build(material, t)).rows]
    card = material.card
    return write_book(
        [*found, dictionary(found, t)],
        title=f"{t('Self-assessment report')}: {card.organisation}, {card.period}",
        author=card.organisation,
        language=t.language,
        levels=len(material.questionnaire.scale),
    )


def overview(material: Material, t: Translator) -> Sheet:
    """What stands on the front of the report, and the figures of the whole."""
    card, asked = material.card, material.questionnaire
    whole = card.overall
    facts: tuple[tuple[str, Cell, str], ...] = (
        ("organisation", card.organisation, t("Whose assessment it is")),
        ("period", card.period, t("What period it is about")),
        ("assessed_on", card.assessed_on, t("The day whose evidence counts")),
        ("questionnaire", asked.id, t("The id of the questionnaire")),
        ("version", asked.version, t("Its version")),
        ("title", t.text(asked.title), t("What it is called")),
        ("sha256", card.sha256, t("The fingerprint of its file")),
        ("draft", "yes" if material.draft else "no", t("Whether answers may still change")),
        ("example", "yes" if material.example else "no", t("Whether the data are made up")),
        ("agreed_on", material.agreed_on, t("The day it was agreed")),
        ("score", score(whole.score), t("The mean of the levels, from 0 to 100")),
        ("low", score(whole.low), t("The least it could still be")),
        ("high", score(whole.high), t("The most it could still be")),
        ("stage", whole.stage, t("The stage of the whole")),
        ("supported_stage", whole.supported_stage, t("The stage that evidence backs")),
        ("applicable", whole.applicable, t("Questions that apply")),
        ("answered", whole.answered, t("How many of them are answered")),
    )
    return overview_of((fact for fact in facts if fact[1] is not None), t)


def sections(material: Material, t: Translator) -> Sheet:
    """The figures of each section."""
    asked = {section.id: section for section in material.questionnaire.sections}
    then = {one.id: one.score for one in material.earlier.card.sections} if material.earlier else {}
    fields = (
        field("section", t("The id of the section"), 18),
        field("section_title", t("Its title"), 40),
        field("weight", t("How much it weighs in the whole")),
        field("status", t("How much of it can be said: complete, partial, too_few_answers, not_applicable"), 18),
        field("score", t("The mean of its levels, from 0 to 100; empty where too few questions are answered")),
        field("low", t("The least the score could still be")),
        field("high", t("The most the score could still be")),
        level_field("stage", t("Its stage")),
        level_field("supported_stage", t("The stage that its evidence backs")),
        level_field("median", t("The middle level of its answers")),
        field("applicable", t("How many of its questions apply")),
        field("answered", t("How many of those are answered")),
        field("dont_know", t("How many are answered with “don’t know yet”")),
        field("not_applicable", t("How many do not apply")),
        field("earlier_score", t("Its score in the earlier year, as it was then")),
        field("target", t("The score it is meant to have")),
        field("target_by", t("By which day")),
    )
    rows = []
    for one in material.card.sections:
        target = material.targets.get(one.id)
        rows.append(
            (
                one.id, wording.section_name(t, asked[one.id]), one.weight, one.status.value, score(one.score),
                score(one.low), score(one.high), one.stage, one.supported_stage, one.median, one.applicable,
                one.answered, one.dont_know, one.not_applicable, score(then.get(one.id)),
                target.score if target else None, target.by if target else None,
            )
        )  # fmt: skip
    return sheet("sections", t("A row for each section"), fields, rows)


def questions(material: Material, t: Translator) -> Sheet:
    """Every question with its answer."""
    about = t("A row for each question, with its answer")
    return sheet("questions", about, question_fields(t), answer_rows(material, t))


def evidence(material: Material, t: Translator) -> Sheet:
    """Every piece of evidence."""
    fields = (
        field("question", t("The id of the question that it backs"), 22),
        field("number", t("Which piece of the question’s evidence it is")),
        texts("title", t("What it is")),
        field("dated", t("Its date; empty where it has none")),
        texts("reach", t("Whom it reaches, or where it holds")),
        field("shows", t("“effect” where it shows what changed for people")),
        texts("link", t("Where it is kept")),
    )
    rows = [
        (id, number, piece.title, piece.dated, piece.reach, piece.shows, piece.link)
        for id in material.questionnaire.by_id
        for number, piece in enumerate(material.sheet.answer(id).evidence, 1)
    ]
    return sheet("evidence", t("A row for each piece of evidence"), fields, rows)


def scale(material: Material, t: Translator) -> Sheet:
    """The levels with their names."""
    names = wording.level_names(t, material.questionnaire)
    fields = (
        level_field("level", t("The number that the other sheets have")),
        field("name", t("What it is called"), 24),
        texts("meaning", t("What it stands for")),
    )
    levels = zip(names, material.questionnaire.scale, strict=True)
    rows = [(at, name, t.text(level.means)) for at, (name, level) in enumerate(levels)]
    return sheet("scale", t("A row for each level of the questionnaire"), fields, rows)


def profile(material: Material, t: Translator) -> Sheet:
    """What the organisation said of itself, on which it depends what it is asked."""
    fields = (
        field("fact", t("The id of the fact"), 20),
        texts("prompt", t("What was asked of the organisation")),
        field("answer", t("The id of what it said"), 20),
        texts("answer_words", t("The same in words")),
    )
    given = material.sheet.profile
    rows = [
        (fact.id, t.text(fact.prompt), given[fact.id], t.text(fact.options[given[fact.id]]))
        for fact in material.questionnaire.profile
        if fact.id in given
    ]
    return sheet("profile", t("A row for each fact about the organisation that decides what it is asked"), fields, rows)


def next_steps(material: Material, t: Translator) -> Sheet:
    """The shortest way of each section to its next stage."""
    fields = (
        field("section", t("The id of the section"), 18),
        level_field("stage", t("The stage that the whole way leads to")),
        field("question", t("The id of a question to raise"), 22),
        level_field("from", t("From which level")),
        level_field("to", t("To which")),
        texts("do", t("What the questionnaire suggests for this step; empty where it suggests nothing")),
        field("effort", t("How much work that is: low, medium or high")),
    )
    rows = [
        (way.section, way.to, move.move.question, step.from_level, step.to_level, t.text(one.do) if one else None,
         one.effort if one else None)
        for way in material.steps
        for move in way.moves
        for step in move.steps
        for one in step.actions or (None,)
    ]  # fmt: skip
    about = t("A row for each step and suggestion on the shortest way of a section to its next stage")
    return sheet("next_steps", about, fields, rows)


Build = Callable[[Material, Translator], Sheet]
SHEETS: tuple[Build, ...] = (
    *(overview, profile, sections, questions, evidence, scale, next_steps, years, year_questions, looked_back),
    *(actions, action_notes, last_actions, took_part, agreed, moderation, signatures),
)
"""In the order of the workbook."""
