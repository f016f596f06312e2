"""What was typed into controls becomes values by the rules that files obey too; what does not fit is blamed on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from selfassess.answers.entry import LONGEST_COMMENT, LONGEST_LINK, LONGEST_REASON, is_other_address
from selfassess.answers.model import Answer, Evidence, State, Value
from selfassess.answers.values import MisfitError, fit_line, fit_text, fit_value, raw_from_form
from selfassess.language import Translator
from selfassess.questionnaire.fields import day_of
from selfassess.questionnaire.questions import Question
from selfassess.web.forms.by_type import DONT_KNOW, NOT_APPLICABLE
from selfassess.web.forms.controls import Area, Control, Day, Line, Radios, Ticks

MOST_PIECES = 50
"""Pieces of evidence to one answer that a form takes."""

Fit = TypeVar("Fit")

_STATES = {DONT_KNOW: State.DONT_KNOW, NOT_APPLICABLE: State.NOT_APPLICABLE}


def read_text(control: Line, t: Translator, *, longest: int | None = None, missing: str = "") -> str | None:
    """The text, None where there is none; `missing` is said where there must be one."""
    if control.is_empty:
        if missing:
            control.blame(missing)
        return None
    fit = fit_text if isinstance(control, Area) else fit_line
    return _fitted(control, t, fit, control.data, longest or control.longest)


def read_day(control: Day, t: Translator, *, missing: str = "") -> date | None:
    """The day, None where there is none; `missing` is said where there must be one."""
    if control.is_empty:
        if missing:
            control.blame(missing)
        return None
    day = day_of(control.written)
    if day is None:
        control.blame(t("Enter a real day, month and year, such as 27 3 2026"))
    return day


def read_answer(entry: Any, question: Question, t: Translator) -> Answer:
    """What a question's part of the form says; only to be used where nothing in it was blamed."""
    state, value = _said(entry, question, t)
    reason = None
    if state is State.NOT_APPLICABLE:
        reason = read_text(entry.reason, t, longest=LONGEST_REASON, missing=t("Say why this does not apply to you"))
    elif state is State.UNANSWERED and question.not_applicable and not (entry.reason.is_empty or _at_fault(entry)):
        entry.reason.blame(t("Choose “This does not apply to us” too, or delete this reason"))
    comment = read_text(entry.comment, t, longest=LONGEST_COMMENT)
    evidence = _evidence(entry, t)
    if (state is State.NOT_APPLICABLE and not reason) or (state is State.ANSWERED and value is None):
        state, value = State.UNANSWERED, None
    return Answer(state=state, value=value, reason=reason, comment=comment, evidence=evidence)


def _at_fault(entry: Any) -> bool:
    return bool(entry.value.errors or entry.otherwise.errors)


def _said(entry: Any, question: Question, t: Translator) -> tuple[State, Value | None]:
    control = entry.value
    if isinstance(control, Radios):
        if control.is_empty:
            return State.UNANSWERED, None
        if not control.knows:
            control.blame(t("Choose one of the answers shown"))
            return State.UNANSWERED, None
        if control.data in _STATES:
            return _STATES[control.data], None
        return State.ANSWERED, _value(control, control.data, question, t)
    states = _known_states(entry.otherwise, t)
    if states and (len(states) > 1 or not control.is_empty):
        control.blame(t("Give an answer or tick one of the boxes below it, not both"))
        return State.UNANSWERED, None
    if states:
        return states[0], None
    if control.is_empty:
        return State.UNANSWERED, None
    return State.ANSWERED, _value(control, control.data, question, t)


def _known_states(control: Ticks, t: Translator) -> list[State]:
    allowed = {option.value for option in control.options}
    if any(value not in allowed for value in control.data):
        control.blame(t("Choose one of the answers shown"))
    return [_STATES[value] for value in control.data if value in allowed]


def _value(control: Control, typed: Any, question: Question, t: Translator) -> Value | None:
    if isinstance(control, Day):
        return read_day(control, t)
    raw = raw_from_form(question, typed) if isinstance(typed, str) else typed
    return _fitted(control, t, fit_value, question, raw)


def _fitted(control: Control, t: Translator, fit: Callable[..., Fit], *given: object) -> Fit | None:
    """What `fit` makes of it; its objection is blamed on the control."""
    try:
        return fit(*given)
    except MisfitError as misfit:
        control.blame(t(misfit.sentence, **misfit.values))
        return None


def _evidence(entry: Any, t: Translator) -> tuple[Evidence, ...]:
    pieces = [piece.form for piece in entry.evidence if not is_blank_piece(piece.form)]
    if len(pieces) > MOST_PIECES:
        pieces[-1].title.blame(t("Give at most {count} pieces of evidence", count=MOST_PIECES))
    return tuple(read_piece(piece, t) for piece in pieces[:MOST_PIECES])


def is_blank_piece(piece: Any) -> bool:
    """Whether nothing was said in any of its boxes."""
    return all(control.is_empty for control in piece)


def read_piece(piece: Any, t: Translator) -> Evidence:
    """What its boxes say; only to be used where nothing in them was blamed."""
    title = read_text(piece.title, t, missing=t("Say what this piece of evidence is, or empty its other boxes"))
    link = read_text(piece.link, t, longest=LONGEST_LINK)
    if link and is_other_address(link):
        piece.link.blame(t("A web address starts with https:// or http://"))
    return Evidence(
        title=title or "",
        dated=read_day(piece.dated, t),
        reach=read_text(piece.reach, t),
        shows="effect" if piece.shows.data else None,
        link=link,
    )
