"""The control that each type of question is answered with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from selfassess.answers.model import Answer, State, Value
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import (
    ChoiceQuestion,
    ChoicesQuestion,
    DateQuestion,
    LevelQuestion,
    NumberQuestion,
    PercentQuestion,
    Question,
    TextQuestion,
    YesNoQuestion,
)
from selfassess.web.forms.controls import Area, Day, Line, Option, Radios, Ticks

# What is chosen in place of a value. A blank in front: no option of a questionnaire's author is called that.
DONT_KNOW = " dont-know"
NOT_APPLICABLE = " not-applicable"
_STATES = {State.DONT_KNOW: DONT_KNOW, State.NOT_APPLICABLE: NOT_APPLICABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with what its control needs to be made."""

    question: Question
    questionnaire: Questionnaire
    t: Translator

    def states(self) -> tuple[Option, ...]:
        """What may be said instead of an answer."""
        dont_know = Option(value=DONT_KNOW, label=self.t("We don’t know yet"))
        if not self.question.not_applicable:
            return (dont_know,)
        return (dont_know, Option(value=NOT_APPLICABLE, label=self.t("This does not apply to us"), reveals="reason"))


def _level(asked: Asked, question: LevelQuestion) -> Any:
    t, scale = asked.t, asked.questionnaire.scale
    options = [
        Option(value=str(level), label=t.text(scale[level].name), hint=t.text(text), level=level)
        for level, text in sorted(question.levels.items())
    ]
    return Radios(t("Which of these is closest to where you are?"), options=options, otherwise=asked.states())


def _yes_no(asked: Asked, _: YesNoQuestion) -> Any:
    options = [Option(value="yes", label=asked.t("Yes")), Option(value="no", label=asked.t("No"))]
    return Radios(asked.t("Your answer"), options=options, otherwise=asked.states())


def _choice(asked: Asked, question: ChoiceQuestion) -> Any:
    return Radios(asked.t("Your answer"), options=_options(asked.t, question), otherwise=asked.states())


def _choices(asked: Asked, question: ChoicesQuestion) -> Any:
    hint = asked.t("Tick all that apply.")
    return Ticks(asked.t("Your answer"), options=_options(asked.t, question), hint=hint)


def _options(t: Translator, question: ChoiceQuestion | ChoicesQuestion) -> list[Option]:
    return [Option(value=id, label=t.text(text)) for id, text in question.options.items()]


def _number(asked: Asked, question: NumberQuestion) -> Any:
    mode = "numeric" if question.whole else "decimal"
    suffix = asked.t.text(question.unit)
    return Line(asked.t("Number"), mode=mode, suffix=suffix, width="10", hint=_bounds(asked.t, question))


def _bounds(t: Translator, question: NumberQuestion) -> str:
    low, high = question.minimum, question.maximum
    if low is not None and high is not None:
        return t("From {low} to {high}.", low=t.number(low, 6), high=t.number(high, 6))
    if low is not None:
        return t("{low} or more.", low=t.number(low, 6))
    return t("Up to {high}.", high=t.number(high, 6)) if high is not None else ""


def _percent(asked: Asked, _: PercentQuestion) -> Any:
    return Line(asked.t("Percentage"), mode="decimal", suffix="%", width="5", hint=asked.t("From 0 to 100."))


def _text(asked: Asked, question: TextQuestion) -> Any:
    return Area(asked.t("Your answer"), longest=question.longest, rows=6)


def _date(asked: Asked, _: DateQuestion) -> Any:
    return Day(asked.t("Date"), hint=asked.t("For example, 27 3 2026."))


FIELD_FOR_TYPE: Mapping[str, Callable[[Asked, Any], Any]] = MappingProxyType(
    {
        "level": _level,
        "yes_no": _yes_no,
        "choice": _choice,
        "choices": _choices,
        "number": _number,
        "percent": _percent,
        "text": _text,
        "date": _date,
    }
)
"""By question type: what is asked → the (unbound) field of a form."""


def control_for(asked: Asked) -> Any:
    """The field that a question is answered with."""
    return FIELD_FOR_TYPE[asked.question.type](asked, asked.question)


def chosen(question: Question, answer: Answer) -> object:
    """What the control of a question holds when `answer` has been given."""
    if isinstance(question, LevelQuestion | YesNoQuestion | ChoiceQuestion) and answer.state in _STATES:
        return _STATES[answer.state]
    return _typed(answer.value) if isinstance(answer.value, Fraction) else answer.value


def _typed(number: Value) -> str:
    """A number as people type it; answers have at most 15 digits, so this is exact."""
    exact = Fraction(str(number))
    return str(exact.numerator) if exact.denominator == 1 else f"{float(exact):.15g}"


def ticked_state(answer: Answer) -> tuple[str, ...]:
    """Which of the boxes beside a control is ticked, for controls that cannot hold a state themselves."""
    return (_STATES[answer.state],) if answer.state in _STATES else ()
