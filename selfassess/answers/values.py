"""What an answer's value may be, by question type: one rule each, the same for a file and for a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from selfassess.answers.model import Value
from selfassess.language import is_blank, printable_fault
from selfassess.questionnaire.fields import day_of
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
from selfassess.questionnaire.scalars import plain

MOST_DIGITS = 15
"""Significant digits of a number: as many as JSON readers, spreadsheets and browsers all keep exactly."""


class MisfitError(ValueError):
    """A value that is no answer to its question; `sentence` and `values` are for a translator, `str` is the English."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence.format(**values))
        self.sentence = sentence
        self.values = values


def fit_text(raw: object, longest: int) -> str:
    """`raw` where it is a text that can be kept: not blank, not too long, without characters that no text may hold."""
    if not isinstance(raw, str) or is_blank(raw):
        raise MisfitError("Write a text")
    if len(raw) > longest:
        raise MisfitError("Write at most {longest} characters; there are {count}", longest=longest, count=len(raw))
    if fault := printable_fault(raw):
        raise MisfitError("Leave out the character {fault}", fault=fault)
    return raw


def fit_line(raw: object, longest: int) -> str:
    """The same for what is one line on a form: blanks around it are left out, and a line end in it does not fit."""
    line = fit_text(raw.strip() if isinstance(raw, str) else raw, longest)
    # A browser would join the two lines without a word.
    if "\n" in line or "\r" in line:
        raise MisfitError("Write it on one line")
    return line


def _level(question: LevelQuestion, raw: object) -> int:
    # True is an int to Python, never a level to people.
    if isinstance(raw, bool) or not isinstance(raw, int) or raw not in question.levels:
        raise MisfitError("Give a level from 0 to {top}", top=max(question.levels))
    return raw


def _yes_no(_question: YesNoQuestion, raw: object) -> str:
    if raw not in ("yes", "no"):
        raise MisfitError('Answer "yes" or "no"')
    return str(raw)


def _choice(question: ChoiceQuestion, raw: object) -> str:
    if not isinstance(raw, str) or raw not in question.options:
        raise MisfitError("Choose one of {options}", options=", ".join(question.options))
    return raw


def _choices(question: ChoicesQuestion, raw: object) -> tuple[str, ...]:
    chosen = tuple(raw) if isinstance(raw, tuple | list) else ()
    if not chosen or not all(isinstance(one, str) and one in question.options for one in chosen):
        raise MisfitError("Choose one or more of {options}, as a list", options=", ".join(question.options))
    if len(set(chosen)) < len(chosen):
        raise MisfitError("Choose each option only once")
    # In the author's order: a form gives them back in that order, and nothing has changed.
    return tuple(option for option in question.options if option in chosen)


def _exact(raw: object) -> Fraction:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal | Fraction):
        raise MisfitError("Give a number")
    exact = Fraction(raw)
    if not _has_few_digits(exact):
        raise MisfitError("Give a number of at most {digits} digits", digits=MOST_DIGITS)
    return exact


def _has_few_digits(exact: Fraction) -> bool:
    """Whether the number is written out in full with `MOST_DIGITS` digits before and after the point together."""
    scaled = exact * 10**MOST_DIGITS
    if scaled.denominator != 1 or abs(exact) >= 10**MOST_DIGITS:
        return False
    return len(str(abs(scaled.numerator)).rstrip("0")) <= MOST_DIGITS


def _number(question: NumberQuestion, raw: object) -> Fraction:
    exact = _exact(raw)
    if question.whole and exact.denominator != 1:
        raise MisfitError("Give a whole number")
    if question.minimum is not None and exact < question.minimum:
        raise MisfitError("Give a number of at least {minimum}", minimum=_written(question.minimum))
    if question.maximum is not None and exact > question.maximum:
        raise MisfitError("Give a number of at most {maximum}", maximum=_written(question.maximum))
    return exact


def _written(bound: Fraction) -> str:
    return str(bound) if bound.denominator == 1 else str(float(bound))


def _percent(_question: PercentQuestion, raw: object) -> Fraction:
    exact = _exact(raw)
    if not 0 <= exact <= 100:
        raise MisfitError("Give a number from 0 to 100")
    return exact


def _text(question: TextQuestion, raw: object) -> str:
    return fit_text(raw, question.longest)


def _date(_question: DateQuestion, raw: object) -> date:
    day = raw if isinstance(raw, date) else day_of(raw)
    if day is None:
        raise MisfitError("Give a whole date written as YYYY-MM-DD, such as 2026-10-01")
    return day


VALUE_RULES: Mapping[str, Callable[[Any, object], Value]] = MappingProxyType(
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
"""By question type: (question, raw value) → the typed value; raises `MisfitError`."""


def fit_value(question: Question, raw: object) -> Value:
    """The typed value of `raw` as an answer to the question; raises `MisfitError`."""
    return VALUE_RULES[question.type](question, raw)


def raw_from_form(question: Question, typed: str) -> object:
    """What a form's text stands for, as a file would hold it: numbers become numbers, everything else stays a text."""
    if question.type not in ("level", "number", "percent"):
        return typed
    number, fault = plain(typed.strip().removesuffix("%").rstrip().replace(",", ""))
    return typed if fault else number
