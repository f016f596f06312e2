"""The figures as a JSON file: exactly the object, and the bytes, that `selfassess score --json` prints."""

from __future__ import annotations

import json

from selfassess.scoring import card_as_json
from selfassess.scoring.card import ScoreCard


def render_json(card: ScoreCard) -> bytes:
    """One object, indented, in UTF-8, with a line end."""
    return (json.dumps(card_as_json(card), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
