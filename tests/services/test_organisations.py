"""Organisations, services and partnerships: who may do what with them, and what two people at once do to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.services import organisations, partnerships
from selfassess.services.access import LOCAL, OPERATOR, VISITOR
from selfassess.services.assessments import list_assessments, open_assessment
from selfassess.services.audit import Event
from selfassess.services.organisations import NameTaken, look_at_organisation
from selfassess.services.partnerships import look_at_partnership
from selfassess.services.people import own_places
from selfassess.services.places import organisation_for, partnership_for
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.rights import Action
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.people import Organisation, OrganisationKind, Role

from .members import Town, at, described


@pytest.fixture
def town(database: Database, now: datetime) -> Town:
    return Town(database=database, now=now)


def events(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(text("SELECT event FROM audit_event ORDER BY number")))


def test_only_administrators_add_organisations_and_partnerships(town: Town, database: Database, now: datetime):
    force = town.organisation("Force")
    administrator = town.person("ada", administrator=True)
    for who in (administrator, OPERATOR, LOCAL):
        name = f"By {who.kind}"
        assert isinstance(organisations.add_organisation(database, who, described(name), now=now), Organisation)
        assert not isinstance(partnerships.add_partnership(database, who, name, now=now), NameTaken)
    for who in (town.person("lee", (force, Role.LEAD)), VISITOR):
        with pytest.raises(NotFoundError):
            organisations.add_organisation(database, who, described("Mine"), now=now)
        with pytest.raises(NotFoundError):
            partnerships.add_partnership(database, who, "Mine", now=now)
        with pytest.raises(NotFoundError):
            organisations.every_organisation(database, who)


def test_the_same_name_twice_is_told_not_added(town: Town, database: Database, now: datetime):
    force = town.organisation("Force")
    partnership, _ = town.partnership("Together", "Council")
    assert isinstance(organisations.add_organisation(database, OPERATOR, described("FORCE"), now=now), NameTaken)
    assert isinstance(partnerships.add_partnership(database, OPERATOR, "together", now=now), NameTaken)
    done = organisations.add_to_partnership(database, OPERATOR, partnership.id, described("council"), now=now)
    assert isinstance(done, NameTaken)
    town.service(force, "Ward")
    assert isinstance(organisations.add_service(database, OPERATOR, force.id, described("Ward"), now=now), NameTaken)


def test_who_administers_a_partnership_may_use_a_name_that_somebody_elsewhere_has(
    town: Town, database: Database, now: datetime
):
    town.organisation("Council")  # that there is one is nothing they may know
    partnership, _ = town.partnership("Together")
    pat = town.person("pat", (partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    made = organisations.add_to_partnership(database, pat, partnership.id, described("Council"), now=now)
    assert isinstance(made, Organisation)
    assert [one.organisation.id for one in look_at_partnership(database, pat, partnership.id).organisations] == [
        made.id
    ]


def test_a_partnership_administrator_sees_that_an_organisation_is_there_and_nothing_of_its_answers(
    town: Town, database: Database, now: datetime, offer, details
):
    partnership, (council,) = town.partnership("Together", "Council")
    pat = town.person("pat", (partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    steering = town.person("sam", (partnership, Role.STEERING_GROUP))
    lead = town.person("lee", (council, Role.LEAD))
    made = start_assessment(database, lead, offer, details, organisation=council.id, token="one", now=now)

    view = look_at_organisation(database, pat, council.id)
    assert [one.account.name for one in view.leads] == ["lee"]
    may = (view.sees_inside, view.sees_assessments, view.runs, view.starts, view.invites_lead)
    assert not any(may)
    assert view.inside == view.partnerships == ()
    assert list_assessments(database, pat) == ()
    for action in (Action.SEE_ORGANISATION, Action.RUN_ORGANISATION):
        with pytest.raises(NotPermittedError):
            organisation_for(database, pat, action, council.id)
    for who in (pat, steering):
        with pytest.raises(NotFoundError):
            open_assessment(database, who, made.id)
    with pytest.raises(NotFoundError):
        look_at_organisation(database, steering, council.id)
    assert look_at_partnership(database, steering, partnership.id).organisations[0].leads == ()


def test_once_an_organisation_has_left_its_former_partnership_sees_it_no_more(
    town: Town, database: Database, now: datetime
):
    partnership, (council,) = town.partnership("Together", "Council")
    pat = town.person("pat", (partnership, Role.PARTNERSHIP_ADMINISTRATOR))
    lead = town.person("lee", (council, Role.LEAD))
    assert partnerships.let_leave(database, lead, partnership.id, council.id, now=now)
    assert not partnerships.let_leave(database, lead, partnership.id, council.id, now=now)
    with pytest.raises(NotFoundError):
        look_at_organisation(database, pat, council.id)

    later = now + timedelta(days=1)
    for who in (pat, lead):
        with pytest.raises(NotFoundError):
            partnerships.let_join(database, who, partnership.id, council.id, now=later)
    administrator = town.person("ada", administrator=True)
    assert partnerships.let_join(database, administrator, partnership.id, council.id, now=later)
    assert not partnerships.let_join(database, administrator, partnership.id, council.id, now=later)
    assert look_at_organisation(database, pat, council.id).organisation == council
    left = look_at_partnership(database, pat, partnership.id).left
    assert [(one.organisation.id, one.joined_at, one.left_at) for one in left] == [(council.id, now, now)]


def test_roles_in_an_organisation_count_in_its_services_and_not_the_other_way_round(town: Town, database: Database):
    trust = town.organisation("Trust")
    ward = town.service(trust, "Ward")
    around, inside = town.person("lee", (trust, Role.LEAD)), town.person("ina", (ward, Role.LEAD))
    assert organisation_for(database, around, Action.RUN_ORGANISATION, ward.id) == ward
    with pytest.raises(NotFoundError):
        organisation_for(database, inside, Action.SEE_OUTLINE, trust.id)
    assert [one.name for one in organisations.organisations_seen(database, around)] == ["Trust", "Ward"]
    assert [one.name for one in organisations.organisations_seen(database, inside)] == ["Ward"]
    assert own_places(database, around).organisations == (trust,)
    with pytest.raises(NotPermittedError):
        organisations.add_service(database, around, ward.id, described("Bed"), now=town.now)


def test_a_stale_form_is_told_what_stands_there_now(town: Town, database: Database, now: datetime):
    force = town.organisation("Force")
    changed = organisations.change_organisation(
        database, OPERATOR, force.id, described("Police", OrganisationKind.POLICE), seen=force.revision, now=now
    )
    assert isinstance(changed, Organisation)
    assert (changed.name, changed.kind, changed.revision) == ("Police", OrganisationKind.POLICE, 2)
    stale = organisations.change_organisation(
        database, OPERATOR, force.id, described("Other"), seen=force.revision, now=now
    )
    assert stale == organisations.Stale(stored=changed)
    # The same thing said again is no conflict.
    again = described("Police", OrganisationKind.POLICE)
    assert organisations.change_organisation(database, OPERATOR, force.id, again, seen=1, now=now) == changed

    partnership, _ = town.partnership("Together")
    renamed = partnerships.rename_partnership(database, OPERATOR, partnership.id, "Jointly", seen=1, now=now)
    done = partnerships.rename_partnership(database, OPERATOR, partnership.id, "Else", seen=1, now=now)
    assert done == partnerships.Stale(stored=renamed)


def test_a_closed_organisation_takes_no_new_assessments_until_it_is_opened_again(
    town: Town, database: Database, now: datetime, offer, details
):
    force = town.organisation("Force")
    lead = town.person("lee", (force, Role.LEAD))
    assert organisations.close_organisation(database, lead, force.id, now=now).closed_at == now
    later = now + timedelta(days=1)
    assert organisations.close_organisation(database, lead, force.id, now=later).closed_at == now
    with pytest.raises(NotPermittedError):
        start_assessment(database, lead, offer, details, organisation=force.id, token="one", now=now)
    with pytest.raises(NotPermittedError):
        organisations.add_service(database, lead, force.id, described("Ward"), now=now)
    assert organisations.reopen_organisation(database, lead, force.id, now=later).closed_at is None
    start_assessment(database, lead, offer, details, organisation=force.id, token="one", now=later)


def test_only_what_is_empty_is_deleted_with_its_roles_and_invitations(
    town: Town, database: Database, now: datetime, offer, details
):
    force = town.organisation("Force")
    partnership, (council,) = town.partnership("Together", "Council")
    lead = town.person("lee", (force, Role.LEAD), (council, Role.LEAD), (partnership, Role.STEERING_GROUP))
    start_assessment(database, lead, offer, details, organisation=force.id, token="one", now=now)
    assert not organisations.is_empty(database, lead, force.id)
    assert not organisations.delete_organisation(database, lead, force.id, now=now)
    assert not partnerships.delete_partnership(database, OPERATOR, partnership.id, now=now)

    assert organisations.is_empty(database, lead, council.id)
    assert organisations.delete_organisation(database, lead, council.id, now=now)
    with pytest.raises(NotFoundError):
        organisation_for(database, OPERATOR, Action.SEE_OUTLINE, council.id)
    with pytest.raises(NotFoundError):
        partnerships.delete_partnership(database, lead, partnership.id, now=now)
    assert partnerships.delete_partnership(database, OPERATOR, partnership.id, now=now)
    with pytest.raises(NotFoundError):
        partnership_for(database, OPERATOR, Action.SEE_PARTNERSHIP, partnership.id)


def test_a_closed_partnership_takes_no_organisations(town: Town, database: Database, now: datetime):
    partnership, _ = town.partnership("Together")
    force = town.organisation("Force")
    partnerships.close_partnership(database, OPERATOR, partnership.id, now=now)
    with pytest.raises(NotPermittedError):
        partnerships.let_join(database, OPERATOR, partnership.id, force.id, now=now)
    with pytest.raises(NotPermittedError):
        organisations.add_to_partnership(database, OPERATOR, partnership.id, described("New"), now=now)
    assert partnerships.reopen_partnership(database, OPERATOR, partnership.id, now=now).closed_at is None
    assert partnerships.let_join(database, OPERATOR, partnership.id, force.id, now=now)


DONE_TO_A_STRANGERS: dict[str, Callable[..., object]] = {
    "look at an organisation": lambda d, w, o, p, n: look_at_organisation(d, w, o),
    "change an organisation": lambda d, w, o, p, n: organisations.change_organisation(
        d, w, o, described("Mine"), seen=1, now=n
    ),
    "close an organisation": lambda d, w, o, p, n: organisations.close_organisation(d, w, o, now=n),
    "delete an organisation": lambda d, w, o, p, n: organisations.delete_organisation(d, w, o, now=n),
    "add a service": lambda d, w, o, p, n: organisations.add_service(d, w, o, described("Mine"), now=n),
    "look at a partnership": lambda d, w, o, p, n: look_at_partnership(d, w, p),
    "rename a partnership": lambda d, w, o, p, n: partnerships.rename_partnership(d, w, p, "Mine", seen=1, now=n),
    "close a partnership": lambda d, w, o, p, n: partnerships.close_partnership(d, w, p, now=n),
    "add to a partnership": lambda d, w, o, p, n: organisations.add_to_partnership(d, w, p, described("Mine"), now=n),
    "take out of a partnership": lambda d, w, o, p, n: partnerships.let_leave(d, w, p, o, now=n),
}


@pytest.mark.parametrize("done", DONE_TO_A_STRANGERS)
def test_what_is_somebody_elses_is_answered_like_what_never_was(
    town: Town, database: Database, now: datetime, done: str
):
    partnership, (council,) = town.partnership("Together", "Council")
    other, _ = town.partnership("Elsewhere")
    own = town.organisation("Own")
    stranger = town.person("eve", (own, Role.LEAD), (other, Role.PARTNERSHIP_ADMINISTRATOR))
    before = events(database)
    told = []
    for organisation, at_partnership in ((council.id, partnership.id), ("0" * 32, "1" * 32), ("\0", "\0")):
        with pytest.raises(NotFoundError) as missing:
            DONE_TO_A_STRANGERS[done](database, stranger, organisation, at_partnership, now)
        told.append(str(missing.value).replace(organisation, "…").replace(at_partnership, "…"))
    assert len(set(told)) == 1
    assert events(database) == before


def test_everything_that_is_done_is_on_record(town: Town, database: Database, now: datetime):
    partnership, (council,) = town.partnership("Together", "Council")
    organisations.change_organisation(database, OPERATOR, council.id, described("New"), seen=1, now=now)
    organisations.close_organisation(database, OPERATOR, council.id, now=now)
    organisations.reopen_organisation(database, OPERATOR, council.id, now=now)
    partnerships.let_leave(database, OPERATOR, partnership.id, council.id, now=now)
    organisations.delete_organisation(database, OPERATOR, council.id, now=now)
    partnerships.rename_partnership(database, OPERATOR, partnership.id, "New", seen=1, now=now)
    partnerships.close_partnership(database, OPERATOR, partnership.id, now=now)
    partnerships.reopen_partnership(database, OPERATOR, partnership.id, now=now)
    partnerships.delete_partnership(database, OPERATOR, partnership.id, now=now)
    assert events(database) == [
        Event.PARTNERSHIP_ADDED,
        Event.ORGANISATION_ADDED,
        Event.PARTNERSHIP_JOINED,
        Event.ORGANISATION_CHANGED,
        Event.ORGANISATION_CLOSED,
        Event.ORGANISATION_REOPENED,
        Event.PARTNERSHIP_LEFT,
        Event.ORGANISATION_DELETED,
        Event.PARTNERSHIP_CHANGED,
        Event.PARTNERSHIP_CLOSED,
        Event.PARTNERSHIP_REOPENED,
        Event.PARTNERSHIP_DELETED,
    ]
    assert at(partnership).head is Role.PARTNERSHIP_ADMINISTRATOR
