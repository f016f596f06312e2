"""What a moderator set lower is put into a sheet that is kept without it."""

from collections.abc import Callable

import pytest

from selfassess.answers.lowering import with_lowered
from selfassess.answers.model import Answer, AnswerSheet, Lowered, State

Say = Callable[..., AnswerSheet]
TO_ONE = Lowered(level=1, reason="One team only.")


def test_it_stands_in_its_answer_and_all_else_stays(make_sheet: Say) -> None:
    sheet = make_sheet(a=Answer(state=State.ANSWERED, value=3, comment="Ours"), b=3)
    found = with_lowered(sheet, {"a": TO_ONE})
    assert found.answers["a"] == Answer(state=State.ANSWERED, value=3, comment="Ours", lowered=TO_ONE)
    assert found.answers["b"] == sheet.answers["b"]
    assert sheet.answers["a"].lowered is None


def test_the_later_word_takes_the_place_of_the_one_before(make_sheet: Say) -> None:
    to_none = Lowered(level=0, reason="Hearsay.")
    found = with_lowered(with_lowered(make_sheet(a=3), {"a": TO_ONE}), {"a": to_none})
    assert found.answers["a"].lowered == to_none


@pytest.mark.parametrize("changed_to", [1, 0, "?", "-", None])
def test_of_an_answer_that_was_changed_since_to_no_more_than_that_there_is_nothing_to_lower(
    make_sheet: Say, changed_to: object
) -> None:
    sheet = make_sheet(a=changed_to)
    assert with_lowered(sheet, {"a": TO_ONE, "gone": TO_ONE}) == sheet
