"""A questionnaire with a question of every type for the tests of this room, and answers files read with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from selfassess.answers.file import load_answers
from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire

COMPLETE = Path(__file__).parents[1] / "questionnaires" / "complete.yaml"


@pytest.fixture(scope="session")
def complete() -> Questionnaire:
    questionnaire = load_questionnaire(COMPLETE.read_bytes(), "complete.yaml").questionnaire
    assert questionnaire is not None
    return questionnaire


@pytest.fixture
def read(complete: Questionnaire) -> Callable[[str], AnswerSheet]:
    """The sheet of a sound file."""

    def sheet(text: str) -> AnswerSheet:
        loaded = load_answers(text.encode(), "a.yaml", complete)
        assert loaded.problems == ()
        assert loaded.sheet is not None
        return loaded.sheet

    return sheet


@pytest.fixture
def told(complete: Questionnaire) -> Callable[[str], list[str]]:
    """The problems of a file without its name."""

    def problems(text: str) -> list[str]:
        loaded = load_answers(text.encode(), "a.yaml", complete)
        assert (loaded.sheet is None) == bool(loaded.problems)
        return [str(problem).removeprefix("a.yaml:") for problem in loaded.problems]

    return problems
