"""A score card as the JSON object of the public contract, section 5; the one rounding happens here."""

from __future__ import annotations

from typing import Any

from selfassess.scoring.card import ScoreCard


def card_as_json(card: ScoreCard) -> dict[str, Any]:
    """The object that `score --json` prints: numbers rounded half away from zero to 2 decimals, absent ones None."""
    raise NotImplementedError
