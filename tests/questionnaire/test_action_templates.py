"""Files of action templates: read strictly, every problem told with its line in the author's words."""

from __future__ import annotations

import pytest

from selfassess.language import Translator
from selfassess.plan.drafts import LONGEST_TEXT
from selfassess.questionnaire.action_templates import LONGEST, are_templates, load_templates

SMALL = """format: 1
id: small
title: Small
source: {title: Where it comes from}
actions:
  - id: first
    do: Name a champion.
    measure: They are named.
    quote: naming a champion
    effort: low
    questions: {bnssg-pledge: [c8-champions]}
  - {id: second, do: Meet., measure: "We met."}
"""


def told(text: str) -> list[str]:
    loaded = load_templates(text.encode(), "f.yaml")
    assert (loaded.templates is None) == bool(loaded.problems)
    return [str(problem).removeprefix("f.yaml:") for problem in loaded.problems]


def test_a_file_without_problems_becomes_its_templates() -> None:
    templates = load_templates(SMALL.encode(), "f.yaml").templates
    assert templates is not None
    first, second = templates.actions
    assert (str(first.do), str(first.measure), first.effort, first.kind) == (
        "Name a champion.", "They are named.", "low", "new")  # fmt: skip
    assert Translator().text(first.quote) == "naming a champion"
    assert dict(first.questions) == {"bnssg-pledge": ("c8-champions",)}
    assert (second.effort, second.quote, dict(second.questions)) == ("medium", None, {})
    assert templates.suggestion(second) == "small/second"


@pytest.mark.parametrize(
    ("piece", "other", "expected"),
    [
        ("format: 1", "format: 2", ["1:9: format: expected 1; found the number 2"]),
        ("title: Small", "titel: Small", [
            '1:1: title: the key "title" is missing',
            '3:1: titel: the key "titel" is unknown; did you mean "title"?',
        ]),
        ("effort: low", "effort: lo", [
            '10:13: actions[0].effort: expected low or medium or high; found the text "lo"; did you mean "low"?',
        ]),
        ("id: second", "id: first", [
            '12:10: actions[1].id: the id "first" is used twice: first in line 6, column 9',
        ]),
        ("[c8-champions]", "C8", ['11:31: actions[0].questions.bnssg-pledge: expected a list; found the text "C8"']),
        ("measure: They are named.", "", ['6:5: actions[0].measure: the key "measure" is missing']),
        ("do: Meet.", f"do: {'x' * 501}", ["12:22: actions[1].do: expected at most 500 characters; found 501"]),
        ("do: Meet.", f"do: {{en-GB: Meet., cy: {'x' * 501}}}", [
            "12:41: actions[1].do.cy: expected at most 500 characters; found 501",
        ]),
    ],
)  # fmt: skip
def test_every_problem_is_told_with_its_place(piece: str, other: str, expected: list[str]) -> None:
    assert piece in SMALL
    assert told(SMALL.replace(piece, other, 1)) == expected


def test_what_stops_the_reading_is_told_alone() -> None:
    (found,) = told(SMALL.replace("id: small", "id: [small"))
    assert "cannot be read as YAML" in found


def test_a_file_is_told_from_a_questionnaire_by_its_keys() -> None:
    assert are_templates(SMALL.encode(), "f.yaml")
    assert are_templates(b"actions: nothing else is right", "f.yaml")
    assert not are_templates(b"sections: []\nactions: []", "f.yaml")
    assert not are_templates(b"[", "f.yaml")


def test_texts_are_as_long_as_an_action_of_a_plan_takes() -> None:
    assert LONGEST == LONGEST_TEXT
