"""A comparison as the JSON object of the public contract, section 5."""

from __future__ import annotations

from typing import Any

from selfassess.comparison.compare import Comparison
from selfassess.scoring.card_json import number


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """The object that `compare --json` prints; `crosswalk_missing` is added only where one is."""
    like = comparison.like_for_like
    printed: dict[str, Any] = {
        "common": comparison.common,
        "before": number(comparison.before),
        "after": number(comparison.after),
        "like_for_like": {"from": number(like.from_), "to": number(like.to)} if like else None,
        "sections": {
            section.section: {"from": number(section.from_), "to": number(section.to), "questions": section.questions}
            for section in comparison.sections
        },
        "why": {name: number(part) for name, part in comparison.why.parts().items()} if comparison.why else None,
        "not_comparable": [{"id": one.id, "why": one.why} for one in comparison.not_comparable],
    }
    if comparison.missing:
        printed["crosswalk_missing"] = [{"from": gap.older, "to": gap.newer} for gap in comparison.missing]
    return printed
