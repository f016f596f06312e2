"""Saving the answers of one section without losing anybody's, and the history of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from selfassess.answers.model import Answer
from selfassess.services.assessments import Finished
from selfassess.store.database import Database
from selfassess.store.model import Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """All is kept. `changed`: ids of the answers this submit changed, in the order given; empty for a repeat."""

    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two people changed the answer to one question; `revision` is the one `stored` has now."""

    question: str
    stored: Answer
    submitted: Answer
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else changed answers that this submit changes too; nothing of the submit was written."""

    clashes: tuple[Clash, ...]


def save_section(
    database: Database, id: str, section: str, answers: Mapping[str, Answer], seen: Mapping[str, int], *, now: datetime
) -> Saved | Conflict | Finished:
    """Save `answers` (question id to answer, of this section) that were given on sight of the revisions in `seen`.

    A question missing in `answers` is left alone; to clear one, give `UNANSWERED`; one missing in `seen` counts as
    never saved (0). An answer the submit leaves as it was at the seen revision never conflicts and never overwrites;
    nor does one equal to what is stored. Texts must be free of `printable_fault`s and values fit their question: the
    form or file they come from has checked that. Raises `NotFoundError` (also for a question of another section).
    """
    raise NotImplementedError


def history(database: Database, id: str, question: str) -> tuple[Revision, ...]:
    """Every saved state of one answer, the first one first; clears are revisions too."""
    raise NotImplementedError
