"""Every question with its level in each year, and whether it went up, stayed or went down since the year before."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.report.blocks import Column, Table
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material, Years
from selfassess.report.year_words import reason_words
from selfassess.scoring.card import QuestionResult

MOST_IN_WORDS = 3
"""Years whose levels are named; with more the digits stand alone, or no name would have room."""


def every_question(material: Material, t: Translator) -> tuple[Table, ...]:
    """A table for each section with questions that are scored; nothing where no earlier year is given."""
    found = material.years
    if found is None:
        return ()
    tables = (_table(material, found, section, t) for section in material.questionnaire.sections)
    return tuple(table for table in tables if table.rows)


def _table(material: Material, found: Years, section: Section, t: Translator) -> Table:
    periods = [year.sheet.period for year in found.series.years]
    return Table(
        caption=t("{section}: every question over the years", section=wording.section_name(t, section)),
        columns=(
            Column(title=t("Question"), width=6),
            *(Column(title=period, width=2, kind="level") for period in periods),
            Column(title=t("Since {period}", period=periods[-2]), width=3),
        ),
        rows=tuple(
            (
                question_label(section, result.id, t),
                *_levels(material, found, result, t),
                _moved(found, result.id, t),
            )
            for result in material.card.section(section.id).questions
        ),
    )


def _levels(material: Material, found: Years, result: QuestionResult, t: Translator) -> list[str]:
    """In every year, the oldest first."""
    then = [year.result(result.id) for year in found.before]
    return [t("Not comparable") if one is None else _level(material, found, one, t) for one in (*then, result)]


def _level(material: Material, found: Years, result: QuestionResult, t: Translator) -> str:
    if result.level is None:
        return wording.state_words(t, result.state)
    if len(found.series.years) > MOST_IN_WORDS:
        return t.number(result.level)
    return wording.level_words(t, material.questionnaire, result.level)


def _moved(found: Years, question: str, t: Translator) -> str:
    latest = found.pairs[-1].then.comparison
    moved = next((one.moved for one in latest.questions if one.id == question), None)
    if moved:
        return {"up": t("up"), "same": t("the same"), "down": t("down")}[moved]
    why = {one.id: one.why for one in latest.not_comparable if one.year == "now"}
    return reason_words(t, "now")[why[question]]
