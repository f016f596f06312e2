"""Moderation: every answer with what stands behind it, accepted, returned with a note, or backed less than claimed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Answer
from selfassess.questionnaire.model import EvidenceRule, Section
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.scoring.evidence import first_unmet, supported_level
from selfassess.scoring.undefended import undefended
from selfassess.services.access import Actor
from selfassess.services.assessments import OpenAssessment, open_assessment
from selfassess.services.audit import Event, Subject, record
from selfassess.services.pinned import required
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store.agreements import agreements_of
from selfassess.store.answers import last_saved
from selfassess.store.assessments import set_updated
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.moderation import KeptNote, add_note, notes_of, supersede_notes
from selfassess.voices.proceedings import ModerationNote, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One answer for a moderator. `supported` is what its evidence backs, `missing` the first rule it does not meet.

    `notes` are all about it, the first one first, and `note` the one that stands. `again`: it was answered anew since
    its supported level was set lower. `undefended`: it is high, and its evidence does not reach as far.
    """

    section: Section
    question: Question
    answer: Answer
    supported: int | None
    missing: EvidenceRule | None
    undefended: bool
    dissent: tuple[str, ...]
    notes: tuple[KeptNote, ...]
    again: bool

    @property
    def note(self) -> KeptNote | None:
        """What stands."""
        return _standing(self.notes)

    @property
    def looked_at(self) -> bool:
        """Whether a moderator has said something about the answer as it is now."""
        return self.note is not None and not self.again

    @property
    def seen(self) -> int:
        """By which a form tells what it was filled with: the number of the last note."""
        return self.notes[-1].number if self.notes else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderation:
    """All answers that count, in questionnaire order; `undefended` are ids, what to ask about first in front."""

    opened: OpenAssessment
    answers: tuple[Examined, ...]
    undefended: tuple[str, ...]

    @property
    def may_moderate(self) -> bool:
        """Whether whoever opened it may moderate, now."""
        return Action.MODERATE in self.opened.may

    @property
    def looked_at(self) -> int:
        """How many answers a moderator has said something about."""
        return sum(one.looked_at for one in self.answers)

    @property
    def returned(self) -> tuple[Examined, ...]:
        """Those that were returned, and not answered anew."""
        return tuple(one for one in self.answers if one.note and one.note.note.outcome is Outcome.RETURNED)

    @property
    def whole(self) -> KeptNote | None:
        """The note on the whole that stands."""
        return _standing(_about(self.opened.notes, None))

    def answer_to(self, question: str) -> Examined:
        """One of them; `NotFoundError` for a question that is not asked, or does not apply."""
        found = next((one for one in self.answers if one.question.id == question), None)
        if found is None:
            raise NotFoundError(f"There is no question {question} to moderate.")
        return found


def _about(notes: Iterable[KeptNote], question: str | None) -> tuple[KeptNote, ...]:
    return tuple(one for one in notes if one.note.question == question)


def _standing(notes: Iterable[KeptNote]) -> KeptNote | None:
    return next((one for one in notes if one.stands), None)


def returned_notes(opened: OpenAssessment) -> tuple[ModerationNote, ...]:
    """What a moderator returned and nobody has answered anew, in questionnaire order."""
    standing = {one.note.question: one.note for one in opened.notes if one.stands}
    found = (standing.get(question.id) for question in opened.questionnaire.questions())
    return tuple(one for one in found if one and one.outcome is Outcome.RETURNED)


def open_moderation(database: Database, who: Actor, id: str) -> Moderation:
    """Everything there is to look at, for all who may see answers; raises what `open_assessment` raises."""
    opened = open_assessment(database, who, id)
    with database.reading() as session:
        saved, agreements = last_saved(session, id), agreements_of(session, id)
    questionnaire, sheet = opened.questionnaire, opened.sheet
    rules, applies = questionnaire.rules.evidence, applicability(questionnaire, sheet).applies
    weak = tuple(one.question for one in undefended(questionnaire, sheet))

    def examined(section: Section, question: Question) -> Examined:
        answer, notes = sheet.answer(question.id), _about(opened.notes, question.id)
        scored, standing = isinstance(question, LevelQuestion), _standing(notes)
        return Examined(
            section=section,
            question=question,
            answer=answer,
            supported=supported_level(answer, rules, sheet.assessed_on) if scored else None,
            missing=first_unmet(answer, rules, sheet.assessed_on) if scored else None,
            undefended=question.id in weak,
            dissent=agreements[question.id].dissent if question.id in agreements else (),
            notes=notes,
            again=standing is not None and saved.get(question.id, standing.at) > standing.at,
        )

    answers = tuple(
        examined(section, question)
        for section in questionnaire.sections
        for question in section.questions
        if question.id in applies
    )
    return Moderation(opened=opened, answers=answers, undefended=weak)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """The note stands, by this submit or by the same one sent before; `changed`: by this one."""

    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedMeanwhile:
    """Somebody else noted something meanwhile; nothing was written. `stored` stands, `seen` to note something anew."""

    stored: KeptNote | None
    seen: int


def keep_note(
    database: Database, who: Actor, id: str, note: ModerationNote, *, seen: int, now: datetime
) -> Noted | NotedMeanwhile:
    """Say something about an answer, or about the whole, in place of what stands; `seen` as in `Examined`.

    A note on the whole without words takes away the one there is. Raises ValueError for a supported level that is not
    below the answer's, `NotFoundError` for an unknown question, `NotPermittedError`, and `NotNowError` while the work
    is not in moderation.
    """
    opened = open_assessment(database, who, id, Action.MODERATE)
    if note.question is not None:
        _require_fitting(opened, note)
    with database.writing() as session:
        assessment = required(session, who, Action.MODERATE, id, to_change=True)
        before = _about(notes_of(session, id), note.question)
        standing, last = _standing(before), before[-1].number if before else 0
        if (standing.note if standing else None) == _kept_as(note) and (standing is None or standing.by == who.account):
            return Noted(changed=False)
        if last != seen:
            return NotedMeanwhile(stored=standing, seen=last)
        if _kept_as(note) is None:
            supersede_notes(session, id, None, now)
        else:
            add_note(session, id, note, now, by=who.account)
        set_updated(session, id, now)
        _record(session, who, assessment, note, now)
        return Noted(changed=True)


def _kept_as(note: ModerationNote) -> ModerationNote | None:
    """What stands once it is kept."""
    return note if note.question is not None or note.note else None


def _require_fitting(opened: OpenAssessment, note: ModerationNote) -> None:
    question = opened.questionnaire.by_id.get(note.question or "")
    if question is None:
        raise NotFoundError(f"There is no question {note.question} to moderate.")
    if note.supported_level is None:
        return
    level = opened.sheet.answer(question.id).level if isinstance(question, LevelQuestion) else None
    if level is None or not 0 <= note.supported_level < level:
        raise ValueError(f"level {level} cannot be backed by evidence up to {note.supported_level} only")


def _record(session: Transaction, who: Actor, assessment: Assessment, note: ModerationNote, now: datetime) -> None:
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    after = {"question": note.question, "outcome": note.outcome.value, "supported_level": note.supported_level}
    record(session, who, Event.MODERATED, subject, now=now, after=after)
