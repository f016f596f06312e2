"""Erasing a person: nothing says who it was, what was done and answered stays, the record stays whole."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from selfassess.language import Translator
from selfassess.mail.problems import PermanentProblem
from selfassess.services.access import OPERATOR, VISITOR, Actor, ActorKind
from selfassess.services.audit import Event, Subject, record
from selfassess.services.audit_check import check_audit
from selfassess.services.audit_reading import every_event
from selfassess.services.erasure import Erased, LastAdministrator, erasable, erase
from selfassess.services.outbox import Message, deliver, post
from selfassess.services.problems import NotFoundError
from selfassess.store.accounts import account_of_id, add_account, set_rights
from selfassess.store.audit import Choice
from selfassess.store.database import Database
from selfassess.store.holders import give_role
from selfassess.store.invitations import add_invitation, settle_accepted
from selfassess.store.organisations import add_organisation
from selfassess.store.people import Invitation, OrganisationKind, Place, Role
from selfassess.store.rows import Row
from selfassess.store.sessions import add_session

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
NAME, EMAIL = "Canary Nightingale", "canary@nightingale.example"
T = Translator()


def person(id: str) -> Actor:
    return Actor(kind=ActorKind.PERSON, account=id)


@pytest.fixture
def people(database: Database) -> Database:
    """An administrator `boss`, and `bird`, who leads an organisation; both with all that comes with it."""
    with database.writing() as session:
        add_account(session, "boss", "Boss", "boss@example.org", administrator=True, password=None, now=NOW)
        add_account(session, "bird", NAME, EMAIL, administrator=False, password="hash of canary", now=NOW)
        for id, parent in (("around", None), ("service", "around"), ("shared", None)):
            add_organisation(session, id, f"The {id}", OrganisationKind.OTHER, NOW, parent=parent)
        for id in ("around", "service", "shared"):
            give_role(session, f"bird-{id}", Place(organisation=id), "bird", Role.LEAD, NOW)
        give_role(session, "boss-shared", Place(organisation="shared"), "boss", Role.LEAD, NOW)
        give_role(session, "boss-around", Place(organisation="around"), "boss", Role.VIEWER, NOW)
    return database


def invitation(id: str, email: str | None, name: str = NAME) -> Invitation:
    return Invitation(
        id=id,
        email=email,
        name=name,
        organisation="around",
        partnership=None,
        role=Role.VIEWER,
        invited_by="bird",
        invited_at=NOW,
        sent_at=NOW,
        expires_at=NOW + timedelta(days=14),
        accepted_at=None,
        accepted_by=None,
        revoked_at=None,
    )


def leave_traces(database: Database) -> None:
    """In every table that ever says who somebody is."""

    class Refuses:
        def send(self, _: object) -> None:
            raise PermanentProblem(f"550 no such user {EMAIL}")

    mail = Message(to=EMAIL, subject=f"Hello {NAME}", text=NAME, html=NAME)
    with database.writing() as session:
        add_session(session, "hash of cookie", "bird", "Firefox", NOW)
        add_invitation(session, invitation("open", EMAIL), "1" * 64)
        add_invitation(session, invitation("accepted", "old@nightingale.example"), "2" * 64)
        settle_accepted(session, "accepted", "bird", NOW)
        add_invitation(session, invitation("another", "eve@example.org", "Eve"), "3" * 64)
        link = {"secret": "4" * 64, "email": "new@nightingale.example", "now": NOW.replace(tzinfo=None)}
        session.execute(
            text(
                "INSERT INTO one_time_link (secret, purpose, account, email, made_at, expires_at)"
                " VALUES (:secret, 'email', 'bird', :email, :now, :now)"
            ),
            link,
        )
        session.execute(
            text(
                "INSERT INTO kept_form (id, account, address, fields, kept_at)"
                """ VALUES ('k', 'bird', '/x', '[["comment", "Canary"]]', :now)"""
            ),
            {"now": link["now"]},
        )
        post(session, mail, key="refused", account="bird", now=NOW)
    deliver(database, Refuses(), sender="a@example.org", clock=lambda: NOW)
    with database.writing() as session:
        post(session, mail, key="waiting, to the address alone", now=NOW)


def everything(database: Database) -> dict[str, str]:
    """All that is in the database, by table."""
    with database.reading() as session:
        return {
            name: "\n".join(repr(row) for row in session.execute(text(f'SELECT * FROM "{name}"')))
            for name in Row.metadata.tables
        }


def test_nothing_in_the_database_says_any_more_who_it_was(people: Database) -> None:
    leave_traces(people)
    before = [name for name, rows in everything(people).items() if "canary" in rows.lower() or "nightin" in rows]
    assert set(before) == {"account", "invitation", "kept_form", "one_time_link", "outbox"}
    assert erase(people, person("boss"), "bird", now=NOW) == Erased()
    after = [name for name, rows in everything(people).items() if "canary" in rows.lower() or "nightin" in rows]
    assert after == []


def test_an_erased_person_can_do_nothing_and_others_are_as_they_were(people: Database) -> None:
    leave_traces(people)
    erase(people, person("boss"), "bird", now=NOW)
    with people.reading() as session:
        account = account_of_id(session, "bird")
        assert account is not None
        assert (account.active, account.administrator, account.erased_at) == (False, False, NOW)
        counted = {
            table: session.scalar(text(f"SELECT count(*) FROM {table} WHERE {condition}"))
            for table, condition in (
                ("login_session", "account = 'bird'"),
                ("membership", "account = 'bird' AND ended_at IS NULL"),
                ("outbox", "state = 'waiting'"),
                ("invitation", "id = 'open' AND revoked_at IS NULL"),
            )
        }
        assert set(counted.values()) == {0}
        assert session.scalar(text("SELECT count(*) FROM membership WHERE account = 'boss' AND ended_at IS NULL")) == 2
        assert session.scalar(text("SELECT email FROM invitation WHERE id = 'another'")) == "eve@example.org"


def test_the_record_stays_whole_and_tells_of_an_erased_person(people: Database) -> None:
    with people.writing() as session:
        subject = Subject(kind="assessment", id="a1", organisation="around")
        record(session, person("bird"), Event.ANSWERS_SAVED, subject, now=NOW)
    erase(people, person("boss"), "bird", now=NOW)
    assert check_audit(people).faults == ()
    first, second = every_event(people, OPERATOR, T, Choice())
    assert first.who == "erased person"
    assert second.sentence == "Boss erased the account of erased person."
    assert NAME not in str([first, second])


def test_the_same_person_can_come_again_with_the_same_address(people: Database) -> None:
    erase(people, person("boss"), "bird", now=NOW)
    with people.writing() as session:
        assert add_account(session, "new", NAME, EMAIL, administrator=False, password=None, now=NOW)


def test_everybody_may_erase_themselves_and_only_administrators_others(people: Database) -> None:
    for who in (VISITOR, person("bird"), person("nobody")):
        with pytest.raises(NotFoundError):
            erase(people, who, "boss", now=NOW)
        with pytest.raises(NotFoundError):
            erasable(people, who, "boss")
    assert erase(people, person("bird"), "bird", now=NOW) == Erased()


def test_erasing_twice_is_erasing_once(people: Database) -> None:
    assert [erase(people, OPERATOR, "bird", now=NOW) for _ in range(2)] == [Erased(), Erased()]
    assert check_audit(people).events == 1


@pytest.mark.parametrize("id", ["nobody", "", "a\0b"])
def test_somebody_who_is_not_there_is_not_found(people: Database, id: str) -> None:
    with pytest.raises(NotFoundError):
        erase(people, OPERATOR, id, now=NOW)


def test_the_last_administrator_stays(people: Database) -> None:
    assert erasable(people, person("boss"), "boss").last_administrator
    assert erase(people, person("boss"), "boss", now=NOW) == LastAdministrator()
    with people.writing() as session:
        set_rights(session, "bird", active=True, administrator=True)
    assert erase(people, person("boss"), "boss", now=NOW) == Erased()
    assert erase(people, person("bird"), "bird", now=NOW) == LastAdministrator()


def test_of_two_administrators_who_erase_each_other_at_once_one_stays(people: Database) -> None:
    with people.writing() as session:
        set_rights(session, "bird", active=True, administrator=True)
    done: list[object] = []

    def erase_as(one: str, other: str) -> None:
        try:
            done.append(erase(people, person(one), other, now=NOW))
        except NotFoundError as error:  # erased before it was their turn
            done.append(error)

    threads = [threading.Thread(target=erase_as, args=pair) for pair in (("boss", "bird"), ("bird", "boss"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done.count(Erased()) == 1
    with people.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM account WHERE administrator AND active")) == 1


def test_organisations_that_would_be_without_a_lead_are_named(people: Database) -> None:
    assert erasable(people, person("boss"), "bird").only_lead_of == ("The around", "The service")
    with people.writing() as session:
        give_role(session, "new lead", Place(organisation="around"), "boss", Role.LEAD, NOW)
    assert erasable(people, person("boss"), "bird").only_lead_of == ()
