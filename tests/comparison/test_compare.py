"""Two years side by side: as scored, like for like, why it moved, what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import compare, comparison_as_json
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]


def test_each_of_the_six_parts_says_what_its_swap_changed(make_questionnaire: Build, make_sheet: Say) -> None:
    """m = 4, so a level is 25 points. Before: a 1, b 2, c 3, out 0, weights 1; today b weighs 3 and new is there.

    1. a b c out as they were: (25 + 50 + 75 + 0)/4 = 37.5.  2. Without out: 150/3 = 50, so +12.5.
    3. b weighs 3: (25 + 150 + 75)/5 = 50, so 0.  4. c is not answered now: (25 + 150)/4 = 43.75, so −6.25.
    5. Now a is 2 and b 3: (50 + 225)/4 = 68.75, so +25.  6. d is answered now, at 1: (275 + 25)/5 = 60, so −8.75.
    7. new is at 4: (300 + 100)/6 = 66.67, so +6.67.
    """
    before = make_questionnaire({"s": {"questions": {"a": {}, "b": {}, "c": {}, "d": {}, "out": {}}}})
    now = make_questionnaire(
        {"s": {"questions": {"a": {}, "b": {"weight": 3}, "c": {}, "d": {}, "new": {}}}},
        version="2.0.0",
        crosswalk={"from": "1.0.0"},
    )
    compared = compare(now, make_sheet(a=2, b=3, c="?", d=1, new=4), before, make_sheet(a=1, b=2, c=3, out=0), {})
    assert comparison_as_json(compared) == {
        "common": 2,
        "before": 37.5,
        "after": 66.67,
        "like_for_like": {"from": 43.75, "to": 68.75},
        "sections": {"s": {"from": 43.75, "to": 68.75, "questions": 2}},
        "questions": [
            {"id": "a", "earlier": "a", "from": 1, "to": 2, "moved": "up"},
            {"id": "b", "earlier": "b", "from": 2, "to": 3, "moved": "up"},
        ],
        "why": {
            "questions_removed": 12.5,
            "weights_changed": 0.0,
            "no_longer_answered": -6.25,
            "answers_changed": 25.0,
            "newly_answered": -8.75,
            "questions_added": 6.67,
        },
        "not_comparable": [
            {"id": "c", "why": "not_answered_now"},
            {"id": "d", "why": "not_answered_before"},
            {"id": "new", "why": "added"},
            {"id": "out", "why": "removed"},
        ],
    }


def test_nothing_in_common_gives_no_parts(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    compared = compare(asked, make_sheet(a=2), asked, make_sheet(b=3), {})
    assert (compared.common, compared.before, compared.after) == (0, 75, 50)
    printed = comparison_as_json(compared)
    assert (printed["why"], printed["like_for_like"], printed["sections"]) == (None, None, {})


def test_a_year_without_an_answer_has_no_mean(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}}}})
    compared = compare(asked, make_sheet(a=2), asked, make_sheet(a="?"), {})
    assert (compared.before, compared.after, compared.why) == (None, 50, None)
    assert [one.why for one in compared.not_comparable] == ["not_answered_before"]


def test_an_answer_that_is_ignored_is_no_answer(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {"applies_if": {"question": "a", "in": (4,)}}}}})
    compared = compare(asked, make_sheet(a=2, b=4), asked, make_sheet(a=4, b=4), {})
    assert (compared.common, compared.after) == (1, 50)


def test_this_years_sections_are_those_compared(make_questionnaire: Build, make_sheet: Say) -> None:
    """b has moved from s to t, and t has a question that was not answered."""
    before = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    now = make_questionnaire(
        {"s": {"questions": {"a": {}}}, "t": {"questions": {"b": {}}}, "u": {"questions": {"x": {}}}}
    )
    compared = compare(now, make_sheet(a=1, b=3), before, make_sheet(a=1, b=2), {})
    assert [(one.section, one.from_, one.to, one.questions) for one in compared.sections] == [
        ("s", 25, 25, 1),
        ("t", 50, 75, 1),
    ]


def test_a_reworded_question_is_said_once_and_a_missing_crosswalk_is_said(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    before = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    now = make_questionnaire({"s": {"questions": {"a": {}, "b": {"revision": 2}}}}, version="2.0.0")
    printed = comparison_as_json(compare(now, make_sheet(a=1, b=1), before, make_sheet(a=1, b=1), {}))
    assert printed["not_comparable"] == [{"id": "b", "why": "reworded"}]
    assert printed["crosswalk_missing"] == [{"from": "1.0.0", "to": "2.0.0"}]


QUESTION = st.tuples(
    st.sampled_from("st"),
    st.sampled_from([Fraction(1), Fraction(5, 2), Fraction(1, 3)]),
    st.sampled_from([0, 1, 2, 3, 4, "?", "-", None]),
    st.sampled_from([1, 1, 2]),
)
YEAR = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e"]), QUESTION, min_size=1)


def _year(
    build: Build, say: Say, version: str, year: dict[str, tuple[str, Fraction, object, int]]
) -> tuple[Questionnaire, AnswerSheet]:
    sections: dict[str, dict[str, object]] = {}
    for id, (section, weight, _, revision) in sorted(year.items()):
        asked = sections.setdefault(section, {"weight": weight, "questions": {}})["questions"]
        assert isinstance(asked, dict)
        asked[id] = {"weight": weight, "revision": revision}
    said = say({id: answer for id, (_, _, answer, _) in year.items()})
    return build(sections, version=version, minimum_answered=Fraction(1, 1000)), said


@given(YEAR, YEAR)
def test_the_six_parts_sum_exactly_to_the_difference_as_scored(
    make_questionnaire: Build,
    make_sheet: Say,
    first: dict[str, tuple[str, Fraction, object, int]],
    second: dict[str, tuple[str, Fraction, object, int]],
) -> None:
    before, said_before = _year(make_questionnaire, make_sheet, "1.0.0", first)
    now, said_now = _year(make_questionnaire, make_sheet, "2.0.0", second)
    compared = compare(now, said_now, before, said_before, {})
    assert compared.before == score(before, said_before).overall.score
    assert compared.after == score(now, said_now).overall.score
    assert (compared.why is None) == (compared.like_for_like is None) == (compared.common == 0)
    if compared.why is not None and compared.like_for_like is not None:
        assert compared.before is not None
        assert compared.after is not None
        assert sum(compared.why.parts().values()) == compared.after - compared.before
        assert compared.why.answers_changed == compared.like_for_like.to - compared.like_for_like.from_
    listed = [one.id for one in compared.not_comparable if one.year == "now"]
    assert len(listed) + compared.common == len(second)


@given(YEAR)
def test_two_years_alike_moved_for_no_reason_at_all(
    make_questionnaire: Build, make_sheet: Say, year: dict[str, tuple[str, Fraction, object, int]]
) -> None:
    asked, said = _year(make_questionnaire, make_sheet, "1.0.0", year)
    compared = compare(asked, said, asked, said, {})
    assert compared.why is None or set(compared.why.parts().values()) == {0}
    assert {one.why for one in compared.not_comparable} <= {"not_answered_now"}
