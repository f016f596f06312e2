"""A question as a page shows it: its part of the form, what was said last year, what somebody else just said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from selfassess.answers.model import State
from selfassess.language import Translator
from selfassess.questionnaire.questions import Question
from selfassess.report import wording
from selfassess.services.assessments import OpenAssessment
from selfassess.services.evidence_offers import Once
from selfassess.services.saving import Clash
from selfassess.voices.proceedings import Outcome
from selfassess.web.forms.section import Fault, SectionForm
from selfassess.web.views.last_time import Differs, LastTime, Said, in_words
from selfassess.web.views.still_asked import NOTHING_ASKED, ShownStill, StillAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOffer:
    """A piece of evidence that the organisation keeps, and why it may back the question."""

    id: str
    words: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBacking:
    """What may back a question: the `offers` that fit best; how many there are in `all`.

    `once`: the pieces of the earlier year that are to be asked about. `held`: by title of a piece of the answer, the
    address of the record that it is a copy of.
    """

    offers: tuple[ShownOffer, ...]
    all: int
    once: tuple[Once, ...]
    held: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One question. `titles` are of the evidence it has; `open` shows the boxes for evidence.

    `before` is what was said to it the year before; where that was asked differently, `differs` says how. `still` is
    where the level of then may be said to be still true, `confirmed` says that it was. `backing` is None where nothing
    is kept that could be used. `moderated`: what a moderator did with its answer and the note, empty where nothing
    stands that is to be known.
    """

    question: Question
    part: Any
    before: Said | None
    differs: Differs | None
    still: ShownStill | None
    confirmed: str
    moderated: tuple[str, str]
    clash: Said | None
    titles: tuple[str, ...]
    open: bool
    said: bool
    faulty: bool
    backing: ShownBacking | None = None


def shown(
    opened: OpenAssessment,
    form: SectionForm,
    last: LastTime,
    t: Translator,
    *,
    faults: Iterable[Fault] = (),
    clashes: Iterable[Clash] = (),
    open_at: str = "",
    backing: Mapping[str, ShownBacking] = MappingProxyType({}),
    still: StillAsked = NOTHING_ASKED,
) -> list[Shown]:
    """The questions of a form, in order; `open_at` is the question whose evidence is being added."""
    clashing = {clash.question: clash for clash in clashes}
    faulty = [fault.focus for fault in faults]
    questions = []
    for question in form.questions:
        part, stored = form.part(question.id), opened.sheet.answer(question.id)
        clash = clashing.get(question.id)
        at_fault = any(focus.startswith(f"{question.id}_") for focus in faulty)
        in_evidence = any(focus.startswith(f"{question.id}_evidence") for focus in faulty)
        questions.append(
            Shown(
                question=question,
                part=part,
                before=last.said(question, t),
                differs=last.differs(question, t),
                still=still.boxes.get(question.id),
                confirmed=still.confirmed.get(question.id, ""),
                moderated=moderated_words(opened, question.id, t),
                clash=in_words(opened.questionnaire, opened.sheet, question, clash.stored, t) if clash else None,
                titles=tuple(piece.title for piece in stored.evidence),
                open=in_evidence or open_at == question.id or clash is not None,
                said=stored.state is not State.UNANSWERED,
                faulty=at_fault,
                backing=backing.get(question.id),
            )
        )
    return questions


def moderated_words(opened: OpenAssessment, question: str, t: Translator) -> tuple[str, str]:
    """Why an answer was returned, or is backed less than its evidence would have it; empty where neither is so."""
    for kept in opened.notes:
        if kept.stands and kept.note.question == question and kept.note.outcome is not Outcome.ACCEPTED:
            return wording.outcome_words(t, opened.questionnaire, kept.note), kept.note.note
    return "", ""
