"""Recording what a workshop agrees, question by question or all proposals at once, without losing anybody's.

What was agreed becomes the answer of the assessment: its comment says why, and is what the next year is shown. What
stands beside it, that it was settled and the dissent, is an agreement. What was said apart is never touched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Answer, AnswerSheet
from selfassess.services.access import Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.pinned import questionnaire_of, required
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.services.saving import answers_on_sight, merged
from selfassess.services.workshop import acceptable, open_workshop
from selfassess.store.agreements import Agreement, agreements_of, keep_agreements
from selfassess.store.answers import NEVER, Kept, answers_of, keep
from selfassess.store.assessments import set_updated
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.texts import pinned_text
from selfassess.voices.agenda import Standing
from selfassess.voices.agreed_sheet import agreed_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The revisions of the answer and of the agreement that a form was filled from; 0 for what was not there."""

    answer: int = 0
    agreement: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """It is as asked; `changed`: ids of the questions this submit settled or settled anew, none for a repeat."""

    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedMeanwhile:
    """Somebody else recorded something else for this question; nothing was written. `seen`: to settle it anew."""

    answer: Answer
    dissent: tuple[str, ...]
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMeanwhile:
    """The assessment was changed since the page was shown, so there may be other proposals; nothing was written."""

    stored: Assessment


def record_agreed(
    database: Database,
    who: Actor,
    id: str,
    question: str,
    answer: Answer,
    dissent: tuple[str, ...],
    *,
    seen: Seen,
    now: datetime,
) -> Recorded | AgreedMeanwhile:
    """Make `answer` what was agreed; its comment is the reason, its evidence what is to stand behind it.

    The answer is merged as in `save_section`. Raises `NotFoundError` (also for an unknown question),
    `NotPermittedError`, and `NotNowError` while no workshop is held.
    """
    with database.reading() as session:
        assessment = required(session, who, Action.HOLD_WORKSHOP, id)
        text = pinned_text(session, assessment.sha256)
    if question not in questionnaire_of(assessment, text).by_id:
        raise NotFoundError(f"There is no question {question}.")
    with database.writing() as session:
        assessment = required(session, who, Action.HOLD_WORKSHOP, id, to_change=True)
        stored, settled = answers_of(session, id), agreements_of(session, id).get(question)
        now_stored, submitted = stored.get(question, NEVER), {question: answer}
        on_sight = answers_on_sight(session, id, submitted, stored, {question: seen.answer})
        changes, clashes = merged(submitted, stored, {question: seen.answer}, on_sight)
        if clashes or _differs_meanwhile(settled, dissent, seen):
            return AgreedMeanwhile(
                answer=now_stored.answer,
                dissent=settled.dissent if settled else (),
                seen=Seen(answer=now_stored.revision, agreement=settled.revision if settled else 0),
            )
        if not changes and settled and settled.dissent == dissent:
            return Recorded(changed=())
        agreement = _settled_by(who, question, settled, dissent, now)
        _write(session, who, assessment, changes, [agreement], now)
        return Recorded(changed=(question,))


def _differs_meanwhile(settled: Agreement | None, dissent: tuple[str, ...], seen: Seen) -> bool:
    return settled is not None and settled.revision != seen.agreement and settled.dissent != dissent


def _settled_by(
    who: Actor, question: str, before: Agreement | None, dissent: tuple[str, ...], now: datetime
) -> Agreement:
    return Agreement(
        question=question,
        dissent=dissent,
        revision=before.revision + 1 if before else 1,
        agreed_at=now,
        agreed_by=who.account,
    )


def accept_proposals(
    database: Database, who: Actor, id: str, standings: Collection[Standing], *, seen: int, now: datetime
) -> Recorded | ChangedMeanwhile:
    """Settle every question of these standings by its proposal, where that replaces nothing (`acceptable`).

    `seen` is the `Assessment.revision` of the page that showed the proposals. The same form sent twice settles them
    once. Raises `NotFoundError`, `NotPermittedError`, and `NotNowError` while no workshop is held.
    """
    workshop = open_workshop(database, who, id)
    with database.writing() as session:
        assessment = required(session, who, Action.HOLD_WORKSHOP, id, to_change=True)
        if assessment.revision != seen or workshop.opened.assessment.revision != seen:
            return ChangedMeanwhile(stored=assessment)
        stored, settled = answers_of(session, id), agreements_of(session, id)
        sheet = replace(workshop.opened.sheet, answers={one: kept.answer for one, kept in stored.items()})
        proposed = agreed_sheet(sheet, workshop.agenda)
        asked = applicability(workshop.opened.questionnaire, proposed).applies
        questions = tuple(one.question for one in acceptable(workshop.agenda, sheet, settled, asked, standings))
        if questions:
            agreements = [_settled_by(who, question, None, (), now) for question in questions]
            _write(session, who, assessment, _changes(questions, stored, proposed), agreements, now)
        return Recorded(changed=questions)


def _changes(questions: Iterable[str], stored: dict[str, Kept], proposed: AnswerSheet) -> dict[str, Kept]:
    kept = {question: stored.get(question, NEVER) for question in questions}
    return {
        question: Kept(answer=proposed.answer(question), revision=before.revision + 1)
        for question, before in kept.items()
        if proposed.answer(question) != before.answer
    }


def _write(
    session: Transaction,
    who: Actor,
    assessment: Assessment,
    changes: dict[str, Kept],
    agreements: list[Agreement],
    now: datetime,
) -> None:
    if changes:
        keep(session, assessment.id, changes, now, saved_by=who.account)
    keep_agreements(session, assessment.id, agreements)
    set_updated(session, assessment.id, now)
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    after = {"questions": tuple(one.question for one in agreements)}
    record(session, who, Event.WORKSHOP_AGREED, subject, now=now, after=after)
