"""The audit record: what was done is written in the transaction that does it, chained to what was done before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from selfassess.services.access import Actor
from selfassess.store.database import Transaction


class Event(StrEnum):
    """What can be recorded; each has its sentence in the page's words, and a test knows them all."""

    ASSESSMENT_STARTED = "assessment started"
    ASSESSMENT_CHANGED = "assessment details changed"
    ASSESSMENT_FINISHED = "assessment finished"
    ASSESSMENT_REOPENED = "assessment reopened"
    ASSESSMENT_DELETED = "assessment deleted"
    ANSWERS_SAVED = "answers saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What it was done to; `organisation` or `partnership` decides who else may read of it."""

    kind: str
    id: str
    organisation: str | None = None
    partnership: str | None = None


def record(
    session: Transaction,
    who: Actor,
    event: Event,
    subject: Subject,
    *,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add an event to the chain. `before` and `after` are JSON values of ids: no names, addresses or answers."""
