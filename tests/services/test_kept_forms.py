"""What was typed too late is kept a day, whole, and for its person alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from selfassess.services.access import LOCAL, Actor, ActorKind
from selfassess.services.accounts import add_account
from selfassess.services.kept_forms import MOST_KEPT, forget_form, form_for, forms_of, keep_form
from selfassess.services.problems import NotFoundError
from selfassess.store.database import Database

FIELDS = [("value", "2"), ("comment", "Long\r\nthoughts, ŵ 🎈 </textarea>\t"), ("tick", "a"), ("tick", "b"), ("", "")]


@pytest.fixture
def people(database: Database, now: datetime) -> tuple[Actor, Actor]:
    made = []
    with database.writing() as session:
        for name in ("ann", "bob"):
            account = add_account(session, name, f"{name}@example.org", password=None, now=now)
            assert account is not None
            made.append(Actor(kind=ActorKind.PERSON, account=account.id))
    return made[0], made[1]


def test_every_field_is_kept_as_it_was_sent(database: Database, people: tuple[Actor, Actor], now: datetime) -> None:
    ann, _ = people
    keep_form(database, ann.account or "", "/assessments/x?step=2", FIELDS, now=now)
    [form] = forms_of(database, ann, now=now)
    assert form.fields == tuple(FIELDS)
    assert form.address == "/assessments/x?step=2"
    assert form_for(database, ann, form.id, now=now) == form


def test_nobody_else_sees_it_or_throws_it_away(database: Database, people: tuple[Actor, Actor], now: datetime) -> None:
    ann, bob = people
    keep_form(database, ann.account or "", "/", FIELDS, now=now)
    [form] = forms_of(database, ann, now=now)
    for other in (bob, LOCAL):
        assert forms_of(database, other, now=now) == ()
        with pytest.raises(NotFoundError):
            form_for(database, other, form.id, now=now)
        forget_form(database, other, form.id)
    assert forms_of(database, ann, now=now) == (form,)
    forget_form(database, ann, form.id)
    assert forms_of(database, ann, now=now) == ()


def test_after_a_day_it_is_gone(database: Database, people: tuple[Actor, Actor], now: datetime) -> None:
    ann, _ = people
    keep_form(database, ann.account or "", "/", FIELDS, now=now)
    assert forms_of(database, ann, now=now + timedelta(hours=23))
    assert forms_of(database, ann, now=now + timedelta(days=1)) == ()


def test_nobody_can_fill_the_database_with_them(database: Database, people: tuple[Actor, Actor], now: datetime) -> None:
    ann, _ = people
    for minute in range(MOST_KEPT + 5):
        keep_form(database, ann.account or "", f"/{minute}", FIELDS, now=now + timedelta(minutes=minute))
    kept = forms_of(database, ann, now=now + timedelta(hours=1))
    assert [form.address for form in kept] == [f"/{minute}" for minute in range(MOST_KEPT + 4, 4, -1)]
