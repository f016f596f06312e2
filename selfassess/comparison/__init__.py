"""Two years side by side: which questions can be compared, what changed, and why the score moved (contract, section 4).

Pure. May know: scoring, answers, questionnaire, language. To add a part of the explanation: its swap in `movement`.
"""

from selfassess.comparison.compare import (
    Change,
    Comparison,
    NotComparable,
    SectionChange,
    compare,
)
from selfassess.comparison.comparison_json import comparison_as_json
from selfassess.comparison.movement import Why
from selfassess.comparison.pairing import Missing, Pairing, pair

__all__ = [
    "Change",
    "Comparison",
    "Missing",
    "NotComparable",
    "Pairing",
    "SectionChange",
    "Why",
    "compare",
    "comparison_as_json",
    "pair",
]
