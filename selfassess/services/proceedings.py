"""How the result of an assessment was reached, gathered from everything that is kept of it, for its report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from selfassess.answers.model import Answer, State
from selfassess.services.access import Actor
from selfassess.services.assessments import OpenAssessment
from selfassess.services.pinned import required
from selfassess.services.rights import Action
from selfassess.services.workshop import Heard, hear
from selfassess.store.agreements import Agreement, agreements_of
from selfassess.store.answers import NEVER, answers_by, answers_of
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.signatures import Signature as KeptSignature
from selfassess.store.signatures import signatures_of
from selfassess.store.steps import StatusChange, changes_of
from selfassess.voices.proceedings import Proceedings, Signature, TookPart
from selfassess.voices.steps import Role, WorkStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProceedings:
    """What is kept. `then`: what each question's answer was when it was agreed, by question id."""

    heard: Heard
    changes: tuple[StatusChange, ...]
    signatures: tuple[KeptSignature, ...]
    then: Mapping[str, Answer]


def fetch_proceedings(session: Transaction, assessment: Assessment) -> KeptProceedings:
    """Everything that `proceedings_of` needs besides the assessment itself, to whose answers the caller has access."""
    heard = hear(session, assessment.id)
    agreed_at = {question: one.agreed_at for question, one in heard.agreements.items()}
    return KeptProceedings(
        heard=heard,
        changes=changes_of(session, assessment.id),
        signatures=signatures_of(session, assessment.id),
        then=answers_by(session, assessment.id, agreed_at),
    )


def proceedings_of(kept: KeptProceedings, this: OpenAssessment) -> Proceedings | None:
    """None where one person did all of it: there is nothing to tell."""
    took_part = _took_part(kept, this)
    notes = tuple(one.note for one in this.notes)
    agreed = kept.heard.settled(this.questionnaire, this.sheet)
    if not (took_part or notes or agreed or this.assessment.workshop_on):
        return None
    return Proceedings(
        took_part=took_part,
        workshop_on=this.assessment.workshop_on,
        agreed=tuple(
            replace(one, changed=_changed(kept.then.get(one.question), this.sheet.answer(one.question)))
            for one in agreed
        ),
        notes=notes,
        signatures=tuple(
            Signature(name=one.name, role=one.role, signed_on=one.signed_on, statement=one.statement)
            for one in kept.signatures
        ),
    )


def _changed(was: Answer | None, is_now: Answer) -> bool:
    return was is None or (was.state, was.value) != (is_now.state, is_now.value)


def dissent_in(database: Database, who: Actor, id: str) -> Mapping[str, tuple[str, ...]]:
    """What those said who see an agreed answer differently, by question; nothing where that is another answer since.

    Raises `NotFoundError`, `NotPermittedError`, `NotNowError` for who may not see the answers.
    """
    with database.reading() as session:
        required(session, who, Action.SEE_ANSWERS, id)
        agreed = {question: one for question, one in agreements_of(session, id).items() if one.dissent}
        then = answers_by(session, id, {question: one.agreed_at for question, one in agreed.items()})
        now = answers_of(session, id) if agreed else {}
    return {
        question: one.dissent
        for question, one in agreed.items()
        if not _changed(then.get(question), now.get(question, NEVER).answer)
    }


def _took_part(kept: KeptProceedings, this: OpenAssessment) -> tuple[TookPart, ...]:
    """Nobody where nobody took part besides the lead."""
    asked = len(kept.heard.participations)
    counts = {
        Role.CONTRIBUTOR: (sum(_has_answered(kept.heard, one.id) for one in kept.heard.participations), asked),
        Role.MODERATOR: _twice(_moderators(kept, this)),
        Role.SIGNATORY: _twice(len(kept.signatures)),
    }
    if not any(of for _, of in counts.values()):
        return ()
    counts[Role.LEAD] = _twice(max(1, _leads(kept)))
    return tuple(TookPart(role=role, people=counts[role][0], asked=counts[role][1]) for role in Role if counts[role][1])


def _twice(people: int) -> tuple[int, int]:
    """As many as were asked."""
    return people, people


def _has_answered(heard: Heard, participation: str) -> bool:
    said = heard.said.get(participation, {})
    return any(kept.answer.state is not State.UNANSWERED for kept in said.values())


def _leads(kept: KeptProceedings) -> int:
    """How many took the assessment as far as the moderator, or recorded what was agreed."""
    before = (WorkStatus.DRAFT, WorkStatus.OPEN, WorkStatus.WORKSHOP)
    recorded: list[Agreement] = list(kept.heard.agreements.values())
    return len({one.by for one in kept.changes if one.start in before} | {one.agreed_by for one in recorded})


def _moderators(kept: KeptProceedings, this: OpenAssessment) -> int:
    """How many noted something or ended the moderation. A note in an answers file was made somewhere else."""
    ends = [one for one in kept.changes if (one.start, one.end) == (WorkStatus.MODERATION, WorkStatus.AGREED)]
    began = next((one.at for one in kept.changes if one.end is WorkStatus.MODERATION), None)
    noted = [one for one in this.notes if began is not None and one.at >= began]
    return len({one.by for one in ends} | {one.by for one in noted})
