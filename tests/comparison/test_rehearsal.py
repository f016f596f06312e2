"""What a new version would do to answers given to the old one: whose figures change, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import Rehearsal, rehearsals_as_json, rehearse
from selfassess.questionnaire.model import Questionnaire

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
FIRST = {"s": {"questions": {"a": {}, "b": {}}}, "t": {"questions": {"c": {}}}}


@pytest.fixture
def rehearsed(make_questionnaire: Build, make_sheet: Say) -> Callable[..., Rehearsal]:
    """`rehearsed(old sections, new sections, {"a": 1}, rows, …)`: one assessment under both."""

    def run(
        old: Any, new: Any, answers: Any, *rows: Any, facts: Any = None, first: Any = None, **keys: Any
    ) -> Rehearsal:
        crosswalk = {"from": "1.0.0", "questions": rows}
        before = make_questionnaire(old, **(first or {}))
        after = make_questionnaire(new, **{"version": "1.1.0", "crosswalk": crosswalk, **keys})
        (one,) = rehearse(before, after, [make_sheet(answers, profile=facts or {})]).assessments
        return one

    return run


def causes(one: Rehearsal) -> dict[str, list[tuple[str, str | None]]]:
    return {section.section: [(cause.what, cause.id) for cause in section.causes] for section in one.sections}


def test_a_version_that_asks_the_same_changes_nothing(rehearsed: Callable[..., Rehearsal]) -> None:
    one = rehearsed(FIRST, FIRST, {"a": 1, "b": 2, "c": 3})
    assert (one.changed, one.overall, one.sections) == (False, (), ())


def test_only_the_sections_that_a_change_touches_are_listed_with_it(rehearsed: Callable[..., Rehearsal]) -> None:
    new = {"s": {"questions": {"a": {}, "n": {}}}, "t": {"questions": {"c": {}}}}
    rows = ({"old": "b", "change": "removed"}, {"new": "n", "change": "added"})
    one = rehearsed(FIRST, new, {"a": 1, "b": 3, "c": 2}, *rows)
    assert causes(one) == {"s": [("dropped", "b"), ("new", "n")]}
    (section,) = one.sections
    assert {(figure.name, figure.before, figure.after) for figure in section.figures} == {
        ("score", 50, None),  # one of two answered is under the minimum of 0.6
        ("low", 50, 12.5),
        ("high", 50, 62.5),
        ("stage", 1, 0),
        ("supported_stage", 1, 0),
    }
    assert [cause.reason for cause in section.causes] == ["removed", "added"]
    assert {figure.name for figure in one.overall} == {"score", "low", "high", "stage", "supported_stage"}


def test_a_question_that_moved_is_told_in_both_sections_and_brings_its_answer(
    rehearsed: Callable[..., Rehearsal],
) -> None:
    new = {"s": {"questions": {"a": {}}}, "t": {"questions": {"c": {}, "b": {}}}}
    one = rehearsed(FIRST, new, {"a": 1, "b": 3, "c": 2})
    assert causes(one) == {"s": [("moved", "b")], "t": [("moved", "b")]}
    assert [result.level for result in one.after.section("t").questions] == [2, 3]


def test_a_weight_a_gate_and_the_rules_are_causes(rehearsed: Callable[..., Rehearsal]) -> None:
    new = {"s": {"questions": {"a": {"gate": 2}, "b": {"weight": 3}}}, "t": {"weight": 2, "questions": {"c": {}}}}
    one = rehearsed(FIRST, new, {"a": 1, "b": 3, "c": 2}, stage_share=1)
    assert causes(one)["s"] == [("gate", "a"), ("weight", "b"), ("rules", None)]
    assert [(cause.what, cause.id) for cause in one.causes] == [("section_weight", "t"), ("rules", None)]


def test_new_evidence_rules_are_rules(rehearsed: Callable[..., Rehearsal]) -> None:
    one = rehearsed(FIRST, FIRST, {"a": 1, "b": 2, "c": 3}, evidence=({"level": 1},))
    assert causes(one) == {"s": [("rules", None)], "t": [("rules", None)]}
    assert [figure.name for section in one.sections for figure in section.figures] == ["supported_stage"] * 2


def test_a_section_that_is_new_or_gone_is_a_cause_of_the_whole(rehearsed: Callable[..., Rehearsal]) -> None:
    new = {"s": {"questions": {"a": {}, "b": {}}}, "u": {"questions": {"n": {}}}}
    one = rehearsed(FIRST, new, {"a": 1, "b": 2, "c": 3})
    assert [(cause.what, cause.id) for cause in one.causes] == [("section_new", "u"), ("section_dropped", "t")]
    assert causes(one) == {"u": [("new", "n")], "t": [("dropped", "c")]}


def test_a_question_that_applies_to_others_now_is_a_cause(rehearsed: Callable[..., Rehearsal]) -> None:
    facts = ({"id": "staff", "prompt": "?", "options": {"some": "Some", "none": "None"}},)
    when = {"profile": "staff", "in": ("some",)}
    new = {"s": {"questions": {"a": {}, "b": {"applies_if": when}}}, "t": {"questions": {"c": {}}}}
    answers = {"a": 1, "b": 3, "c": 2}
    one = rehearsed(FIRST, new, answers, facts={"staff": "none"}, first={"profile": facts}, profile=facts)
    assert causes(one) == {"s": [("applies", "b")]}


def test_an_answer_that_is_not_allowed_any_more_is_not_carried(rehearsed: Callable[..., Rehearsal]) -> None:
    new = {"s": {"questions": {"a": {}, "b": {"not_applicable": False}}}, "t": {"questions": {"c": {}}}}
    one = rehearsed(FIRST, new, {"a": 1, "b": "-", "c": 2})
    assert causes(one) == {"s": [("not_allowed", "b")]}
    assert [result.state for result in one.after.section("s").questions] == ["answered", "unanswered"]


def test_an_answer_of_another_type_is_carried_for_the_conditions_that_ask_it(
    rehearsed: Callable[..., Rehearsal],
) -> None:
    when = {"question": "o", "in": ("yes",)}
    asked = {"s": {"questions": {"o": {"type": "yes_no"}, "a": {"applies_if": when}}}}
    assert rehearsed(asked, asked, {"o": "yes", "a": 2}).changed is False
    reworded = {"s": {"questions": {"o": {"type": "yes_no", "revision": 2}, "a": {"applies_if": when}}}}
    assert causes(rehearsed(asked, reworded, {"o": "yes", "a": 2})) == {"s": [("applies", "a")]}


def test_a_fact_that_is_not_asked_any_more_is_not_carried(rehearsed: Callable[..., Rehearsal]) -> None:
    facts = ({"id": "staff", "prompt": "?", "options": {"some": "Some", "none": "None"}},)
    fewer = ({"id": "staff", "prompt": "?", "options": {"some": "Some"}},)
    when = {"profile": "staff", "in": ("none", "some")}
    asked = {"s": {"questions": {"a": {}, "b": {"applies_if": when}}}}
    said = {"facts": {"staff": "none"}, "first": {"profile": facts}}
    assert causes(rehearsed(asked, asked, {"a": 1, "b": 3}, **said, profile=fewer)) == {"s": [("applies", "b")]}
    assert not rehearsed(asked, asked, {"a": 1, "b": 3}, **said, profile=facts).changed


def test_a_missing_crosswalk_is_said_and_different_questionnaires_are_refused(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    old, new = make_questionnaire(FIRST), make_questionnaire(FIRST, version="1.1.0")
    found = rehearse(old, new, [make_sheet(a=1)])
    printed = rehearsals_as_json(old, new, found)
    assert printed["crosswalk_missing"] == [{"from": "1.0.0", "to": "1.1.0"}]
    assert printed["changed"] == 0
    assert printed["assessments"] == [
        {"organisation": "Example Council", "period": "2026", "changed": False,
         "overall": {"figures": {}, "why": []}, "sections": []}
    ]  # fmt: skip
    with pytest.raises(ValueError, match="two questionnaires"):
        rehearse(old, make_questionnaire(FIRST, id="other"), [])


def test_the_json_has_figures_rounded_and_stages_whole(make_questionnaire: Build, make_sheet: Say) -> None:
    old = make_questionnaire({"s": {"questions": {"a": {}, "b": {}, "c": {}}}})
    rows = ({"old": "c", "change": "removed"},)
    new = make_questionnaire(
        {"s": {"questions": {"a": {}, "b": {}}}}, version="1.1.0", crosswalk={"from": "1.0.0", "questions": rows}
    )
    printed = rehearsals_as_json(old, new, rehearse(old, new, [make_sheet(a=1, b=1, c=0)]))
    (section,) = printed["assessments"][0]["sections"]
    assert section["figures"]["score"] == {"from": 16.67, "to": 25.0}
    assert section["figures"]["stage"] == {"from": 0, "to": 1}
    assert section["why"] == [{"what": "dropped", "id": "c", "reason": "removed"}]
