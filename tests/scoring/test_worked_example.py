"""The worked example of the public contract gives exactly the figures printed there."""

from __future__ import annotations

import json

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import card_as_json, score


def test_the_worked_example_of_the_contract_gives_its_figures(
    worked_example: tuple[Questionnaire, AnswerSheet],
) -> None:
    """By hand, m = 4, share 0.75, minimum 0.6.

    c1: a (gate 2) = 1, b (weight 2) = 3, c = 2, d don't know; weights 1 + 2 + 1 + 1 = 5, answered 4 of 5 = 0.8 ≥ 0.6.
    score 100·(1 + 6 + 2)/(4·4) = 56.25; low 100·9/(4·5) = 45; high 100·(9 + 4)/20 = 65; lower median of 1 2 3 = 2;
    weakest a. Stage 1: at 1 or more 4 of 5 = 80 % ≥ 75 %; stage 2: 3 of 5 = 60 %, and a is below its gate: stage 1.
    Supported: a 1 (no rule below 2); b 3 (2024-10-01 + 24 months is 2026-10-01, on the day); c 2 (any evidence);
    so supported stage 1. Route to 2: 75 % of 5 is 3.75, so 4; a has to go to its gate, 1 → 2, and 3 + 1 = 4: 1 step.

    c2: e = 3 without evidence, f not applicable. 100·3/4 = 75 for score, low and high; stage 3; e is supported at 1
    (rule 2 is not met): supported stage 1. Route to 4: e 3 → 4, 1 step.

    overall, weights 1 and 2: score (56.25 + 150)/3 = 68.75; low (45 + 150)/3 = 65; high (65 + 150)/3 = 71.67.
    Stage 1: all of the weight; stage 2: only c2, 2 of 3 = 67 %: stage 1. Supported stages 1 and 1: 1.
    """
    asked, said = worked_example
    assert card_as_json(score(asked, said, sha256="ab12")) == {
        "organisation": "Example Council",
        "period": "2026",
        "questionnaire": {"id": "example", "version": "1.0.0", "sha256": "ab12"},
        "overall": {
            "score": 68.75,
            "low": 65.0,
            "high": 71.67,
            "stage": 1,
            "supported_stage": 1,
            "applicable": 5,
            "answered": 4,
        },
        "sections": [
            {
                "id": "c1",
                "status": "partial",
                "score": 56.25,
                "low": 45.0,
                "high": 65.0,
                "stage": 1,
                "supported_stage": 1,
                "median": 2,
                "weakest": ["a"],
                "applicable": 4,
                "answered": 3,
                "not_applicable": 0,
                "dont_know": 1,
                "route": {"to": 2, "steps": 1, "moves": [{"id": "a", "from": 1, "to": 2}]},
                "questions": [
                    {"id": "a", "state": "answered", "level": 1, "supported_level": 1},
                    {"id": "b", "state": "answered", "level": 3, "supported_level": 3},
                    {"id": "c", "state": "answered", "level": 2, "supported_level": 2},
                    {"id": "d", "state": "dont_know", "level": None, "supported_level": None},
                ],
            },
            {
                "id": "c2",
                "status": "complete",
                "score": 75.0,
                "low": 75.0,
                "high": 75.0,
                "stage": 3,
                "supported_stage": 1,
                "median": 3,
                "weakest": ["e"],
                "applicable": 1,
                "answered": 1,
                "not_applicable": 1,
                "dont_know": 0,
                "route": {"to": 4, "steps": 1, "moves": [{"id": "e", "from": 3, "to": 4}]},
                "questions": [
                    {"id": "e", "state": "answered", "level": 3, "supported_level": 1},
                    {"id": "f", "state": "not_applicable", "level": None, "supported_level": None},
                ],
            },
        ],
        "ignored": [],
    }


def test_the_overall_figures_are_printed_in_the_words_of_the_contract(
    worked_example: tuple[Questionnaire, AnswerSheet],
) -> None:
    """Order of keys and how a number looks, which equal dicts do not show."""
    printed = json.dumps(card_as_json(score(*worked_example))["overall"])
    assert printed == (
        '{"score": 68.75, "low": 65.0, "high": 71.67, "stage": 1, "supported_stage": 1, "applicable": 5, "answered": 4}'
    )
