"""Years side by side, as sheets: figures of sections as scored then, and levels of questions."""

from __future__ import annotations

from collections.abc import Iterator

from selfassess.language import Translator
from selfassess.render.answer_rows import Cell
from selfassess.render.xlsx.rounding import score
from selfassess.render.xlsx.sheets import Sheet, field, level_field, sheet, texts
from selfassess.report import wording
from selfassess.report.material import ComparedYear, Material, ScoredYear

_OVERALL = "overall"
"""What the whole is called among the ids of sections, in the other files too."""


def years(material: Material, t: Translator) -> Sheet:
    """Each year as it was scored then, the oldest first; nothing where there is only one."""
    fields = (
        field("period", t("The year")),
        field("assessed_on", t("The day whose evidence counts")),
        field("version", t("The version of the questionnaire that was answered")),
        field("section", t("The id of the section in that version; “overall” for the whole"), 18),
        field("section_title", t("Its title"), 40),
        field("score", t("Its score, from 0 to 100, as it was then")),
        field("low", t("The least the score could have been")),
        field("high", t("The most the score could have been")),
        level_field("stage", t("Its stage")),
        level_field("supported_stage", t("The stage that its evidence backed")),
        field("answered", t("How many questions were answered")),
        field("applicable", t("Of how many that applied")),
    )
    rows = (row for year in _all(material) for row in _figures(year, t))
    about = t("A row for each year and section. Versions of a questionnaire may ask different things: see the report")
    return sheet("years", about, fields, rows)


def year_questions(material: Material, t: Translator) -> Sheet:
    """The level of each scored question in each year, with what this year calls it."""
    fields = (
        field("period", t("The year")),
        field("question", t("The id of the question then"), 22),
        field("question_now", t("What this year calls it; empty where it is not asked any more, or not alike"), 22),
        texts("prompt", t("What was asked")),
        field("state", t("answered, not_applicable, dont_know, or unanswered"), 16),
        level_field("level", t("The level that was answered")),
        level_field("supported_level", t("The level that its evidence backed")),
    )
    rows = (row for year in _all(material) for row in _levels(year, t))
    about = t("A row for each year and scored question. Levels of two years compare where question_now is the same")
    return sheet("year_questions", about, fields, rows)


def looked_back(material: Material, t: Translator) -> Sheet:
    """What became of the earlier year's levels, where some of them were confirmed."""
    fields = (
        field("question", t("The id of the question"), 22),
        field("earlier", t("What the earlier year called it"), 22),
        field("became", t("confirmed, or judged anew: up, same or down")),
        level_field("from", t("The level of the earlier year; empty where it was confirmed and so is the same")),
        level_field("to", t("The level of this year")),
        texts("reason", t("Why it is still true")),
        field("true_on", t("The day on which it was said to be still true")),
    )
    found = material.looked_back
    rows: list[tuple[Cell, ...]] = []
    if found is not None:
        level_of = {question.id: question.level for one in material.card.sections for question in one.questions}.get
        rows += [
            (one.question, one.earlier, "confirmed", None, level_of(one.question), one.reason, one.true_on)
            for one in found.confirmed
        ]
        rows += [(one.id, one.earlier, one.moved, one.from_, one.to, None, None) for one in found.judged]
    return sheet("looked_back", t("A row for each level of the earlier year that was looked at again"), fields, rows)


def _all(material: Material) -> list[ScoredYear | ComparedYear]:
    """The oldest first."""
    if material.years is None:
        return []
    now = ScoredYear(questionnaire=material.questionnaire, sheet=material.sheet, card=material.card)
    return [*material.years.before, now]


def _figures(year: ScoredYear | ComparedYear, t: Translator) -> Iterator[tuple[Cell, ...]]:
    which = (year.sheet.period, year.sheet.assessed_on, year.questionnaire.version)
    titles = {section.id: wording.section_name(t, section) for section in year.questionnaire.sections}
    whole = year.card.overall
    for one in year.card.sections:
        scores = (score(one.score), score(one.low), score(one.high))
        counts = (one.answered, one.applicable)
        yield (*which, one.id, titles[one.id], *scores, one.stage, one.supported_stage, *counts)
    scores = (score(whole.score), score(whole.low), score(whole.high))
    yield (*which, _OVERALL, None, *scores, whole.stage, whole.supported_stage, whole.answered, whole.applicable)


def _levels(year: ScoredYear | ComparedYear, t: Translator) -> Iterator[tuple[Cell, ...]]:
    today = {then: now for now, then in year.comparison.pairs.items()} if isinstance(year, ComparedYear) else None
    asked = year.questionnaire.by_id
    for section in year.card.sections:
        for one in section.questions:
            now = one.id if today is None else today.get(one.id)
            prompt = t.text(asked[one.id].prompt)
            yield year.sheet.period, one.id, now, prompt, one.state.value, one.level, one.supported_level
