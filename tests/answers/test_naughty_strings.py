"""Naughty strings in an answers file: kept as they were written, or refused with a reason; never an exception."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from selfassess.answers.entry import is_other_address
from selfassess.answers.file import load_answers, peek
from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.answers.values import MisfitError, fit_line, fit_text
from selfassess.answers.writing import answers_file
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire

HEAD = {"organisation": "O", "period": "P", "assessed_on": "2026-10-01", "questionnaire": "words", "version": "1.0.0"}
SHEET = AnswerSheet(organisation="O", period="P", assessed_on=date(2026, 10, 1), questionnaire="words", version="1.0.0")
LONGEST = {"organisation": 300, "period": 300, "reason": 2000, "comment": 5000, "value": 5000, "title": 300,
           "reach": 300, "link": 2000}  # fmt: skip
ONE_LINE = {"organisation", "period", "title", "reach", "link"}


@pytest.fixture(scope="module")
def words(request: pytest.FixtureRequest) -> Questionnaire:
    data = (request.config.rootpath / "tests/questionnaires/words.yaml").read_bytes()
    loaded = load_questionnaire(data, "words.yaml")
    assert loaded.questionnaire is not None
    return loaded.questionnaire


def written(said: dict[str, str]) -> bytes:
    """A file that says these words in these places."""
    evidence = {"title": said["title"], "reach": said["reach"], "link": said["link"]}
    answers = {
        "learn": {"not_applicable": said["reason"], "comment": said["comment"]},
        "words": {"value": said["value"], "evidence": [evidence]},
    }
    about = {"organisation": said["organisation"], "period": said["period"]}
    return json.dumps(HEAD | about | {"answers": answers}).encode()


def sheet_of(said: dict[str, str]) -> AnswerSheet:
    evidence = Evidence(title=said["title"], reach=said["reach"], link=said["link"])
    answers = {
        "learn": Answer(state=State.NOT_APPLICABLE, reason=said["reason"], comment=said["comment"]),
        "words": Answer(state=State.ANSWERED, value=said["value"], evidence=(evidence,)),
    }
    return replace(SHEET, organisation=said["organisation"], period=said["period"], answers=answers)


def is_refused(place: str, text: str) -> bool:
    try:
        (fit_line if place in ONE_LINE else fit_text)(text, LONGEST[place])
    except MisfitError:
        return True
    return place == "link" and is_other_address(text)


def held(place: str, text: str) -> str:
    return text.strip() if place in ONE_LINE else text


def test_words_are_kept_as_they_were_written_or_refused_where_they_stand(
    words: Questionnaire, naughty_strings: tuple[str, ...]
) -> None:
    for text in naughty_strings:
        refused = {place for place in LONGEST if is_refused(place, text)}
        said = dict.fromkeys(LONGEST, text)
        if refused:
            loaded = load_answers(written(said), "a.json", words)
            assert loaded.sheet is None
            places = {"not_applicable": "reason"}
            assert {places.get(str(p.path[-1]), p.path[-1]) for p in loaded.problems} == refused, ascii(text)
            assert all(problem.message and problem.line for problem in loaded.problems)
            said |= dict.fromkeys(refused, "Plain words")
        sheet = sheet_of({place: held(place, words) for place, words in said.items()})
        loaded = load_answers(written(said), "a.json", words)
        assert (loaded.problems, loaded.sheet) == ((), sheet), ascii(text)
        again = load_answers(answers_file(sheet), "a.json", words)
        assert (again.problems, again.sheet) == ((), sheet), ascii(text)


def test_a_file_that_is_naughty_through_and_through_is_told_so(
    words: Questionnaire, naughty_strings: tuple[str, ...]
) -> None:
    for text in naughty_strings:
        data = text.encode("utf-8", "surrogatepass")
        loaded = load_answers(data, "a.yaml", words)
        assert loaded.sheet is None
        assert all(problem.message for problem in loaded.problems)
        assert loaded.problems
        assert peek(data, "a.yaml").problems


def test_keys_and_states_that_are_naughty_are_told(words: Questionnaire, naughty_strings: tuple[str, ...]) -> None:
    def problems(content: dict[str, Any]) -> bool:
        loaded = load_answers(json.dumps(HEAD | content).encode(), "a.json", words)
        return loaded.sheet is None and all(problem.message for problem in loaded.problems)

    for text in naughty_strings:
        assert problems({"answers": {text: 1}}), ascii(text)
        assert problems({"answers": {"learn": {text: 1}}}), ascii(text)
        assert problems({"profile": {"sector": text}}), ascii(text)
        assert problems({"answers": {"learn": text}}) == (text != "dont-know"), ascii(text)
