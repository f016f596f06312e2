"""The jobs there are: what each does, that each has a name and a plan, and that doing one twice does no harm."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes

import pytest
from sqlalchemy import text

from selfassess.jobs.kinds import KINDS
from selfassess.jobs.words import kind_name
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.account_letters import Post
from selfassess.services.copy_file import check_copy
from selfassess.services.copy_folder import copies_in
from selfassess.services.invitations import LASTS, Invitee, invite, revoke
from selfassess.services.jobs import list_jobs
from selfassess.services.schedule import BACK_UP, SCHEDULE
from selfassess.store.organisations import add_organisation
from selfassess.store.people import OrganisationKind, Place, Role

SENT = "You are invited to Example Council"


def test_every_kind_has_a_name_and_every_plan_a_kind() -> None:
    assert all(kind_name(Translator(), kind) != kind for kind in KINDS)
    assert {daily.kind for daily in (*SCHEDULE, BACK_UP)} <= KINDS.keys()


@pytest.fixture
def invitation(yard):
    """An invitation by e-mail to an organisation, sent now."""
    with yard.database.writing() as session:
        add_organisation(session, "council", "Example Council", OrganisationKind.COUNCIL, yard.clock())
    post = Post(t=Translator(), base_address="http://127.0.0.1:5000")
    invitee = Invitee(role=Role.CONTRIBUTOR, email="ada@example.org", name="Ada")
    return invite(yard.database, OPERATOR, Place(organisation="council"), invitee, post, now=yard.clock()).invitation


def subjects(yard) -> list[str]:
    files = sorted((yard.folder / "mail").glob("*.eml"))
    return sorted(str(message_from_bytes(file.read_bytes())["Subject"]) for file in files)


def days(yard, count: int) -> None:
    """A worker at work for so many days."""
    yard.kinds |= KINDS
    worker = yard.worker()
    for _ in range(count):
        yard.clock.go(days=1)
        worker.round()
        worker.round()


def test_an_invitation_that_runs_out_in_three_days_is_reminded_of_once(yard, invitation) -> None:
    days(yard, LASTS.days - 4)
    assert subjects(yard) == [SENT]
    days(yard, 6)
    assert subjects(yard) == [SENT, "Your invitation to Example Council ends on 15 October 2026"]
    assert all(job.state == "done" for job in list_jobs(yard.database, OPERATOR).jobs)


def test_one_that_was_taken_back_is_not(yard, invitation) -> None:
    revoke(yard.database, OPERATOR, invitation, now=yard.clock())
    days(yard, LASTS.days)
    assert subjects(yard) == [SENT]


def test_what_is_kept_only_for_a_while_is_forgotten(yard) -> None:
    yard.kinds |= KINDS
    with yard.database.writing() as session:
        session.execute(
            text("INSERT INTO throttle (key, since, count) VALUES ('old', :then, 3)"),
            {"then": yard.clock() - timedelta(days=3)},
        )
    yard.worker().round()
    with yard.database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM throttle")) == 0


def test_a_safe_copy_is_made_every_night_where_a_folder_is_named_and_the_newest_are_kept(yard) -> None:
    days(yard, 2)
    assert copies_in(yard.copies.path) == ()
    yard.daily_copies = True
    days(yard, 3)
    kept = copies_in(yard.copies.path)
    assert [one.made_at.day for one in kept] == [6, 5]
    assert check_copy(kept[0].file).made_at == kept[0].made_at


def test_a_copy_that_cannot_be_made_is_told_in_the_job(yard) -> None:
    yard.kinds |= KINDS
    yard.copies.path.touch()
    asked = yard.ask("back-up")
    yard.worker().round()
    failed = yard.job(asked)
    assert failed.state == "failed"
    assert failed.failure == f"{yard.copies.path}: cannot be made: File exists. Name another folder."
