"""How far each section is, over questions of all types that apply."""

from datetime import date

import pytest

from selfassess.answers.applicability import applicability
from selfassess.answers.completeness import Progress, completeness
from selfassess.answers.model import Answer, AnswerSheet, State
from selfassess.questionnaire.model import Questionnaire


def sheet(answers: dict[str, Answer], **profile: str) -> AnswerSheet:
    return AnswerSheet(
        organisation="Example",
        period="2026",
        assessed_on=date(2026, 10, 1),
        questionnaire="complete",
        version="1.1.0",
        profile=profile,
        answers=answers,
    )


ALONE = {
    "c1-learning": Answer(state=State.ANSWERED, value=2),
    "c1-how": Answer(state=State.ANSWERED, value="alone"),
}


def test_the_four_states_are_counted_each_for_itself(complete: Questionnaire) -> None:
    answers = {
        "c1-learning": Answer(state=State.ANSWERED, value=0),
        "c1-happens": Answer(state=State.DONT_KNOW),
        "c1-how": Answer(state=State.NOT_APPLICABLE, reason="None."),
        "c1-who": Answer(comment="Later."),
    }
    first = completeness(complete, sheet(answers))[0]
    assert (first.section, first.applicable) == ("c1", 8)
    assert (first.answered, first.dont_know, first.not_applicable, first.unanswered) == (1, 1, 1, 5)
    assert first.progress is Progress.IN_PROGRESS


@pytest.mark.parametrize(
    ("answers", "profile", "progress"),
    [
        ({}, {}, [Progress.NOT_STARTED, Progress.NOTHING_TO_ANSWER]),
        (ALONE, {"sector": "police"}, [Progress.IN_PROGRESS, Progress.NOT_STARTED]),
        (
            ALONE | {"c2-care": Answer(state=State.DONT_KNOW)},
            {"sector": "police"},
            [Progress.IN_PROGRESS, Progress.COMPLETE],
        ),
        (ALONE | {"c2-care": Answer(state=State.DONT_KNOW)}, {}, [Progress.IN_PROGRESS, Progress.NOTHING_TO_ANSWER]),
    ],
)
def test_a_section_is_as_far_as_what_applies_in_it(
    complete: Questionnaire, answers: dict[str, Answer], profile: dict[str, str], progress: list[Progress]
) -> None:
    assert [one.progress for one in completeness(complete, sheet(answers, **profile))] == progress


def test_a_section_with_something_said_to_everything_is_complete(complete: Questionnaire) -> None:
    answers = {question.id: Answer(state=State.DONT_KNOW) for question in complete.questions()}
    assert completeness(complete, sheet(answers))[0].progress is Progress.COMPLETE


def test_an_answer_to_a_question_that_does_not_apply_is_ignored_and_not_lost(complete: Questionnaire) -> None:
    answers = ALONE | {"c2-care": Answer(state=State.ANSWERED, value=3)}
    found = applicability(complete, sheet(answers))
    assert found.ignored == ("c2-care",)
    assert "c2-care" not in found.applies
    assert applicability(complete, sheet(answers, sector="police")).ignored == ()


def test_any_of_several_choices_can_meet_a_condition(complete: Questionnaire) -> None:
    answers = ALONE | {"c1-who": Answer(state=State.ANSWERED, value=("some", "all"))}
    assert "c2-care" not in applicability(complete, sheet(answers, sector="police")).applies


def test_a_question_is_not_asked_when_the_answer_it_looks_at_does_not_count(complete: Questionnaire) -> None:
    for state in (Answer(state=State.DONT_KNOW), Answer(state=State.NOT_APPLICABLE, reason="x"), Answer()):
        answers = ALONE | {"c1-how": state}
        assert "c2-care" not in applicability(complete, sheet(answers, sector="police")).applies
