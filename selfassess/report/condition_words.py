"""When a question arises, in words: for paper, where nothing leaves it out by itself."""

from __future__ import annotations

from collections.abc import Sequence

from selfassess.language import Translator
from selfassess.questionnaire.conditions import (
    AllCondition,
    AnyCondition,
    Condition,
    ProfileCondition,
    QuestionCondition,
    Scalar,
)
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import ChoiceQuestion, ChoicesQuestion, LevelQuestion, Question
from selfassess.report.diagrams import question_place
from selfassess.report.wording import level_words


def condition_words(t: Translator, asked: Questionnaire, condition: Condition) -> str:
    """To follow "only where": "“Does anyone work for you?” is answered “Yes, they do”"."""
    match condition:
        case ProfileCondition(profile=id, in_=options):
            fact = next(one for one in asked.profile if one.id == id)
            return _answered(t, f"“{t.text(fact.prompt)}”", [t.text(fact.options[option]) for option in options])
        case QuestionCondition(question=id, in_=values):
            section = next(one for one in asked.sections if any(each.id == id for each in one.questions))
            values_said = [_value(t, asked, asked.by_id[id], value) for value in values]
            return _answered(t, t("question {number}", number=question_place(section, id, t)), values_said)
        case AllCondition(all=inner):
            return _joined(t, asked, inner, t("always"), " " + t("and") + " ")
        case AnyCondition(any=inner):
            return _joined(t, asked, inner, t("never"), " " + t("or") + " ")
        case _:
            return t("it is not so that {condition}", condition=condition_words(t, asked, condition.not_))


def _answered(t: Translator, question: str, options: Sequence[str]) -> str:
    quoted = [f"“{option}”" for option in options]
    return t("{question} is answered {options}", question=question, options=f" {t('or')} ".join(quoted))


def _joined(t: Translator, asked: Questionnaire, inner: Sequence[Condition], none: str, between: str) -> str:
    return between.join(condition_words(t, asked, one) for one in inner) or none


def _value(t: Translator, asked: Questionnaire, question: Question, value: Scalar) -> str:
    """A value of an answer as the questionnaire prints it."""
    if isinstance(question, LevelQuestion):
        return level_words(t, asked, int(value))
    if isinstance(question, ChoiceQuestion | ChoicesQuestion):
        return t.text(question.options[str(value)])
    return {"yes": t("Yes"), "no": t("No")}.get(str(value), str(value))
