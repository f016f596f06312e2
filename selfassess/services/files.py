"""Answers files in and out: a file becomes a new assessment, an assessment becomes a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.questionnaire.problems import Problem
from selfassess.services.catalogue import Catalogue
from selfassess.store.database import Database
from selfassess.store.model import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The new assessment, or every problem of the file; exactly one of the two."""

    assessment: Assessment | None
    problems: tuple[Problem, ...]


def import_answers(
    database: Database, catalogue: Catalogue, data: bytes, file: str, *, token: str, now: datetime
) -> Imported:
    """A new draft from an answers file, for the questionnaire it names; `file` is its name in problems.

    The same `token` again gives the same assessment.
    """
    raise NotImplementedError


def export_answers(database: Database, id: str) -> bytes:
    """The assessment as an answers file (JSON, UTF-8) that `import_answers` and the commands read."""
    raise NotImplementedError
