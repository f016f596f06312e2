"""What somebody is to do themselves, in all organisations; and where there are plans at all, for who owns none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from selfassess.plan.actions import Action
from selfassess.plan.board import ordered
from selfassess.services.access import Actor, may_in_organisation
from selfassess.services.rights import Action as Right
from selfassess.store.database import Database, Transaction
from selfassess.store.organisations import every_organisation, organisations_of, services_of
from selfassess.store.people import Organisation
from selfassess.store.plans import standing_plans


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansOfOne:
    """The open actions of one organisation: all of them, how many are overdue, and those of whoever asked."""

    organisation: Organisation
    open: int
    overdue: int
    own: tuple[Action, ...]


def own_plans(database: Database, who: Actor, *, today: date) -> tuple[PlansOfOne, ...]:
    """Of each organisation with a plan that `who` may see; own actions overdue first. By name."""
    with database.reading() as session:
        places = {one.id: one for one in _places(session, who)}
        found: dict[str, list[Action]] = {}
        for plan in standing_plans(session, list(places)):
            found.setdefault(plan.organisation, []).extend(one for one in plan.actions if one.open)
        seen = [id for id in places if id in found and may_in_organisation(session, who, Right.SEE_PLAN, id)]
    return tuple(_of_one(places[id], found[id], who, today) for id in seen)


def _places(session: Transaction, who: Actor) -> Iterable[Organisation]:
    if who.trusted:
        return every_organisation(session)
    own = organisations_of(session, who.account) if who.account else ()
    return dict.fromkeys([*own, *services_of(session, [one.id for one in own])])


def _of_one(place: Organisation, actions: list[Action], who: Actor, today: date) -> PlansOfOne:
    own = [one for one in actions if who.account and one.owner and one.owner.account == who.account]
    return PlansOfOne(
        organisation=place,
        open=len(actions),
        overdue=sum(one.overdue(today) for one in actions),
        own=ordered(own, today),
    )
