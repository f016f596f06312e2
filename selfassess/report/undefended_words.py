"""Why a high answer is one that a challenge would ask about, and what evidence would do for it, in words."""

from __future__ import annotations

from selfassess.answers.model import Answer
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report import wording
from selfassess.report.parts.evidence import rule_words
from selfassess.scoring.undefended import Undefended


def why_words(t: Translator, questionnaire: Questionnaire, one: Undefended, answer: Answer) -> str:
    """Why `answer` is on the list: a moderator's word, evidence that falls short, or none at all."""
    if one.lowered is not None:
        return wording.lowered_words(t, questionnaire, one.lowered)
    if not answer.evidence:
        return t("No evidence is recorded.")
    return t("Its evidence reaches level {level}.", level=wording.level_words(t, questionnaire, one.supported_level))


def needed_words(t: Translator, questionnaire: Questionnaire, one: Undefended) -> str:
    """What would change that; empty where only the moderator can."""
    if one.missing is not None:
        level = wording.level_words(t, questionnaire, one.missing.level)
        return t("Level {level} needs {rule}.", level=level, rule=rule_words(t, one.missing))
    return "" if one.lowered else t("Any piece of evidence would show what stands behind it.")
