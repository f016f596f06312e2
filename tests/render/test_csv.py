"""Answers as a table: complete, readable by programs, and never run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfassess.answers.model import Answer, AnswerSheet, Lowered, State
from selfassess.language import Translator, is_blank, printable_fault
from selfassess.questionnaire.model import Questionnaire
from selfassess.render.csv import COLUMNS, render_csv
from selfassess.report.material import Material, gather

Make = Callable[..., Material]
t = Translator()


def _rows(data: bytes) -> dict[str, dict[str, str]]:
    return {row["question"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))}


def test_there_is_a_row_for_every_question_of_every_type(material_saying: Make) -> None:
    rows = _rows(render_csv(material_saying("Words"), t))
    assert list(rows) == ["a", "b", "c", "n", "d", "e", "f"]
    assert tuple(rows["a"]) == COLUMNS


def test_a_level_has_its_name_its_weight_and_what_its_evidence_backs(material_saying: Make) -> None:
    row = _rows(render_csv(material_saying("Words"), t))["a"]
    assert (row["level"], row["level_name"], row["supported_level"]) == ("1", "Level 1", "1")
    assert (row["weight"], row["gate"], row["value"]) == ("0.1", "2", "")
    assert (row["evidence_count"], row["evidence_titles"], row["comment"]) == ("1", "Words", "Words")


def test_what_a_moderator_lowered_stands_with_the_reason(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> None:
    asked = make_questionnaire({"c1": {"questions": {"a": {}, "b": {}}}})
    lowered = Answer(state=State.ANSWERED, value=3, lowered=Lowered(level=0, reason="=Hearsay"))
    rows = _rows(render_csv(gather(asked, make_sheet(a=lowered, b=3), ""), t))
    assert [rows["a"][key] for key in ("level", "supported_level", "lowered_to")] == ["3", "0", "0"]
    assert rows["a"]["lowered_reason"] == "'=Hearsay"
    assert [rows["b"][key] for key in ("supported_level", "lowered_to", "lowered_reason")] == ["3", "", ""]


def test_the_actions_that_are_linked_to_a_question_stand_beside_it(material_saying: Make) -> None:
    rows = _rows(render_csv(material_saying("=Words"), t))
    planned = ("action_count", "action_texts", "action_states")
    assert [rows["a"][key] for key in planned] == ["2", "'=Words; =Words", "not_started; stopped"]
    assert [rows["b"][key] for key in planned] == ["0", "", ""]


def test_the_four_states_stay_apart(material_saying: Make) -> None:
    rows = _rows(render_csv(material_saying("Words"), t))
    assert [rows[id]["state"] for id in ("a", "b", "e")] == ["answered", "not_applicable", "dont_know"]
    assert rows["b"]["reason"] == "Words"


def test_an_answer_that_does_not_apply_is_kept_and_marked(material_saying: Make) -> None:
    row = _rows(render_csv(material_saying("Words"), t))["f"]
    assert (row["applies"], row["state"], row["level"], row["supported_level"]) == ("no", "answered", "2", "")


def test_values_are_written_for_programs(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> None:
    questions = {
        "text": {"type": "text"},
        "day": {"type": "date"},
        "many": {"type": "choices", "options": {"x": "X", "y": "Y"}},
        "a": {},
    }
    asked = make_questionnaire({"c1": {"questions": questions}})
    sheet = make_sheet(
        day=Answer(state=State.ANSWERED, value=date(2026, 3, 4)), many=Answer(state=State.ANSWERED, value=("x", "y"))
    )
    rows = _rows(render_csv(gather(asked, sheet, ""), t))
    assert rows["day"]["value"] == "2026-03-04"
    assert rows["many"]["value"] == "x; y"
    assert rows["text"]["value"] == ""
    assert rows["a"]["state"] == "unanswered"


def test_it_begins_with_a_byte_order_mark_and_is_the_same_each_time(material_saying: Make) -> None:
    data = render_csv(material_saying("Siân"), t)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data == render_csv(material_saying("Siân"), t)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", "\n=", "＝", "＋", "－", "＠", "  =", '"=', "'="])
def test_a_cell_that_a_spreadsheet_would_run_gets_a_quote_in_front(material_saying: Make, start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    assert _rows(render_csv(material_saying(text), t))["a"]["comment"] == f"'{text}"


@settings(max_examples=40, deadline=None)
@given(text=st.text().map(str.strip).filter(lambda text: not is_blank(text) and not printable_fault(text)))
def test_any_text_comes_back_whole(material_saying: Make, text: str) -> None:
    cell = _rows(render_csv(material_saying(text), t))["a"]["comment"]
    assert cell in {text, f"'{text}"}
    assert not cell.startswith(("=", "+", "-", "@"))
