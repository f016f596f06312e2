"""Which questions are on the agenda, and whose answers count: by section asked, by condition, by what is agreed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.voices.agenda import Contribution, Standing, agenda
from selfassess.voices.views import Responses

from .topics import names

MakeSheet = Callable[..., AnswerSheet]
MakeQuestionnaire = Callable[..., Questionnaire]


def test_a_contributor_counts_only_for_the_sections_asked(
    make_questionnaire: MakeQuestionnaire, make_sheet: MakeSheet
) -> None:
    asked = make_questionnaire(
        {"c1": {"questions": {"a": {}}}, "c2": {"questions": {"b": {}}}, "c3": {"questions": {"c": {}}}}
    )
    found = agenda(
        asked,
        [
            Contribution(sheet=make_sheet(a=1, b=2), sections=frozenset({"c1", "c2"})),
            Contribution(sheet=make_sheet(a=4, b=3), sections=frozenset({"c2"}), finished=False),
        ],
    )
    assert (found.contributors, found.finished) == (2, 1)
    assert found.by_question["a"].standing is Standing.ALONE
    assert found.by_question["b"].standing is Standing.NEAR
    assert "c" not in found.by_question  # nobody was asked


def test_a_contributor_counts_only_where_the_condition_holds_on_their_own_sheet(
    make_questionnaire: MakeQuestionnaire, make_sheet: MakeSheet
) -> None:
    follow_up = {"applies_if": {"question": "a", "in": (1, 2, 3, 4)}}
    asked = make_questionnaire({"c1": {"questions": {"a": {}, "b": follow_up}}})
    found = agenda(asked, [Contribution(sheet=make_sheet(a=level, b=2)) for level in (0, 3, 3)])
    assert found.by_question["b"].responses.asked == 2


@pytest.fixture
def two_sections(make_questionnaire: MakeQuestionnaire) -> Questionnaire:
    """A question of the second section applies from level 1 of one in the first; another one follows from it."""
    b = {"applies_if": {"question": "a", "in": (1, 2, 3, 4)}}
    c = {"applies_if": {"question": "b", "in": (3, 4)}}
    return make_questionnaire({"c1": {"questions": {"a": {}}}, "c2": {"questions": {"b": b, "c": c}}})


def only(section: str, sheet: AnswerSheet) -> Contribution:
    return Contribution(sheet=sheet, sections=frozenset({section}))


def test_a_condition_on_a_section_asked_of_others_looks_at_what_they_would_agree(
    two_sections: Questionnaire, make_sheet: MakeSheet
) -> None:
    others = [only("c2", make_sheet(b=2)), only("c2", make_sheet(b=3, c=1))]
    found = agenda(two_sections, [only("c1", make_sheet(a=1)), *others])
    assert found.by_question["b"].responses.asked == 2
    assert found.by_question["c"].responses.asked == 1  # whose own answer to b leads there
    assert "b" not in agenda(two_sections, [only("c1", make_sheet(a=0)), *others]).by_question


def test_what_is_agreed_decides_before_what_is_proposed(two_sections: Questionnaire, make_sheet: MakeSheet) -> None:
    said = [only("c1", make_sheet(a=0)), only("c2", make_sheet(b=2))]
    assert "b" not in agenda(two_sections, said, make_sheet()).by_question
    assert "b" in agenda(two_sections, said, make_sheet(a=1)).by_question


def test_what_somebody_said_in_a_section_they_were_not_asked_decides_nothing(
    two_sections: Questionnaire, make_sheet: MakeSheet
) -> None:
    found = agenda(two_sections, [only("c2", make_sheet(a=4, b=2))], make_sheet(a=0))
    assert not found.by_question


def test_questions_that_apply_and_were_asked_of_nobody_are_discussed_last(
    two_sections: Questionnaire, make_sheet: MakeSheet
) -> None:
    found = agenda(two_sections, [only("c2", make_sheet(b=None))], make_sheet(a=None))
    assert names(found.discuss) == "a"
    assert found.by_question["a"].responses == Responses(
        asked=0, answered=0, not_applicable=0, dont_know=0, unanswered=0
    )
    found = agenda(two_sections, [only("c1", make_sheet(a=1)), only("c1", make_sheet(a=4))], make_sheet(a=2))
    assert names(found.discuss) == "a b"  # and not c, before there is an answer to b


def test_a_question_that_holds_on_nobodys_own_sheet_but_on_the_agreed_one_is_discussed(
    two_sections: Questionnaire, make_sheet: MakeSheet
) -> None:
    said = [Contribution(sheet=make_sheet(a=0)), Contribution(sheet=make_sheet(a=0))]
    assert names(agenda(two_sections, said, make_sheet(a=1)).discuss) == "b"


def test_an_answer_nobody_was_asked_for_stays_off_the_agenda_unless_the_workshop_recorded_it(
    two_sections: Questionnaire, make_sheet: MakeSheet
) -> None:
    said, sheet = [only("c1", make_sheet(a=1))], make_sheet(b=2)
    assert "b" not in agenda(two_sections, said, sheet).by_question
    assert names(agenda(two_sections, said, sheet, recorded={"b"}).discuss) == "b"
