"""What is agreed so far, scored with the proposals for what is folded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score
from selfassess.voices.agenda import Contribution, agenda
from selfassess.voices.agreed_sheet import agreed_sheet

MINUTES, PLAN = Evidence(title="Minutes"), Evidence(title="Plan")
MakeSheet = Callable[..., AnswerSheet]


def level(value: int, *evidence: Evidence, comment: str | None = None) -> Answer:
    return Answer(state=State.ANSWERED, value=value, evidence=evidence, comment=comment)


@pytest.fixture(scope="session")
def three(make_questionnaire: Callable[..., Questionnaire]) -> Questionnaire:
    return make_questionnaire({"c1": {"questions": {"a": {}, "b": {}, "c": {}}}}, evidence=({"level": 2},))


def test_folded_questions_take_the_proposal_and_those_to_discuss_stay_open(
    three: Questionnaire, make_sheet: MakeSheet
) -> None:
    apart = [make_sheet(a=level(2, MINUTES, comment="mine"), b=1), make_sheet(a=level(2, PLAN, MINUTES), b=4)]
    found = agreed_sheet(make_sheet(c=3), agenda(three, [Contribution(sheet=one) for one in apart]))
    assert dict(found.answers) == {"a": level(2, MINUTES, PLAN), "c": level(3)}


def test_what_was_agreed_stands_with_the_evidence_of_all_after_its_own(
    three: Questionnaire, make_sheet: MakeSheet
) -> None:
    apart = agenda(three, [Contribution(sheet=make_sheet(b=level(one, MINUTES))) for one in (1, 4)])
    own = make_sheet(b=level(2, PLAN, comment="Two services of five."))
    assert agreed_sheet(own, apart).answer("b") == level(2, PLAN, MINUTES, comment="Two services of five.")
    assert own.answer("b").evidence == (PLAN,)


def test_evidence_noted_before_the_answer_is_kept_with_the_proposal(
    three: Questionnaire, make_sheet: MakeSheet
) -> None:
    apart = agenda(three, [Contribution(sheet=make_sheet(a=2)), Contribution(sheet=make_sheet(a=2))])
    own = make_sheet(a=Answer(comment="To confirm.", evidence=(PLAN,)))
    assert agreed_sheet(own, apart).answer("a") == level(2, PLAN, comment="To confirm.")


def test_what_agreeing_a_level_does_shows_in_the_card(three: Questionnaire, make_sheet: MakeSheet) -> None:
    apart = agenda(three, [Contribution(sheet=make_sheet(a=2, b=2, c=one)) for one in (0, 4)])
    before = score(three, agreed_sheet(make_sheet(), apart)).section("c1")
    after = score(three, agreed_sheet(make_sheet(c=level(2, PLAN)), apart)).section("c1")
    assert (before.stage, after.stage) == (0, 2)
    assert (before.answered, after.answered, after.score) == (2, 3, 50)


def test_one_contributor_alone_is_scored_as_they_answered(three: Questionnaire, make_sheet: MakeSheet) -> None:
    alone = make_sheet(a=1, b="-", c=3)
    found = agreed_sheet(make_sheet(), agenda(three, [Contribution(sheet=alone)]))
    assert found == alone
