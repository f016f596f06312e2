"""Roles: changed, given up and taken away; what happens when two people do it to each other at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import text

from selfassess.services.access import OPERATOR, Actor
from selfassess.services.people import (
    NobodyLeft,
    RolesChanged,
    RolesStale,
    change_roles,
    leave,
    own_places,
    people_in,
    person_in,
    would_leave_nobody,
)
from selfassess.services.places import organisation_for, partnership_for
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.rights import Action
from selfassess.store.accounts import set_rights
from selfassess.store.database import Database
from selfassess.store.people import Organisation, Role

from .members import Town, at

LEAD, VIEWER = frozenset({Role.LEAD}), frozenset({Role.VIEWER})
NOTHING: frozenset[Role] = frozenset()


@pytest.fixture
def town(database: Database, now: datetime) -> Town:
    return Town(database=database, now=now)


@pytest.fixture
def force(town: Town) -> Organisation:
    return town.organisation("Force")


def names(database: Database, who: Actor, place: Organisation) -> dict[str, set[Role]]:
    return {one.account.name: set(one.roles) for one in people_in(database, who, at(place)).here}


def test_a_person_may_have_several_roles_and_lose_some(town: Town, database: Database, force, now: datetime):
    lead, val = town.person("lee", (force, Role.LEAD)), town.person("val", (force, Role.VIEWER))
    both = frozenset({Role.CONTRIBUTOR, Role.MODERATOR})
    done = change_roles(database, lead, at(force), val.account, both, seen=VIEWER, now=now)
    assert done == RolesChanged(roles=both)
    assert names(database, lead, force) == {"lee": {Role.LEAD}, "val": set(both)}
    change_roles(database, lead, at(force), val.account, NOTHING, seen=both, now=now)
    assert names(database, lead, force) == {"lee": {Role.LEAD}}
    with database.reading() as session:
        kept = session.execute(text("SELECT role, ended_at FROM membership ORDER BY role")).all()
    assert [role for role, ended in kept if ended] == ["contributor", "moderator", "viewer"]


def test_somebody_who_was_taken_out_is_out_at_once(town: Town, database: Database, force, now: datetime):
    lead, val = town.person("lee", (force, Role.LEAD)), town.person("val", (force, Role.VIEWER))
    assert organisation_for(database, val, Action.SEE_ORGANISATION, force.id) == force
    change_roles(database, lead, at(force), val.account, NOTHING, seen=VIEWER, now=now)
    for action in Action:
        if action is not Action.RUN_INSTALLATION and "partnership" not in action.value:
            with pytest.raises(NotFoundError):
                organisation_for(database, val, action, force.id)


@pytest.mark.parametrize("role", [one for one in Role if one.value not in ("lead", "partnership_administrator")])
def test_nobody_but_who_runs_the_place_changes_roles(town: Town, database: Database, now: datetime, role: Role):
    partnership, (council,) = town.partnership("Together", "Council")
    place = council if role in at(council).roles else partnership
    val = town.person("val", (place, role))
    with pytest.raises(NotPermittedError):
        change_roles(database, val, at(place), val.account, at(place).roles, seen={role}, now=now)
    with pytest.raises(NotPermittedError):
        person_in(database, val, place, str(val.account))
    assert people_in(database, val, at(place)).runs is False


def test_nobody_is_given_a_role_who_has_none_there(town: Town, database: Database, force, now: datetime):
    lead, other = town.person("lee", (force, Role.LEAD)), town.person("eve")
    with pytest.raises(NotFoundError):
        change_roles(database, lead, at(force), other.account, LEAD, seen=NOTHING, now=now)
    with pytest.raises(NotFoundError):
        person_in(database, lead, force, str(other.account))
    done = change_roles(database, lead, at(force), other.account, LEAD, seen=VIEWER, now=now)
    assert done == RolesStale(stored=NOTHING)
    assert own_places(database, other).organisations == ()


def test_a_role_of_another_kind_of_place_is_refused(town: Town, database: Database, force, now: datetime):
    lead, val = town.person("lee", (force, Role.LEAD)), town.person("val", (force, Role.VIEWER))
    with pytest.raises(ValueError, match="no such role"):
        change_roles(database, lead, at(force), val.account, {Role.STEERING_GROUP}, seen=VIEWER, now=now)


def test_roles_changed_by_somebody_else_meanwhile_are_told(town: Town, database: Database, force, now: datetime):
    lead, val = town.person("lee", (force, Role.LEAD)), town.person("val", (force, Role.VIEWER))
    done = change_roles(database, lead, at(force), val.account, LEAD, seen={Role.MODERATOR}, now=now)
    assert done == RolesStale(stored=VIEWER)
    # What is asked for is there already: nothing to tell.
    done = change_roles(database, lead, at(force), val.account, VIEWER, seen={Role.MODERATOR}, now=now)
    assert done == RolesChanged(roles=VIEWER)


def test_the_last_lead_goes_only_knowing_that_nobody_will_lead(town: Town, database: Database, force, now: datetime):
    lead = town.person("lee", (force, Role.LEAD))
    town.person("val", (force, Role.VIEWER))
    assert leave(database, lead, at(force), now=now) == NobodyLeft(others=1)
    done = change_roles(database, lead, at(force), lead.account, VIEWER, seen=LEAD, now=now)
    assert done == NobodyLeft(others=1)
    assert names(database, lead, force)["lee"] == {Role.LEAD}
    assert leave(database, lead, at(force), knowing=True, now=now) == RolesChanged(roles=NOTHING)
    assert leave(database, lead, at(force), now=now) == RolesChanged(roles=NOTHING)


def test_a_lead_whose_account_is_locked_does_not_count(town: Town, database: Database, force, now: datetime):
    lead, locked = town.person("lee", (force, Role.LEAD)), town.person("lou", (force, Role.LEAD))
    assert would_leave_nobody(database, lead, at(force), str(lead.account)) is None
    with database.writing() as session:
        set_rights(session, str(locked.account), active=False, administrator=False)
    assert would_leave_nobody(database, lead, at(force), str(lead.account)) == NobodyLeft(others=1)


def test_the_lead_of_the_organisation_around_a_service_leads_it_too(town: Town, database: Database, now: datetime):
    trust = town.organisation("Trust")
    ward = town.service(trust, "Ward")
    inside = town.person("ina", (ward, Role.LEAD))
    assert would_leave_nobody(database, inside, at(ward), str(inside.account)) == NobodyLeft(others=0)
    around = town.person("lee", (trust, Role.LEAD), (ward, Role.LEAD))
    assert would_leave_nobody(database, inside, at(ward), str(inside.account)) is None
    leave(database, inside, at(ward), now=now)
    # Going on as lead from the trust, nobody is missing in the ward.
    assert leave(database, around, at(ward), now=now) == RolesChanged(roles=NOTHING)
    assert [one.account.name for one in people_in(database, around, at(ward)).around] == ["lee"]


def test_the_last_administrator_of_a_partnership_goes_only_knowingly(town: Town, database: Database, now: datetime):
    partnership, _ = town.partnership("Together")
    pat = town.person("pat", (partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    town.person("sam", (partnership, Role.STEERING_GROUP))
    assert leave(database, pat, at(partnership), now=now) == NobodyLeft(others=1)
    assert leave(database, pat, at(partnership), knowing=True, now=now) == RolesChanged(roles=NOTHING)
    with pytest.raises(NotFoundError):
        partnership_for(database, pat, Action.SEE_PARTNERSHIP, partnership.id)


def test_administrators_of_the_installation_change_roles_everywhere_and_it_is_on_record(
    town: Town, database: Database, force, now: datetime
):
    val = town.person("val", (force, Role.VIEWER))
    administrator = town.person("ada", administrator=True)
    change_roles(database, administrator, at(force), val.account, LEAD, seen=VIEWER, now=now)
    with database.reading() as session:
        last = session.execute(
            text("SELECT actor, event, subject, organisation FROM audit_event ORDER BY number")
        ).all()
    assert tuple(last[-1]) == (administrator.account, "roles changed", val.account, force.id)


def at_once(*things: Callable[[], object]) -> list[object]:
    """Each in a thread of its own, begun at the same moment; what each gave or raised."""
    barrier, done = threading.Barrier(len(things)), {}

    def run(number: int, thing: Callable[[], object]) -> None:
        barrier.wait()
        try:
            done[number] = thing()
        except (NotFoundError, NotPermittedError) as error:
            done[number] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(things)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [done[number] for number in sorted(done)]


def test_of_two_leads_who_take_each_other_out_at_the_same_moment_one_stays(
    town: Town, database: Database, force, now: datetime
):
    pairs = [(town.person(f"a{n}", (force, Role.LEAD)), town.person(f"b{n}", (force, Role.LEAD))) for n in range(8)]
    for one, other in pairs:
        done = at_once(
            lambda one=one, other=other: change_roles(
                database, one, at(force), other.account, NOTHING, seen=LEAD, now=now
            ),
            lambda one=one, other=other: change_roles(
                database, other, at(force), one.account, NOTHING, seen=LEAD, now=now
            ),
        )
        assert sorted(type(result).__name__ for result in done) == ["NotFoundError", "RolesChanged"]
    assert len(people_in(database, OPERATOR, at(force)).here) == len(pairs)


def test_of_two_last_leads_who_leave_at_the_same_moment_one_is_told(town: Town, database: Database, now: datetime):
    for number in range(8):
        force = town.organisation(f"Force {number}")
        both = [town.person(f"{name}{number}", (force, Role.LEAD)) for name in "ab"]
        done = at_once(*(lambda who=who, force=force: leave(database, who, at(force), now=now) for who in both))
        assert sorted(type(result).__name__ for result in done) == ["NobodyLeft", "RolesChanged"]
