"""Secret addresses from which calendar programs read the days of actions: made, listed, revoked, read.

Such a program cannot sign in, so the address is the key. It opens no more than whoever made it may see at the moment
of reading, and what it gives holds nobody's name (`interchange.calendar`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.interchange.calendar import calendar
from selfassess.language import Translator
from selfassess.services.access import LOCAL, VISITOR, Actor, ActorKind, may_in_organisation
from selfassess.services.action_letters import action_address, board_address
from selfassess.services.audit import Event, Subject, record
from selfassess.services.links import hash_of, new_secret
from selfassess.services.places import required_organisation
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.services.schedule import LONDON
from selfassess.store import calendar_feeds as rows
from selfassess.store.calendar_feeds import CalendarFeed
from selfassess.store.database import Database, Transaction
from selfassess.store.memberships import any_account
from selfassess.store.organisations import find_organisation
from selfassess.store.people import Organisation
from selfassess.store.plans import standing_plans

MOST_FEEDS = 10
"""How many of one organisation somebody can have at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A new one; `secret` is kept nowhere, so this is the one time that it can be shown."""

    feed: CalendarFeed
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBefore:
    """Nothing was done: the same form made one already, and its address was shown then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooManyFeeds:
    """Nothing was done: there are `MOST_FEEDS`, and one must be revoked first."""


def feed_address(base_address: str, secret: str) -> str:
    """What a calendar program subscribes to."""
    return f"{base_address}/calendar/{secret}.ics"


def feeds_of(database: Database, who: Actor, organisation: str) -> tuple[CalendarFeed, ...]:
    """One's own for this organisation that still give something, the oldest first."""
    with database.reading() as session:
        required_organisation(session, who, Action.SEE_PLAN, organisation)
        return rows.feeds_of(session, organisation, who.account)


def feed_in(database: Database, who: Actor, organisation: Organisation, id: str) -> CalendarFeed:
    """One of one's own, revoked or not; `NotFoundError` for everybody else's."""
    with database.reading() as session:
        return _required(session, who, organisation.id, id)


def make_feed(
    database: Database, who: Actor, organisation: str, *, own: bool, token: str, now: datetime
) -> Made | MadeBefore | TooManyFeeds:
    """A new one, of what `who` owns or of everything; the same `token` (one a form) again makes no second one.

    Raises `NotFoundError`, `NotPermittedError`. Where there are no accounts nobody owns anything: `own` is passed over.
    """
    with database.writing() as session:
        required_organisation(session, who, Action.SEE_PLAN, organisation)
        feed = CalendarFeed(
            id=hash_of(f"{organisation} {who.account} {token}")[:32],
            organisation=organisation,
            account=who.account,
            own=own and who.account is not None,
            made_at=now,
        )
        if rows.find_feed(session, organisation, who.account, feed.id) is not None:
            return MadeBefore()
        if len(rows.feeds_of(session, organisation, who.account)) >= MOST_FEEDS:
            return TooManyFeeds()
        secret = new_secret()
        if not rows.add_feed(session, feed, hash_of(secret)):
            return MadeBefore()
        record(session, who, Event.CALENDAR_MADE, _subject(feed), now=now, after={"own": feed.own})
        return Made(feed=feed, secret=secret)


def revoke_feed(database: Database, who: Actor, organisation: str, id: str, *, now: datetime) -> None:
    """Let one of one's own give nothing any more; twice is once. Raises `NotFoundError`, `NotPermittedError`."""
    with database.writing() as session:
        feed = _required(session, who, organisation, id)
        if rows.revoke_feed(session, feed.id, now):
            record(session, who, Event.CALENDAR_REVOKED, _subject(feed), now=now)


def read_feed(database: Database, t: Translator, secret: str, *, base_address: str, now: datetime) -> bytes:
    """The calendar behind the secret, as whoever made it may see it now.

    Raises `NotFoundError`, worded alike for what never was, was revoked, or is of somebody who may see it no more.
    """
    with database.reading() as session:
        feed = rows.feed_of_secret(session, hash_of(secret))
        place = find_organisation(session, feed.organisation) if feed else None
        if feed is None or place is None:
            raise NotFoundError("There is no such calendar.")
        if not may_in_organisation(session, _reader(session, feed), Action.SEE_PLAN, place.id):
            raise NotFoundError("There is no such calendar.")
        plans = standing_plans(session, [place.id])
    own = t("My actions – {organisation}", organisation=place.name)
    return calendar(
        plans,
        title=own if feed.own else t("Actions – {organisation}", organisation=place.name),
        today=now.astimezone(LONDON).date(),
        address_of=lambda plan, action: (
            action_address(base_address, plan.organisation, action.id)
            if action
            else board_address(base_address, plan.organisation)
        ),
        t=t,
        owner=feed.account if feed.own else None,
    )


def _reader(session: Transaction, feed: CalendarFeed) -> Actor:
    """With whose rights it is read. One made without accounts gives nothing once there are any."""
    if feed.account is not None:
        return Actor(kind=ActorKind.PERSON, account=feed.account)
    return VISITOR if any_account(session) else LOCAL


def _required(session: Transaction, who: Actor, organisation: str, id: str) -> CalendarFeed:
    required_organisation(session, who, Action.SEE_PLAN, organisation)
    found = rows.find_feed(session, organisation, who.account, id)
    if found is None:
        raise NotFoundError(f"There is no calendar {id}.")
    return found


def _subject(feed: CalendarFeed) -> Subject:
    return Subject(kind="calendar", id=feed.id, organisation=feed.organisation)
