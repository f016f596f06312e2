"""A job is done with the rights of who asked for it, as they are when it is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from selfassess.jobs.workplace import Context
from selfassess.services.access import WORKER, Actor, ActorKind
from selfassess.services.accounts import add_account
from selfassess.services.places import organisation_for
from selfassess.services.rights import Action
from selfassess.store.accounts import set_rights
from selfassess.store.database import Database
from selfassess.store.jobs import JobState
from selfassess.store.memberships import claim_organisations
from selfassess.store.organisations import add_organisation
from selfassess.store.people import OrganisationKind

from .doubling import Result, double


@pytest.fixture
def lead(yard) -> Actor:
    """Somebody who leads the organisation `council`."""
    with yard.database.writing() as session:
        account = add_account(session, "Ada", "ada@example.org", password=None, now=yard.clock())
        add_organisation(session, "council", "Example Council", OrganisationKind.COUNCIL, yard.clock())
        claim_organisations(session, account.id, yard.clock())
    return Actor(kind=ActorKind.PERSON, account=account.id)


def name_it(context: Context) -> Result:
    place = context.place
    return {"name": organisation_for(place.database, context.actor, Action.RUN_ORGANISATION, "council").name}


def test_a_job_runs_with_the_rights_of_who_asked_for_it(yard, lead):
    yard.kinds["name"] = name_it
    id = yard.ask("name", lead)
    yard.worker().round()
    assert yard.job(id).result == {"name": "Example Council"}


def without_role(database: Database, account: str) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE membership SET ended_at = since"))


def without_account(database: Database, account: str) -> None:
    with database.writing() as session:
        set_rights(session, account, active=False, administrator=False)


@pytest.mark.parametrize(
    ("lose", "words"),
    [
        (without_role, "There is no organisation council."),
        (without_account, "Whoever asked for this can no longer sign in, so it was not done."),
    ],
)
def test_rights_that_were_taken_away_meanwhile_are_not_there(
    yard, lead, lose: Callable[[Database, str], None], words: str
):
    yard.kinds["name"] = name_it
    id = yard.ask("name", lead)
    lose(yard.database, lead.account)
    yard.worker().round()
    job = yard.job(id)
    assert (job.state, job.failure, job.attempts) == (JobState.FAILED, words, 1)


def test_what_the_program_asks_of_itself_runs_with_its_own_rights(yard):
    yard.kinds["double"] = double
    id = yard.ask("double", WORKER, arguments={"number": 1})
    yard.worker().round()
    assert yard.job(id).result["actor"] == "worker"
