"""Answers as the columns of a row and back, so that each kind of value comes back as what it was, numbers exact."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from selfassess.answers.model import Answer, Evidence, State, Value


def value_to_json(value: Value | None) -> Any:
    """2 → 2, "yes" → "yes", options → a list; 12½ → {"number": "25/2"}, a day → {"date": "2026-10-01"}."""
    match value:
        case Fraction():
            return {"number": str(value)}
        case date():
            return {"date": value.isoformat()}
        case tuple():
            return list(value)
    return value


def value_from_json(stored: Any) -> Value | None:
    """The value that `value_to_json` wrote."""
    match stored:
        case None | int() | str():
            return stored
        case list():
            return tuple(stored)
        case {"number": str(number)}:
            return Fraction(number)
        case {"date": str(day)}:
            return date.fromisoformat(day)
    raise ValueError(f"no value of an answer is written like {stored!r}")


def evidence_to_json(evidence: tuple[Evidence, ...]) -> list[dict[str, str]]:
    """One object a piece, with the keys of an answers file; what is absent has no key."""
    return [
        {
            key: value
            for key, value in (
                ("title", piece.title),
                ("dated", piece.dated.isoformat() if piece.dated else None),
                ("reach", piece.reach),
                ("shows", piece.shows),
                ("link", piece.link),
            )
            if value is not None
        }
        for piece in evidence
    ]


def evidence_from_json(stored: list[dict[str, str]]) -> tuple[Evidence, ...]:
    """The pieces that `evidence_to_json` wrote."""
    return tuple(
        Evidence(
            title=piece["title"],
            dated=date.fromisoformat(piece["dated"]) if "dated" in piece else None,
            reach=piece.get("reach"),
            shows="effect" if piece.get("shows") else None,
            link=piece.get("link"),
        )
        for piece in stored
    )


def columns_of(answer: Answer) -> dict[str, Any]:
    """What every table of answers keeps of one; `lowered` is a moderator's word, and kept among their notes."""
    return {
        "state": answer.state.value,
        "value": value_to_json(answer.value),
        "reason": answer.reason,
        "comment": answer.comment,
        "evidence": evidence_to_json(answer.evidence),
    }


def answer_from(row: Any) -> Answer:
    """The answer in a row that has these columns."""
    return Answer(
        state=State(row.state),
        value=value_from_json(row.value),
        reason=row.reason,
        comment=row.comment,
        evidence=evidence_from_json(row.evidence),
    )
