"""By which answers the conditions of a contributor's questions are decided: their own, elsewhere what is settled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet
from selfassess.questionnaire.model import Questionnaire


def deciding_sheet(
    questionnaire: Questionnaire, own: AnswerSheet, sections: Collection[str] | None, settled: Mapping[str, Answer]
) -> AnswerSheet:
    """`own` with the `settled` answers, by question id, in the sections that were not asked of its contributor.

    `sections`: ids of those that were, None for all. What somebody said in a section before it was taken away from
    them decides nothing.
    """
    if sections is None:
        return own
    answers = {
        question.id: own.answer(question.id) if section.id in sections else settled.get(question.id, UNANSWERED)
        for section in questionnaire.sections
        for question in section.questions
    }
    return replace(own, answers=answers)
