"""A contributor's sheet goes to somebody else, with the answers on it; and declining to contribute at all."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from selfassess.services.access import Actor
from selfassess.services.account_letters import Post
from selfassess.services.audit import Event, Subject, record
from selfassess.services.contributor_letters import send_handed_over, send_taken_over
from selfassess.services.contributor_list import members_of
from selfassess.services.contributors import held, let_contribute, to_change
from selfassess.services.own_sheet import Standing, own_part
from selfassess.services.problems import NotFoundError
from selfassess.store import participations as rows
from selfassess.store.accounts import account_of_id
from selfassess.store.contributions import copy_contributions
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import Holder
from selfassess.store.model import Assessment
from selfassess.store.participations import Participation
from selfassess.store.people import Role
from selfassess.voices.steps import WorkStatus

BEFORE_IT_IS_CLOSED = frozenset({Standing.NOT_YET, Standing.OPEN, Standing.FINISHED})


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """The sheet is somebody else's now; `part` is theirs."""

    part: Participation


@dataclass(frozen=True, slots=True, kw_only=True)
class TakesPartAlready:
    """Nothing was done: they have a sheet of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLate:
    """Nothing was done: the sheet is closed, or its person's no longer."""


def takers_of_mine(database: Database, who: Actor, id: str) -> tuple[Holder, ...]:
    """To whom a contributor can hand over the own sheet: everybody with a role there who does not take part."""
    with database.reading() as session:
        assessment, mine, _ = own_part(session, who, id)
        return _takers(session, assessment, mine, leads_too=True)


def takers_of(database: Database, who: Actor, id: str, part: str) -> tuple[Holder, ...]:
    """To whom a lead can hand over somebody's sheet: to no lead, who would read it before the workshop."""
    with database.reading() as session:
        assessment = to_change(session, who, id, hold=False)
        found = rows.find_participation(session, part)
        if found is None or found.assessment != id or not found.active:
            raise NotFoundError(f"There is no contributor {part}.")
        return _takers(session, assessment, found, leads_too=found.account == who.account)


def _takers(
    session: Transaction, assessment: Assessment, part: Participation, *, leads_too: bool
) -> tuple[Holder, ...]:
    taking_part = {one.account for one in rows.participations_in(session, assessment.id) if one.active}
    return tuple(
        one
        for one in members_of(session, assessment)
        if one.account.id not in taking_part | {part.account} and (leads_too or Role.LEAD not in one.roles)
    )


def hand_over_mine(
    database: Database, who: Actor, id: str, to: str, mail: Post, *, now: datetime
) -> HandedOver | TakesPartAlready | TooLate:
    """Pass the own sheet on; it is the other person's from then on. `NotFoundError` for somebody without a role."""
    with database.writing() as session:
        assessment, mine, standing = own_part(session, who, id, to_change=True)
        if standing not in BEFORE_IT_IS_CLOSED:
            return TooLate()
        return _hand_over(session, who, assessment, mine, to, mail, now, leads_too=True)


def hand_over(
    database: Database, who: Actor, id: str, part: str, to: str, mail: Post, *, now: datetime
) -> HandedOver | TakesPartAlready:
    """Pass a contributor's sheet on, as the lead; whose it was is told. `NotFoundError`, `NotNowError`."""
    with database.writing() as session:
        assessment = to_change(session, who, id)
        stored = held(session, assessment, part)
        mine = stored.account == who.account
        done = _hand_over(session, who, assessment, stored, to, mail, now, leads_too=mine)
        account = account_of_id(session, stored.account)
        if isinstance(done, HandedOver) and account and account.email and not mine:
            send_taken_over(session, mail, account, assessment, stored, now)
        return done


def _hand_over(
    session: Transaction,
    who: Actor,
    assessment: Assessment,
    part: Participation,
    to: str,
    mail: Post,
    now: datetime,
    *,
    leads_too: bool,
) -> HandedOver | TakesPartAlready:
    if rows.participation_of(session, assessment.id, to):
        return TakesPartAlready()
    taker = next((one for one in _takers(session, assessment, part, leads_too=leads_too) if one.account.id == to), None)
    if taker is None:
        raise NotFoundError("There is nobody like that to hand it over to.")
    rows.set_withdrawn(session, part.id, now)
    made = Participation(
        id=secrets.token_hex(16),
        assessment=assessment.id,
        account=to,
        sections=part.sections,
        due_on=part.due_on,
        asked_at=now,
        asked_by=who.account,
        handed_from=part.id,
    )
    rows.add_participation(session, made)
    copy_contributions(session, part.id, made.id, now)
    let_contribute(session, assessment, to, now)
    if assessment.status is WorkStatus.OPEN:
        send_handed_over(session, mail, taker.account, assessment, made, now)
    after = {"participation": part.id, "from": part.account, "to": to}
    _record(session, who, Event.CONTRIBUTION_HANDED_OVER, assessment, after, now)
    return HandedOver(part=made)


def decline(database: Database, who: Actor, id: str, *, now: datetime) -> bool:
    """End one's own part: what was answered is kept and does not count. False where it is closed; twice is once."""
    with database.writing() as session:
        assessment, mine, standing = own_part(session, who, id, to_change=True)
        if standing not in BEFORE_IT_IS_CLOSED:
            return standing is Standing.ENDED
        rows.set_withdrawn(session, mine.id, now)
        after = {"participation": mine.id, "account": mine.account}
        _record(session, who, Event.CONTRIBUTION_DECLINED, assessment, after, now)
        return True


def _record(
    session: Transaction, who: Actor, event: Event, assessment: Assessment, after: dict[str, str], now: datetime
) -> None:
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    record(session, who, event, subject, now=now, after=after)
