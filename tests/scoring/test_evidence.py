"""Which level of an answer its evidence backs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.questionnaire.model import EvidenceRule, Questionnaire
from selfassess.scoring import score
from selfassess.scoring.evidence import supported_level, within_months

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
Backed = Callable[..., Answer]

ON = date(2026, 10, 1)
RULES = (
    EvidenceRule(level=2),
    EvidenceRule(level=3, within_months=24),
    EvidenceRule(level=4, within_months=24, shows="effect"),
)


@pytest.mark.parametrize(
    ("dated", "months", "assessed_on", "holds"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28), True),
        (date(2025, 8, 31), 6, date(2026, 3, 1), False),
        (date(2023, 8, 31), 6, date(2024, 2, 29), True),
        (date(2023, 8, 30), 6, date(2024, 2, 29), True),
        (date(2023, 8, 28), 6, date(2024, 2, 29), False),
        (date(2024, 10, 1), 24, date(2026, 10, 1), True),
        (date(2024, 9, 30), 24, date(2026, 10, 1), False),
        (date(2026, 10, 2), 24, date(2026, 10, 1), False),
        (date(2026, 10, 1), 1, date(2026, 10, 1), True),
        (date(9999, 1, 1), 1200, date(9999, 12, 31), True),
        (None, 24, date(2026, 10, 1), False),
    ],
)
def test_months_are_calendar_months_that_clip_at_their_end(
    dated: date | None, months: int, assessed_on: date, holds: bool
) -> None:
    assert within_months(dated, months, assessed_on) is holds


def test_without_rules_every_level_is_supported(backed: Backed) -> None:
    assert supported_level(backed(4), (), ON) == 4


def test_only_an_answer_has_a_supported_level() -> None:
    assert supported_level(Answer(state=State.DONT_KNOW), RULES, ON) is None


def test_the_first_rule_that_is_not_met_ends_the_support(backed: Backed) -> None:
    """Undated evidence meets the rule of level 2 only, recent evidence that of 3 too, an effect that of 4."""
    assert supported_level(backed(4), RULES, ON) == 1
    assert supported_level(backed(4, None), RULES, ON) == 2
    assert supported_level(backed(4, date(2026, 1, 1)), RULES, ON) == 3
    assert supported_level(backed(4, date(2026, 1, 1), shows="effect"), RULES, ON) == 4
    assert supported_level(backed(1), RULES, ON) == 1


def test_a_rule_is_met_by_one_piece_alone(backed: Backed) -> None:
    """One recent piece and one old piece that shows an effect do not make a recent one that shows an effect."""
    pieces = (Evidence(title="A log", dated=date(2026, 1, 1)), Evidence(title="A study", shows="effect"))
    answer = Answer(state=State.ANSWERED, value=4, evidence=pieces)
    assert supported_level(answer, RULES, ON) == 3


def test_rules_may_stand_in_any_order(backed: Backed) -> None:
    assert supported_level(backed(4), RULES[::-1], ON) == 1


def test_gates_look_at_the_supported_level_too(make_questionnaire: Build, make_sheet: Say) -> None:
    """All at 3, but the gate has no evidence: supported at 1, so the supported stage stays at 1."""
    asked = make_questionnaire(
        {"s": {"questions": {"a": {"gate": 2}, "b": {}, "c": {}, "d": {}}}}, evidence=({"level": 2},)
    )
    note = (Evidence(title="A note"),)
    noted = Answer(state=State.ANSWERED, value=3, evidence=note)
    section = score(asked, make_sheet(a=3, b=noted, c=noted, d=noted)).sections[0]
    assert (section.stage, section.supported_stage) == (3, 1)
