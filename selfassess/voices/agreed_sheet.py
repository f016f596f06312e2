"""What was agreed so far, with what is proposed for the rest, as one `AnswerSheet` that can be scored."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from selfassess.answers.model import Answer, AnswerSheet, State
from selfassess.voices.agenda import Agenda, Topic


def agreed_sheet(sheet: AnswerSheet, agenda: Agenda) -> AnswerSheet:
    """`sheet` is the assessment's own: its answers are those that were agreed, or that no contributor was asked.

    A question without an answer takes the proposal of the agenda; one that is to be discussed stays open. To an answer
    belongs the evidence of all contributors, after its own, each piece once. Comments stay with those who made them.
    The contributors' sheets remain as they are, and so does this one.
    """
    answers = dict(sheet.answers)
    for question, topic in agenda.by_question.items():
        answer = _agreed(sheet.answer(question), topic)
        if answer is not None:
            answers[question] = answer
    return replace(sheet, answers=MappingProxyType(answers))


def _agreed(own: Answer, topic: Topic) -> Answer | None:
    """None where nothing is agreed and nothing is proposed."""
    answer = own
    if own.state is State.UNANSWERED:
        if topic.proposal is None:
            return None
        answer = replace(topic.proposal, comment=own.comment, evidence=own.evidence)
    return replace(answer, evidence=tuple(dict.fromkeys((*answer.evidence, *topic.evidence))))
