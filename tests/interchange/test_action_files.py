"""Files of actions: what is written comes back unchanged, and what people write by hand is understood."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from selfassess.interchange.action_columns import Column
from selfassess.interchange.action_reading import ActionsRead
from selfassess.interchange.action_writing import About, actions_csv, actions_workbook
from selfassess.interchange.table import MOST_ROWS
from selfassess.language import is_blank, printable_fault
from selfassess.plan.actions import ActionKind, ActionPlan, ActionStatus, Owner

from .reading import QUESTIONS, SIAN, TODAY, Make, T, known, read

ABOUT = About(organisation="=Council", questionnaire="Example", written_on=TODAY)
WRITERS = {"csv": actions_csv, "xlsx": lambda plan: actions_workbook(plan, ABOUT, T)}


@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_written_changes_nothing_when_it_is_read_back(full_plan: ActionPlan, kind: str) -> None:
    found = read(WRITERS[kind](full_plan), known(full_plan))
    assert found.faults == found.unread == ()
    assert [one.before for one in found.left_alone] == list(full_plan.actions)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(text=TEXTS, measure=TEXTS)
@pytest.mark.parametrize("kind", WRITERS)
def test_any_text_comes_back_as_it_was(make_plan: Make, make_action: Make, kind: str, text: str, measure: str) -> None:
    text, measure = (one.replace("\r\n", "\n").replace("\r", "\n").strip() for one in (text, measure))
    if is_blank(text) or is_blank(measure) or printable_fault(text + measure):
        return
    plan = make_plan(make_action(1, text=text, measure=measure))
    (same,) = read(WRITERS[kind](plan), known(plan)).left_alone
    assert same.before == plan.actions[0]
    (new,) = read(WRITERS[kind](make_plan(replace(plan.actions[0], id=""))), known(make_plan())).added
    assert (new.after.text, new.after.measure) == (text, measure)


def test_naughty_strings_come_back_as_they_were(
    make_plan: Make, make_action: Make, printable_strings: tuple[str, ...]
) -> None:
    texts = printable_strings[:MOST_ROWS]
    plan = make_plan(*(make_action(n, text=f"{n}", measure=text[:500]) for n, text in enumerate(texts, start=1)))
    for write in WRITERS.values():
        found = read(write(plan), known(plan))
        assert found.faults == found.changed == ()
        assert len(found.left_alone) == len(texts) > 400


def test_the_workbook_says_what_it_holds_and_holds_no_formula(full_plan: ActionPlan) -> None:
    book = load_workbook(io.BytesIO(actions_workbook(full_plan, ABOUT, T)))
    sheet, about = book.worksheets
    assert (sheet.title, about.title) == ("Actions", "About this file")
    assert [cell.value for cell in sheet[1]] == [column.value for column in Column]
    assert sheet["G2"].is_date
    assert sheet["G2"].number_format == "yyyy-mm-dd"
    assert (sheet["B3"].value, sheet["B3"].data_type, sheet["B3"].quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert {cell.data_type for row in (*sheet, *about) for cell in row} <= {"s", "d", "n"}
    assert {row[0].value for row in about} >= {column.value for column in Column}
    assert sheet.freeze_panes == "C2"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["C"].width > 20


def test_the_table_is_the_same_each_time(full_plan: ActionPlan) -> None:
    assert actions_csv(full_plan) == actions_csv(full_plan)
    assert actions_csv(full_plan).startswith(b"\xef\xbb\xbfid,action,")


HAND = [
    ["Our plan for the year"],
    [],
    ["What to do", "Colour", "By when", "Who", "Status", "Key", "Type", "Effort", "Linked questions"],
    ["Train managers", "red", "31/12/2026", "SIAN@example.org", "In progress", "X", "Ongoing", "Low",
     "c3-care, c1-learning"],
    ["Review policies", "", "46387", "role: Head of policy", "", "", "", "", ""],
]  # fmt: skip


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_made_by_hand_is_read(make_plan: Make, separator: str) -> None:
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in HAND[2:])
    hand_made_is_understood(read(b"\xef\xbb\xbf" + text.encode(), known(make_plan())))


def test_a_workbook_made_by_hand_is_read(make_plan: Make, make_workbook: Make) -> None:
    grid: list[list[Any]] = [list(row) for row in HAND]
    grid[3][2], grid[4][2] = date(2026, 12, 31), 46387
    hand_made_is_understood(read(make_workbook({"Sheet1": grid}), known(make_plan())))


def hand_made_is_understood(found: ActionsRead) -> None:
    assert found.faults == ()
    assert found.unread == ("Colour",)
    first, second = (one.after for one in found.added)
    assert (first.text, first.due_on, first.effort) == ("Train managers", date(2026, 12, 31), "low")
    assert (first.owner, first.key, first.kind) == (
        Owner(account=SIAN.account, name=SIAN.name), True, ActionKind.CONTINUING)  # fmt: skip
    assert (first.status, first.questions) == (ActionStatus.UNDER_WAY, QUESTIONS)
    assert (second.owner, second.due_on) == (Owner(account=None, name="Head of policy"), date(2026, 12, 31))
    assert (second.status, second.kind, second.key) == (ActionStatus.NOT_STARTED, ActionKind.NEW, False)
    assert (second.created_on, second.notes) == (TODAY, ())


def test_truth_values_of_a_spreadsheet_are_yes_and_no(make_plan: Make, make_workbook: Make) -> None:
    found = read(make_workbook({"S": [["action", "key action"], ["A", True], ["B", False]]}), known(make_plan()))
    assert [(one.after.key, one.changes) for one in found.added] == [(True, ()), (False, ())]
