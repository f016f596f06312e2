"""Bytes of an answers file become an `AnswerSheet`, or every problem in them with its place."""

from __future__ import annotations

from dataclasses import dataclass

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedAnswers:
    """What became of a file: exactly one of `sheet` and `problems` is there."""

    sheet: AnswerSheet | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The questionnaire an answers file says it answers; both None where there are problems."""

    questionnaire: str | None
    version: str | None
    problems: tuple[Problem, ...]


def load_answers(data: bytes, file: str, questionnaire: Questionnaire) -> LoadedAnswers:
    """Read answers to `questionnaire`, YAML or JSON; `file` is the name problems are reported under. Never raises."""
    raise NotImplementedError


def peek(data: bytes, file: str) -> Named:
    """Which questionnaire and version an answers file names, so that the right one can be found for it."""
    raise NotImplementedError
