"""A sheet becomes an answers file that says exactly what was said."""

from __future__ import annotations

import decimal
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet, Evidence, Lowered, State, Value
from selfassess.answers.writing import answers_file


def sheet(**answers: Answer) -> AnswerSheet:
    return AnswerSheet(
        organisation="Tŷ Bach",
        period="2026",
        assessed_on=date(2026, 10, 1),
        questionnaire="q",
        version="1.0.0",
        profile={"sector": "other"},
        answers=answers,
    )


def said(value: Value) -> Answer:
    return Answer(state=State.ANSWERED, value=value)


def test_the_head_of_the_file_says_whose_answers_they_are_in_readable_letters() -> None:
    data = answers_file(sheet())
    assert json.loads(data) == {
        "organisation": "Tŷ Bach",
        "period": "2026",
        "assessed_on": "2026-10-01",
        "questionnaire": "q",
        "version": "1.0.0",
        "profile": {"sector": "other"},
        "answers": {},
    }
    assert "Tŷ Bach" in data.decode()


def test_the_four_states_stay_apart_and_what_was_never_said_is_left_out() -> None:
    written = answers_file(
        sheet(
            a=said(2),
            b=Answer(state=State.NOT_APPLICABLE, reason="None here"),
            c=Answer(state=State.DONT_KNOW, comment="Ask"),
            d=UNANSWERED,
            e=Answer(comment="Not yet"),
        )
    )
    assert json.loads(written)["answers"] == {
        "a": {"level": 2},
        "b": {"not_applicable": "None here"},
        "c": {"dont_know": True, "comment": "Ask"},
        "e": {"comment": "Not yet"},
    }


def test_a_level_that_the_moderator_lowered_is_written_with_the_reason() -> None:
    lowered = Answer(state=State.ANSWERED, value=3, lowered=Lowered(level=0, reason="Hearsay."), comment="Ours")
    written = json.loads(answers_file(sheet(a=lowered)))["answers"]
    assert written == {"a": {"level": 3, "supported": {"level": 0, "reason": "Hearsay."}, "comment": "Ours"}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("yes", "yes"),
        (("x", "y"), ["x", "y"]),
        ((), []),
        (date(2026, 2, 28), "2026-02-28"),
        (Fraction(1, 10), Decimal("0.1")),
        (Fraction(-7), Decimal(-7)),
        (Fraction("0.00000000000000000000000000000000000000012345"), Decimal("1.2345E-40")),
        (Fraction("123456789012345678901234567890.5"), Decimal("123456789012345678901234567890.5")),
    ],
)
def test_values_are_written_exactly(value: Value, expected: object) -> None:
    numbers_as_decimals = json.loads(answers_file(sheet(a=said(value))), parse_float=Decimal, parse_int=Decimal)
    assert numbers_as_decimals["answers"]["a"] == {"value": expected}


def test_a_number_that_no_decimal_can_say_is_refused_rather_than_cut_off() -> None:
    with pytest.raises(decimal.Inexact):
        answers_file(sheet(a=said(Fraction(1, 3))))


def test_evidence_is_written_with_the_keys_it_has() -> None:
    evidence = (
        Evidence(title="All", dated=date(2026, 3, 1), reach="staff", shows="effect", link="https://example.org"),
        Evidence(title="Only a title"),
    )
    written = json.loads(answers_file(sheet(a=Answer(state=State.ANSWERED, value=1, evidence=evidence))))
    assert written["answers"]["a"]["evidence"] == [
        {"title": "All", "dated": "2026-03-01", "reach": "staff", "shows": "effect", "link": "https://example.org"},
        {"title": "Only a title"},
    ]
