"""What a moderator set lower, put into a sheet of answers that is kept without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from selfassess.answers.model import AnswerSheet, Lowered


def with_lowered(sheet: AnswerSheet, lowered: Mapping[str, Lowered]) -> AnswerSheet:
    """The sheet with these supported levels in its answers, by question id; all else stays as it is.

    One that does not lie below the answer's level has nothing to lower and is left out: the answer was changed since.
    """
    answers = dict(sheet.answers)
    for question, one in lowered.items():
        answer = sheet.answer(question)
        if answer.level is not None and one.level < answer.level:
            answers[question] = replace(answer, lowered=one)
    return replace(sheet, answers=MappingProxyType(answers))
