"""How far each section has been answered, over questions of every type; for the list of sections to work through."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from selfassess.answers.applicability import applicability
from selfassess.answers.model import AnswerSheet, State
from selfassess.questionnaire.model import Questionnaire


class Progress(StrEnum):
    """How far a section is: nothing applies, nothing said, something said, something said to everything."""

    NOTHING_TO_ANSWER = "nothing_to_answer"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCompleteness:
    """Counts over the questions of a section whose condition holds; the four states add up to `applicable`."""

    section: str
    applicable: int
    answered: int
    not_applicable: int
    dont_know: int
    unanswered: int

    @property
    def progress(self) -> Progress:
        """Don't know and not applicable are something said."""
        if not self.applicable:
            return Progress.NOTHING_TO_ANSWER
        if self.unanswered == self.applicable:
            return Progress.NOT_STARTED
        return Progress.IN_PROGRESS if self.unanswered else Progress.COMPLETE


def completeness(questionnaire: Questionnaire, sheet: AnswerSheet) -> tuple[SectionCompleteness, ...]:
    """One for each section, in questionnaire order."""
    applies = applicability(questionnaire, sheet).applies
    sections = []
    for section in questionnaire.sections:
        asked = [question.id for question in section.questions if question.id in applies]
        states = Counter(sheet.answer(question).state for question in asked)
        sections.append(
            SectionCompleteness(
                section=section.id,
                applicable=len(asked),
                answered=states[State.ANSWERED],
                not_applicable=states[State.NOT_APPLICABLE],
                dont_know=states[State.DONT_KNOW],
                unanswered=states[State.UNANSWERED],
            )
        )
    return tuple(sections)
