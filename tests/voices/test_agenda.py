"""What several people said apart becomes an agenda: ranked, folded, and silent about who said what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.questionnaire.model import Questionnaire
from selfassess.voices.agenda import Agenda, Contribution, Standing, Topic, agenda
from selfassess.voices.views import LevelSpread, NoView, OneView, Responses, ValueSpread

AgendaOf = Callable[..., Agenda]
MakeSheet = Callable[..., AnswerSheet]
MakeQuestionnaire = Callable[..., Questionnaire]


def names(topics: tuple[Topic, ...]) -> str:
    return " ".join(topic.question for topic in topics)


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
