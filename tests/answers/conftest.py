"""A questionnaire with a question of every type for the tests of this room."""

from pathlib import Path

import pytest

from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire

COMPLETE = Path(__file__).parents[1] / "questionnaires" / "complete.yaml"


@pytest.fixture(scope="session")
def complete() -> Questionnaire:
    questionnaire = load_questionnaire(COMPLETE.read_bytes(), "complete.yaml").questionnaire
    assert questionnaire is not None
    return questionnaire
