"""The trace of each figure of a score card, made when somebody asks how it came about."""

from __future__ import annotations

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring.card import ScoreCard
from selfassess.scoring.trace import Trace


def section_traces(
    questionnaire: Questionnaire, sheet: AnswerSheet, card: ScoreCard, section: str
) -> tuple[Trace, ...]:
    """Status, score, low, high, median, weakest, stage, supported_stage and route of one section, in that order."""
    raise NotImplementedError


def overall_traces(questionnaire: Questionnaire, sheet: AnswerSheet, card: ScoreCard) -> tuple[Trace, ...]:
    """Score, low, high, stage and supported_stage of the whole assessment, in that order."""
    raise NotImplementedError
