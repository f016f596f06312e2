"""What a change of answers does to stage and score, in words: before → after."""

from __future__ import annotations

from fractions import Fraction

from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report import wording
from selfassess.scoring.card import Overall, SectionResult

Figures = SectionResult | Overall


def figures_words(t: Translator, questionnaire: Questionnaire, figures: Figures) -> str:
    """Where a section or the whole stands: "stage 1 · Exploring, score 45"."""
    return t("stage {stage}, score {score}", **_said(t, questionnaire, figures))


def effect_words(t: Translator, questionnaire: Questionnaire, before: Figures, after: Figures) -> str:
    """What becomes of its stage and its score: "stage 1 · Exploring → 2 · Developing, score 45 → 52".

    What stays the same as it is printed is said once: "stage 1 · Exploring as before, score 45 → 52".
    """
    then, now = _said(t, questionnaire, before), _said(t, questionnaire, after)
    if then == now:
        return t("no change: stage {stage}, score {score}", **now)
    stage, score = (_moved(t, then[name], now[name]) for name in ("stage", "score"))
    return t("stage {stage}, score {score}", stage=stage, score=score)


def _moved(t: Translator, then: str, now: str) -> str:
    if then == now:
        return t("{value} as before", value=now)
    return t("{then} → {now}", then=then, now=now)


def _said(t: Translator, questionnaire: Questionnaire, figures: Figures) -> dict[str, str]:
    stage = t("none") if figures.stage is None else wording.stage_words(t, questionnaire, figures.stage)
    return {"stage": stage, "score": _score(t, figures.score)}


def _score(t: Translator, score: Fraction | None) -> str:
    return t("not yet (too few answers)") if score is None else t.number(score)
