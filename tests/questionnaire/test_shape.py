"""A questionnaire of the wrong shape: every place is told in the author's words, all at once."""

from collections.abc import Callable

import pytest

from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.questions import QUESTION_TYPES

Spoilt = Callable[[str, str], list[str]]
TEXT = "a text, or one text for each language such as {en-GB: …, cy: …}, that is not empty"
SCALAR = "expected a text or a whole number"
Q = "sections[0].questions"


@pytest.mark.parametrize(
    ("piece", "other", "expected"),
    [
        ("format: 1", "format: 2", ["format: expected 1; found the number 2"]),
        ("id: small", "id: Small one", [
            ("id: expected an id of small letters and digits joined by hyphens, such as c1-learning;"
            ' found the text "Small one"'),
        ]),
        ("id: small", "id: " + "a" * 81, [
            f'id: expected a text of at most 80 characters; found the text "{"a" * 59}…"',
        ]),
        ("1.1.0", "1.1", ["version: expected a text; found the number 1.1: put it in quotes"]),
        ("1.1.0", "v1", ['version: expected a version of three numbers, such as 1.0.0; found the text "v1"']),
        ("title: Small", "title: Small\nkind: organisaton", [
            'kind: expected organisation; found the text "organisaton"; did you mean "organisation"?',
        ]),
        ("title: Small", "title: Small\nlanguage: english_uk", [
            'language: expected a language tag, such as en-GB; found the text "english_uk"',
        ]),
        ("title: Small", "titel: Small", [
            'title: the key "title" is missing',
            'titel: the key "titel" is unknown; did you mean "title"?',
        ]),
        ("title: Small", 'title: "  "', [f'title: expected {TEXT}; found the text ""']),
        ("title: Small", "title: 3", [f"title: expected {TEXT}; found the number 3: put it in quotes"]),
        ("title: Small", "title: {en-GB: 3}", [f"title: expected {TEXT}; found a mapping of keys"]),
        ("title: Small", "title: Small\nsource: {titel: x, published: 2026-02-30}", [
            'source.title: the key "title" is missing',
            'source.titel: the key "titel" is unknown; did you mean "title"?',
            ("source.published: expected a whole date written as YYYY-MM-DD, such as 2026-10-01;"
            ' found the text "2026-02-30"'),
        ]),
        ("title: Small", "title: Small\nrules: {stage_share: 0, minimum_answered: 1.1}", [
            "rules.stage_share: expected a number above 0; found the number 0",
            "rules.minimum_answered: expected a number of at most 1; found the number 1.1",
        ]),
        ("title: Small", "title: Small\nrules: {stage_share: most, zzz: 1}", [
            'rules.stage_share: expected a number; found the text "most"',
            'rules.zzz: the key "zzz" is unknown; known here are stage_share, minimum_answered, evidence',
        ]),
        ("title: Small", "title: Small\nrules: {evidence: [{level: 0, within_months: 5000, shows: efect}]}", [
            "rules.evidence[0].level: expected a number of at least 1; found the number 0",
            "rules.evidence[0].within_months: expected a number of at most 1200; found the number 5000",
            'rules.evidence[0].shows: expected effect; found the text "efect"; did you mean "effect"?',
        ]),
        (", {value: 2, name: Developing}", "", [
            "scale: expected 3 entries or more; found a list of 2",
            f"{Q}[0].levels[2]: the scale has no level 2: it goes from 0 to 1",
        ]),
        ("options: {police: Police, other: Another}", "options: {}", [
            "profile[0].options: expected 1 entries or more; found a mapping of keys",
        ]),
        ("options: {police: Police, other: Another}", "options: {1: Police}", [
            "profile[0].options[1]: expected a text; found the number 1: put it in quotes, as a key",
        ]),
        ("options: {police: Police, other: Another}", 'options: {"": Police}', [
            'profile[0].options.: expected a text that is not empty; found the text "", as a key',
        ]),
        ("options: {police: Police, other: Another}", 'options: {" police": Police, "other\\nkind": Another}', [
            ("profile[0].options.police: expected an id of one line without blanks around it;"
            ' found the text "police", as a key'),
            ("profile[0].options.other kind: expected an id of one line without blanks around it;"
            ' found the text "other kind", as a key'),
        ]),
        ("type: level", "type: levl", [
            f'{Q}[0].type: expected {" or ".join(QUESTION_TYPES)}; found the text "levl"; did you mean "level"?',
        ]),
        ("type: level, ", "", [f'{Q}[0].type: the key "type" is missing']),
        ("{id: b, type: yes_no, prompt: Does it happen?}", "3", [
            f"{Q}[1]: expected a mapping of keys; found the number 3",
        ]),
        ("{id: b, type: yes_no, prompt: Does it happen?}", "", [
            f"{Q}[1]: expected a mapping of keys; found nothing",
        ]),
        ("prompt: How far?", 'prompt: How far?, gate: "2"', [
            f'{Q}[0].gate: expected a whole number; found the text "2": write it without quotes',
        ]),
        ("prompt: How far?", 'prompt: How far?, not_applicable: "yes"', [
            f'{Q}[0].not_applicable: expected true or false; found the text "yes"',
        ]),
        ("prompt: How far?", "prompt: How far?, lenses: realise", [
            f'{Q}[0].lenses: expected a list; found the text "realise"',
        ]),
        ("prompt: How far?", "prompt: How far?, actions: [{form: 0, do: Ask., effort: hi}]", [
            f'{Q}[0].actions[0].from: the key "from" is missing',
            f'{Q}[0].actions[0].form: the key "form" is unknown; did you mean "from"?',
            f'{Q}[0].actions[0].effort: expected low or medium or high; found the text "hi"; did you mean "high"?',
        ]),
        ("levels: {0: Not yet.,", "levels: {0: Not yet., x: None.,", [
            f'{Q}[0].levels.x: expected a whole number; found the text "x", as a key',
        ]),
        ("type: number", "type: number, applies_if: {profil: sector}", [
            (f"{Q}[3].applies_if: expected a condition, which is a mapping with profile, question, all, any or not;"
            ' found a mapping of keys; did you mean "profile"?'),
        ]),
        ("type: number", "type: number, applies_if: {not: {all: [3, {question: a, in: [1.5]}]}}", [
            (f"{Q}[3].applies_if.not.all[0]: expected a condition, which is a mapping with profile, question, all,"
            " any or not; found the number 3"),
            f"{Q}[3].applies_if.not.all[1].in[0]: {SCALAR}; found the number 1.5: put it in quotes",
        ]),
        ("type: number", "type: number, applies_if: {any: [{profile: sector, on: 1}]}", [
            f'{Q}[3].applies_if.any[0].in: the key "in" is missing',
            f'{Q}[3].applies_if.any[0].on: write "on" in quotes: some programs read it as a truth value',
        ]),
        ("title: Small", "title: Small\ncrosswalk: {from: 1.0.0, questions: [{old: 3, new: a, change: keep}]}", [
            "crosswalk.questions[0].old: expected a text or a list; found the number 3: put it in quotes",
            ("crosswalk.questions[0].change: expected kept or reworded or split or merged or added or removed;"
            ' found the text "keep"; did you mean "kept"?'),
        ]),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_told_in_plain_words(spoilt: Spoilt, piece: str, other: str, expected: list[str]) -> None:
    assert sorted(spoilt(piece, other)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "found"),
    [("[]", "a list of 0"), ("just words", 'the text "just words"'), ("---\n", "nothing"), ("3", "the number 3")],
)
def test_a_file_that_is_no_mapping_has_one_problem(told: Callable[[str], list[str]], text: str, found: str) -> None:
    assert told(text) == [f"file: expected a mapping of keys; found {found}"]


def test_a_list_is_not_called_too_short_because_its_entries_are_wrong(spoilt: Spoilt) -> None:
    problems = spoilt("scale: [{value: 0,", "scale: [{value: zero,")
    assert problems == ['scale[0].value: expected a whole number; found the text "zero"']


def test_a_file_that_cannot_be_read_has_only_the_problem_of_reading_and_still_its_hash() -> None:
    loaded = load_questionnaire(b"a: [", "f")
    assert (loaded.questionnaire, len(loaded.problems), len(loaded.sha256)) == (None, 1, 64)


def test_a_thousand_faults_are_told_as_the_first_two_hundred() -> None:
    loaded = load_questionnaire(("a: 1\n" + "".join(f"x{n}: 1\n" for n in range(1000))).encode(), "f")
    assert len(loaded.problems) == 201
