"""Files of actions: what is written comes back unchanged; what people write by hand is read, or told all at once."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from selfassess.interchange.action_columns import Column
from selfassess.interchange.action_reading import MOST_FAULTS, ActionsRead, read_actions
from selfassess.interchange.action_row import Known, Owning
from selfassess.interchange.action_writing import About, actions_csv, actions_workbook
from selfassess.interchange.csv_text import csv_bytes
from selfassess.interchange.opening import open_table
from selfassess.interchange.table import MOST_ROWS, Table, TableFault
from selfassess.language import Translator, is_blank, printable_fault
from selfassess.plan.actions import ActionKind, ActionPlan, ActionStatus, Owner

T = Translator()
TODAY = date(2026, 11, 22)
ABOUT = About(organisation="=Council", questionnaire="Example", written_on=TODAY)
SIAN = Owning(account="a" * 32, name="Siân O’Hara", email="sian@example.org")
QUESTIONS = ("c1-learning", "c3-care")

Make = Callable[..., Any]


def known(plan: ActionPlan, *owners: Owning, questions: Sequence[str] | None = QUESTIONS) -> Known:
    return Known(plan=plan, owners=owners or (SIAN,), questions=questions, today=TODAY)


def read(data: bytes, against: Known) -> ActionsRead:
    table = open_table(data, "Actions", T)
    assert isinstance(table, Table), table
    return read_actions(table, against, T)


def rows(*rows: Sequence[str]) -> bytes:
    return csv_bytes(rows)


def faults(data: bytes, against: Known) -> list[str]:
    found = read(data, against)
    assert not found.planned
    return [f"{one.where(T)}: {one.sentence}" for one in found.faults]


WRITERS = {"csv": actions_csv, "xlsx": lambda plan: actions_workbook(plan, ABOUT, T)}


# Written and read back


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


# Made by hand


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


def test_everything_that_is_wrong_is_told_at_once_with_its_place(make_plan: Make, make_action: Make) -> None:
    plan = make_plan(make_action(1))
    data = rows(
        ["id", "action", "owner", "due", "status", "effort", "questions", "kind", "reason", "added"],
        ["", "", "Sian O’Hara", "12/31/2026", "Nearly", "huge", "c1-lerning", "fresh", "", ""],
        ["f" * 32, "A", "", "2026-11-21", "done", "", "", "", "because", ""],
        ["", "A", "Nobody", "2040-01-01", "stopped", "", "", "", "", "2027-01-01"],
        ["", "Action  1", "", "", "", "", "", "", "", ""],
        ["", "x" * 501, "role:" + "y" * 121, "", "stopped", "", "", "", "z" * 501, ""],
    )
    assert faults(data, known(plan)) == [
        "Row 2, column B (action): Say what is to be done.",
        (
            "Row 2, column C (owner): Nobody who can own an action here is called “Sian O’Hara” or has this e-mail"
            ' address; did you mean "Siân O’Hara"? For a role that is nobody’s login, write “role: Sian O’Hara”.'
        ),
        "Row 2, column D (due): “12/31/2026” is no day. Write it like 2026-12-31 or 31/12/2026.",
        (
            "Row 2, column E (status): “Nearly” is not known here. What can stand here: not started, under way, done"
            " and stopped."
        ),
        "Row 2, column F (effort): “huge” is not known here. What can stand here: low, medium and high.",
        (
            "Row 2, column G (questions): There is no question “c1-lerning” in this questionnaire; did you mean"
            ' "c1-learning"?'
        ),
        "Row 2, column H (kind): “fresh” is not known here. What can stand here: continuing and new.",
        "Row 3, column A (id): No action of this plan has this id. Empty the cell to add it as a new one.",
        "Row 3, column D (due): It cannot be due before the day it was added, 22 November 2026.",
        (
            "Row 3, column I (reason): Only what is stopped has a reason. Empty this cell, or write “stopped” as its"
            " status."
        ),
        (
            "Row 4, column C (owner): Nobody who can own an action here is called “Nobody” or has this e-mail address."
            " For a role that is nobody’s login, write “role: Nobody”."
        ),
        "Row 4, column D (due): The plan ends on 31 October 2027. Choose a day up to 31 October 2028.",
        "Row 4, column I (reason): Say why it was stopped.",
        "Row 4, column J (added): That day is still to come.",
        "Row 6, column B (action): Write at most 500 characters; there are 501.",
        "Row 6, column C (owner): Write at most 120 characters; there are 121.",
        "Row 6, column I (reason): Write at most 500 characters; there are 501.",
    ]


def test_an_action_that_stands_twice_in_the_file_is_told(full_plan: ActionPlan) -> None:
    first = full_plan.actions[0].id
    twice = rows(["id", "action"], ["", "B"], ["", " b"], [first, "C"], [first.upper(), "D"])
    assert faults(twice, known(full_plan)) == [
        "Row 3, column B (action): The same action stands in row 2. Take one of them out.",
        "Row 5, column A (id): The same action stands in row 4. Take one of them out.",
    ]


def test_truth_values_of_a_spreadsheet_are_yes_and_no(make_plan: Make, make_workbook: Make) -> None:
    found = read(make_workbook({"S": [["action", "key action"], ["A", True], ["B", False]]}), known(make_plan()))
    assert [(one.after.key, one.changes) for one in found.added] == [(True, ()), (False, ())]


def test_a_formula_in_place_of_an_id_or_text_is_told(make_plan: Make, make_workbook: Make) -> None:
    told = faults(make_workbook({"S": [["id", "action"], ["", '="A"']]}), known(make_plan()))
    assert told[0].startswith("Sheet “S”, row 2, column B (action): Here stands a formula")


def test_a_table_without_reasons_is_told_to_have_a_column_for_them(make_plan: Make) -> None:
    assert faults(rows(["action", "status"], ["A", "stopped"]), known(make_plan())) == [
        "Row 2: Say why it was stopped. Add a column called “reason stopped”."
    ]


def test_a_quotation_mark_too_many_is_told_with_its_row() -> None:
    found = open_table(b'action\n"A"B\n', "Actions", T)
    assert isinstance(found, TableFault)
    assert (found.where(T), found.sentence.partition(",")[0]) == ("Row 2", "A quotation mark is missing")


def test_a_day_that_has_gone_by_is_told_with_the_way_out(make_plan: Make) -> None:
    (told,) = faults(rows(["action", "due"], ["A", "2026-11-21"]), known(make_plan()))
    assert told.endswith("If it was begun earlier, say when in a column called “added”.")


def test_a_table_without_actions_is_no_file_of_actions(make_plan: Make) -> None:
    against = known(make_plan())
    assert "No column is called “action”" in faults(rows(["name", "due"], ["A", ""]), against)[0]
    assert faults(b"", against) == [": There is nothing in it."]
    assert faults(rows(["action"]), against) == ["Row 1: No action stands below the names of the columns."]
    assert "Two columns are called “due”" in faults(rows(["action", "due", "By when"], ["A", "", ""]), against)[0]
    many = [["action"], *([f"A {n}"] for n in range(MOST_ROWS + 1))]
    assert f"There are {MOST_ROWS + 1} actions" in faults(rows(*many), against)[0]


def test_no_more_problems_are_listed_than_anybody_mends(make_plan: Make) -> None:
    found = faults(rows(["action", "due"], *([f"A {n}", "soon"] for n in range(MOST_ROWS))), known(make_plan()))
    assert len(found) == MOST_FAULTS + 1
    assert found[-1] == ": There are more problems. Mend these first."


def test_a_formula_and_an_error_are_told_only_where_they_are_read(make_plan: Make, make_workbook: Make) -> None:
    grid = [["action", "due", "colour"], ["A", "=TODAY()+30", "=1+1"], ["B", "#REF!", ""]]
    told = faults(make_workbook({"Sheet1": grid}), known(make_plan()))
    assert [one.partition(".")[0] for one in told] == [
        "Sheet “Sheet1”, row 2, column B (due): Here stands a formula",
        "Sheet “Sheet1”, row 3, column B (due): Here stands the error #REF!",
    ]


# Changes


def test_a_row_with_an_id_changes_that_action_and_only_in_the_columns_there_are(full_plan: ActionPlan) -> None:
    first = full_plan.actions[0]
    found = read(rows(["action", "ID", "Due date"], [first.text, first.id.upper(), "1/4/2027"]), known(full_plan))
    (planned,) = found.changed
    assert planned.after == replace(first, due_on=date(2027, 4, 1))
    assert [(one.column, one.before, one.after) for one in planned.changes] == [
        (Column.DUE, "2027-03-31", "2027-04-01")]  # fmt: skip


def test_how_far_it_is_becomes_a_note_of_the_day(full_plan: ActionPlan) -> None:
    first, stopped, _ = full_plan.actions
    data = rows(["id", "action", "status", "reason"], [first.id, first.text, "Stopped", "No money"],
                [stopped.id, stopped.text, "", "No staff"])  # fmt: skip
    one, other = read(data, known(full_plan)).changed
    assert (one.after.status, one.after.reason, one.after.ended_on) == (ActionStatus.STOPPED, "No money", TODAY)
    assert one.after.notes[-1].noted_on == TODAY
    assert (other.after.reason, other.after.ended_on) == ("No staff", stopped.ended_on)
    opened = rows(["id", "action", "status", "reason"], [stopped.id, stopped.text, "under way", ""])
    (back,) = read(opened, known(full_plan)).changed
    assert (back.after.status, back.after.reason, back.after.ended_on) == (ActionStatus.UNDER_WAY, "", None)


def test_an_owner_who_left_may_stay_until_the_action_is_changed(full_plan: ActionPlan) -> None:
    last = full_plan.actions[2]
    told = faults(rows(["id", "action", "owner"], [last.id, "Another text", "Ben"]), known(full_plan))
    assert told == ["Row 2, column C (owner): Choose somebody who is here now and may tell how far it is."]
    (changed,) = read(rows(["id", "action", "owner"], [last.id, "Another text", ""]), known(full_plan)).changed
    assert changed.after.owner is None


def test_an_action_that_stands_there_already_is_left_alone(full_plan: ActionPlan) -> None:
    data = rows(["action", "due"], ["train LINE managers in two groups", "2027-01-01"], ["New", ""])
    found = read(data, known(full_plan))
    assert [one.after.text for one in found.left_alone] == [full_plan.actions[0].text]
    assert [one.after.text for one in found.added] == ["New"]


def test_an_earlier_day_of_being_added_lets_a_day_be_due_that_has_gone_by(make_plan: Make) -> None:
    data = rows(["action", "added", "due", "status"], ["A", "1/9/2026", "1/10/2026", "done"])
    (planned,) = read(data, known(make_plan())).added
    assert (planned.after.created_on, planned.after.ended_on) == (date(2026, 9, 1), TODAY)


def test_people_of_one_name_are_told_apart_by_their_address(make_plan: Make) -> None:
    other = Owning(account="c" * 32, name=SIAN.name, email="other@example.org")
    against = known(make_plan(), SIAN, other)
    assert "2 people here are called" in faults(rows(["action", "owner"], ["A", SIAN.name]), against)[0]
    (planned,) = read(rows(["action", "owner"], ["A", "Other@example.org"]), against).added
    assert planned.after.owner == Owner(account=other.account, name=SIAN.name)


def test_without_accounts_only_a_role_can_own_it(make_plan: Make) -> None:
    against = Known(plan=make_plan(), owners=(), questions=None, today=TODAY)
    assert "Write “role: Head”" in faults(rows(["action", "owner"], ["A", "Head"]), against)[0]
    (planned,) = read(rows(["action", "owner", "questions"], ["A", "role:", "any-id"]), against).added
    assert (planned.after.owner, planned.after.questions) == (None, ("any-id",))


@given(cell=st.text(st.characters(exclude_categories=["Cs"]), max_size=40), column=st.sampled_from(list(Column)))
def test_no_cell_makes_reading_raise(make_plan: Make, make_action: Make, cell: str, column: Column) -> None:
    said = {Column.ACTION: "A", column: cell}
    table = open_table(rows([one.value for one in said], list(said.values())), "Actions", T)
    if isinstance(table, Table):
        found = read_actions(table, known(make_plan(make_action(1))), T)
        assert bool(found.planned) != bool(found.faults)
