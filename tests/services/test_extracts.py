"""Everything about somebody or an organisation comes out, and nothing that opens a door or is for other eyes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import text, update

from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.audit_check import check_audit
from selfassess.services.erasure import erase
from selfassess.services.extracts import ExtractFile, extract_of_organisation, extract_of_person, extracted_person
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.store.extracts import ABOUT_A_PERSON, ABOUT_AN_ORGANISATION, IN_NO_COPY
from selfassess.store.holders import end_roles
from selfassess.store.people import Place, Role
from selfassess.store.rows import AccountRow, Row
from selfassess.store.sessions import add_session
from selfassess.voices.steps import WorkStatus

from .council import Council

T = Translator()


def inside(made: ExtractFile) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def data(made: ExtractFile) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(inside(made)["everything.json"])
    return found


def test_every_table_is_in_a_copy_or_says_why_not() -> None:
    tables = {mapper.class_ for mapper in Row.registry.mappers}
    named = ABOUT_A_PERSON.keys() | ABOUT_AN_ORGANISATION.keys()
    assert named | IN_NO_COPY.keys() == tables
    assert not named & IN_NO_COPY.keys()


@pytest.fixture
def told(opened: Council) -> Council:
    """Ann and Ben answered apart; both are signed in somewhere."""
    opened.say(opened.ann, 2, "Canary of Ann")
    opened.say(opened.ben, 1, "Canary of Ben")
    with opened.database.writing() as session:
        add_session(session, "secret of Ann", opened.ann.account or "", "Firefox on Windows", opened.now)
    return opened


def test_ones_own_copy_has_what_one_answered_apart_and_nobody_elses(told: Council) -> None:
    made = extract_of_person(told.database, told.ann, told.ann.account or "", T, now=told.now)
    assert made.name == "copy-ann-2026-10-01.zip"
    found = data(made)
    assert [one["comment"] for one in found["contribution"]] == ["Canary of Ann"]
    assert [one["email"] for one in found["account"]] == ["Ann@example.org"]
    assert [one["name"] for one in found["places"]] == ["Council"]
    assert [one["device"] for one in found["login_session"]] == ["Firefox on Windows"]
    assert {one["actor"] for one in found["audit_event"]} == {told.ann.account}
    everything = b"".join(inside(made).values())
    for hidden in (b"Canary of Ben", b"secret of Ann", b"Ben", b"Lead@"):
        assert hidden not in everything


def test_nothing_that_opens_a_door_is_in_a_copy(told: Council) -> None:
    with told.database.writing() as session:
        for column in ("password", "second_step"):
            session.execute(text(f"UPDATE account SET {column} = 'canary {column}'"))
        session.execute(update(AccountRow).values(recovery_codes=["canary code"]))
        session.execute(text("UPDATE assessment SET token = 'canary token'"))
    theirs = extract_of_person(told.database, told.ann, told.ann.account or "", T, now=told.now)
    its = extract_of_organisation(told.database, told.lead, told.place.id, T, now=told.now)
    assert b"canary" not in b"".join((*inside(theirs).values(), *inside(its).values()))


def test_a_place_somebody_left_is_not_named_to_them(told: Council) -> None:
    with told.database.writing() as session:
        end_roles(session, Place(organisation=told.place.id), told.ann.account or "", [Role.CONTRIBUTOR], told.now)
    found = data(extract_of_person(told.database, told.ann, told.ann.account or "", T, now=told.now))
    assert found["places"] == []
    assert [one["organisation"] for one in found["membership"]] == [told.place.id]


def test_an_administrators_copy_about_somebody_tells_no_answers(told: Council) -> None:
    boss = told.town.person("boss", administrator=True)
    made = extract_of_person(told.database, boss, told.ann.account or "", T, now=told.now)
    assert b"Canary" not in b"".join(inside(made).values())
    found = data(made)
    assert len(found["participation"]) == 1
    assert found["contribution"] == found["kept_form"] == []
    assert "for nobody else’s eyes" in inside(made)["README.txt"].decode("utf-8-sig").replace("\r\n", " ")


def test_the_copy_of_an_organisation_has_everything_but_what_was_answered_apart(told: Council) -> None:
    told.step(WorkStatus.WORKSHOP)
    files = inside(extract_of_organisation(told.database, told.lead, told.place.id, T, now=told.now))
    assert b"Canary" not in b"".join(files.values())
    found = json.loads(files["everything.json"])
    assert sorted(one["name"] for one in found["people"]) == ["Ann", "Ben", "Lead", "Vi"]
    assert [one["status"] for one in found["assessment"]] == ["workshop"]
    assert len(found["participation"]) == 2
    assert "contribution" not in found
    assert any(name.startswith("files/questionnaires/saving-") for name in files)


def test_the_dictionary_explains_every_column_and_no_cell_is_a_formula(told: Council) -> None:
    said = {"name": '=HYPERLINK("http://evil.example")'}
    with told.database.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE organisation SET name = '{said['name']}'")
    files = inside(extract_of_organisation(told.database, told.lead, told.place.id, T, now=told.now))
    lines = list(csv.DictReader(io.StringIO(files["dictionary.csv"].decode("utf-8-sig"))))
    assert all(line["meaning"] for line in lines)
    (row,) = csv.DictReader(io.StringIO(files["tables/organisation.csv"].decode("utf-8-sig")))
    assert row["name"] == f"'{said['name']}"
    explained = {line["column"] for line in lines if line["table"] == "organisation"}
    assert explained == set(row) | {""}


def test_that_a_copy_was_made_is_on_record(told: Council) -> None:
    extract_of_person(told.database, told.ann, told.ann.account or "", T, now=told.now)
    extract_of_organisation(told.database, told.lead, told.place.id, T, now=told.now)
    found = data(extract_of_organisation(told.database, told.lead, told.place.id, T, now=told.now))
    assert found["audit_event"][-1]["event"] == "copy of what is kept about an organisation made"
    assert check_audit(told.database).faults == ()


def test_whoever_may_not_read_it_gets_no_copy(told: Council, now: datetime) -> None:
    boss = told.town.person("boss", administrator=True)
    stranger = told.town.person("stranger", (told.town.organisation("Other"), Role.LEAD))
    refused: list[tuple[type[Exception], Callable[[], object]]] = [
        (NotFoundError, lambda: extracted_person(told.database, told.lead, told.ann.account or "")),
        (NotFoundError, lambda: extract_of_person(told.database, told.lead, told.ann.account or "", T, now=now)),
        (NotFoundError, lambda: extract_of_person(told.database, OPERATOR, "nobody\0", T, now=now)),
        (NotFoundError, lambda: extract_of_organisation(told.database, stranger, told.place.id, T, now=now)),
        (NotPermittedError, lambda: extract_of_organisation(told.database, told.vi, told.place.id, T, now=now)),
        (NotPermittedError, lambda: extract_of_organisation(told.database, boss, told.place.id, T, now=now)),
    ]
    for why, attempt in refused:
        with pytest.raises(why):
            attempt()
    erase(told.database, OPERATOR, told.ann.account or "", now=now)
    with pytest.raises(NotFoundError):
        extract_of_person(told.database, boss, told.ann.account or "", T, now=now)
