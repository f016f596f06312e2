"""Which questions apply to an organisation, given its facts and its earlier answers, and which answers are ignored."""

from __future__ import annotations

from dataclasses import dataclass

from selfassess.answers.model import AnswerSheet, State
from selfassess.questionnaire.conditions import Scalar
from selfassess.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Applicability:
    """`applies`: ids of questions whose condition holds. `ignored`: ids of the others that hold an answer, in order."""

    applies: frozenset[str]
    ignored: tuple[str, ...]


def applicability(questionnaire: Questionnaire, sheet: AnswerSheet) -> Applicability:
    """Walk the questions in order: a condition looks only at facts and at earlier answers that themselves apply."""
    applies: set[str] = set()
    ignored: list[str] = []

    def fact(name: str) -> frozenset[Scalar]:
        chosen = sheet.profile.get(name)
        return frozenset() if chosen is None else frozenset((chosen,))

    def said(question: str) -> frozenset[Scalar]:
        value = sheet.answer(question).value if question in applies else None
        if isinstance(value, tuple):
            return frozenset(value)
        return frozenset((value,)) if isinstance(value, str | int) else frozenset()

    for question in questionnaire.questions():
        if question.applies_if is None or question.applies_if.holds(fact, said):
            applies.add(question.id)
        elif sheet.answer(question.id).state is not State.UNANSWERED:
            ignored.append(question.id)
    return Applicability(frozenset(applies), tuple(ignored))
