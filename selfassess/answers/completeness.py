"""How far each section has been answered, over questions of every type; for the list of sections to work through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from selfassess.answers.model import AnswerSheet
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
    progress: Progress


def completeness(questionnaire: Questionnaire, sheet: AnswerSheet) -> tuple[SectionCompleteness, ...]:
    """One for each section, in questionnaire order; don't know counts as said."""
    raise NotImplementedError
