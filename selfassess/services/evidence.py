"""The evidence an organisation keeps: added, changed, confirmed to be still true, retired, and where it is used."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from selfassess.language.text import Text
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor, may_in_organisation, require_in_organisation
from selfassess.services.audit import Event, Subject, record
from selfassess.services.pinned import questionnaire_of
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.rights import Action
from selfassess.store import evidence as rows
from selfassess.store.assessments import find_assessment
from selfassess.store.database import Database, Transaction
from selfassess.store.evidence import EvidenceRecord, EvidenceSaid
from selfassess.store.model import Assessment
from selfassess.store.people import Organisation, Role
from selfassess.store.texts import pinned_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Nothing was changed: somebody else changed the record since. `stored` is what stands there now."""

    stored: EvidenceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedIn:
    """The answers of one assessment that hold a copy: section id, question id and prompt of each."""

    assessment: Assessment
    title: Text
    questions: tuple[tuple[str, str, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A record as somebody sees it. `unseen`: how many more assessments use it whose answers they may not see now."""

    record: EvidenceRecord
    used_in: tuple[UsedIn, ...]
    unseen: int
    may_change: bool


def evidence_in(database: Database, who: Actor, organisation: Organisation, id: str) -> EvidenceRecord:
    """The record, where the organisation keeps it; `NotFoundError` for who may not see that it does."""
    with database.reading() as session:
        return _required(session, who, Action.SEE_EVIDENCE, organisation.id, id)


def evidence_to_change(database: Database, who: Actor, organisation: Organisation, id: str) -> EvidenceRecord:
    """The same for who may change it; `NotPermittedError` for who only sees it."""
    with database.reading() as session:
        return _required_to_change(session, who, organisation.id, id)


def may_change(session: Transaction, who: Actor, record: EvidenceRecord) -> bool:
    """Leads change everything, who may add what they added themselves."""
    if may_in_organisation(session, who, Action.KEEP_EVIDENCE, record.organisation):
        return True
    own = who.account is not None and record.added_by == who.account
    return own and may_in_organisation(session, who, Action.ADD_EVIDENCE, record.organisation)


def look_at_evidence(database: Database, who: Actor, organisation: str, id: str) -> RecordView:
    """The record and where it is used, the latest assessment first. Raises `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        found = _required(session, who, Action.SEE_EVIDENCE, organisation, id)
        questions: dict[str, list[str]] = {}
        for use in rows.uses_of(session, id):
            questions.setdefault(use.assessment, []).append(use.question)
        every = [one for one in (find_assessment(session, id) for id in questions) if one is not None]
        seen = [one for one in every if _sees_answers(session, who, one)]
        texts = {one.sha256: pinned_text(session, one.sha256) for one in seen}
        changes = may_change(session, who, found)
    seen.sort(key=lambda one: (one.details.assessed_on, one.created_at), reverse=True)
    used_in = tuple(_used_in(one, questionnaire_of(one, texts[one.sha256]), questions[one.id]) for one in seen)
    return RecordView(record=found, used_in=used_in, unseen=len(every) - len(seen), may_change=changes)


def _sees_answers(session: Transaction, who: Actor, one: Assessment) -> bool:
    return may_in_organisation(session, who, Action.SEE_ANSWERS, one.organisation_id, status=one.status)


def _used_in(assessment: Assessment, questionnaire: Questionnaire, used: list[str]) -> UsedIn:
    questions = (
        (section.id, question.id, question.prompt)
        for section in questionnaire.sections
        for question in section.questions
        if question.id in used
    )
    return UsedIn(assessment=assessment, title=questionnaire.title, questions=tuple(questions))


def add_evidence(database: Database, who: Actor, organisation: str, said: EvidenceSaid, *, now: datetime) -> str:
    """Keep a piece for the organisation; gives its id. What is kept already, word for word, is not kept twice.

    Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        missing = f"There is no organisation {organisation}."
        require_in_organisation(session, who, Action.ADD_EVIDENCE, organisation, missing)
        id, is_new = kept(session, who, organisation, said, now)
        if is_new:
            record_evidence(session, who, Event.EVIDENCE_ADDED, organisation, id, now)
        return id


def kept(session: Transaction, who: Actor, organisation: str, said: EvidenceSaid, now: datetime) -> tuple[str, bool]:
    """The id of the record that says this, and whether it had to be added; of its kind the one that is kept decides."""
    for one in rows.evidence_of(session, organisation):
        if one.retired_at is None and replace(one.said, kind=said.kind) == said:
            return one.id, False
    id = secrets.token_hex(16)
    rows.add_evidence(session, id, organisation, said, now, by=who.account)
    return id, True


def change_evidence(
    database: Database, who: Actor, organisation: str, id: str, said: EvidenceSaid, *, seen: int, now: datetime
) -> EvidenceRecord | Stale:
    """Write what is said of it now; `seen` is the revision the form was filled from. Answers keep their copies.

    Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        stored = _to_change(session, who, organisation, id)
        if stored.said == said:
            return stored
        if stored.revision != seen:
            return Stale(stored=stored)
        rows.set_evidence(session, id, said)
        changed = _to_change(session, who, organisation, id)
        record_evidence(session, who, Event.EVIDENCE_CHANGED, organisation, id, now)
        return changed


def confirm_evidence(
    database: Database, who: Actor, organisation: str, id: str, on: date, *, seen: int, now: datetime
) -> EvidenceRecord | Stale:
    """It was true on this day: that is its date from now on. A retired one comes back by it.

    Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        stored = _to_change(session, who, organisation, id)
        if stored.said.dated == on and stored.retired_at is None:
            return stored
        if stored.revision != seen:
            return Stale(stored=stored)
        before, after = confirmed(session, stored, on)
        changed = _to_change(session, who, organisation, id)
        record_evidence(session, who, Event.EVIDENCE_CONFIRMED, organisation, id, now, before=before, after=after)
        return changed


def confirmed(session: Transaction, stored: EvidenceRecord, on: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set the date, and bring it back if it was retired; gives what the audit record says of before and after."""
    rows.set_evidence(session, stored.id, replace(stored.said, dated=on))
    if stored.retired_at is not None:
        rows.set_retired(session, stored.id, None)
    then = stored.said.dated
    return {"dated": then.isoformat() if then else None}, {"dated": on.isoformat()}


def retire_evidence(
    database: Database, who: Actor, organisation: str, id: str, *, seen: int, now: datetime
) -> EvidenceRecord | Stale:
    """It is no longer true, and offered no more; answers that used it keep their copies. Twice is once."""
    return _set_retired(database, who, organisation, id, now, seen=seen, now=now)


def bring_back_evidence(
    database: Database, who: Actor, organisation: str, id: str, *, seen: int, now: datetime
) -> EvidenceRecord | Stale:
    """It is true after all, with the date it had."""
    return _set_retired(database, who, organisation, id, None, seen=seen, now=now)


def _set_retired(
    database: Database, who: Actor, organisation: str, id: str, at: datetime | None, *, seen: int, now: datetime
) -> EvidenceRecord | Stale:
    with database.writing() as session:
        stored = _to_change(session, who, organisation, id)
        if (stored.retired_at is None) == (at is None):
            return stored
        if stored.revision != seen:
            return Stale(stored=stored)
        rows.set_retired(session, id, at)
        changed = _to_change(session, who, organisation, id)
        record_evidence(
            session, who, Event.EVIDENCE_RETIRED if at else Event.EVIDENCE_BROUGHT_BACK, organisation, id, now
        )
        return changed


def _required(session: Transaction, who: Actor, action: Action, organisation: str, id: str) -> EvidenceRecord:
    missing = f"There is no evidence {id}."
    require_in_organisation(session, who, action, organisation, missing)
    found = rows.find_evidence(session, organisation, id)
    if found is None:
        raise NotFoundError(missing)
    return found


def _to_change(session: Transaction, who: Actor, organisation: str, id: str) -> EvidenceRecord:
    # Held first, asked then: whoever had to wait for another change must be allowed after it, too.
    rows.find_evidence(session, organisation, id, to_change=True)
    return _required_to_change(session, who, organisation, id)


def _required_to_change(session: Transaction, who: Actor, organisation: str, id: str) -> EvidenceRecord:
    found = _required(session, who, Action.SEE_EVIDENCE, organisation, id)
    if not may_change(session, who, found):
        raise NotPermittedError(Action.KEEP_EVIDENCE.value, frozenset({Role.LEAD}))
    return found


def record_evidence(
    session: Transaction,
    who: Actor,
    event: Event,
    organisation: str,
    id: str,
    now: datetime,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Note in the audit record what was done to a piece of evidence."""
    subject = Subject(kind="evidence", id=id, organisation=organisation)
    record(session, who, event, subject, now=now, before=before, after=after)
