"""Saving the answers of one section without losing anybody's, and the history of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from selfassess.answers.model import UNANSWERED, Answer
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.pinned import questionnaire_of, required
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store.answers import NEVER, Kept, answers_at, answers_of, history_of, keep
from selfassess.store.assessments import set_updated
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment, Revision
from selfassess.store.texts import pinned_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """All is kept. `changed`: ids of the answers this submit changed, in the order given; empty for a repeat.

    `revisions` are those that hold what the submit said, for a page that goes on from there.
    """

    changed: tuple[str, ...]
    revisions: Mapping[str, int] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two people changed the answer to one question; `revision` is the one `stored` has now."""

    question: str
    stored: Answer
    submitted: Answer
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody else changed answers that this submit changes too; nothing of the submit was written."""

    clashes: tuple[Clash, ...]


def save_section(
    database: Database,
    who: Actor,
    id: str,
    section: str,
    answers: Mapping[str, Answer],
    seen: Mapping[str, int],
    *,
    now: datetime,
) -> Saved | Conflict:
    """Save `answers` (question id to answer, of this section) that were given on sight of the revisions in `seen`.

    A question missing in `answers` is left alone; to clear one, give `UNANSWERED`; one missing in `seen` counts as
    never saved (0). An answer the submit leaves as it was at the seen revision never conflicts and never overwrites;
    nor does one equal to what is stored. Texts must be free of `printable_fault`s and values fit their question: the
    form or file they come from has checked that. Raises `NotFoundError` (also for a question of another section) and
    `NotPermittedError`, and `NotNowError` while no answers are taken.
    """
    with database.reading() as session:
        assessment = required(session, who, Action.ANSWER, id)
        text = pinned_text(session, assessment.sha256)
    check_questions(questionnaire_of(assessment, text), section, answers)
    with database.writing() as session:
        assessment = required(session, who, Action.ANSWER, id, to_change=True)
        stored = answers_of(session, id)
        changes, clashes = merged(answers, stored, seen, answers_on_sight(session, id, answers, stored, seen))
        if clashes:
            return Conflict(clashes=tuple(clashes))
        if changes:
            keep(session, id, changes, now, saved_by=who.account)
            set_updated(session, id, now)
            _record(session, who, assessment, section, changes, now)
        return saved(answers, stored, changes)


def _record(
    session: Transaction, who: Actor, assessment: Assessment, section: str, changes: Mapping[str, Kept], now: datetime
) -> None:
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    after = {"section": section, "questions": tuple(changes)}
    record(session, who, Event.ANSWERS_SAVED, subject, now=now, after=after)


def check_questions(questionnaire: Questionnaire, section: str, answers: Mapping[str, Answer]) -> None:
    """Raise `NotFoundError` where the section does not ask all of these questions."""
    asked = {question.id for one in questionnaire.sections if one.id == section for question in one.questions}
    unknown = answers.keys() - asked
    if not asked or unknown:
        raise NotFoundError(f"There is no section {section} with {', '.join(sorted(unknown)) or 'questions'}.")


def answers_on_sight(
    session: Transaction, id: str, submitted: Iterable[str], stored: Mapping[str, Kept], seen: Mapping[str, int]
) -> Mapping[str, Answer]:
    """What the form showed for the questions that were saved again since, leaving out revisions that never were."""
    stale = [(question, seen.get(question, 0)) for question in submitted]
    stale = [
        (question, revision) for question, revision in stale if 0 < revision < stored.get(question, NEVER).revision
    ]
    return answers_at(session, id, stale) if stale else {}


def merged(
    submitted: Mapping[str, Answer], stored: Mapping[str, Kept], seen: Mapping[str, int], on_sight: Mapping[str, Answer]
) -> tuple[dict[str, Kept], list[Clash]]:
    """What to write, and where both sides changed the same answer; a three-way merge with the form's own start.

    `seen` are the revisions the form was filled from; `on_sight` what it showed then, where that was saved again since.
    """
    changes: dict[str, Kept] = {}
    clashes: list[Clash] = []
    for question, answer in submitted.items():
        now, revision = stored.get(question, NEVER), seen.get(question, 0)
        if answer == now.answer:
            continue
        if revision == now.revision:
            changes[question] = Kept(answer=answer, revision=now.revision + 1)
        elif answer != on_sight.get(question, UNANSWERED if revision == 0 else None):
            clashes.append(Clash(question=question, stored=now.answer, submitted=answer, revision=now.revision))
    return changes, clashes


def saved(submitted: Mapping[str, Answer], stored: Mapping[str, Kept], changes: Mapping[str, Kept]) -> Saved:
    """What came of a submit whose `changes` are kept."""
    now = {question: changes.get(question, stored.get(question, NEVER)) for question in submitted}
    revisions = {question: kept.revision for question, kept in now.items() if kept.answer == submitted[question]}
    return Saved(changed=tuple(changes), revisions=revisions)


def history(database: Database, who: Actor, id: str, question: str) -> tuple[Revision, ...]:
    """Every saved state of one answer, the first one first; clears are revisions too. Raises `NotFoundError`."""
    with database.reading() as session:
        required(session, who, Action.SEE_ANSWERS, id)
        return history_of(session, id, question)
