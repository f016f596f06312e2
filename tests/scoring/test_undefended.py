"""High answers that nothing stands behind yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from selfassess.answers.model import Answer, AnswerSheet
from selfassess.questionnaire.model import EvidenceRule, Questionnaire
from selfassess.scoring.undefended import Undefended, undefended

RULES = ({"level": 2}, {"level": 3, "within_months": 24}, {"level": 4, "within_months": 24, "shows": "effect"})
RECENT, OLD = date(2026, 3, 1), date(2024, 3, 1)


@pytest.fixture(scope="session")
def found(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> Callable[..., tuple[Undefended, ...]]:
    """`found({"a": 3}, evidence=RULES)`: what is undefended among these answers."""

    def build(answers: dict[str, Any], **asked: Any) -> tuple[Undefended, ...]:
        questions: dict[str, Any] = {id: {} for id in answers}
        questions["never"] = {"applies_if": {"any": ()}}
        questionnaire = make_questionnaire({"c1": {"questions": questions}}, **asked)
        return undefended(questionnaire, make_sheet({**answers, "never": 4}))

    return build


def test_the_furthest_from_its_evidence_comes_first_then_the_highest(
    found: Callable[..., tuple[Undefended, ...]], backed: Callable[..., Answer]
) -> None:
    answers = {
        "low": 1,
        "two": 2,
        "three": 3,
        "old": backed(3, OLD),
        "plain": backed(4, RECENT),
        "held": backed(4, RECENT, shows="effect"),
        "top": 4,
        "open": None,
        "unknown": "?",
        "other": "-",
    }
    told = [(one.question, one.level, one.supported_level) for one in found(answers, evidence=RULES)]
    assert told == [("top", 4, 1), ("three", 3, 1), ("plain", 4, 3), ("old", 3, 2), ("two", 2, 1)]


def test_what_is_missing_is_the_lowest_rule_that_is_not_met(
    found: Callable[..., tuple[Undefended, ...]], backed: Callable[..., Answer]
) -> None:
    (one,) = found({"a": backed(4, OLD)}, evidence=RULES[::-1])
    assert one.missing == EvidenceRule(level=3, within_months=24)
    assert (one.section, one.supported_level) == ("c1", 2)


def test_where_no_rule_asks_for_evidence_a_high_answer_without_any_is_still_named(
    found: Callable[..., tuple[Undefended, ...]], backed: Callable[..., Answer]
) -> None:
    told = found({"middle": 2, "high": 3, "highest": 4, "backed": backed(4, None)})
    assert [(one.question, one.supported_level, one.missing) for one in told] == [
        ("highest", 4, None),
        ("high", 3, None),
    ]


@pytest.mark.parametrize(("top", "high"), [(2, 2), (3, 2), (4, 3), (5, 3), (6, 4)])
def test_high_is_above_the_middle_of_any_scale(
    found: Callable[..., tuple[Undefended, ...]], top: int, high: int
) -> None:
    assert [one.level for one in found({f"a{level}": level for level in range(top + 1)}, top=top)] == list(
        range(top, high - 1, -1)
    )
