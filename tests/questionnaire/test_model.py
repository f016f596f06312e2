"""The frozen questionnaire: what it knows of itself, and conditions that can be asked."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import ValidationError

from selfassess.language import Text
from selfassess.questionnaire.conditions import leaves
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire, Rules, Source
from selfassess.questionnaire.questions import QUESTION_TYPES

COMPLETE = Path(__file__).parents[1] / "questionnaires" / "complete.yaml"


@pytest.fixture
def complete() -> Questionnaire:
    questionnaire = load_questionnaire(COMPLETE.read_bytes(), "complete.yaml").questionnaire
    assert questionnaire is not None
    return questionnaire


def test_a_questionnaire_knows_its_name_top_questions_and_sections(complete: Questionnaire) -> None:
    assert (complete.name, complete.top) == ("complete 1.1.0", 3)
    assert [question.id for question in complete.questions()] == list(complete.by_id)
    assert [question.id for question in complete.sections[0].level_questions] == ["c1-learning"]
    assert {question.type for question in complete.questions()} == set(QUESTION_TYPES)


def test_decimals_mean_what_is_written(complete: Questionnaire) -> None:
    assert complete.by_id["c1-learning"].weight == Fraction(1, 10)
    assert complete.rules.stage_share == Fraction(4, 5)


def test_texts_keep_every_language(complete: Questionnaire) -> None:
    assert complete.title == Text((("en-GB", "Everything"), ("cy", "Popeth")))


def test_suggested_actions_are_found_by_the_level_they_start_from(complete: Questionnaire) -> None:
    question = complete.by_id["c1-learning"]
    assert [str(action.do) for action in question.actions_from(2)] == ["Ask people."]
    assert question.actions_from(1) == ()


def test_nothing_of_it_can_be_changed(complete: Questionnaire) -> None:
    with pytest.raises(ValidationError):
        complete.title = Text.of("Other")
    with pytest.raises(TypeError):
        complete.by_id["c1-learning"].levels[0] = Text.of("Other")


def test_a_model_made_in_code_takes_values_as_they_are() -> None:
    source = Source(title=Text.of("A document"), published=date(2021, 11, 17))
    rules = Rules(stage_share=Fraction(1, 3))
    assert (str(source.title), source.published, rules.stage_share) == (
        "A document",
        date(2021, 11, 17),
        Fraction(1, 3),
    )


def test_a_condition_is_asked_with_what_is_known(complete: Questionnaire) -> None:
    condition = complete.by_id["c2-care"].applies_if

    def holds(sector: str, **answers: object) -> bool:
        said = {
            "c1-how": frozenset({"alone"}),
            **{key.replace("_", "-"): frozenset({one}) for key, one in answers.items()},
        }
        return condition.holds(lambda fact: frozenset({sector}), lambda question: said.get(question, frozenset()))

    assert holds("police", c1_learning=2)
    assert holds("police", c1_happens="yes")
    assert not holds("police")
    assert not holds("other", c1_learning=2)
    assert not holds("police", c1_learning=2, c1_who="all")
    assert [getattr(leaf, "question", None) for leaf in leaves(condition)] == [
        None, "c1-learning", "c1-happens", "c1-who", "c1-how",
    ]  # fmt: skip
