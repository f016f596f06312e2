"""What a workshop has settled, put together from what was said apart, the agreed answers and the dissent."""

from __future__ import annotations

from collections.abc import Mapping

from selfassess.answers.model import Answer, AnswerSheet, State
from selfassess.voices.agenda import Agenda
from selfassess.voices.proceedings import Agreed


def settled(sheet: AnswerSheet, agenda: Agenda, dissents: Mapping[str, tuple[str, ...]]) -> tuple[Agreed, ...]:
    """In the order of the agenda. `dissents` has a key for each question that was settled, by its id.

    What is not on the agenda, or has no answer any more, is left out.
    """
    return tuple(
        Agreed(
            question=topic.question,
            apart=topic.views,
            responses=topic.responses,
            reason=reason_of(sheet.answer(topic.question)),
            dissent=dissents[topic.question],
        )
        for topic in (*agenda.discuss, *agenda.near, *agenda.agreed)
        if topic.question in dissents and sheet.answer(topic.question).state is not State.UNANSWERED
    )


def reason_of(answer: Answer) -> str:
    """Why an answer was agreed: the comment beside it, or why it does not apply; empty where nothing was said."""
    return "\n".join(text for text in (answer.reason, answer.comment) if text)
