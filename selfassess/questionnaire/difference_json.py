"""The difference between two versions as the JSON object that `selfassess diff --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from selfassess.questionnaire.difference import Difference, Figure
from selfassess.questionnaire.model import Questionnaire


def difference_as_json(old: Questionnaire, new: Questionnaire, found: Difference) -> dict[str, Any]:
    """`questions` and `sections` leave out what is untouched; `untouched` counts those questions."""
    return {
        "questionnaire": new.id,
        "from": old.version,
        "to": new.version,
        "by_crosswalk": found.by_crosswalk,
        "untouched": sum(one.untouched for one in found.questions),
        "questions": [
            {
                "change": one.change,
                "old": list(one.old),
                "new": list(one.new),
                "moved": {"from": one.sections[0], "to": one.sections[1]} if one.sections else None,
                "figures": _figures(one.figures),
                "changed": list(one.changed),
            }
            for one in found.questions
            if not one.untouched
        ],
        "sections": [
            {
                "change": one.change,
                "id": one.id,
                "moved": one.moved,
                "figures": _figures(one.figures),
                "changed": list(one.changed),
            }
            for one in found.sections
            if not one.untouched
        ],
        "figures": _figures(found.figures),
        "changed": list(found.changed),
    }


def _figures(figures: Sequence[Figure]) -> dict[str, Any]:
    return {one.name: {"from": _number(one.old), "to": _number(one.new)} for one in figures}


def _number(value: Fraction | int | None) -> float | None:
    """As its author wrote it: a whole number, or a decimal, which is what a weight always is in a file."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
