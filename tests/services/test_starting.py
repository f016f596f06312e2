"""Whose a new assessment is, who may start one, and whose it stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from selfassess.services.access import LOCAL, VISITOR, Actor, ActorKind
from selfassess.services.assessments import (
    DetailsSaved,
    change_details,
    delete_assessment,
    list_assessments,
    open_assessment,
)
from selfassess.services.catalogue import Offer
from selfassess.services.organisations import every_organisation
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.services.starting import organisations_to_start_in, start_assessment
from selfassess.store.accounts import add_account
from selfassess.store.database import Database
from selfassess.store.holders import give_role
from selfassess.store.model import Assessment, Details
from selfassess.store.organisations import add_organisation
from selfassess.store.people import OrganisationKind, Place, Role

Start = Callable[..., Assessment]


@pytest.fixture
def start(database: Database, offer: Offer, details: Details, now: datetime) -> Start:
    """`start(who, "Name", organisation=…)`, each time from another form unless `token` is given."""
    tokens = iter(map(str, range(99)))

    def once(who: Actor, name: str = "", *, token: str = "", organisation: str | None = None) -> Assessment:
        said = replace(details, organisation=name)
        return start_assessment(
            database, who, offer, said, organisation=organisation, token=token or next(tokens), now=now
        )

    return once


@pytest.fixture
def lead(database: Database, now: datetime) -> Actor:
    """Somebody who leads `council`, is in `charity` to look, and knows nothing of `trust`."""
    with database.writing() as session:
        for name in ("council", "charity", "trust"):
            add_organisation(session, name, name.title(), OrganisationKind.OTHER, now)
        add_account(session, "ann", "Ann", "ann@example.org", administrator=False, password=None, now=now)
        give_role(session, "one", Place(organisation="council"), "ann", Role.LEAD, now)
        give_role(session, "two", Place(organisation="charity"), "ann", Role.VIEWER, now)
    return Actor(kind=ActorKind.PERSON, account="ann")


def names(database: Database) -> list[str]:
    return [one.name for one in every_organisation(database, LOCAL)]


def test_alone_an_organisation_is_what_assessments_name(database: Database, start: Start, now: datetime) -> None:
    first, second, other = start(LOCAL, "A"), start(LOCAL, "A"), start(LOCAL, "B")
    assert first.organisation_id == second.organisation_id != other.organisation_id
    delete_assessment(database, LOCAL, other.id, now=now)
    assert names(database) == ["A"]
    assert organisations_to_start_in(database, LOCAL) is None


def test_alone_another_name_is_another_organisation(database: Database, start: Start, now: datetime) -> None:
    mistyped, right = start(LOCAL, "Exmple"), start(LOCAL, "Example")
    wanted = replace(mistyped.details, organisation="Example")
    saved = change_details(database, LOCAL, mistyped.id, wanted, seen=1, now=now)
    assert isinstance(saved, DetailsSaved)
    assert saved.assessment.organisation_id == right.organisation_id
    assert names(database) == ["Example"]


def test_a_lead_starts_one_of_the_organisation_with_its_name(database: Database, start: Start, lead: Actor) -> None:
    made = start(lead, "A name of my own", organisation="council")
    assert (made.organisation_id, made.details.organisation) == ("council", "Council")
    assert list_assessments(database, lead) == (made,)
    assert [one.id for one in organisations_to_start_in(database, lead) or ()] == ["council"]


def test_nobody_starts_one_where_they_do_not_lead(database: Database, start: Start, lead: Actor) -> None:
    with pytest.raises(NotPermittedError) as raised:
        start(lead, organisation="charity")
    assert raised.value.roles == {Role.LEAD}
    for organisation in ("trust", "nowhere", "no\0body"):
        with pytest.raises(NotFoundError, match="There is no organisation"):
            start(lead, organisation=organisation)
    with pytest.raises(NotFoundError):
        start(lead, "Council")
    with pytest.raises(NotFoundError):
        start(VISITOR, organisation="council")
    with pytest.raises(NotPermittedError):
        organisations_to_start_in(database, VISITOR)
    assert list_assessments(database, lead) == list_assessments(database, VISITOR) == ()


def test_the_form_of_somebody_else_gives_nothing_away(start: Start, lead: Actor) -> None:
    made = start(LOCAL, "Trust", token="theirs", organisation="trust")
    with pytest.raises(NotFoundError, match=f"There is no assessment {made.id}"):
        start(lead, token="theirs", organisation="council")


def test_with_accounts_an_assessment_stays_with_its_organisation(
    database: Database, start: Start, lead: Actor, now: datetime
) -> None:
    made = start(lead, organisation="council")
    wanted = replace(made.details, organisation="Trust", period="2030")
    saved = change_details(database, lead, made.id, wanted, seen=1, now=now)
    assert isinstance(saved, DetailsSaved)
    now_said = open_assessment(database, lead, made.id).assessment
    assert (now_said.organisation_id, now_said.details.organisation) == ("council", "Council")
    assert now_said.details.period == "2030"
