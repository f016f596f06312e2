"""Which question of an earlier questionnaire version is the same one today, by crosswalks, ids and revisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from selfassess.questionnaire.model import Questionnaire

Reason = Literal["reworded", "split", "merged", "added", "removed", "scale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """No crosswalk leads from version `older` to `newer`; between them id and revision alone decided."""

    older: str
    newer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """`earlier`: this year's question id → the earlier id it pairs with. The others, of both years, with the reason."""

    earlier: Mapping[str, str]
    unpaired_now: Mapping[str, Reason]
    unpaired_before: Mapping[str, Reason]
    missing: tuple[Missing, ...]


def pair(now: Questionnaire, before: Questionnaire, between: Mapping[str, Questionnaire]) -> Pairing:
    """Pair the level questions of two versions; `between` has the versions in between, by version."""
    raise NotImplementedError
