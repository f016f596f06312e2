"""What changed between two versions, and what that does to a result, in words and tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import rehearse
from selfassess.language import Translator
from selfassess.questionnaire.difference import difference
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.rehearsal_tables import figure_words, rehearsal_table
from selfassess.report.version_words import ToldDifference, field_words, told_difference

t = Translator()
OLD = """\
format: 1
id: told
version: 1.0.0
title: Told
scale: [{value: 0, name: None}, {value: 1, name: Some}, {value: 2, name: All}]
sections:
  - id: one
    title: One
    questions:
      - {id: a, type: level, prompt: How a?, help: Look., gate: 1, levels: {0: a0, 1: a1, 2: a2}}
      - {id: b, type: level, prompt: How b?, levels: {0: b0, 1: b1, 2: b2}}
      - {id: c, type: yes_no, prompt: C?}
  - id: two
    title: Two
    questions:
      - {id: d, type: level, prompt: How d?, levels: {0: d0, 1: d1, 2: d2}}
"""


@pytest.fixture
def told() -> Callable[..., ToldDifference]:
    """`told(("How a?", "How well a?"), crosswalk="…")`: the difference to a version with these replacements."""

    def tell(*changes: tuple[str, str], crosswalk: str = "") -> ToldDifference:
        old, new = read(OLD), newer(*changes, crosswalk=crosswalk)
        return told_difference(old, new, difference(old, new), t)

    return tell


def read(text: str) -> Questionnaire:
    loaded = load_questionnaire(text.encode(), "told.yaml")
    assert loaded.questionnaire, loaded.problems
    return loaded.questionnaire


def newer(*changes: tuple[str, str], crosswalk: str = "") -> Questionnaire:
    text = OLD.replace("1.0.0", "1.1.0") + crosswalk
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return read(text)


def rows(*lines: str, start: str = "1.0.0") -> str:
    return "\n".join(["crosswalk:", f"  from: {start}", "  questions:", *(f"    - {line}" for line in lines)]) + "\n"


def test_nothing_changed_is_only_counted(told: Callable[..., ToldDifference]) -> None:
    found = told()
    assert found.followed == "By id and revision: version 1.1.0 has no crosswalk."
    assert dict(found.counts)["Kept as they are"] == 4
    assert (found.questions, found.sections, found.whole) == ((), (), ())


def test_another_wording_under_the_same_revision_is_shown_both_ways_and_to_be_judged(
    told: Callable[..., ToldDifference],
) -> None:
    found = told(("How a?, help: Look.", "How well a?"), ("2: a2", "2: whole a"))
    ((title, (one,)),) = found.questions
    assert title == "Kept, with something changed"
    assert one.judge
    assert [(text.name, text.old, text.new) for text in one.wordings] == [
        ("the question", "How a?", "How well a?"),
        ("the help", "Look.", ""),
        ("level 2", "a2", "whole a"),
    ]
    assert one.details == ()


def test_weights_gates_moves_and_what_else_changed_are_named(told: Callable[..., ToldDifference]) -> None:
    found = told(
        ("gate: 1, ", "weight: 2, not_applicable: false, "),
        ("      - {id: c, type: yes_no, prompt: C?}\n", ""),
        ("      - {id: d,", "      - {id: c, type: yes_no, prompt: C?}\n      - {id: d,"),
    )
    ((_, (a, c)),) = found.questions
    assert a.details == ("weight 1 → 2", "gate 1 → none", "whether it may be answered “does not apply”")
    assert c.details == ("moved from One to Two",)
    counts = dict(found.counts)
    assert (counts["Moved"], counts["Another weight"], counts["Kept, with something changed"]) == (1, 1, 2)


def test_a_question_that_changed_its_place_within_a_section_says_so(told: Callable[..., ToldDifference]) -> None:
    line = "      - {id: c, type: yes_no, prompt: C?}\n"
    first = "      - {id: a, type"
    ((_, (one,)),) = told((line, ""), (first, line + first)).questions
    assert one.details == ("moved to another place in One",)


def test_the_crosswalk_is_followed_and_its_reasons_are_told(told: Callable[..., ToldDifference]) -> None:
    found = told(
        ("id: a,", "id: a1,"),
        ("id: b,", "id: a2,"),
        crosswalk=rows(
            "{old: a, new: [a1, a2], change: split, why: It asked two things.}", "{old: b, change: removed}"
        ),
    )
    assert found.followed == "By the crosswalk of version 1.1.0; what it does not name, by id and revision."
    split, removed = found.questions
    assert (split[0], removed[0]) == ("Split", "Removed")
    assert split[1][0].why == "It asked two things."
    assert (split[1][0].old, [id for id, _ in split[1][0].new]) == ((("a", "How a?"),), ["a1", "a2"])
    assert removed[1][0].why == ""


def test_a_crosswalk_from_another_version_and_one_that_misfits_break_nothing(
    told: Callable[..., ToldDifference],
) -> None:
    other = told(crosswalk=rows("{old: x, new: b, change: reworded}", start="0.9.0"))
    assert other.followed == "By id and revision: the crosswalk of version 1.1.0 starts from 0.9.0, not 1.0.0."
    misfit = told(crosswalk=rows("{old: nobody, new: b, change: reworded}"))
    reworded = dict(misfit.questions)["Reworded, so that answers cannot be compared"]
    assert reworded[0].old == (("nobody", ""),)


def test_sections_and_the_whole_are_told(told: Callable[..., ToldDifference]) -> None:
    found = told(
        ("title: Told", "title: Retold"),
        ("title: One", "title: One\n    weight: 2"),
        ("id: two\n    title: Two", "id: three\n    title: Three"),
        ("sections:", "rules: {stage_share: 0.5}\nsections:"),
    )
    assert found.sections == (("One", "weight 1 → 2"), ("Three", "added"), ("Two", "removed"))
    assert found.whole == ("share of questions that a stage needs 0.75 → 0.5", "the title")


def test_a_section_that_moved_says_so(told: Callable[..., ToldDifference]) -> None:
    one, two = OLD.partition("  - id: one")[2].split("  - id: two")
    found = told(("  - id: one" + one + "  - id: two" + two, "  - id: two" + two + "  - id: one" + one))
    assert tuple({said for _, said in found.sections}) == ("stands elsewhere among the sections",)


def test_a_field_without_words_is_named_as_in_the_file() -> None:
    assert field_words(t, "unheard-of") == "unheard-of"


# Rehearsals


def table(sheet: AnswerSheet, new: Questionnaire) -> Any:
    (one,) = rehearse(read(OLD), new, [sheet]).assessments
    return rehearsal_table(read(OLD), new, one, t)


@pytest.fixture
def sheet(make_sheet: Callable[..., AnswerSheet]) -> AnswerSheet:
    said = make_sheet({"a": 2, "b": 0, "d": 1})
    return replace(said, questionnaire="told", version="1.0.0")


def test_a_row_for_the_whole_and_each_section_that_would_change_with_why_below(sheet: AnswerSheet) -> None:
    found = table(sheet, newer(("gate: 1, ", "weight: 3, ")))
    assert [column.title for column in found.columns] == ["Section", "Score", "What it could still be", "Stage"]
    assert found.rows[0][:2] == ("Overall", "50 → 62.5")
    assert found.rows[1][:3] == ("One", "50 → 75", "50 → 75")
    assert [[note.text for note in notes] for notes in found.notes] == [
        [],
        ["weighs more or less: a\nhas another gate: a"],
    ]


def test_a_section_that_is_new_or_gone_has_no_figures_in_the_other_version(sheet: AnswerSheet) -> None:
    found = table(sheet, newer(("id: two", "id: three"), ("title: Two", "title: Three"), ("id: d,", "id: e,")))
    cells = {row[0]: row[1:] for row in found.rows}
    assert cells["Two"] == ("50 → none", "50 → none", "1 · Some → No stage")
    assert cells["Three"] == ("the same", "none → 0 to 100", "No stage → 0 · None")


def test_what_evidence_backs_is_shown_where_evidence_counts(sheet: AnswerSheet) -> None:
    found = table(sheet, newer(("sections:", "rules: {evidence: [{level: 1}]}\nsections:")))
    assert [column.title for column in found.columns] == ["Section", "Backed by evidence"]
    assert [[note.text for note in notes] for notes in found.notes][-1] == ["the rules of stages, scores or evidence"]


def test_figures_have_words() -> None:
    assert set(figure_words(t)) == {"score", "low", "high", "stage", "supported_stage"}
