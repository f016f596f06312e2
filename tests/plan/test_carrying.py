"""From one plan to the next: what may be chosen of each unfinished action, and what becomes of it."""

from __future__ import annotations

from datetime import date

import pytest

from selfassess.language import Translator
from selfassess.plan import ActionKind, ActionStatus, Note
from selfassess.plan.carrying import (
    Choice,
    carried,
    choices_fit,
    faults_of_choice,
    faults_of_start,
    stopped,
    unfinished,
)

from .planning import HEAD, TODAY, action, plan

NEXT = plan(id="p2", starts_on=date(2027, 10, 1), ends_on=date(2028, 9, 30), follows="p1")
DONE = action("done", status=ActionStatus.DONE, ended_on=TODAY)


@pytest.mark.parametrize(
    ("choice", "field", "sentence"),
    [
        (Choice(seen=1, goes_on=True, due_on=date(2026, 11, 21)), "due_on", "Choose a day that is still to come"),
        (
            Choice(seen=1, goes_on=True, due_on=date(2029, 10, 1)),
            "due_on",
            "The plan ends on 30 September 2028. Choose a day up to 30 September 2029",
        ),
        (Choice(seen=1, goes_on=False, reason=" "), "reason", "Say why it was stopped"),
        (Choice(seen=1, goes_on=False, reason="x" * 501), "reason", "Write at most 500 characters; there are 501"),
    ],
)
def test_what_is_wrong_with_a_choice_is_told(choice: Choice, field: str, sentence: str) -> None:
    (fault,) = faults_of_choice(choice, TODAY, NEXT)
    assert (fault.field, fault.told(Translator())) == (field, sentence)


@pytest.mark.parametrize(
    "choice",
    [
        Choice(seen=1, goes_on=True),
        Choice(seen=1, goes_on=True, due_on=TODAY),
        Choice(seen=1, goes_on=False, reason="No room"),
    ],
)
def test_an_action_goes_on_with_or_without_a_day_or_is_stopped_with_a_reason(choice: Choice) -> None:
    assert faults_of_choice(choice, TODAY, NEXT) == ()


@pytest.mark.parametrize(
    ("starts_on", "sentence"),
    [
        (date(2026, 10, 1), "Choose a day after 1 October 2026, when this plan began"),
        (date(2027, 11, 23), "Choose a day up to 22 November 2027"),
    ],
)
def test_the_next_plan_begins_after_this_one_and_within_a_year(starts_on: date, sentence: str) -> None:
    (fault,) = faults_of_start(starts_on, plan(), TODAY)
    assert (fault.field, fault.told(Translator())) == ("starts_on", sentence)
    assert faults_of_start(date(2026, 10, 2), plan(), TODAY) == ()


def test_a_plan_that_is_still_to_begin_can_be_followed_by_one_after_it() -> None:
    ahead = plan(starts_on=date(2027, 11, 20), ends_on=date(2028, 11, 19))
    assert faults_of_start(date(2028, 11, 20), ahead, TODAY) == ()
    (fault,) = faults_of_start(date(2028, 11, 21), ahead, TODAY)
    assert fault.told(Translator()) == "Choose a day up to 20 November 2028"


def test_choices_are_about_exactly_what_is_unfinished_as_it_stands() -> None:
    one, two = action("one"), action("two", revision=3)
    this = plan(one, DONE, two)
    assert unfinished(this) == (one, two)
    good = {"one": Choice(seen=1, goes_on=True), "two": Choice(seen=3, goes_on=False, reason="r")}
    assert choices_fit(this, good)
    assert not choices_fit(this, {"one": good["one"]})
    assert not choices_fit(this, good | {"done": Choice(seen=1, goes_on=True)})
    assert not choices_fit(this, good | {"two": Choice(seen=2, goes_on=True)})


def test_what_goes_on_is_the_same_thing_as_far_as_it_has_come() -> None:
    note = Note(number=1, noted_on=TODAY, text="Half of it", status=ActionStatus.UNDER_WAY)
    old = action(key=True, owner=HEAD, due_on=TODAY, status=ActionStatus.UNDER_WAY, revision=2, notes=(note,))
    new = carried(old, "a2", NEXT, date(2027, 12, 1), date(2027, 9, 20))
    assert (new.id, new.plan, new.carried_from, new.created_on) == ("a2", "p2", "a1", date(2027, 9, 20))
    assert (new.kind, new.status, new.due_on) == (ActionKind.CONTINUING, ActionStatus.UNDER_WAY, date(2027, 12, 1))
    assert (new.key, new.owner, new.notes, new.revision) == (True, HEAD, (), 1)


def test_what_goes_on_is_linked_to_what_its_questions_have_become() -> None:
    """b was split, c renamed; a is the same, and of z nothing is known."""
    became = {"b": ("b1", "b2"), "c": ("b2",)}
    old = action(questions=("a", "b", "c", "z"))
    assert carried(old, "a2", NEXT, None, TODAY, became).questions == ("a", "b1", "b2", "z")
    assert carried(old, "a2", NEXT, None, TODAY).questions == old.questions


def test_what_is_stopped_says_why() -> None:
    ended = stopped(action(), "No room", TODAY)
    assert (ended.status, ended.reason, ended.ended_on, ended.notes[-1].text) == (
        ActionStatus.STOPPED, "No room", TODAY, "No room",
    )  # fmt: skip
