"""Everything that is wrong with a file of actions is told at once, with its place and the way to mend it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from selfassess.interchange.action_columns import Column
from selfassess.interchange.action_reading import MOST_FAULTS, read_actions
from selfassess.interchange.opening import open_table
from selfassess.interchange.table import MOST_ROWS, Table, TableFault
from selfassess.plan.actions import ActionPlan

from .reading import Make, T, faults, known, rows


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


@given(cell=st.text(st.characters(exclude_categories=["Cs"]), max_size=40), column=st.sampled_from(list(Column)))
def test_no_cell_makes_reading_raise(make_plan: Make, make_action: Make, cell: str, column: Column) -> None:
    said = {Column.ACTION: "A", column: cell}
    table = open_table(rows([one.value for one in said], list(said.values())), "Actions", T)
    if isinstance(table, Table):
        found = read_actions(table, known(make_plan(make_action(1))), T)
        assert bool(found.planned) != bool(found.faults)
