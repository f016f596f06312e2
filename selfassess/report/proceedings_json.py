"""How a result was reached as JSON, no more of what people said apart than a report prints."""

from __future__ import annotations

from typing import Any

from selfassess.report.material import Material
from selfassess.report.parts.agreed import was_as_proposed
from selfassess.voices.proceedings import Agreed, Proceedings


def proceedings_as_json(material: Material, proceedings: Proceedings) -> dict[str, Any]:
    """One object; what did not take place is empty, days are written YYYY-MM-DD."""
    return {
        "took_part": [
            {"role": one.role.value, "people": one.people, "asked": one.asked} for one in proceedings.took_part
        ],
        "workshop_on": proceedings.workshop_on.isoformat() if proceedings.workshop_on else None,
        "agreed": [_agreed(material, one) for one in proceedings.agreed],
        "moderation": [
            {
                "question": one.question,
                "outcome": one.outcome.value,
                "note": one.note,
                "supported_level": one.supported_level,
            }
            for one in proceedings.notes
        ],
        "signatures": [
            {"name": one.name, "role": one.role, "signed_on": one.signed_on.isoformat(), "statement": one.statement}
            for one in proceedings.signatures
        ],
    }


def _agreed(material: Material, one: Agreed) -> dict[str, Any]:
    return {
        "question": one.question,
        "discussed": not was_as_proposed(one, material.sheet.answer(one.question)),
        "changed_since": one.changed,
        "reason": "" if one.changed else one.reason,
        "dissent": [] if one.changed else list(one.dissent),
    }
