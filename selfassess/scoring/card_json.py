"""A score card as the JSON object of the public contract, section 5; the one rounding of a file happens here."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from selfassess.language.rounding import rounded
from selfassess.scoring.card import QuestionResult, Route, ScoreCard, SectionResult

PLACES = 2


def number(value: Fraction | None) -> float | None:
    """A figure as JSON prints it: rounded half away from zero to 2 decimals; None where it is absent."""
    # A float only after rounding, to be written: 2 decimals of a figure up to 100 always print back as they are.
    return None if value is None else float(rounded(value, PLACES))


def card_as_json(card: ScoreCard) -> dict[str, Any]:
    """The object that `score --json` prints: numbers rounded half away from zero to 2 decimals, absent ones None."""
    overall = card.overall
    return {
        "organisation": card.organisation,
        "period": card.period,
        "questionnaire": {"id": card.questionnaire, "version": card.version, "sha256": card.sha256},
        "overall": {
            "score": number(overall.score),
            "low": number(overall.low),
            "high": number(overall.high),
            "stage": overall.stage,
            "supported_stage": overall.supported_stage,
            "applicable": overall.applicable,
            "answered": overall.answered,
        },
        "sections": [_section(section) for section in card.sections],
        "ignored": list(card.ignored),
    }


def _section(section: SectionResult) -> dict[str, Any]:
    return {
        "id": section.id,
        "status": section.status.value,
        "score": number(section.score),
        "low": number(section.low),
        "high": number(section.high),
        "stage": section.stage,
        "supported_stage": section.supported_stage,
        "median": section.median,
        "weakest": list(section.weakest),
        "applicable": section.applicable,
        "answered": section.answered,
        "not_applicable": section.not_applicable,
        "dont_know": section.dont_know,
        "route": _route(section.route) if section.route else None,
        "questions": [_question(question) for question in section.questions],
    }


def _route(route: Route) -> dict[str, Any]:
    moves = [{"id": move.question, "from": move.from_level, "to": move.to_level} for move in route.moves]
    return {"to": route.to, "steps": route.steps, "moves": moves}


def _question(question: QuestionResult) -> dict[str, Any]:
    """`lowered` is there only where a moderator set the supported level lower."""
    found = {
        "id": question.id,
        "state": question.state.value,
        "level": question.level,
        "supported_level": question.supported_level,
    }
    lowered = question.lowered
    return {**found, "lowered": {"level": lowered.level, "reason": lowered.reason}} if lowered else found
