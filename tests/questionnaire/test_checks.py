"""What must make sense beyond the shape: each check by an example that breaks it."""

from collections.abc import Callable

import pytest

from selfassess.questionnaire.checks import TEXTS
from selfassess.questionnaire.schema import json_schema

Spoilt = Callable[[str, str], list[str]]
Q = "sections[0].questions"
LINK = "expected questionnaire:id, such as example-pledge:c1 or example-pledge:c1-learning"
HEAD = "title: Small"
NUMBER = "type: number"
LEVEL = "prompt: How far?"


@pytest.mark.parametrize(
    ("piece", "other", "expected"),
    [
        ("id: b,", "id: a,", [f'{Q}[1].id: the id "a" is used twice: first in line 12, column 14']),
        ("profile: [", "profile: [{id: sector, prompt: Which?, options: {a: A}}, ", [
            'profile[1].id: the id "sector" is used twice: first in line 7, column 16',
        ]),
        ("{value: 0,", "{value: 1,", ["scale[0].value: expected 0: levels count up from 0 in steps of 1; found 1"]),
        (", 2: Everywhere.", "", [f"{Q}[0].levels: level 2 has no text"]),
        ("2: Everywhere.", "3: Everywhere.", [
            f"{Q}[0].levels: level 2 has no text",
            f"{Q}[0].levels[3]: the scale has no level 3: it goes from 0 to 2",
        ]),
        (LEVEL, LEVEL + ", gate: 3", [f"{Q}[0].gate: expected a level from 1 to 2; found 3"]),
        (HEAD, HEAD + "\nrules: {evidence: [{level: 3}]}", [
            "rules.evidence[0].level: expected a level from 1 to 2; found 3",
        ]),
        (LEVEL, LEVEL + ", actions: [{from: 2, do: Ask.}]", [
            f"{Q}[0].actions[0].from: expected a level from 0 to 1; found 2",
        ]),
        (LEVEL, LEVEL + ", lenses: [realize]", [
            f'{Q}[0].lenses[0]: the lens "realize" is not listed under lenses; did you mean "realise"?',
        ]),
        (NUMBER, NUMBER + ", minimum: 2, maximum: 1.5", [f"{Q}[3].minimum: the minimum 2 is above the maximum 1.5"]),
        (LEVEL, LEVEL + ", maps_to: [{to: c1, strength: part}]", [
            f"{Q}[0].maps_to[0].to: {LINK}",
        ]),
        ("title: Learning", "title: Learning\n    maps_to: [{to: 'a:b:c', strength: part}]", [
            f"sections[0].maps_to[0].to: {LINK}",
        ]),
        (HEAD, HEAD + '\nsource: {title: x, link: "javascript:alert(1)"}', [
            "source.link: expected an address that starts with https:// or http://",
        ]),
        (HEAD, "title: {cy: Bach}", ["title: the text is missing in the questionnaire's own language, en-GB"]),
        (HEAD, "title: {en_GB: Small, en-GB: Small}", [
            'title.en_GB: expected a language tag such as en-GB; found "en_GB"',
        ]),
        (HEAD, "title: {en-GB: Small}\nlanguage: cy", [
            "title: the text is missing in the questionnaire's own language, cy",
        ]),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told(spoilt: Spoilt, piece: str, other: str, expected: list[str]) -> None:
    assert spoilt(piece, other) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{profile: sector, in: [police]}", None),
        ("{profile: sectr, in: [x]}", '.profile: there is no profile fact "sectr"; did you mean "sector"?'),
        ("{profile: sector, in: [polic]}",
         '.in[0]: expected police or other; found the text "polic"; did you mean "police"?'),
        ("{question: a, in: [0, 2]}", None),
        ("{question: a, in: [3]}", ".in[0]: expected 0 or 1 or 2; found the number 3"),
        ('{question: a, in: ["2"]}', '.in[0]: expected 0 or 1 or 2; found the text "2"'),
        ('{question: b, in: ["yes"]}', None),
        ("{question: b, in: [maybe]}", '.in[0]: expected yes or no; found the text "maybe"'),
        ("{question: c, in: [alone]}", None),
        ("{question: c, in: [alon]}",
         '.in[0]: expected alone or together; found the text "alon"; did you mean "alone"?'),
        ("{question: d, in: [x]}", ".question: a question cannot depend on its own answer"),
        ("{question: zz, in: [x]}", '.question: there is no question "zz"'),
        ("{all: [], any: []}", '.any: the key "any" is unknown; known here are all'),
        ("{any: [{not: {question: a, in: [9]}}]}", ".any[0].not.in[0]: expected 0 or 1 or 2; found the number 9"),
    ],
)  # fmt: skip
def test_a_condition_must_be_able_to_hold(spoilt: Spoilt, condition: str, expected: str | None) -> None:
    problems = spoilt(NUMBER, f"{NUMBER}, applies_if: {condition}")
    assert problems == ([f"{Q}[3].applies_if{expected}"] if expected else [])


def test_a_condition_may_only_look_back(spoilt: Spoilt) -> None:
    problems = spoilt(LEVEL, LEVEL + ', applies_if: {question: b, in: ["yes"]}')
    assert problems == [
        f'{Q}[0].applies_if.question: the question "b" comes later: a condition may only look at earlier ones'
    ]


