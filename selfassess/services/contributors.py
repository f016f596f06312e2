"""What the lead does about contributors: ask people, ask them for something else, end their part."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from selfassess.services.access import Actor
from selfassess.services.account_letters import Post
from selfassess.services.audit import Event, Subject, record
from selfassess.services.contributor_letters import send_asked
from selfassess.services.contributor_list import members_of
from selfassess.services.invitations import (
    Invited,
    InvitedBefore,
    Invitee,
    TooMany,
    count_sending,
    invite_within,
    record_invited,
)
from selfassess.services.participating import BEFORE_THE_WORKSHOP, Wanted, may_contribute, take_part
from selfassess.services.pinned import required
from selfassess.services.problems import NotFoundError, NotNowError
from selfassess.services.rights import Action
from selfassess.store import participations as rows
from selfassess.store.accounts import account_of_email, account_of_id
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import give_role
from selfassess.store.invitations import set_asked_to_contribute
from selfassess.store.model import Assessment
from selfassess.store.participations import Participation
from selfassess.store.people import Account, Place, Role
from selfassess.voices.steps import WorkStatus

# Asking


def ask_members(
    database: Database, who: Actor, id: str, accounts: Collection[str], wanted: Wanted, mail: Post, *, now: datetime
) -> int:
    """Ask people who have a role in the organisation; gives how many were not taking part already.

    Whoever has no role by which one can answer becomes a contributor by it. They get a letter, as soon as the
    assessment is open. Raises `NotFoundError` for somebody without a role there, `NotNowError` from the workshop on.
    """
    with database.writing() as session:
        assessment = to_change(session, who, id)
        known = {one.account.id: one.account for one in members_of(session, assessment)}
        if not set(accounts) <= known.keys():
            raise NotFoundError("There is nobody like that in the organisation.")
        asked = [_ask(session, who, assessment, known[one], wanted, mail, now) for one in sorted(accounts)]
        made = [one for one in asked if one is not None]
        for part in made:
            _record(session, who, Event.CONTRIBUTOR_ASKED, assessment, part, now)
        return len(made)


def _ask(
    session: Transaction,
    who: Actor,
    assessment: Assessment,
    account: Account,
    wanted: Wanted,
    mail: Post,
    now: datetime,
) -> Participation | None:
    part = take_part(session, assessment.id, account.id, wanted, by=who.account, now=now)
    if part is None:
        return None
    let_contribute(session, assessment, account.id, now)
    if assessment.status is WorkStatus.OPEN:
        send_asked(session, mail, account, assessment, part, now)
    return part


def let_contribute(session: Transaction, assessment: Assessment, account: str, now: datetime) -> None:
    """Give somebody the role of a contributor, where no role of theirs lets them answer."""
    if not may_contribute(session, account, assessment.organisation_id):
        place = Place(organisation=assessment.organisation_id)
        give_role(session, secrets.token_hex(16), place, account, Role.CONTRIBUTOR, now)


def tell_asked(database: Database, who: Actor, id: str, mail: Post, *, now: datetime) -> int:
    """Write to everybody who was asked before the assessment was opened; nobody gets it twice. Gives how many."""
    with database.writing() as session:
        assessment = to_change(session, who, id)
        if assessment.status is not WorkStatus.OPEN:
            return 0
        told = 0
        for part in rows.participations_in(session, id):
            account = account_of_id(session, part.account)
            if part.active and account and account.active:
                told += send_asked(session, mail, account, assessment, part, now)
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whoever has this address has a role in the organisation, and is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBefore:
    """Nothing was done: whoever has this address contributes already."""


def invite_to_contribute(
    database: Database, who: Actor, id: str, name: str, email: str, wanted: Wanted, mail: Post, *, now: datetime
) -> Asked | AskedBefore | Invited | InvitedBefore | TooMany:
    """Ask somebody by e-mail (`normalised`): accepting the invitation gives them the role, and asks them.

    One that is open already is made to ask them, too; it is not sent again.
    """
    with database.writing() as session:
        assessment = to_change(session, who, id)
        account = account_of_email(session, email)
        if account and account.id in {one.account.id for one in members_of(session, assessment)}:
            part = _ask(session, who, assessment, account, wanted, mail, now)
            if part is None:
                return AskedBefore()
            _record(session, who, Event.CONTRIBUTOR_ASKED, assessment, part, now)
            return Asked()
        wait = count_sending(session, who, now)
        if wait:
            return TooMany(wait=wait)
        invitee = Invitee(
            name=name,
            email=email,
            role=Role.CONTRIBUTOR,
            assessment=id,
            sections=wanted.sections,
            due_on=wanted.due_on,
        )
        place = Place(organisation=assessment.organisation_id)
        done = invite_within(session, who, place, invitee, mail, now)
        if isinstance(done, Invited):
            record_invited(session, who, done.invitation, now)
        elif isinstance(done, InvitedBefore):
            set_asked_to_contribute(session, done.invitation.id, id, wanted.sections, wanted.due_on)
        else:
            raise NotFoundError("The account of this address is locked.")
        return done


# Changing and ending


def ask_anew(database: Database, who: Actor, id: str, part: str, wanted: Wanted, *, now: datetime) -> None:
    """Ask a contributor for other sections, or by another day; what they answered stays."""
    with database.writing() as session:
        assessment = to_change(session, who, id)
        stored = held(session, assessment, part)
        if (stored.sections, stored.due_on) == (wanted.sections, wanted.due_on):
            return
        rows.set_asked(session, part, wanted.sections, wanted.due_on)
        changed = replace(stored, sections=wanted.sections, due_on=wanted.due_on)
        _record(session, who, Event.CONTRIBUTOR_ASKED_ANEW, assessment, changed, now)


def withdraw(database: Database, who: Actor, id: str, part: str, *, now: datetime) -> None:
    """End somebody's part, finished or not: what they answered is kept and does not count. Twice is once."""
    with database.writing() as session:
        assessment = to_change(session, who, id)
        found = rows.find_participation(session, part)
        if found is None or found.assessment != id:
            raise NotFoundError(f"There is no contributor {part}.")
        if rows.set_withdrawn(session, part, now):
            _record(session, who, Event.CONTRIBUTOR_WITHDRAWN, assessment, found, now)


def held(session: Transaction, assessment: Assessment, part: str) -> Participation:
    """An active participation in this assessment, nobody else changing it meanwhile; else `NotFoundError`."""
    found = rows.find_participation(session, part, to_change=True)
    if found is None or found.assessment != assessment.id or not found.active:
        raise NotFoundError(f"There is no contributor {part}.")
    return found


def to_change(session: Transaction, who: Actor, id: str, *, hold: bool = True) -> Assessment:
    """The assessment, for its lead, as long as people answer apart or are yet to; else `NotNowError`."""
    assessment = required(session, who, Action.RUN_ASSESSMENT, id, to_change=hold)
    if assessment.status not in BEFORE_THE_WORKSHOP:
        raise NotNowError(Action.RUN_ASSESSMENT.value, assessment.status)
    return assessment


def _record(
    session: Transaction, who: Actor, event: Event, assessment: Assessment, part: Participation, now: datetime
) -> None:
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    after: dict[str, Any] = {"participation": part.id, "account": part.account}
    if event in (Event.CONTRIBUTOR_ASKED, Event.CONTRIBUTOR_ASKED_ANEW):
        after["sections"] = None if part.sections is None else sorted(part.sections)
        after["due_on"] = part.due_on.isoformat() if part.due_on else None
    record(session, who, event, subject, now=now, after=after)
