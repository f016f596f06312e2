"""A rehearsal as the JSON object that `selfassess rehearse --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from selfassess.comparison.rehearsal import Cause, FigureChange, Rehearsal, Rehearsals
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring.card_json import number


def rehearsals_as_json(old: Questionnaire, new: Questionnaire, found: Rehearsals) -> dict[str, Any]:
    """Every assessment, changed or not; of each only the figures that would be others. Stages are whole numbers."""
    return {
        "questionnaire": new.id,
        "from": old.version,
        "to": new.version,
        "changed": sum(one.changed for one in found.assessments),
        "crosswalk_missing": [{"from": gap.older, "to": gap.newer} for gap in found.missing],
        "assessments": [_assessment(one) for one in found.assessments],
    }


def _assessment(one: Rehearsal) -> dict[str, Any]:
    return {
        "organisation": one.before.organisation,
        "period": one.before.period,
        "changed": one.changed,
        "overall": {"figures": _figures(one.overall), "why": _causes(one.causes)},
        "sections": [
            {"id": section.section, "figures": _figures(section.figures), "why": _causes(section.causes)}
            for section in one.sections
        ],
    }


def _figures(changes: Sequence[FigureChange]) -> dict[str, Any]:
    return {change.name: {"from": _figure(change.before), "to": _figure(change.after)} for change in changes}


def _figure(value: Any) -> float | None:
    return value if isinstance(value, int) else number(value)


def _causes(causes: Sequence[Cause]) -> list[dict[str, Any]]:
    return [{"what": cause.what, "id": cause.id, "reason": cause.reason} for cause in causes]
