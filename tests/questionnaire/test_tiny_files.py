"""Tiny files, one a feature: the broken ones have exactly the problems of their row, all others have none."""

from pathlib import Path

import pytest

from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.questions import QUESTION_TYPES

FOLDER = Path(__file__).parents[1] / "questionnaires"

BROKEN: dict[str, list[str]] = {
    "broken-condition": [
        '22:32: sections[0].questions[1].applies_if.question: there is no question "aa"; did you mean "a"?'
    ],
    "broken-duplicate-key": [
        '18:9: sections[0].questions[0].prompt: the key "prompt" is given twice: first in line 16, column 9'
    ],
    "broken-id-twice": ['18:13: sections[0].questions[1].id: the id "a" is used twice: first in line 14, column 13'],
    "broken-many": [
        "9:13: scale[2].value: expected 2: levels count up from 0 in steps of 1; found 3",
        "15:15: sections[0].questions[0].type: expected "
        + " or ".join(QUESTION_TYPES)
        + '; found the text "levl"; did you mean "level"?',
        "22:15: sections[0].questions[1].gate: expected a number of at least 1; found the number 0",
        '23:18: sections[0].questions[1].lenses[0]: the lens "realise" is not listed under lenses',
    ],
    "broken-missing-level": ["17:17: sections[0].questions[0].levels: level 2 has no text"],
    "broken-pulse": ["6:7: kind: pulse questionnaires are not supported by this version yet"],
    "broken-truth-value": ['12:12: sections[0].title: write "no" in quotes: some programs read it as a truth value'],
    "broken-unknown-key": [
        '14:9: sections[0].questions[0].prompt: the key "prompt" is missing',
        '16:9: sections[0].questions[0].promt: the key "promt" is unknown; did you mean "prompt"?',
    ],
}


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_a_tiny_file_has_exactly_the_problems_it_should_have(name: str) -> None:
    file = f"{name}.yaml"
    expected = [f"{file}:{problem}" for problem in BROKEN.get(name, [])]
    loaded = load_questionnaire((FOLDER / file).read_bytes(), file)
    assert [str(problem) for problem in loaded.problems] == expected
    assert (loaded.questionnaire is None) == bool(expected)


def test_every_row_has_its_file() -> None:
    assert set(BROKEN) <= {path.stem for path in FOLDER.glob("*.yaml")}
