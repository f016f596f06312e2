"""Why the overall mean moved: six parts, each the change as one thing is swapped, that sum exactly to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The six parts in the order of the swaps, in points of the 0–100 scale; together after − before."""

    questions_removed: Fraction
    weights_changed: Fraction
    no_longer_answered: Fraction
    answers_changed: Fraction
    newly_answered: Fraction
    questions_added: Fraction
