"""What the lead does about contributors: ask people, ask them for something else, end their part; see how far they are.

Who and how far, never what: nothing here gives out an answer.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from selfassess.answers.completeness import completeness
from selfassess.services.access import Action, Actor
from selfassess.services.account_letters import Post
from selfassess.services.assessments import Fetched, opened
from selfassess.services.audit import Event, Subject, record
from selfassess.services.contributor_letters import send_asked
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
from selfassess.store import participations as rows
from selfassess.store.accounts import account_of_email, account_of_id
from selfassess.store.answers import Kept
from selfassess.store.contributions import contributions_in
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import Holder, give_role, holders_in
from selfassess.store.invitations import set_asked_to_contribute, unsettled_in
from selfassess.store.model import Assessment
from selfassess.store.organisations import find_organisation
from selfassess.store.participations import Participation
from selfassess.store.people import Account, Invitation, Place, Role
from selfassess.store.texts import pinned_text
from selfassess.voices.steps import WorkStatus


class HowFar(StrEnum):
    """Where a contributor is."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    FINISHED = "finished"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """One person who was asked. `said` of `asked` questions have something said to them.

    `here`: they have a role by which they can answer; of those who have none any more, only what they finished counts.
    """

    participation: Participation
    account: Account
    how_far: HowFar
    said: int
    asked: int
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributors:
    """All who were asked, by name; who could be asked; and who is invited to contribute, in this order."""

    contributors: tuple[Contributor, ...]
    to_ask: tuple[Holder, ...]
    invited: tuple[Invitation, ...]


def contributors_in(database: Database, who: Actor, id: str) -> Contributors:
    """For the lead. Raises `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        assessment = required(session, who, Action.RUN_ASSESSMENT, id)
        parts, said = rows.participations_in(session, id), contributions_in(session, id)
        accounts = {one.account: account_of_id(session, one.account) for one in parts}
        here = {one.account: may_contribute(session, one.account, assessment.organisation_id) for one in parts}
        text = pinned_text(session, assessment.sha256)
        taking_part = {one.account for one in parts if one.active}
        people = [one for one in members_of(session, assessment) if one.account.id not in taking_part]
        waiting = unsettled_in(session, Place(organisation=assessment.organisation_id))
    listed = []
    for part in parts:
        account = accounts[part.account]
        if account is None or (not part.active and part.account in taking_part):
            continue  # asked again: the newer one tells
        done, all = _progress(assessment, text, part, said.get(part.id, {}))
        listed.append(
            Contributor(
                participation=part,
                account=account,
                how_far=_how_far(part, done),
                said=done,
                asked=all,
                here=here[part.account],
            )
        )
    listed.sort(key=lambda one: (one.account.name.casefold(), one.participation.asked_at, one.participation.id))
    return Contributors(
        contributors=tuple(listed),
        to_ask=tuple(people),
        invited=tuple(one for one in waiting if one.assessment == id),
    )


def _progress(assessment: Assessment, text: bytes, part: Participation, said: Mapping[str, Kept]) -> tuple[int, int]:
    own = opened(Fetched(assessment=assessment, answers=said, text=text))
    counts = [
        one
        for one in completeness(own.questionnaire, own.sheet)
        if part.sections is None or one.section in part.sections
    ]
    all = sum(one.applicable for one in counts)
    return all - sum(one.unanswered for one in counts), all


def _how_far(part: Participation, said: int) -> HowFar:
    if not part.active:
        return HowFar.ENDED
    if part.finished_at:
        return HowFar.FINISHED
    return HowFar.BEGUN if said else HowFar.NOT_BEGUN


def members_of(session: Transaction, assessment: Assessment) -> tuple[Holder, ...]:
    """Whoever has a role in the organisation, or in the one around it, and can sign in."""
    own = find_organisation(session, assessment.organisation_id)
    places = [assessment.organisation_id, *([own.parent] if own and own.parent else [])]
    found: dict[str, Holder] = {}
    for place in places:
        for holder in holders_in(session, Place(organisation=place)):
            if holder.account.active:
                found.setdefault(holder.account.id, holder)
    return tuple(sorted(found.values(), key=lambda one: (one.account.name.casefold(), one.account.id)))


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


def contributor_in(database: Database, who: Actor, id: str, part: str) -> Contributor:
    """One of them, for the lead; `NotFoundError` for any other."""
    for one in contributors_in(database, who, id).contributors:
        if one.participation.id == part:
            return one
    raise NotFoundError(f"There is no contributor {part}.")


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
