"""Reading the audit record: pages, filters, names of the day, files."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from selfassess.language import Translator
from selfassess.services.access import OPERATOR, VISITOR, Actor, ActorKind
from selfassess.services.audit import Event, Subject, record
from selfassess.services.audit_export import COLUMNS, EXPORT_FORMATS
from selfassess.services.audit_reading import PAGE, audit_page, every_event
from selfassess.services.problems import NotFoundError
from selfassess.store.audit import Choice
from selfassess.store.database import Database

from .recording import NOW, SUBJECT, add

T = Translator()


def test_a_page_shows_fifty_events_newest_first(database: Database) -> None:
    add(database, PAGE + 1)
    first = audit_page(database, OPERATOR, T, Choice(), page=1)
    assert (first.count, first.pages, len(first.events)) == (51, 2, 50)
    assert first.events[0].recorded.number == 51
    second = audit_page(database, OPERATOR, T, Choice(), page=99)
    assert (second.page, [told.recorded.number for told in second.events]) == (2, [1])


def test_events_are_chosen_by_place_person_event_and_day(database: Database) -> None:
    ann = Actor(kind=ActorKind.PERSON, account="p1")
    add(database, who=ann)
    add(database, subject=Subject(kind="partnership", id="q1", partnership="q1"))
    add(database, event=Event.ASSESSMENT_MOVED)

    def numbers(**choice: Any) -> list[int]:
        return [told.recorded.number for told in every_event(database, OPERATOR, T, Choice(**choice))]

    assert numbers(organisation="o1") == [1, 3]
    assert numbers(partnership="q1") == [2]
    assert numbers(actor="p1") == [1]
    assert numbers(event="assessment moved on") == [3]
    assert numbers(since=NOW) == [1, 2, 3]
    assert numbers(until=NOW) == []
    assert numbers(since=NOW + timedelta(seconds=1)) == []


def test_strangers_are_told_of_no_record(database: Database) -> None:
    for choice in (Choice(), Choice(organisation="o1"), Choice(partnership="q1")):
        for who in (VISITOR, Actor(kind=ActorKind.PERSON, account="p1")):
            with pytest.raises(NotFoundError):
                audit_page(database, who, T, choice, page=1)
            with pytest.raises(NotFoundError):
                list(every_event(database, who, T, choice))


def test_what_is_gone_is_told_by_the_beginning_of_its_id(database: Database) -> None:
    add(database, who=Actor(kind=ActorKind.PERSON, account="c0ffee00beef"))
    (told,) = every_event(database, OPERATOR, T, Choice())
    assert told.who == "no longer there (c0ffee00)"
    assert told.changes == ("section: c1", "questions: a, b", "number: 0")


def test_changes_are_told_as_before_and_after(database: Database) -> None:
    with database.writing() as session:
        before, after = {"role": "viewer", "gone": True}, {"role": "lead", "new": None}
        record(session, OPERATOR, Event.ASSESSMENT_CHANGED, SUBJECT, now=NOW, before=before, after=after)
    (told,) = every_event(database, OPERATOR, T, Choice())
    assert told.changes == ("role: viewer → lead", "gone: yes", "new: –")
    assert told.sentence.startswith("The operator, on a terminal, changed the details of the assessment")


def exported(database: Database, kind: str, choice: Choice | None = None) -> str:
    pieces = EXPORT_FORMATS[kind].pieces(every_event(database, OPERATOR, T, choice or Choice()))
    return b"".join(pieces).decode("utf-8-sig")


def test_the_record_is_exported_whole_as_a_table_and_as_json(database: Database) -> None:
    add(database, 1200)
    table = list(csv.DictReader(io.StringIO(exported(database, "csv"))))
    listed = json.loads(exported(database, "json"))
    assert [row["number"] for row in table] == [str(one["number"]) for one in listed] == list(map(str, range(1, 1201)))
    assert tuple(table[0]) == tuple(listed[0]) == COLUMNS
    assert listed[0]["after"] == {"section": "c1", "questions": ["a", "b"], "number": 0}
    assert json.loads(table[0]["after"]) == listed[0]["after"]
    assert listed[0]["at"] == "2026-10-01T09:30:00.123456+00:00"
    assert json.loads(exported(database, "json", Choice(actor="nobody"))) == []


def test_a_name_that_is_a_formula_is_harmless_in_the_table(database: Database) -> None:
    name = '=HYPERLINK("http://example.org")'
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO account (id, name, email, administrator, created_at, active, recovery_codes)"
                " VALUES ('p1', :name, 'a@example.org', :no, :now, :no, '[]')"
            ),
            {"name": name, "no": False, "now": "2026-10-01 09:30:00.000000"},
        )
    add(database, who=Actor(kind=ActorKind.PERSON, account="p1"))
    (row,) = csv.DictReader(io.StringIO(exported(database, "csv")))
    assert (row["who"], row["sentence"][:2]) == (f"'{name}", "'=")
