"""One answer of an answers file, in its short or its long form, becomes an `Answer`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from selfassess.answers.model import UNANSWERED, Answer, Evidence, Lowered, State, Value
from selfassess.answers.values import MisfitError, fit_line, fit_text, fit_value
from selfassess.language import is_blank
from selfassess.questionnaire.fields import DAY, day_of
from selfassess.questionnaire.problems import Finding, nearest, shortened
from selfassess.questionnaire.questions import Question
from selfassess.questionnaire.tree import Branch, kind_of

LONGEST_COMMENT = 5000
LONGEST_REASON = 2000
LONGEST_LINE = 300
"""Characters of a title or a name."""
LONGEST_LINK = 2000

DONT_KNOW = "dont-know"
STATE_KEYS = ("level", "value", "not_applicable", "dont_know")
ANSWER_KEYS = (*STATE_KEYS, "supported", "comment", "evidence")
LOWERED_KEYS = ("level", "reason")
EVIDENCE_KEYS = ("title", "dated", "reach", "shows", "link")

# `javascript:…` and the like must not reach a page as an address; "Minutes: item 3" is a reference.
_OTHER_SCHEME = re.compile(r"\s*(?!https?://)[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)

_PASSED_OVER = dict.fromkeys(map(ord, "\t\n\r"))
"""Browsers leave these out of an address: to them `java<tab>script:` is a scheme."""


class EntryReader:
    """Reads the parts of an answers file, and keeps what it found wrong with them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def answer(self, at: Branch, question: Question) -> Answer:
        """The answer written at a place; where something is wrong it is found, and the rest is still read."""
        if at.value is None:
            return UNANSWERED
        if at.value == DONT_KNOW:
            return Answer(state=State.DONT_KNOW)
        if isinstance(at.value, dict):
            return self._long(at, question)
        if question.type != "level":
            self.find(at, f"write {{value: …}} for a question of type {question.type}; found {kind_of(at.value)}")
            return UNANSWERED
        return _answered(self._value(at, question))

    def _long(self, at: Branch, question: Question) -> Answer:
        self.known_keys(at, ANSWER_KEYS)
        comment = self.text(at.at("comment"), LONGEST_COMMENT)
        evidence = self._evidence(at.at("evidence"))
        given = [at.at(key) for key in STATE_KEYS if key in at.keys]
        if len(given) > 1:
            self.find(at, f"an answer has one state; found {' and '.join(str(state.key) for state in given)}")
        state = self._state(given[0], question) if given else UNANSWERED
        lowered = self._lowered(at.at("supported"), at.at("level"), state.level)
        return replace(state, comment=comment, evidence=evidence, lowered=lowered)

    def _state(self, at: Branch, question: Question) -> Answer:
        match at.key:
            case "not_applicable":
                if not question.not_applicable:
                    self.find(at, "this question cannot be answered 'does not apply'")
                reason = self.text(at, LONGEST_REASON, missing="give the reason why it does not apply, as a text")
                return Answer(state=State.NOT_APPLICABLE, reason=reason) if reason else UNANSWERED
            case "dont_know":
                if at.value is not True:
                    self.find(at, f"expected true; found {kind_of(at.value)}")
                return Answer(state=State.DONT_KNOW)
        expected = "level" if question.type == "level" else "value"
        if at.key != expected:
            self.find(at, f"write {expected} for a question of type {question.type}, not {at.key}")
            return UNANSWERED
        return UNANSWERED if at.value is None else _answered(self._value(at, question))

    def _value(self, at: Branch, question: Question) -> Value | None:
        try:
            return fit_value(question, at.value)
        except MisfitError as misfit:
            close = nearest(at.value, getattr(question, "options", ()))
            self.find(at, f"{misfit}; found {kind_of(at.value)}{close}")
            return None

    def _lowered(self, at: Branch, given: Branch, claimed: int | None) -> Lowered | None:
        """The supported level that a moderator set; `claimed` is None where the level `given` is none."""
        if at.value is None:
            return None
        if given.value is None:
            self.find(at, "only a level that is given has a supported level, which may be set lower")
            return None
        if not isinstance(at.value, dict):
            self.find(at, f"expected a mapping such as {{level: 1, reason: …}}; found {kind_of(at.value)}")
            return None
        self.known_keys(at, LOWERED_KEYS)
        level = self._lower_level(at.at("level"), claimed)
        missing = "give the reason why the supported level is set lower, as a text"
        reason = self.text(at.at("reason"), LONGEST_REASON, missing=missing)
        return None if level is None or reason is None else Lowered(level=level, reason=reason)

    def _lower_level(self, at: Branch, claimed: int | None) -> int | None:
        if at.whole is None or at.whole < 0:
            self.find(at, f"expected a whole number from 0; found {kind_of(at.value)}")
            return None
        if claimed is None:
            return None  # what is wrong with the level that was given has been told
        if at.whole >= claimed:
            self.find(at, f"expected a level below the one claimed, {claimed}; found {kind_of(at.value)}")
            return None
        return at.whole

    def _evidence(self, at: Branch) -> tuple[Evidence, ...]:
        if at.value is not None and not isinstance(at.value, tuple):
            self.find(at, f"expected a list of pieces of evidence; found {kind_of(at.value)}")
            return ()
        return tuple(self._piece(piece) for piece in at.entries())

    def _piece(self, at: Branch) -> Evidence:
        if not isinstance(at.value, dict):
            self.find(at, f"expected a mapping such as {{title: …, dated: 2026-03-01}}; found {kind_of(at.value)}")
            return Evidence(title="")
        self.known_keys(at, EVIDENCE_KEYS)
        dated = at.at("dated")
        day = day_of(dated.value)
        if dated.value is not None and day is None:
            self.find(dated, f"expected {DAY}; found {kind_of(dated.value)}")
        return Evidence(
            title=self.line(at.at("title"), LONGEST_LINE, missing="a piece of evidence needs a title") or "",
            dated=day,
            reach=self.line(at.at("reach"), LONGEST_LINE),
            shows=self._shows(at.at("shows")),
            link=self._link(at.at("link")),
        )

    def _shows(self, at: Branch) -> Literal["effect"] | None:
        if at.value not in (None, "effect"):
            self.find(at, f"expected effect, or nothing; found {kind_of(at.value)}{nearest(at.value, ('effect',))}")
            return None
        return None if at.value is None else "effect"

    def _link(self, at: Branch) -> str | None:
        link = self.line(at, LONGEST_LINK)
        if link is not None and is_other_address(link):
            self.find(at, "an address starts with https:// or http://; in a reference put a space behind the colon")
        return link

    def text(self, at: Branch, longest: int, *, missing: str | None = None) -> str | None:
        """A text; nothing where it is not given, which is a fault where `missing` says so."""
        return self._fitted(at, fit_text, longest, missing)

    def line(self, at: Branch, longest: int, *, missing: str | None = None) -> str | None:
        """The same for a text of one line."""
        return self._fitted(at, fit_line, longest, missing)

    def _fitted(self, at: Branch, fit: Callable[[object, int], str], longest: int, missing: str | None) -> str | None:
        if at.value is None and missing is None:
            return None
        try:
            return fit(at.value, longest)
        except MisfitError as misfit:
            hint = ": put it in quotes" if isinstance(at.value, int | Decimal) else ""
            needed = missing is not None and (at.text is None or is_blank(at.text))
            self.find(at, f"{missing if needed else misfit}; found {kind_of(at.value)}{hint}")
            return None

    def known_keys(self, at: Branch, known: tuple[str, ...]) -> None:
        """Every key that is none of `known` is a fault."""
        for key in at.keys:
            if key not in known:
                close = nearest(key, known) or f"; known here are {', '.join(known)}"
                self.find(at.at(key), f'the key "{shortened(str(key))}" is unknown{close}', at_key=True)

    def find(self, at: Branch, message: str, *, at_key: bool = False) -> None:
        """Keep what is wrong at a place."""
        self.findings.append(Finding(at.path, message, at_key=at_key))


def is_other_address(link: str) -> bool:
    """Whether a link is an address that a page must not lead to, such as `javascript:…` or `file:…`."""
    return bool(_OTHER_SCHEME.match(link.translate(_PASSED_OVER)))


def _answered(value: Value | None) -> Answer:
    return UNANSWERED if value is None else Answer(state=State.ANSWERED, value=value)
