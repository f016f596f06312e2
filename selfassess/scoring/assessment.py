"""One answer sheet becomes a `ScoreCard`: its sections' figures, and the overall ones over them."""

from __future__ import annotations

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring.card import ScoreCard


def score(questionnaire: Questionnaire, sheet: AnswerSheet, sha256: str = "") -> ScoreCard:
    """Every figure of the public contract, section 3; `sha256` is of the questionnaire file's bytes."""
    raise NotImplementedError
