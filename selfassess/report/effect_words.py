"""What a change of answers does to stage, score and range, in words: before → after."""

from __future__ import annotations

from collections.abc import Collection

from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report import wording
from selfassess.scoring.card import Overall, SectionResult

Figures = SectionResult | Overall


def figures_words(t: Translator, questionnaire: Questionnaire, figures: Figures) -> str:
    """Where a section or the whole stands: "stage 1 · Exploring, no score yet, range 40–60"."""
    values = _values(t, questionnaire, figures)
    return ", ".join(_phrase(t, name, value) for name, value in values.items() if value or name != "range")


def effect_words(t: Translator, questionnaire: Questionnaire, before: Figures, after: Figures) -> str:
    """What becomes of it: "stage 1 · Exploring, no score yet → score 52, range 40–60 → 45–60".

    The range, what the score could still be, is told while it is open. All is compared as it is printed.
    """
    then, now = _values(t, questionnaire, before), _values(t, questionnaire, after)
    if then == now:
        return t("no change: {figures}", figures=figures_words(t, questionnaire, after))
    return ", ".join(
        _moved(t, name, then[name], now[name]) for name in now if then[name] or now[name] or name != "range"
    )


def moved_words(
    t: Translator,
    questionnaire: Questionnaire,
    before: Figures,
    after: Figures,
    *,
    only: Collection[str] = ("stage", "score", "range"),
) -> str:
    """What moves, of these: "score 41 → 52"; where nothing does, the same as `effect_words`."""
    then, now = _values(t, questionnaire, before), _values(t, questionnaire, after)
    moved = [_moved(t, name, then[name], now[name]) for name in now if name in only and then[name] != now[name]]
    return ", ".join(moved) or effect_words(t, questionnaire, before, after)


def _values(t: Translator, questionnaire: Questionnaire, figures: Figures) -> dict[str, str]:
    """Each figure as it is printed, empty where there is none, by its name; a range only where it is open."""
    low, high, between = figures.low, figures.high, ""
    if low is not None and high is not None and low != high:
        between = t("{low}–{high}", low=t.number(low), high=t.number(high))
    return {
        "stage": "" if figures.stage is None else wording.stage_words(t, questionnaire, figures.stage),
        "score": "" if figures.score is None else t.number(figures.score),
        "range": between,
    }


def _moved(t: Translator, name: str, then: str, now: str) -> str:
    if then == now:
        return _phrase(t, name, now)
    if then and now:
        return _phrase(t, name, t("{then} → {now}", then=then, now=now))
    return t("{then} → {now}", then=_phrase(t, name, then), now=_phrase(t, name, now))


def _phrase(t: Translator, name: str, value: str) -> str:
    if not value:
        return {"stage": t("no stage"), "score": t("no score yet"), "range": t("nothing left open")}[name]
    return {
        "stage": t("stage {value}", value=value),
        "score": t("score {value}", value=value),
        "range": t("range {value}", value=value),
    }[name]
