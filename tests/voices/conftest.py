"""Contributions and agendas written as short as they can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.voices.agenda import Agenda, Contribution, agenda


@pytest.fixture(scope="session")
def agenda_of(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> Callable[..., Agenda]:
    """`agenda_of(a=[1, 3, "?"], b=[2, 2, "-"])`: questions of one section, with what each contributor said to them.

    `types` gives what a question is where it is not a level question.
    """

    def build(types: Mapping[str, Any] | None = None, /, **said: list[Any]) -> Agenda:
        questions = {id: (types or {}).get(id, {}) for id in said}
        sheets = [make_sheet(dict(zip(said, answers, strict=True))) for answers in zip(*said.values(), strict=True)]
        return agenda(make_questionnaire({"c1": {"questions": questions}}), [Contribution(sheet=one) for one in sheets])

    return build
