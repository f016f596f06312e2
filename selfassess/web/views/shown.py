"""A question as a page shows it: its part of the form, what was said last year, what somebody else just said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from selfassess.answers.model import Answer, AnswerSheet, State
from selfassess.comparison import pair
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.report import wording
from selfassess.services.assessments import OpenAssessment
from selfassess.services.evidence_offers import Then
from selfassess.services.saving import Clash
from selfassess.voices.proceedings import Outcome
from selfassess.web.forms.section import Fault, SectionForm
from selfassess.web.security.actors import who
from selfassess.web.views.earlier import earlier_years
from selfassess.web.wiring import Wiring


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer in words; `level` only where the scale is today's."""

    period: str
    said: str
    level: int | None
    reason: str
    comment: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOffer:
    """A piece of evidence that the organisation keeps, and why it may back the question."""

    id: str
    words: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBacking:
    """What may back a question: the `offers` that fit best; how many there are in `all`.

    `once`: how many pieces of the earlier year are to be asked about. `held`: by title of a piece of the answer, the
    address of the record that it is a copy of.
    """

    offers: tuple[ShownOffer, ...]
    all: int
    once: int
    held: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One question. `titles` are of the evidence it has; `open` shows the boxes for evidence.

    `backing` is None where nothing is kept that could be used. `moderated`: what a moderator did with its answer and
    the note, empty where nothing stands that is to be known.
    """

    question: Question
    part: Any
    before: Said | None
    moderated: tuple[str, str]
    clash: Said | None
    titles: tuple[str, ...]
    open: bool
    said: bool
    faulty: bool
    backing: ShownBacking | None = None


class LastTime:
    """The latest earlier assessment of the same organisation, where there is one."""

    def __init__(
        self, now: Questionnaire, earlier: OpenAssessment | None, between: Mapping[str, Questionnaire]
    ) -> None:
        self._now, self._earlier = now, earlier
        self._pairs = pair(now, earlier.questionnaire, between).earlier if earlier else {}

    @classmethod
    def of(cls, opened: OpenAssessment, use: Wiring) -> LastTime:
        earlier = next(earlier_years(use, who(), opened.assessment.id), None)
        offers = use.catalogue().offers if earlier else ()
        between = {one.questionnaire.version: one.questionnaire for one in offers
                   if one.questionnaire.id == opened.questionnaire.id}  # fmt: skip
        return cls(opened.questionnaire, earlier, between)

    def said(self, question: Question, t: Translator) -> Said | None:
        """What was said then to the question that this one pairs with; other types pair by their id and type."""
        then = self._then(question)
        if self._earlier is None or then is None:
            return None
        answer = self._earlier.sheet.answer(then.id)
        if answer.state is State.UNANSWERED:
            return None
        return in_words(self._earlier.questionnaire, self._earlier.sheet, then, answer, t)

    def evidence(self) -> Mapping[str, Then]:
        """By today's question, the evidence it had then; questions that had none are left out."""
        if self._earlier is None:
            return {}
        earlier, found = self._earlier.assessment, {}
        for question in self._now.questions():
            then = self._then(question)
            pieces = self._earlier.sheet.answer(then.id).evidence if then else ()
            if then and pieces:
                found[question.id] = Then(
                    assessment=earlier.id, period=earlier.details.period, question=then.id, pieces=pieces
                )
        return found

    def _then(self, question: Question) -> Question | None:
        """The question of then that this one pairs with."""
        if self._earlier is None:
            return None
        then = self._earlier.questionnaire.by_id.get(self._pairs.get(question.id, question.id))
        paired = question.id in self._pairs if isinstance(question, LevelQuestion) else True
        return then if then is not None and paired and then.type == question.type else None


def in_words(
    questionnaire: Questionnaire, sheet: AnswerSheet, question: Question, answer: Answer, t: Translator
) -> Said:
    """An answer with all that belongs to it."""
    is_level = isinstance(question, LevelQuestion)
    return Said(
        period=sheet.period,
        said=wording.answer_words(t, questionnaire, question, answer),
        level=answer.level if is_level else None,
        reason=answer.reason or "",
        comment=answer.comment or "",
        evidence="; ".join(piece.title for piece in answer.evidence),
    )


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
