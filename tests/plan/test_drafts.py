"""What somebody says of an action: every fault of it is told, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from selfassess.language import Translator
from selfassess.plan import ActionDraft, ActionKind, DraftFault, Owner, draft_of, faults_of_draft

from .planning import HEAD, TODAY, action, plan

GOOD = ActionDraft(text="Walk through the reception", measure="People say so", owner="ann", due_on=date(2027, 3, 27),
                   effort="low", questions=("q1",))  # fmt: skip


def fields(draft: ActionDraft) -> list[str]:
    return [one.field for one in faults_of_draft(draft, plan(), TODAY, {"ann"}, questions={"q1", "q2"})]


def test_a_good_draft_has_no_fault() -> None:
    assert fields(GOOD) == []
    assert fields(ActionDraft(text="Do it")) == []
    assert fields(ActionDraft(text="Do it", owner_role="Head of estates", due_on=TODAY)) == []


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"text": " \n"}, "text", "Say what is to be done"),
        ({"text": "x" * 501}, "text", "Write at most 500 characters; there are 501"),
        ({"text": "a\x00b"}, "text", "Leave out the character U+0000"),
        ({"measure": "x" * 501}, "measure", "Write at most 500 characters; there are 501"),
        ({"owner": None, "owner_role": "x" * 121}, "owner_role", "Write at most 120 characters; there are 121"),
        ({"owner_role": "Head"}, "owner", "Name a member or a role, not both"),
        ({"owner": "gone"}, "owner", "Choose somebody who is here now and may tell how far it is"),
        ({"due_on": date(2026, 11, 21)}, "due_on", "It cannot be due before the day it was added, 22 November 2026"),
        ({"due_on": date(2206, 3, 27)}, "due_on",
         "The plan ends on 30 September 2027. Choose a day up to 30 September 2028"),
        ({"effort": "huge"}, "effort", "Effort is low, medium or high, not huge"),
        ({"questions": ("q1", "q9")}, "questions", "There is no question q9 in this questionnaire"),
    ],
)  # fmt: skip
def test_each_fault_is_told_by_its_field_and_a_sentence(changed: dict[str, object], field: str, sentence: str) -> None:
    (fault,) = faults_of_draft(replace(GOOD, **changed), plan(), TODAY, {"ann"}, questions={"q1"})
    assert (fault.field, fault.told(Translator())) == (field, sentence)


def test_all_faults_are_told_at_once_in_the_order_of_the_fields() -> None:
    wrong = ActionDraft(text="", measure="x" * 600, owner="gone", due_on=date(2020, 1, 1), effort="-", questions=("z",))
    assert fields(wrong) == ["text", "measure", "owner", "due_on", "effort", "questions"]


def test_questions_are_not_looked_at_where_they_are_not_at_hand() -> None:
    assert faults_of_draft(replace(GOOD, questions=("z",)), plan(), TODAY, {"ann"}) == ()


def test_a_blank_measure_is_none() -> None:
    assert fields(replace(GOOD, measure="  ")) == []


@pytest.mark.parametrize("owner", [None, HEAD, Owner(account="ann", name="Ann", present=False)])
def test_what_was_said_of_an_action_is_its_draft(owner: Owner | None) -> None:
    one = action(measure="m", key=True, kind=ActionKind.CONTINUING, owner=owner, due_on=TODAY, questions=("q1",))
    expected = ActionDraft(
        text=one.text,
        measure="m",
        key=True,
        kind=ActionKind.CONTINUING,
        owner=owner.account if owner else None,
        owner_role="Head of estates" if owner == HEAD else "",
        due_on=TODAY,
        questions=("q1",),
    )
    assert draft_of(one) == expected


def test_a_fault_without_values_is_told_as_it_is() -> None:
    assert DraftFault(field="text", sentence="Say what is to be done").told(Translator()) == "Say what is to be done"
