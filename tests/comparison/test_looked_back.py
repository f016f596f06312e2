"""What became of last year's levels: confirmed, judged anew, still to be looked at, and what is new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import Confirmed, LookedBack, look_back, pair
from selfassess.questionnaire.model import Questionnaire

Build = Callable[..., Questionnaire]
Sheet = Callable[..., AnswerSheet]
LOOKED = date(2026, 5, 4)


def still(question: str, earlier: str = "") -> Confirmed:
    return Confirmed(question=question, earlier=earlier or question, true_on=LOOKED)


def looked_back(
    build: Build, now: AnswerSheet, then: AnswerSheet, *confirmed: Confirmed, before: str = "abcdefg"
) -> LookedBack:
    """This year asks a to g; the year before, what `before` says."""
    asked, earlier = (build({"s": {"questions": {id: {} for id in ids}}}) for ids in ("abcdefg", before))
    return look_back(asked, now, earlier, then, pair(asked, earlier, {}), confirmed)


def test_every_question_stands_in_one_place(make_questionnaire: Build, make_sheet: Sheet) -> None:
    found = looked_back(
        make_questionnaire,
        make_sheet(a=2, b=2, c=3, d=1, e="?", g=1),
        make_sheet(a=2, b=2, c=2, d=2, e=2, f=2),
        still("a"),
        before="abcdef",
    )
    assert [one.question for one in found.confirmed] == ["a"]
    assert [(one.id, one.moved) for one in found.judged] == [("b", "same"), ("c", "up"), ("d", "down")]
    assert (found.otherwise, found.to_look_at, dict(found.new), found.open_then) == (("e",), ("f",), {"g": "added"}, ())
    assert found.judged_anew == 4
    assert [found.became(id) for id in "abcdefg"] == ["confirmed", "same", "up", "down", "otherwise", None, None]


def test_a_question_that_was_open_then_has_nothing_to_look_back_at(
    make_questionnaire: Build, make_sheet: Sheet
) -> None:
    found = looked_back(make_questionnaire, make_sheet(a=2), make_sheet(b="?", c="-"))
    assert found.open_then == tuple("abcdefg")
    assert found.judged_anew == 0


@pytest.mark.parametrize("now", [{"a": 3}, {"a": None}, {"a": "?"}])
def test_a_confirmation_ends_where_the_level_is_another_one_or_none(
    make_questionnaire: Build, make_sheet: Sheet, now: dict[str, Any]
) -> None:
    assert looked_back(make_questionnaire, make_sheet(now), make_sheet(a=2), still("a")).confirmed == ()


def test_a_confirmation_of_another_question_than_the_one_that_pairs_counts_for_nothing(
    make_questionnaire: Build, make_sheet: Sheet
) -> None:
    found = looked_back(make_questionnaire, make_sheet(a=2), make_sheet(a=2), still("a", "b"))
    assert (found.confirmed, [one.id for one in found.judged]) == ((), ["a"])


def test_a_question_that_does_not_apply_is_left_out(make_questionnaire: Build, make_sheet: Sheet) -> None:
    only = {"question": "a", "in": (4,)}
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {"applies_if": only}}}})
    found = look_back(asked, make_sheet(a=1, b=1), asked, make_sheet(a=4, b=1), pair(asked, asked, {}), [])
    assert [one.id for one in found.judged] == ["a"]
    assert found.to_look_at == ()


def test_a_confirmation_says_why_or_when() -> None:
    with pytest.raises(ValueError, match="nothing says why"):
        Confirmed(question="a", earlier="a")
