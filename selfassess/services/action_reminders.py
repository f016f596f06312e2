"""People are reminded of actions and checks of plans: whoever owns one and whoever leads, one letter a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from selfassess.plan.actions import ActionPlan
from selfassess.plan.reminders import due_of_lead, due_of_owner
from selfassess.services.access import Actor, ActorKind, may_in_organisation
from selfassess.services.account_letters import Post
from selfassess.services.action_letters import DueThere, send_action_reminder
from selfassess.services.audit import Event, Subject, record
from selfassess.services.places import required_organisation
from selfassess.services.rights import Action as Right
from selfassess.services.schedule import LONDON
from selfassess.store import quiet as rows
from selfassess.store.accounts import account_of_id
from selfassess.store.database import Database, Transaction
from selfassess.store.holders import heads_of, holders_in, left_at
from selfassess.store.organisations import every_organisation, find_organisation
from selfassess.store.outbox import keys_kept
from selfassess.store.people import Organisation, Place, Role
from selfassess.store.plans import standing_plans

MADE_UP_FOR = 7
"""Days: what fell on a day on which no worker ran is told within so many."""


def remind_of_actions(database: Database, who: Actor, mail: Post, *, now: datetime) -> int:
    """Remind everybody for whom something has come due, each in a transaction of their own; gives how many."""
    today = now.astimezone(LONDON).date()
    with database.reading() as session:
        places = [one for one in every_organisation(session) if _takes_part(one)]
        found = _due_in(session, places, today)
    since = today - timedelta(days=MADE_UP_FOR)
    return sum(
        _remind(database, who, account, [one.organisation.id for one in there], mail, today, now)
        for account, there in found.items()
        if _come_due(there, since)
    )


def _remind(
    database: Database, who: Actor, account: str, organisations: Sequence[str], mail: Post, today: date, now: datetime
) -> bool:
    with database.writing() as session:
        to, last = account_of_id(session, account), _last_told(session, account, today)
        if last == today or to is None or not to.active or not to.email:
            return False
        # Looked at again: since they were found, an action may be done, a role given up, an organisation closed.
        there, key = _wanted(session, account, organisations, today), _key(account, today)
        if not _come_due(there, last) or not send_action_reminder(session, mail, to, there, key, today, now):
            return False
        for one in there:
            subject = Subject(kind="organisation", id=one.organisation.id, organisation=one.organisation.id)
            after = {"account": account, "actions": len(one.due)}
            record(session, who, Event.ACTIONS_REMINDED, subject, now=now, after=after)
        return True


def _last_told(session: Transaction, account: str, today: date) -> date:
    """The day of the last letter to this account, `MADE_UP_FOR` days ago at the earliest."""
    days = {_key(account, day): day for day in (today - timedelta(days=ago) for ago in range(MADE_UP_FOR))}
    told = (days[key] for key in keys_kept(session, days))
    return max(told, default=today - timedelta(days=MADE_UP_FOR))


def _key(account: str, day: date) -> str:
    return f"actions:{account}:{day}"


def _wanted(session: Transaction, account: str, organisations: Iterable[str], today: date) -> Sequence[DueThere]:
    """What there is to tell this account, of those organisations whose plans it may see and is not tired of."""
    quiet, reader = rows.quiet_in(session, account), Actor(kind=ActorKind.PERSON, account=account)
    places = [
        place
        for id in organisations
        if id not in quiet
        and (place := find_organisation(session, id)) is not None
        and _takes_part(place)
        and may_in_organisation(session, reader, Right.SEE_PLAN, id)
    ]
    return _due_in(session, places, today).get(account, [])


def _takes_part(organisation: Organisation) -> bool:
    return organisation.closed_at is None and not organisation.example


def _come_due(there: Iterable[DueThere], since: date) -> bool:
    """Whether there is anything to be told that was not yet told on the day `since`."""
    return any(due.occasion is not None and due.occasion > since for one in there for due in one.due)


def _due_in(session: Transaction, places: Sequence[Organisation], today: date) -> dict[str, list[DueThere]]:
    """By account: what there is to tell it in each of these organisations."""
    found: dict[str, list[DueThere]] = {}
    plans: dict[str, list[ActionPlan]] = {}
    for plan in standing_plans(session, [one.id for one in places]):
        plans.setdefault(plan.organisation, []).append(plan)
    for place in places:
        if place.id in plans:
            for account, there in _due_there(session, place, plans[place.id], today):
                found.setdefault(account, []).append(there)
    return found


def _due_there(
    session: Transaction, place: Organisation, plans: Sequence[ActionPlan], today: date
) -> Iterator[tuple[str, DueThere]]:
    owners = {one.owner for plan in plans for one in plan.actions if one.open and one.owner and one.owner.account}
    gone = left_at(session, place.id, [one.account or "" for one in owners if not one.present])
    left = {account: at.astimezone(LONDON).date() for account, at in gone.items()}
    leads = _leads(session, place)
    for account in sorted(leads | {one.account or "" for one in owners if one.present}):
        due = due_of_lead(plans, today, left) if account in leads else due_of_owner(plans, account, today)
        if due:
            yield account, DueThere(organisation=place, due=due)


def _leads(session: Transaction, place: Organisation) -> frozenset[str]:
    """Who leads it: of a service that has a lead of its own, not also those of the organisation around it."""
    here = holders_in(session, Place(organisation=place.id))
    own = frozenset(one.account.id for one in here if one.account.active and Role.LEAD in one.roles)
    return own or heads_of(session, Place(organisation=place.id))


def wants_reminders(database: Database, who: Actor, organisation: str) -> bool:
    """Whether `who` is reminded about this organisation's actions; False without an account."""
    with database.reading() as session:
        required_organisation(session, who, Right.SEE_PLAN, organisation)
        return who.account is not None and organisation not in rows.quiet_in(session, who.account)


def choose_reminders(database: Database, who: Actor, organisation: str, *, wanted: bool, now: datetime) -> None:
    """Be reminded about them or not; twice is once, and without an account there is nothing to choose.

    Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.writing() as session:
        place = required_organisation(session, who, Right.SEE_PLAN, organisation)
        if who.account is None or not rows.set_quiet(session, who.account, place.id, now, quiet=not wanted):
            return
        subject = Subject(kind="organisation", id=place.id, organisation=place.id)
        after = {"account": who.account, "reminders": "wanted" if wanted else "not_wanted"}
        record(session, who, Event.ACTION_REMINDERS_CHOSEN, subject, now=now, after=after)
