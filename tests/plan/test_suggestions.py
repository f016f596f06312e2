"""What is suggested next: a route for every section in an order that can be explained, and the quick wins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import AnswerSheet
from selfassess.plan import Action, ActionKind, ActionPlan, ActionStatus, next_steps
from selfassess.plan.suggestions import (
    QuickWin,
    SuggestedRoute,
    quick_wins,
    suggested_routes,
    suggestions_along,
    suggestions_for,
    suggestions_in,
)
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.scoring import score
from selfassess.scoring.card import Move

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]

EASY = {"actions": tuple({"from": level, "do": f"Go on from {level}.", "effort": "low"} for level in range(4))}


def _routes(asked: Questionnaire, sheet: AnswerSheet) -> tuple[SuggestedRoute, ...]:
    return suggested_routes(asked, sheet, score(asked, sheet))


def _wins(asked: Questionnaire, sheet: AnswerSheet) -> tuple[QuickWin, ...]:
    return quick_wins(asked, sheet, score(asked, sheet))


def _question(asked: Questionnaire, id: str) -> LevelQuestion:
    found = asked.by_id[id]
    assert isinstance(found, LevelQuestion)
    return found


def test_a_suggestion_is_named_by_its_question_its_step_and_its_place(make_questionnaire: Build) -> None:
    actions = (
        {"from": 0, "do": "Name a lead."},
        {"from": 1, "do": "Ask staff."},
        {"from": 0, "do": "Read the guide.", "effort": "high"},
    )
    question = _question(make_questionnaire({"s": {"questions": {"a-b": {"actions": actions}}}}), "a-b")
    found = [(one.id, one.question, one.from_level, str(one.action.do)) for one in suggestions_along(question, 0, 3)]
    assert found == [
        ("a-b.0.1", "a-b", 0, "Name a lead."),
        ("a-b.0.2", "a-b", 0, "Read the guide."),
        ("a-b.1.1", "a-b", 1, "Ask staff."),
    ]
    assert suggestions_for(question, 2) == ()
    assert suggestions_along(question, 2, 0) == ()


def test_the_name_of_a_suggestion_fits_where_actions_keep_it(make_questionnaire: Build) -> None:
    id = "q" * 80
    question = _question(make_questionnaire({"s": {"questions": {id: {"actions": ({"from": 0, "do": "Go."},)}}}}), id)
    assert len(suggestions_for(question, 0)[0].id) <= 200


def test_what_an_action_was_made_of_counts_until_it_is_stopped() -> None:
    made = Action(
        id="1",
        plan="p",
        text="Name a lead.",
        measure="",
        key=False,
        kind=ActionKind.NEW,
        owner=None,
        due_on=None,
        status=ActionStatus.DONE,
        reason="",
        effort="low",
        suggestion="a.0.1",
        questions=("a",),
        carried_from=None,
        created_on=date(2026, 10, 1),
        ended_on=date(2026, 10, 2),
        revision=1,
    )
    stopped = replace(made, suggestion="a.0.2", status=ActionStatus.STOPPED, reason="No time.")
    plan = ActionPlan(
        id="p",
        organisation="o",
        questionnaire="example",
        assessment=None,
        starts_on=date(2026, 10, 1),
        ends_on=date(2027, 9, 30),
        follows=None,
        actions=(made, stopped, replace(made, suggestion=None)),
        checks=(),
        revision=1,
    )
    assert suggestions_in(plan) == {"a.0.1"}
    assert suggestions_in(None) == frozenset()


def test_a_route_tells_what_it_does_to_its_section_and_to_the_whole(make_questionnaire: Build, make_sheet: Say) -> None:
    """Section s: 100·(0 + 1)/8 = 12.5; with a at 1 it is 25, and its stage 1. The whole: 18.75 and 25."""
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}, "t": {"questions": {"c": {}}}})
    first, _ = _routes(asked, make_sheet(a=0, b=1, c=1))
    assert (first.section, first.to, first.arrives) == ("s", 1, True)
    assert [one.move for one in first.moves] == [Move(question="a", from_level=0, to_level=1)]
    before, after = first.effect.section("s")
    assert [(one.stage, one.score) for one in (before, after)] == [(0, Fraction(25, 2)), (1, 25)]
    assert (first.effect.before.overall.score, first.effect.after.overall.score) == (Fraction(75, 4), 25)


def test_gates_come_first_then_the_questionnaires_order(make_questionnaire: Build, make_sheet: Say) -> None:
    """All of the weight must be at 2: a, b and c rise; c is a gate there, and the gate of a was at 1."""
    questions = {"a": {"gate": 1}, "b": {"gate": 3}, "c": {"gate": 2}}
    asked = make_questionnaire({"s": {"questions": questions}}, stage_share=Fraction(1))
    (route,) = _routes(asked, make_sheet(a=1, b=1, c=1))
    assert [(one.move.question, one.gate) for one in route.moves] == [("c", True), ("a", False), ("b", False)]


def test_what_one_move_does_by_itself_is_told_too(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}}}})
    (route,) = _routes(asked, make_sheet(a=0, b=0))
    alone = [one.alone.section("s")[1] for one in route.moves]
    assert [(one.stage, one.score) for one in alone] == [(0, Fraction(25, 2)), (0, Fraction(25, 2))]
    assert (route.effect.section("s")[1].stage, route.effect.section("s")[1].score) == (1, 25)


def test_the_weakest_section_comes_first(make_questionnaire: Build, make_sheet: Say) -> None:
    """a: stage 2. b: stage 0, 12.5. c: too few answers. d: stage 0, 0. e: the top. f: nothing applies."""
    answers = {"a1": 2, "b1": 1, "b2": 0, "c1": 4, "c2": "?", "d1": 0, "d2": 0, "e1": 4, "f1": "-"}
    sections: dict[str, dict[str, dict[str, object]]] = {}
    for id in answers:
        sections.setdefault(id[0], {"questions": {}})["questions"][id] = {}
    found = _routes(make_questionnaire(sections), make_sheet(answers))
    assert [route.section for route in found] == ["c", "d", "b", "a"]


def test_a_question_that_a_move_brings_in_can_keep_the_section_back(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {"applies_if": {"question": "a", "in": (1,)}}}}})
    (route,) = _routes(asked, make_sheet(a=0))
    assert (route.to, route.arrives, route.effect.newly_asked) == (1, False, ("b",))


def test_a_question_that_a_move_takes_out_can_keep_the_section_back(make_questionnaire: Build, make_sheet: Say) -> None:
    """Six of eight stand at 4, and only the gate is in the way; past it those six are not asked any more."""
    questions = {
        "a": {"gate": 1},
        "b": {"weight": Fraction(6), "applies_if": {"question": "a", "in": (0,)}},
        "c": {},
    }
    asked = make_questionnaire({"s": {"questions": questions}})
    (route,) = _routes(asked, make_sheet(a=0, b=4, c=0))
    assert (route.arrives, route.effect.newly_asked, route.effect.no_longer_asked) == (False, (), ("b",))


SAID = st.sampled_from([0, 1, 2, 3, 4, "?", "-", None])
GATES = st.none() | st.integers(1, 4)


@given(
    st.lists(st.tuples(SAID, GATES, st.sampled_from([1, 2, 3])), min_size=1, max_size=6),
    st.sampled_from([2, 3, 4]),
    st.booleans(),
)
def test_taking_a_route_lifts_its_section_by_a_stage(
    make_questionnaire: Build, make_sheet: Say, said: list[tuple[object, int | None, int]], share: int, gates: bool
) -> None:
    """By exactly one, but for a gate that alone had held it back: then what is beyond the gate counts at once."""
    questions = {
        f"q{number}": {"weight": Fraction(weight), "gate": gate if gates else None}
        for number, (_, gate, weight) in enumerate(said)
    }
    asked = make_questionnaire({"s": {"questions": questions}}, stage_share=Fraction(share, 4))
    answers = {f"q{number}": answer for number, (answer, _, _) in enumerate(said)}
    sheet = make_sheet(answers)
    found = _routes(asked, sheet)
    assert len(found) == len(next_steps(asked, sheet, score(asked, sheet)))
    for route in found:
        before, after = route.effect.section("s")
        assert before.stage is not None
        assert after.stage is not None
        assert route.to == before.stage + 1
        assert route.arrives
        assert after.stage == route.to or any(one.gate for one in route.moves)
        raised = {one.move.question: one.move.to_level for one in route.moves}
        assert route.effect.after == score(asked, make_sheet({**answers, **raised}))


def test_past_a_gate_everything_that_was_there_already_counts(make_questionnaire: Build, make_sheet: Say) -> None:
    """Half of the weight is at 2 and only the gate at 1 was in the way: one step, two stages."""
    questions = {"a": {}, "b": {"gate": 1}}
    asked = make_questionnaire({"s": {"questions": questions}}, stage_share=Fraction(1, 2))
    (route,) = _routes(asked, make_sheet(a=2, b=0))
    assert (route.to, route.effect.section("s")[1].stage, route.arrives) == (1, 2, True)


@given(st.lists(st.tuples(SAID, GATES), min_size=1, max_size=6))
def test_no_stage_is_reached_while_a_gate_is_left_out(
    make_questionnaire: Build, make_sheet: Say, questions: list[tuple[object, int | None]]
) -> None:
    """Everything else may go to the top: without the gate the section stays below the stage."""
    said = {f"q{number}": answer for number, (answer, _) in enumerate(questions)}
    gates = {f"q{number}": {"gate": gate} for number, (_, gate) in enumerate(questions)}
    asked = make_questionnaire({"s": {"questions": gates}})
    for route in _routes(asked, make_sheet(said)):
        for one in (one for one in route.moves if one.gate):
            held = one.move.question
            most = {id: 4 if id != held and answer != "-" else answer for id, answer in said.items()}
            stage = score(asked, make_sheet(most)).sections[0].stage
            assert stage is not None
            assert stage < route.to


def test_a_quick_win_is_a_single_step_of_little_effort(make_questionnaire: Build, make_sheet: Say) -> None:
    actions = (
        {"from": 1, "do": "Ask staff.", "effort": "medium"},
        {"from": 1, "do": "Put it on the agenda.", "effort": "low"},
        {"from": 2, "do": "Publish it.", "effort": "low"},
    )
    questions = {"a": {"actions": actions}, "b": {"actions": actions}, "c": {}}
    asked = make_questionnaire({"s": {"questions": questions}})
    (win,) = _wins(asked, make_sheet(a=1, b=0, c=1))
    assert win.move == Move(question="a", from_level=1, to_level=2)
    assert [(one.id, str(one.action.do)) for one in win.suggestions] == [("a.1.2", "Put it on the agenda.")]
    assert win.effect.levels == {"a": 2}
    assert win.effect.section("s")[1].score == 25


def test_what_is_open_at_the_top_or_does_not_apply_is_no_quick_win(make_questionnaire: Build, make_sheet: Say) -> None:
    questions = dict.fromkeys("abcd", EASY) | {"e": EASY | {"applies_if": {"profile": "kind", "in": ("school",)}}}
    facts = {"profile": ({"id": "kind", "prompt": "Kind?", "options": {"school": "School", "other": "Other"}},)}
    asked = make_questionnaire({"s": {"questions": questions}}, **facts)
    assert _wins(asked, make_sheet(a="?", b=None, c="-", d=4, e=1)) == ()


def test_a_step_that_brings_in_more_than_it_adds_is_no_quick_win(make_questionnaire: Build, make_sheet: Say) -> None:
    """100·1/4 = 25 with one question; 100·(2 + 0)/(4·3) ≈ 17 with two more that are open."""
    follows = {"applies_if": {"question": "a", "in": (2,)}}
    asked = make_questionnaire({"s": {"questions": {"a": EASY, "b": follows, "c": follows}}})
    assert _wins(asked, make_sheet(a=1)) == ()


def test_the_quick_win_that_lifts_a_stage_comes_first_then_the_one_that_adds_most(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    """s: each of two adds 3 points of 50. t: the only question, so a stage. u: three of weight 1, 1 and 2."""
    asked = make_questionnaire(
        {
            "s": {"questions": {"a": EASY, "b": EASY}},
            "t": {"questions": {"c": EASY}},
            "u": {"questions": {"d": EASY, "e": EASY, "f": EASY | {"weight": Fraction(2)}}},
        }
    )
    found = _wins(asked, make_sheet(a=1, b=1, c=1, d=1, e=1, f=1))
    assert [win.move.question for win in found] == ["c", "a", "b", "f", "d", "e"]
    assert [win.effect.stages_gained(win.section) for win in found] == [1, 0, 0, 0, 0, 0]


def test_what_lifts_the_whole_comes_before_what_lifts_a_section(make_questionnaire: Build, make_sheet: Say) -> None:
    """Three quarters of the sections must be at 2: t alone is not enough weight, u is."""
    asked = make_questionnaire(
        {
            "s": {"questions": {"a": {}}},
            "t": {"questions": {"b": EASY}},
            "u": {"weight": Fraction(2), "questions": {"c": EASY, "d": {}, "e": {}, "f": {}}},
        }
    )
    found = _wins(asked, make_sheet(a=2, b=1, c=1, d=2, e=2, f=1))
    assert [(win.move.question, win.effect.overall_stages_gained) for win in found] == [("c", 1), ("b", 0)]


@given(st.lists(SAID, min_size=1, max_size=6))
def test_the_effect_of_a_quick_win_is_that_of_a_sheet_that_says_so(
    make_questionnaire: Build, make_sheet: Say, answers: list[object]
) -> None:
    said = {f"q{number}": answer for number, answer in enumerate(answers)}
    asked = make_questionnaire({"s": {"questions": dict.fromkeys(said, EASY)}})
    for win in _wins(asked, make_sheet(said)):
        then = score(asked, make_sheet({**said, win.move.question: win.move.to_level}))
        assert win.effect.after == then
        assert then.overall.low is not None
        assert win.effect.before.overall.low is not None
        assert then.overall.low > win.effect.before.overall.low
