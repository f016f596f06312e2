"""Bytes of a questionnaire file become a `Questionnaire`, or every problem in them with its place."""

from __future__ import annotations

from dataclasses import dataclass

from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a file: exactly one of `questionnaire` and `problems` is there. `sha256` is of its bytes."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]
    sha256: str


def load_questionnaire(data: bytes, file: str) -> Loaded:
    """Read a questionnaire; `file` is the name that problems are reported under. Never raises for bad input."""
    raise NotImplementedError