@pytest.mark.parametrize("kind", ["number", "percent", "text", "date"])
def test_a_condition_cannot_look_at_a_question_without_values_to_choose(told: Callable, small: str, kind: str) -> None:
    text = small.replace(NUMBER, f"type: {kind}")
    text += "      - {id: e, type: yes_no, prompt: And?, applies_if: {question: d, in: [x]}}\n"
    assert told(text) == [
        f"{Q}[4].applies_if.question: a condition can only look at questions of type level, yes_no, choice and choices"
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("{old: x, new: a, change: kept}", []),
        ("{old: x, new: [a, b], change: split}", []),
        ("{old: [x, y], new: a, change: merged}", []),
        ("{new: a, change: added}", []),
        ("{old: x, change: removed}", []),
        ("{old: x, change: kept}", [": kept needs one old and one new question"]),
        ("{old: [x, y], new: a, change: reworded}", [": reworded needs one old and one new question"]),
        ("{old: x, new: a, change: split}", [": split needs one old and several new questions"]),
        ("{old: x, new: a, change: merged}", [": merged needs several old questions and one new one"]),
        ("{old: x, new: a, change: added}", [": added needs new questions only"]),
        ("{new: a, change: removed}", [": removed needs old questions only"]),
        ("{old: x, new: aa, change: kept}", ['.new: there is no question "aa"; did you mean "a"?']),
        ("{old: x, new: [a, a], change: split}",
         ['.new[1]: the new question "a" is named twice: first in line 4, column 53']),
    ],
)  # fmt: skip
def test_a_crosswalk_row_says_one_thing_that_can_be_true(spoilt: Spoilt, row: str, expected: list[str]) -> None:
    problems = spoilt(HEAD, f"crosswalk: {{from: 1.0.0, questions: [{row}]}}\n{HEAD}")
    assert problems == [f"crosswalk.questions[0]{one}" for one in expected]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("1.0.9", []),
        ("0.9.0", []),
        ("1.1.0", ["crosswalk.from: expected a version before 1.1.0; found 1.1.0"]),
        ("1.10.0", ["crosswalk.from: expected a version before 1.1.0; found 1.10.0"]),
        ("first", ['crosswalk.from: expected a version of three numbers, such as 1.0.0; found the text "first"']),
        ("1", ["crosswalk.from: expected a text; found the number 1: put it in quotes"]),
    ],
)
def test_a_crosswalk_starts_from_an_earlier_version(spoilt: Spoilt, before: str, expected: list[str]) -> None:
    assert spoilt(HEAD, f"crosswalk: {{from: {before}}}\n{HEAD}") == expected


def test_checks_find_what_they_can_in_a_file_whose_shape_is_wrong_elsewhere(told: Callable, small: str) -> None:
    spoilt = small.replace(LEVEL, "promt: How far?, gate: 7, lenses: [3]").replace("id: b", "id: a")
    assert told(spoilt) == [
        f'{Q}[0].prompt: the key "prompt" is missing',
        f'{Q}[0].promt: the key "promt" is unknown; did you mean "prompt"?',
        f"{Q}[0].gate: expected a level from 1 to 2; found 7",
        f"{Q}[0].lenses[0]: expected a text; found the number 3: put it in quotes",
        f'{Q}[1].id: the id "a" is used twice: first in line 12, column 14',
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "scale: 3",
        "sections: [{id: 3}, {id: 3}]",
        "sections: [{questions: [{applies_if: {profile: 3}}]}]",
        "scale: [{value: a}, 3]",
        "levels: 3",
        "sections: {a: b}",
        "profile: 3",
        "crosswalk: {from: 3, questions: [3, {old: {a: b}}]}",
        "sections: [{questions: [{levels: 3, applies_if: {question: {}, not: 3}, maps_to: [3], minimum: x}, 4]}]",
        "sections: [{questions: [{id: a}, {applies_if: {question: a, in: [1]}}, {applies_if: {profile: 1, in: 1}}]}]",
        "profile: [{id: s}]\nsections: [{questions: [{applies_if: {profile: s, in: [1, true]}}]}]",
        "version: 1.0.0\ncrosswalk: {from: x}\nlanguage: 3\ntitle: {1: a}",
    ],
)
def test_no_shape_makes_a_check_raise(told: Callable, broken: str) -> None:
    assert told(broken)


def test_the_list_of_texts_names_every_place_where_the_models_take_one() -> None:
    schema = json_schema()
    is_text = {"minLength": 1, "type": "string"}

    def texts(part: object, path: tuple[str, ...]) -> set[str]:
        found: set[str] = set()
        if isinstance(part, dict):
            if is_text in part.get("anyOf", []):
                return {".".join(path)}
            if "$ref" in part and len(path) < 7:  # conditions hold conditions without end
                found |= texts(schema["$defs"][part["$ref"].rpartition("/")[2]], path)
            for key, inner in part.get("properties", {}).items():
                found |= texts(inner, (*path, key))
            for key in ("items", "additionalProperties"):
                found |= texts(part.get(key), (*path, "*"))
            for inner in (*part.get("anyOf", []), *part.get("oneOf", [])):
                found |= texts(inner, path)
        return found

    assert texts(schema, ()) == set(TEXTS)
