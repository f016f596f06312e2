"""What several people said apart becomes an agenda: ranked, folded, and silent about who said what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import Answer, Evidence, State
from selfassess.questionnaire.model import Questionnaire
from selfassess.voices.agenda import Agenda, Standing, agenda
from selfassess.voices.views import LevelSpread, NoView, OneView, Responses, ValueSpread

from .topics import names

AgendaOf = Callable[..., Agenda]
MakeQuestionnaire = Callable[..., Questionnaire]


def reason(text: str) -> Answer:
    return Answer(state=State.NOT_APPLICABLE, reason=text)


def said(value: Any, comment: str | None = None, *evidence: Evidence) -> Answer:
    return Answer(state=State.ANSWERED, value=value, comment=comment, evidence=evidence)


def test_a_spread_has_a_range_a_lower_median_and_an_agreement(agenda_of: AgendaOf) -> None:
    spread = agenda_of(a=[1, 2, 2, 3, 3, "?"]).by_question["a"].views
    assert isinstance(spread, LevelSpread)
    assert spread.counts == (0, 1, 2, 2, 0)
    assert (spread.people, spread.lowest, spread.highest, spread.range, spread.median) == (5, 1, 3, 2, 2)
    assert spread.agreement == Fraction(3, 5)


def test_the_median_of_two_halves_is_the_lower_one() -> None:
    assert LevelSpread(counts=(0, 2, 0, 2, 0)).median == 1


def test_what_became_of_the_question_is_counted(agenda_of: AgendaOf) -> None:
    topic = agenda_of(a=[1, 2, "?", "?", "-", None]).by_question["a"]
    assert topic.responses == Responses(asked=6, answered=2, not_applicable=1, dont_know=2, unanswered=1)


@pytest.mark.parametrize(
    ("answers", "standing", "proposed"),
    [
        ([2, 2, 2], Standing.AGREED, 2),
        ([2, 2, None], Standing.AGREED, 2),  # who has said nothing does not object
        ([2, 2, "?"], Standing.NEAR, 2),  # who does not know does
        ([2, 3], Standing.NEAR, 2),
        ([2, 3, 3], Standing.NEAR, 3),
        ([2, 3, "?"], Standing.NEAR, 2),
        ([2, 3, "?", "?"], Standing.DISCUSS, None),  # a level of half of them would be a guess
        ([1, 3, 3], Standing.DISCUSS, None),
        ([2, "?"], Standing.DISCUSS, None),
        ([2, None], Standing.DISCUSS, None),  # one view of several is no agreement
        (["?", "?"], Standing.DISCUSS, None),
        ([None, None], Standing.DISCUSS, None),
        ([2, 2, None, None], Standing.AGREED, 2),  # half of those asked are enough
        ([2, 2, None, None, None], Standing.DISCUSS, None),  # fewer are not
        ([2, 3, "?", None, None], Standing.DISCUSS, None),
        ([2, 2, "-"], Standing.DISCUSS, None),
        (["-", "-", "-"], Standing.DISCUSS, None),  # why is for all of them to word
        (["-", "?"], Standing.DISCUSS, None),
        (["-", None], Standing.DISCUSS, None),
        ([2], Standing.ALONE, 2),
        (["?"], Standing.DISCUSS, None),
        ([None], Standing.DISCUSS, None),
    ],
)
def test_a_question_is_discussed_unless_those_who_spoke_are_near_each_other(
    agenda_of: AgendaOf, answers: list[Any], standing: Standing, proposed: int | None
) -> None:
    topic = agenda_of(a=answers).by_question["a"]
    assert topic.standing is standing
    assert (topic.proposal.level if topic.proposal else None) == proposed
    assert (topic.proposal is None) == (standing is Standing.DISCUSS)


def test_two_of_sixty_agree_on_nothing_for_the_others(agenda_of: AgendaOf) -> None:
    found = agenda_of(a=[4, 4, *[None] * 58], b=[*[4] * 30, *[None] * 30])
    assert (names(found.discuss), names(found.agreed)) == ("a", "b")
    assert found.by_question["a"].proposal is None


def test_nobodys_reason_becomes_that_of_all(agenda_of: AgendaOf) -> None:
    topic = agenda_of(a=[reason("No services."), reason("We run no services at all."), None]).by_question["a"]
    assert topic.standing is Standing.DISCUSS
    assert topic.reasons == ("No services.", "We run no services at all.")
    assert topic.proposal is None


def test_one_who_was_asked_alone_may_say_that_it_does_not_apply(agenda_of: AgendaOf) -> None:
    topic = agenda_of(a=["-"]).by_question["a"]
    assert topic.standing is Standing.ALONE
    assert topic.proposal == reason("It does not arise here.")


def test_one_contributor_makes_no_distribution(agenda_of: AgendaOf) -> None:
    found = agenda_of(a=[3], b=["?"])
    assert found.by_question["a"].views == OneView(value=3)
    assert found.by_question["b"].views == NoView()
    assert (names(found.agreed), names(found.discuss)) == ("a", "b")


def test_the_widest_split_comes_first_then_the_least_agreement_then_those_who_do_not_know(
    agenda_of: AgendaOf,
) -> None:
    found = agenda_of(
        silent=[None, None, None, None],
        unknown=["?", "?", "?", "?"],
        elsewhere=["-", "-", "-", "-"],
        lonely=[2, None, None, None],
        apart=[1, 1, 3, 3],
        closer=[1, 2, 2, 3],
        unsure=[1, 2, 2, "?"],
        half=[2, 3, "?", "?"],
        poles=[0, 0, 4, 4],
        spread=[0, 1, 3, 4],
    )
    assert names(found.discuss) == "poles spread apart closer half unknown silent elsewhere lonely"
    assert names(found.near) == "unsure"


def test_whether_a_question_applies_divides_like_the_ends_of_the_scale(agenda_of: AgendaOf) -> None:
    found = agenda_of(
        apart=[0, 0, 1, 1, 3, 3],
        outlier=[2, 2, 2, 2, 2, "-"],
        wide=[0, 1, 2, 2, 3, 4],
        lonely=[2, "-", "-", "-", "-", "-"],
        halves=[2, 2, 2, "-", "-", "-"],
        both=[0, 0, 0, 4, 4, "-"],
        poles=[0, 0, 0, 4, 4, 4],
    )
    assert names(found.discuss) == "halves poles both wide outlier lonely apart"


def test_values_are_divided_by_whether_the_question_applies_too_but_come_after_the_levels(agenda_of: AgendaOf) -> None:
    types = {"words": {"type": "text"}, "number": {"type": "number"}}
    found = agenda_of(types, words=["We listen.", "We hear."], number=[Fraction(10), "-"], level=[1, 3])
    assert names(found.discuss) == "level number words"


def test_equals_stand_in_the_order_of_the_questionnaire(agenda_of: AgendaOf) -> None:
    assert names(agenda_of(b=[0, 2], a=[1, 3], c=[2, 4]).discuss) == "b a c"


def test_folded_questions_stand_in_the_order_of_the_questionnaire(agenda_of: AgendaOf) -> None:
    found = agenda_of(d=[1, 2], c=[3, 3], b=[0, 4], a=[2, 3], e=[0, 0])
    assert (names(found.discuss), names(found.near), names(found.agreed)) == ("b", "d a", "c e")


def test_values_that_are_not_scored_stand_side_by_side_after_the_levels(agenda_of: AgendaOf) -> None:
    types = {
        "words": {"type": "text"},
        "number": {"type": "number"},
        "which": {"type": "choices", "options": {"x": "X", "y": "Y"}},
        "day": {"type": "date"},
    }
    found = agenda_of(
        types,
        words=["We listen.", "We hear.", "We listen."],
        number=[Fraction(10), Fraction(9), None],
        which=[("x", "y"), ("x",), None],
        day=[date(2026, 3, 1), date(2026, 3, 1), "?"],
        level=[1, 3, 3],
    )
    assert names(found.discuss) == "level words number which"
    topics = found.by_question
    assert topics["words"].views == ValueSpread(values=(("We listen.", 2), ("We hear.", 1)))
    assert topics["number"].views == ValueSpread(values=((Fraction(9), 1), (Fraction(10), 1)))
    assert topics["which"].views == ValueSpread(values=((("x",), 1), (("x", "y"), 1)))
    assert topics["day"].standing is Standing.NEAR
    assert topics["day"].proposal == said(date(2026, 3, 1))


def test_the_same_value_from_all_is_agreed(agenda_of: AgendaOf) -> None:
    topic = agenda_of({"a": {"type": "yes_no"}}, a=["yes", "yes", None]).by_question["a"]
    assert (topic.standing, topic.proposal) == (Standing.AGREED, said("yes"))


def test_half_who_do_not_know_leave_a_value_open(agenda_of: AgendaOf) -> None:
    found = agenda_of({"a": {"type": "yes_no"}}, a=["yes", "yes", "?", "?"])
    assert names(found.discuss) == "a"


def test_comments_and_evidence_are_listed_once_in_the_order_of_the_alphabet(agenda_of: AgendaOf) -> None:
    plan, minutes = Evidence(title="Plan", dated=date(2026, 1, 2)), Evidence(title="minutes")
    topic = agenda_of(
        a=[said(1, "Zeal shows.", plan), said(1, "all of us", minutes, plan), said(1, "All of us"), "?"]
    ).by_question["a"]
    assert topic.comments == ("All of us", "all of us", "Zeal shows.")
    assert topic.evidence == (minutes, plan)


def test_without_contributors_there_is_nothing_on_the_agenda(make_questionnaire: MakeQuestionnaire) -> None:
    found = agenda(make_questionnaire({"c1": {"questions": {"a": {}}}}), [])
    assert not found.by_question
    assert found.contributors == 0


ANSWERS = st.sampled_from([None, "?", "-", 0, 1, 2, 3, 4, said(2, "b"), said(3, "a", Evidence(title="x"))])


@given(st.lists(st.tuples(ANSWERS, ANSWERS, ANSWERS), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_agenda_does_not_tell_who_said_what(
    agenda_of: AgendaOf, said_by: list[tuple[Any, ...]], chance: Any
) -> None:
    shuffled = chance.sample(said_by, len(said_by))
    first, second = (
        agenda_of(a=[one[0] for one in order], b=[one[1] for one in order], c=[one[2] for one in order])
        for order in (said_by, shuffled)
    )
    assert first == second
