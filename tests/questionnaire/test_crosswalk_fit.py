"""A crosswalk beside the version it starts from: questions that version does not have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from selfassess.questionnaire.crosswalk_fit import crosswalk_misfits
from selfassess.questionnaire.model import Questionnaire

Build = Callable[..., Questionnaire]


def _newer(build: Build, *rows: dict[str, Any], **keys: Any) -> Questionnaire:
    crosswalk = {"from": "1.0.0", "questions": rows}
    return build({"s": {"questions": {"b": {}, "c": {}}}}, **{"version": "1.1.0", "crosswalk": crosswalk, **keys})


def test_an_old_question_that_the_older_version_does_not_have_is_found_with_its_place(
    make_questionnaire: Build,
) -> None:
    older = make_questionnaire({"s": {"questions": {"learning": {}, "b": {}}}})
    newer = _newer(
        make_questionnaire,
        {"old": "b", "new": "b", "change": "kept"},
        {"old": ("learning", "lerning"), "change": "removed"},
        {"new": "c", "change": "added"},
    )
    found = [(one.path, one.message) for one in crosswalk_misfits(newer, older)]
    assert found == [
        (
            ("crosswalk", "questions", 1, "old", 1),
            'example 1.0.0 has no question "lerning"; did you mean "learning"?',
        )
    ]
    lone = _newer(make_questionnaire, {"old": "gone", "change": "removed"})
    assert [one.path for one in crosswalk_misfits(lone, older)] == [("crosswalk", "questions", 0, "old")]


def test_only_the_version_that_a_crosswalk_starts_from_is_looked_at(make_questionnaire: Build) -> None:
    row = {"old": "gone", "change": "removed"}
    older = make_questionnaire({"s": {"questions": {"b": {}}}})
    assert list(crosswalk_misfits(_newer(make_questionnaire, row, crosswalk=None), older)) == []
    assert list(crosswalk_misfits(_newer(make_questionnaire, row, id="other"), older)) == []
    far = make_questionnaire({"s": {"questions": {"b": {}}}}, version="0.9.0")
    assert list(crosswalk_misfits(_newer(make_questionnaire, row), far)) == []
