"""The steps of an assessment: who takes part, where the work is, going on and going back with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from selfassess.services.access import WORKER, Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.jobs import queue
from selfassess.services.locking import seal
from selfassess.services.pinned import required
from selfassess.services.releasing import keep_locked
from selfassess.services.rights import Action
from selfassess.store import assessments as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.memberships import held_by_somebody, roles_in_organisation
from selfassess.store.model import Assessment
from selfassess.store.names import names_of
from selfassess.store.participations import any_participation
from selfassess.store.people import Role
from selfassess.store.steps import StatusChange, add_change, changes_of, set_status
from selfassess.voices.steps import Move, Parties, Refusal, WorkStatus, next_steps, refusal, way
from selfassess.voices.steps import Role as WorkRole

_ROLES: Mapping[Role, WorkRole] = MappingProxyType(
    {
        Role.LEAD: WorkRole.LEAD,
        Role.CONTRIBUTOR: WorkRole.CONTRIBUTOR,
        Role.MODERATOR: WorkRole.MODERATOR,
        Role.SIGNATORY: WorkRole.SIGNATORY,
    }
)
"""What a role in the organisation is in the work on its assessments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The step is taken, by this submit or by the same one sent before."""

    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedMeanwhile:
    """Somebody else changed the assessment since the page was opened; nothing was written. `last`: its last step."""

    stored: Assessment
    last: StatusChange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The step may not be taken, and why; nothing was written."""

    why: Refusal
    stored: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A status on the way. `done` is the change by which the work went on from it; None where it did not yet."""

    status: WorkStatus
    done: StatusChange | None
    is_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where the work is: the steps that apply, the moves there are, and those of them that whoever asks may make.

    `last` is the last change, `names` those of the accounts that the changes name; an erased person's is empty.
    `vacant`: roles whose turn comes and that nobody holds. `corrects` and `corrected_by` are ids.
    """

    parties: Parties
    steps: tuple[Step, ...]
    moves: tuple[Move, ...]
    mine: tuple[Move, ...]
    last: StatusChange | None
    names: Mapping[str, str]
    vacant: frozenset[WorkRole]
    corrects: str | None
    corrected_by: str | None


def parties_of(session: Transaction, assessment: Assessment) -> Parties:
    """Who takes part besides the lead."""
    return Parties(
        contributors=any_participation(session, assessment.id),
        moderator=assessment.moderated,
        signatory=assessment.signing,
    )


def roles_of(session: Transaction, who: Actor, assessment: Assessment) -> frozenset[WorkRole]:
    """What somebody is in the work on it; those who need no role are everything."""
    if who.trusted:
        return frozenset(WorkRole)
    held = roles_in_organisation(session, who.account, assessment.organisation_id) if who.account else frozenset()
    return frozenset(_ROLES[role] for role in held if role in _ROLES)


def way_of(database: Database, who: Actor, id: str) -> Way:
    """Where the work on an assessment is, for those who know of it. Raises `NotFoundError`."""
    with database.reading() as session:
        assessment = required(session, who, Action.SEE_ASSESSMENT, id)
        parties, changes = parties_of(session, assessment), changes_of(session, id)
        roles = roles_of(session, who, assessment)
        successor = rows.successor_of(session, id)
        moves = next_steps(assessment.status, parties)
        return Way(
            parties=parties,
            steps=_steps(assessment.status, parties, changes),
            moves=moves,
            mine=tuple(one for one in moves if not one.by.isdisjoint(roles)),
            last=changes[-1] if changes else None,
            names=names_of(session, "account", {one.by for one in changes if one.by}),
            vacant=_vacant(session, who, assessment, parties),
            corrects=assessment.revises,
            corrected_by=successor.id if successor else None,
        )


def _steps(now: WorkStatus, parties: Parties, changes: tuple[StatusChange, ...]) -> tuple[Step, ...]:
    order = list(WorkStatus)
    # Where somebody was removed meanwhile, the work may stand at a status that applies no longer.
    shown = [status for status in order if status in way(parties) or status is now]

    def left(status: WorkStatus) -> StatusChange | None:
        on = (one for one in reversed(changes) if one.start is status and order.index(one.end) > order.index(status))
        return next(on, None) if order.index(status) < order.index(now) else None

    return tuple(Step(status=status, done=left(status), is_now=status is now) for status in shown)


