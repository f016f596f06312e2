"""An `AnswerSheet` becomes the bytes of an answers file, which `file.load_answers` reads back as the same sheet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from typing import Any

from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet, Evidence, State

# Numbers are read from decimals, so every one has an end; one that had none would be refused, not cut off.
_EXACT = Context(prec=5000, traps=[Inexact])

# Readers of YAML take these for line ends, and would not give the text back as it was.
_ESCAPED = {ord(letter): f"\\u{ord(letter):04x}" for letter in "\u2028\u2029"}


def answers_file(sheet: AnswerSheet) -> bytes:
    """The sheet as JSON in UTF-8 (public contract, section 2); questions nothing was said to are left out."""
    content = {
        "organisation": sheet.organisation,
        "period": sheet.period,
        "assessed_on": sheet.assessed_on,
        "questionnaire": sheet.questionnaire,
        "version": sheet.version,
        "profile": dict(sheet.profile),
        "answers": {id: _answer(answer) for id, answer in sheet.answers.items() if answer != UNANSWERED},
    }
    return (_json(content, "") + "\n").encode()


def _answer(answer: Answer) -> dict[str, Any]:
    said: dict[str, Any] = {}
    match answer.state:
        case State.ANSWERED:
            said["value" if answer.level is None else "level"] = answer.value
        case State.NOT_APPLICABLE:
            said["not_applicable"] = answer.reason
        case State.DONT_KNOW:
            said["dont_know"] = True
    if answer.lowered:
        said["supported"] = {"level": answer.lowered.level, "reason": answer.lowered.reason}
    if answer.comment:
        said["comment"] = answer.comment
    if answer.evidence:
        said["evidence"] = [_evidence(piece) for piece in answer.evidence]
    return said


def _evidence(piece: Evidence) -> dict[str, Any]:
    keys = {"title": piece.title, "dated": piece.dated, "reach": piece.reach, "shows": piece.shows, "link": piece.link}
    return {key: value for key, value in keys.items() if value is not None}


def _json(value: Any, indent: str) -> str:
    # The json module writes no number but int and float, and a float would not be what was said.
    inner = indent + "  "
    match value:
        case Mapping() if value:
            items = [f"{inner}{json.dumps(key)}: {_json(one, inner)}" for key, one in value.items()]
            return "{\n" + ",\n".join(items) + f"\n{indent}}}"
        case list() | tuple() if value:
            return "[\n" + ",\n".join(inner + _json(one, inner) for one in value) + f"\n{indent}]"
        case Fraction():
            return f"{_EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)):f}"
        case date():
            return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)
