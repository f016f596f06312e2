"""How people's views on one question are said: their levels, how far they agree, and how many gave none."""

from __future__ import annotations

from fractions import Fraction

from selfassess.answers.model import Answer, State, Value
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import Question
from selfassess.report import wording
from selfassess.voices.views import LevelSpread, OneView, Responses, ValueSpread, Views

CLOSE_AGREEMENT, MIXED_VIEWS = Fraction(3, 5), Fraction(3, 10)
"""From which A on people are close, and from which on they are not divided."""

FEWEST_SHOWN = 3
"""What fewer people gave is not printed: of two, each would read in the report what the other said."""


def agreement_words(t: Translator, agreement: Fraction) -> str:
    """Van der Eijk's A in words."""
    if agreement >= CLOSE_AGREEMENT:
        return t("close agreement")
    return t("mixed views") if agreement >= MIXED_VIEWS else t("divided")


def given_words(
    t: Translator, questionnaire: Questionnaire, question: Question, views: Views, responses: Responses
) -> str:
    """What was answered apart, then how many gave no answer: "from 1 to 3 (mixed views); 1 doesn’t know yet"."""
    if not responses.asked:
        return t("nobody was asked")
    counts = (
        ("{count} says it does not apply", "{count} say it does not apply", responses.not_applicable),
        ("{count} doesn’t know yet", "{count} don’t know yet", responses.dont_know),
        ("{count} has not answered", "{count} have not answered", responses.unanswered),
    )
    told = [_views_words(t, questionnaire, question, views)]
    told += [t.plural(one, many, count) for one, many, count in counts if count]
    return "; ".join(part for part in told if part)


def _views_words(t: Translator, questionnaire: Questionnaire, question: Question, views: Views) -> str:
    def said(value: Value) -> str:
        return wording.answer_words(t, questionnaire, question, Answer(state=State.ANSWERED, value=value))

    match views:
        case LevelSpread(range=0):
            return t("all at {level}", level=views.lowest)
        case LevelSpread():
            agreement = agreement_words(t, views.agreement)
            return t("from {low} to {high} ({agreement})", low=views.lowest, high=views.highest, agreement=agreement)
        case OneView(value=value):
            return t("one answer: {answer}", answer=said(value))
        case ValueSpread(values=values):
            return "; ".join(
                t.plural("{answer} ({count} person)", "{answer} ({count} people)", people, answer=said(value))
                for value, people in values
            )
    return ""


def printed_words(t: Translator, views: Views) -> str:
    """The same for everybody to read: how far people agree, and nothing that one or two of them alone can have said."""
    if isinstance(views, ValueSpread):
        return t("Not printed")
    if not isinstance(views, LevelSpread) or views.people < FEWEST_SHOWN:
        return t("Too few answers to show")
    if not views.range:
        return t("all at {level}", level=views.lowest)
    agreement = agreement_words(t, views.agreement)
    if min(views.counts[views.lowest], views.counts[views.highest]) < FEWEST_SHOWN:
        return agreement
    return t("from {low} to {high} ({agreement})", low=views.lowest, high=views.highest, agreement=agreement)