def _vacant(session: Transaction, who: Actor, assessment: Assessment, parties: Parties) -> frozenset[WorkRole]:
    if who.account is None:
        return frozenset()  # whoever needs no role can take every step
    wanted = {WorkRole.MODERATOR: parties.moderator, WorkRole.SIGNATORY: parties.signatory}
    roles = {work: role for role, work in _ROLES.items() if wanted.get(work)}
    held = held_by_somebody(session, assessment.organisation_id, roles.values())
    return frozenset(work for work, role in roles.items() if role not in held)


def move(
    database: Database, who: Actor, id: str, to: WorkStatus, *, seen: int, reason: str = "", now: datetime
) -> Moved | MovedMeanwhile | Refused:
    """Take the assessment one step on, or with a reason one step back; `seen` is the revision the page showed.

    Of two who do so at the same moment one does, and the other is told. The same submit twice is one step. The last
    step is taken by signing: `services.signing`. Raises `NotFoundError`.
    """
    with database.writing() as session:
        stored = required(session, who, Action.SEE_ASSESSMENT, id, to_change=True)
        if stored.revision != seen:
            changes = changes_of(session, id)
            last = changes[-1] if changes else None
            if last and (last.end, last.by, stored.revision) == (to, who.account, seen + 1):
                return Moved(assessment=stored)
            return MovedMeanwhile(stored=stored, last=last)
        why = refusal(stored.status, to, parties_of(session, stored), roles_of(session, who, stored), reason)
        if why is None and to is WorkStatus.SIGNED:
            why = Refusal.NO_SIGNATURE
        if why is not None:
            return Refused(why=why, stored=stored)
        take_step(session, who, stored, to, reason=reason.strip(), now=now)
        return Moved(assessment=required(session, who, Action.SEE_ASSESSMENT, id))


def take_step(
    session: Transaction, who: Actor, stored: Assessment, to: WorkStatus, *, reason: str = "", now: datetime
) -> None:
    """Write a step that may be taken, and record it, as the last thing of the transaction that holds the assessment.

    `SIGNED` locks: the figures are kept, those of partnerships go on, and nothing changes any more.
    """
    card = seal(session, stored) if to is WorkStatus.SIGNED else None
    add_change(session, stored.id, stored.status, to, now, reason=reason, by=who.account)
    set_status(session, stored.id, to, now, card=card)
    if card:
        keep_locked(session, stored, card, now)
        _have_final_made(session, stored, now)
    before, after = {"status": stored.status.value}, {"status": to.value}
    order = list(WorkStatus)
    event = Event.ASSESSMENT_MOVED if order.index(to) > order.index(stored.status) else Event.ASSESSMENT_MOVED_BACK
    if card:
        event, after["card"] = Event.ASSESSMENT_LOCKED, card.sha256
    record(session, who, event, _subject(stored), now=now, before=before, after=after)


def _have_final_made(session: Transaction, stored: Assessment, now: datetime) -> None:
    """By the program itself: whoever signs may give up their role before it comes to that."""
    asked = {"assessment": stored.id}
    key = f"keep-final {stored.id}"
    queue(session, WORKER, "keep-final", asked, key=key, organisation=stored.organisation_id, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """Who takes part is as asked, whether or not it had to change."""

    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangedMeanwhile:
    """Somebody else changed the assessment since the form was filled; nothing was written."""

    stored: Assessment


def arrange(
    database: Database, who: Actor, id: str, *, moderated: bool, signing: bool, seen: int, now: datetime
) -> Arranged | ArrangedMeanwhile:
    """Say whether a moderator looks at it and whether it is signed. `NotFoundError`, `NotPermittedError`."""
    with database.writing() as session:
        stored = required(session, who, Action.RUN_ASSESSMENT, id, to_change=True)
        if (stored.moderated, stored.signing) == (moderated, signing):
            return Arranged(assessment=stored)
        if stored.revision != seen:
            return ArrangedMeanwhile(stored=stored)
        rows.set_steps(session, id, now, moderated=moderated, signing=signing)
        after = {"moderated": moderated, "signing": signing}
        before = {"moderated": stored.moderated, "signing": stored.signing}
        record(session, who, Event.ASSESSMENT_ARRANGED, _subject(stored), now=now, before=before, after=after)
        return Arranged(assessment=required(session, who, Action.RUN_ASSESSMENT, id))


def _subject(assessment: Assessment) -> Subject:
    return Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
