"""What became of last year's levels as JSON."""

from __future__ import annotations

from typing import Any

from selfassess.comparison import LookedBack


def looked_back_as_json(found: LookedBack, period: str) -> dict[str, Any]:
    """One object; `period` is that of the earlier year, days are written YYYY-MM-DD."""
    return {
        "period": period,
        "confirmed": [
            {
                "question": one.question,
                "earlier": one.earlier,
                "reason": one.reason,
                "true_on": one.true_on.isoformat() if one.true_on else None,
            }
            for one in found.confirmed
        ],
        "judged": [
            {"question": one.id, "earlier": one.earlier, "from": one.from_, "to": one.to} for one in found.judged
        ],
        "no_level_now": list(found.otherwise),
        "to_look_at": list(found.to_look_at),
        "new": dict(found.new),
        "open_then": list(found.open_then),
    }
