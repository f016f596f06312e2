"""Every figure says how it came about, and the arithmetic it prints is the figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import Answer, AnswerSheet
from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import Trace, overall_traces, score, section_traces, worded
from selfassess.scoring.arithmetic import exact

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
Backed = Callable[..., Answer]


def _said(trace: Trace) -> list[str]:
    return [worded(step, Translator(), str) for step in trace.steps]


def _of(asked: Questionnaire, said: AnswerSheet, section: str) -> dict[str, Trace]:
    return {trace.figure: trace for trace in section_traces(asked, said, score(asked, said), section)}


def _evaluated(arithmetic: str) -> Fraction:
    """What stands left of the = or ≈, worked out exactly."""
    left = re.split(" [=≈] ", arithmetic)[0].replace("×", "*").replace("÷", "/").replace("−", "-")
    value = eval(re.sub(r"\d+(\.\d+)?", lambda found: f"Fraction('{found.group()}')", left), {"Fraction": Fraction})
    assert isinstance(value, Fraction)
    return value


def _printed(arithmetic: str) -> Fraction:
    return Fraction(re.split(" [=≈] ", arithmetic)[1])


def test_the_score_of_the_worked_example_is_written_out(worked_example: tuple[Questionnaire, AnswerSheet]) -> None:
    traces = _of(*worked_example, "c1")
    assert traces["score"].arithmetic == "100 × (1×1 + 2×3 + 1×2) ÷ (4 × (1 + 2 + 1)) = 56.25"
    assert traces["high"].arithmetic == "100 × (1×1 + 2×3 + 1×2 + 1×4) ÷ (4 × (1 + 2 + 1 + 1)) = 65"
    assert traces["median"].arithmetic == "1, 2, 3 → 2"
    assert _said(traces["status"]) == [
        "3 of 4 applicable questions are answered, 80 % of their weight; a score needs 60 %."
    ]


def test_the_stage_says_each_stage_up_to_the_one_that_is_not_met_and_the_gate_in_its_way(
    worked_example: tuple[Questionnaire, AnswerSheet],
) -> None:
    assert _said(_of(*worked_example, "c1")["stage"]) == [
        "Stage 1 needs 75 % of the weight at level 1 or more: 80 % is there, which is enough.",
        "Stage 2 needs 75 % of the weight at level 2 or more: only 60 % is there.",
        "Stage 2 cannot be reached while this is below level 2: a.",
    ]


def test_the_highest_stage_says_that_there_is_no_higher_one(make_questionnaire: Build, make_sheet: Say) -> None:
    traces = _of(make_questionnaire({"s": {"questions": {"a": {}}}}, top=2), make_sheet(a=2), "s")
    assert _said(traces["stage"])[-1] == "Stage 2 is the highest there is."
    assert (traces["route"].result, traces["route"].arithmetic) == (None, "")


def test_the_supported_stage_says_what_each_answer_is_missing(
    make_questionnaire: Build, make_sheet: Say, backed: Backed
) -> None:
    rules = ({"level": 1}, {"level": 2, "within_months": 24}, {"level": 3, "shows": "effect"},
             {"level": 4, "shows": "effect", "within_months": 12})  # fmt: skip
    asked = make_questionnaire({"s": {"questions": {id: {} for id in "abcdef"}}}, evidence=rules)
    recent = date(2026, 1, 1)
    said = make_sheet(
        a=1, b=backed(2, None), c=backed(3, recent), d=backed(4, date(2025, 1, 1), shows="effect"), e="?", f=0
    )
    assert _said(_of(asked, said, "s")["supported_stage"])[:4] == [
        "a is at level 1, supported at level 0: level 1 needs a piece of evidence.",
        (
            "b is at level 2, supported at level 1: level 2 needs a piece of evidence dated in the 24 months up to the "
            "assessment."
        ),
        "c is at level 3, supported at level 2: level 3 needs a piece of evidence that shows an effect.",
        (
            "d is at level 4, supported at level 3: level 4 needs a piece of evidence that shows an effect and is "
            "dated in the 12 months up to the assessment."
        ),
    ]


def test_the_route_says_what_is_missing_what_to_raise_and_what_is_there_then(
    make_questionnaire: Build, make_sheet: Say
) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {"gate": 1}, "b": {}, "c": {}}}}, stage_share=1)
    trace = _of(asked, make_sheet(a=0, b="?", c=1), "s")["route"]
    assert (trace.arithmetic, trace.result) == ("(1 − 0) + (1 − 0) = 2", 2)
    assert _said(trace) == [
        "Stage 1 needs 100 % of the weight at level 1 or more: only 33.33 % is there.",
        "Stage 1 cannot be reached while this is below level 1: a.",
        "Raise a from level 0 to level 1.",
        "Raise b to level 1; what is not known yet counts from level 0.",
        "Stage 1 needs 100 % of the weight at level 1 or more: 100 % is there, which is enough.",
    ]


def test_a_score_that_is_withheld_says_why(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire({"s": {"questions": {"a": {}, "b": {}, "c": {}}}})
    said = make_sheet()
    traces = _of(asked, said, "s")
    absent = "There is no score: 0 % of the applicable weight is answered, and a score needs 60 %."
    assert worded(traces["score"], Translator(), str) == absent
    assert {worded(traces[figure], Translator(), str) for figure in ("median", "weakest")} == {
        "No question is answered."
    }
    overall = overall_traces(asked, score(asked, said))[0]
    assert (overall.figure, overall.result, overall.arithmetic) == ("score", None, "")


def test_where_nothing_applies_that_is_said_of_every_figure(make_questionnaire: Build, make_sheet: Say) -> None:
    asked, said = make_questionnaire({"s": {"questions": {"a": {}}}}), make_sheet(a="-")
    card = score(asked, said)
    assert {trace.result for trace in section_traces(asked, said, card, "s")} == {None, (), "not_applicable"}
    assert [trace.result for trace in overall_traces(asked, card)] == [None] * 5


def test_names_stand_in_the_sentence_where_the_reader_wants_them(
    worked_example: tuple[Questionnaire, AnswerSheet],
) -> None:
    gate = _of(*worked_example, "c1")["stage"].steps[-1]
    assert worded(gate, Translator(), {"a": "“Learning”"}.__getitem__).endswith("below level 2: “Learning”.")


def test_numbers_are_written_without_loss() -> None:
    written = [exact(number) for number in (3, Fraction(1, 10), Fraction(-5, 4), Fraction(175, 3), Fraction(1, 2**9))]
    assert written == ["3", "0.1", "-1.25", "(175 ÷ 3)", "0.001953125"]


WEIGHTS = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 10), Fraction(1, 3)])
SAID = st.one_of(st.integers(0, 3), st.sampled_from(["?", "-", None]))


@given(st.lists(st.tuples(st.sampled_from("st"), WEIGHTS, SAID, st.none() | st.integers(1, 3)), min_size=1, max_size=7))
def test_the_arithmetic_worked_out_is_the_figure_on_the_card(
    make_questionnaire: Build, make_sheet: Say, questions: list[tuple[str, Fraction, object, int | None]]
) -> None:
    sections: dict[str, dict[str, object]] = {}
    for number, (section, weight, _, gate) in enumerate(questions):
        asked_there = sections.setdefault(section, {"weight": weight, "questions": {}})["questions"]
        assert isinstance(asked_there, dict)
        asked_there[f"q{number}"] = {"weight": weight, "gate": gate}
    asked = make_questionnaire(sections, top=3)
    said = make_sheet({f"q{number}": answer for number, (_, _, answer, _) in enumerate(questions)})
    card = score(asked, said)
    pairs = [(card.overall, trace) for trace in overall_traces(asked, card)]
    pairs += [(part, trace) for part in card.sections for trace in section_traces(asked, said, card, part.id)]
    for holder, trace in pairs:
        figure = getattr(holder, trace.figure)
        assert trace.result == (figure.steps if trace.figure == "route" and figure else figure)
        for arithmetic in (trace.arithmetic, *(step.arithmetic for step in trace.steps)):
            if arithmetic and "→" not in arithmetic:
                assert _printed(arithmetic) == Fraction(rounded(_evaluated(arithmetic), 2))
                assert ("≈" in arithmetic) == (_printed(arithmetic) != _evaluated(arithmetic))
        if trace.arithmetic and "→" not in trace.arithmetic:
            assert _evaluated(trace.arithmetic) == trace.result
