"""Saying that last year's level is still true: one question at a time, for a new reason or with a new date.

What is confirmed becomes this year's answer, with its own comment and a revision of its own. It counts as confirmed for
as long as the answer keeps that revision; whatever is changed in it afterwards is judged anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from selfassess.answers.entry import LONGEST_COMMENT
from selfassess.answers.model import Answer, Evidence, State
from selfassess.comparison import Confirmed, pair
from selfassess.comparison.compare import answered_levels
from selfassess.services.access import Actor
from selfassess.services.assessments import OpenAssessment, open_assessment
from selfassess.services.audit import Event, Subject, record
from selfassess.services.catalogue import Catalogue
from selfassess.services.evidence_kinds import piece_of
from selfassess.services.evidence_use import MOST_PIECES, Looked, looked_at, note_use, record_looked
from selfassess.services.pinned import required
from selfassess.services.problems import NotFoundError, NotNowError
from selfassess.services.results import earlier_assessments
from selfassess.services.rights import Action
from selfassess.store.answers import NEVER, Kept, answers_of, keep
from selfassess.store.assessments import set_updated
from selfassess.store.confirmations import Confirmation, confirmations_of, holding, keep_confirmation
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class StillTrue:
    """What somebody says on sight of the `level` that the assessment `earlier` gave to a question.

    `pieces`: what backed it then and is still true, each with the record that it is a copy of, where there is one.
    """

    earlier: str
    level: int
    reason: str = ""
    true_on: date | None = None
    pieces: tuple[tuple[Evidence, str | None], ...] = ()


class Why(Enum):
    """Why nothing was confirmed."""

    UNSAID = "neither a reason nor a date"
    FUTURE = "a date that is still to come"
    OLD = "a date that is no later one than that of the earlier assessment"
    UNDATED = "evidence without the date on which it was checked"
    GONE = "the earlier assessment is not there, or not to be seen"
    NOT_PAIRED = "the question was not asked like this then, or on another scale"
    CHANGED = "that is not the level of then any more"
    ANSWERED = "somebody has answered it this year"
    TOO_MANY = "too many pieces of evidence"
    TOO_LONG = "the reason does not fit behind the comment that is there"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotConfirmed:
    """Nothing was written. `stored` is what this year says to the question."""

    why: Why
    stored: Answer


def confirm(
    database: Database, who: Actor, id: str, question: str, said: StillTrue, *, catalogue: Catalogue, now: datetime
) -> Confirmed | NotConfirmed:
    """Take the level of then over as this year's answer; the same form sent twice does it once.

    A comment and evidence that stand in the open answer stay, the reason goes behind the comment. `catalogue` gives the
    crosswalks of versions that lie between. Raises `NotFoundError` (also for an unknown question),
    `NotPermittedError`, `NotNowError`.
    """
    this = open_assessment(database, who, id, Action.ANSWER)
    if not this.may_answer:
        raise NotNowError(Action.ANSWER.value, this.assessment.status)
    if question not in this.questionnaire.by_id:
        raise NotFoundError(f"There is no question {question}.")
    found = _faults_of(said, now) or _question_of_then(database, who, this, question, said, catalogue)
    if isinstance(found, Why):
        return NotConfirmed(why=found, stored=this.sheet.answer(question))
    confirmed = Confirmed(question=question, earlier=found, reason=said.reason, true_on=said.true_on)
    with database.writing() as session:
        assessment = required(session, who, Action.ANSWER, id, to_change=True)
        stored = answers_of(session, id).get(question, NEVER)
        if _is_repeat(session, id, confirmed, stored, said):
            return confirmed
        fault = _misfit(stored.answer, said)
        if fault is not None:
            return NotConfirmed(why=fault, stored=stored.answer)
        _write(session, who, assessment, confirmed, said, stored, now)
        return confirmed


def _faults_of(said: StillTrue, now: datetime) -> Why | None:
    """What can be told without looking anything up."""
    if not said.reason and said.true_on is None:
        return Why.UNSAID
    if said.true_on is not None and said.true_on > now.date():
        return Why.FUTURE
    return Why.UNDATED if said.pieces and said.true_on is None else None


def _question_of_then(
    database: Database, who: Actor, this: OpenAssessment, question: str, said: StillTrue, catalogue: Catalogue
) -> str | Why:
    """The question of then, where it is the same one and has that level."""
    if said.earlier not in {one.id for one in earlier_assessments(database, who, this.assessment.id)}:
        return Why.GONE
    before = open_assessment(database, who, said.earlier)
    if said.true_on is not None and said.true_on <= before.assessment.details.assessed_on:
        return Why.OLD
    then = pair(this.questionnaire, before.questionnaire, catalogue.versions_of(this.questionnaire.id)).earlier.get(
        question
    )
    if then is None:
        return Why.NOT_PAIRED
    level = answered_levels(before.questionnaire, before.sheet).get(then)
    return then if level == said.level else Why.CHANGED


def _misfit(stored: Answer, said: StillTrue) -> Why | None:
    """Why it cannot become the answer that is `stored`."""
    if stored.state is not State.UNANSWERED:
        return Why.ANSWERED
    if len(stored.evidence) + len(said.pieces) > MOST_PIECES:
        return Why.TOO_MANY
    return Why.TOO_LONG if len(_comment(stored, said)) > LONGEST_COMMENT else None


def _comment(stored: Answer, said: StillTrue) -> str:
    return "\n\n".join(part for part in (stored.comment, said.reason) if part)


def _is_repeat(session: Transaction, id: str, confirmed: Confirmed, stored: Kept, said: StillTrue) -> bool:
    return any(
        (one.confirmed, one.assessment, one.revision) == (confirmed, said.earlier, stored.revision)
        for one in confirmations_of(session, id)
    )


def _write(
    session: Transaction,
    who: Actor,
    assessment: Assessment,
    confirmed: Confirmed,
    said: StillTrue,
    stored: Kept,
    now: datetime,
) -> None:
    """The answer, its evidence with the date confirmed, and that it was confirmed; all of it on record at the end."""
    question, looked = confirmed.question, _looked_at(session, who, assessment, said, now)
    pieces = dict.fromkeys((*stored.answer.evidence, *(piece_of(one.record.said) for one in looked)))
    answer = Answer(
        state=State.ANSWERED,
        value=said.level,
        comment=_comment(stored.answer, said) or None,
        evidence=tuple(pieces),
    )
    revision = stored.revision + 1
    keep(session, assessment.id, {question: Kept(answer=answer, revision=revision)}, now, saved_by=who.account)
    set_updated(session, assessment.id, now)
    for one in looked:
        note_use(session, one.record, assessment, question, now)
    made = Confirmation(confirmed=confirmed, revision=revision, assessment=said.earlier, at=now, by=who.account)
    keep_confirmation(session, assessment.id, made)
    for one in looked:
        record_looked(session, who, one, now)
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    record(
        session,
        who,
        Event.LEVEL_CONFIRMED,
        subject,
        now=now,
        after={"question": question, "earlier": said.earlier, "evidence": [one.record.id for one in looked]},
    )


def _looked_at(
    session: Transaction, who: Actor, assessment: Assessment, said: StillTrue, now: datetime
) -> list[Looked]:
    if said.true_on is None:
        return []
    return [
        looked_at(session, who, assessment.organisation_id, piece, held, said.true_on, now)
        for piece, held in said.pieces
    ]


def confirmations_in(database: Database, who: Actor, id: str) -> tuple[Confirmation, ...]:
    """What holds of what was confirmed. Raises as `open_assessment` does for who may not see its answers."""
    with database.reading() as session:
        required(session, who, Action.SEE_ANSWERS, id)
        return holding(confirmations_of(session, id), answers_of(session, id))
