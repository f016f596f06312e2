"""High answers whose evidence does not reach as far, in the report: why, and what would help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from selfassess.answers.model import Answer, AnswerSheet, Evidence, Lowered
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Paragraph, Table
from selfassess.report.material import Material, gather
from selfassess.report.parts.undefended import high_answers

T = Translator()
RULES = ({"level": 2}, {"level": 3, "within_months": 12})


def notes(questionnaire: Questionnaire, sheet: AnswerSheet) -> list[list[str]]:
    blocks = high_answers(material(questionnaire, sheet), T)
    tables = [block for block in blocks if isinstance(block, Table)]
    return [[f"{note.term}: {note.text}" for note in row] for table in tables for row in table.notes]


def material(questionnaire: Questionnaire, sheet: AnswerSheet) -> Material:
    return gather(questionnaire, sheet, "0" * 64, earlier=None, between=())


def test_each_says_why_and_what_would_help(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet], backed: Callable[..., Any]
) -> None:
    questionnaire = make_questionnaire({"c1": {"questions": {"a": {}, "b": {}, "c": {}, "d": {}}}}, evidence=RULES)
    lowered: Answer = replace(backed(3, date(2026, 9, 1)), lowered=Lowered(level=2, reason="one team only"))
    sheet = make_sheet(a=4, b=backed(3, date(2020, 1, 1)), c=lowered, d=backed(3, date(2026, 9, 1)))
    months = "a piece of evidence from the last 12 months before the assessment"
    assert notes(questionnaire, sheet) == [
        ["Why: No evidence is recorded.", "Would help: Level 2 · Level 2 needs a piece of evidence."],
        ["Why: Its evidence reaches level 2 · Level 2.", f"Would help: Level 3 · Level 3 needs {months}."],
        ["Why: Backed by evidence lowered to 2 · Level 2: one team only"],
    ]
    first, table = high_answers(material(questionnaire, sheet), T)
    assert isinstance(first, Paragraph)
    assert isinstance(table, Table)
    assert table.rows[0] == ("1 a", "4 · Level 4", "1 · Level 1")


def test_a_high_answer_without_any_evidence_is_told_where_no_rule_asks_for_as_much(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> None:
    sections, would_help = {"c1": {"questions": {"a": {}}}}, "Any piece of evidence would show what stands behind it."
    some = make_questionnaire(sections, evidence=({"level": 4},))
    assert notes(some, make_sheet(a=3)) == [["Why: No evidence is recorded.", f"Would help: {would_help}"]]
    assert notes(make_questionnaire(sections), make_sheet(a=3)) == []


def test_nothing_is_said_where_all_is_backed(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> None:
    piece = (Evidence(title="Plan"),)
    questionnaire = make_questionnaire({"c1": {"questions": {"a": {}}}}, evidence=({"level": 1},))
    sheet = make_sheet(a=1)
    sheet = replace(sheet, answers={"a": replace(sheet.answers["a"], evidence=piece)})
    assert high_answers(material(questionnaire, sheet), T) == ()
