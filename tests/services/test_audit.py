"""Recording: events are chained, only added to, and made of ids."""

from __future__ import annotations

import sys
import threading
from subprocess import PIPE, Popen
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from selfassess.language import Translator
from selfassess.services.access import LOCAL, OPERATOR, Actor, ActorKind
from selfassess.services.audit import Event, record
from selfassess.services.audit_check import check_audit
from selfassess.services.audit_reading import every_event
from selfassess.services.audit_words import SENTENCES, event_sentence
from selfassess.store.audit import Choice
from selfassess.store.chain import HASHED
from selfassess.store.database import Database
from selfassess.store.problem import StoreProblem
from selfassess.store.rows import AuditEventRow

from .recording import NOW, SUBJECT, add

T = Translator()


def test_every_event_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Event)
    for event in Event:
        said = event_sentence(T, event, {"who": "Ann", "what": "Council, 2026", "place": "Council"})
        assert said.startswith("Ann ")
        assert said.endswith(".")


def test_an_event_that_only_a_newer_version_knows_is_told_by_its_name() -> None:
    values = {"who": "Ann", "what": "x", "place": ""}
    assert event_sentence(T, "moon landed", values) == "Ann: moon landed (x)."


def test_the_hash_is_taken_of_every_column_but_itself() -> None:
    assert {*HASHED, "hash"} == set(AuditEventRow.__table__.columns.keys())


def test_events_are_chained_from_the_first(database: Database) -> None:
    assert check_audit(database).faults == ()
    add(database, 3, who=Actor(kind=ActorKind.PERSON, account="p1", request="r1"))
    events = [told.recorded for told in every_event(database, OPERATOR, T, Choice())]
    assert [one.number for one in events] == [1, 2, 3]
    assert events[0].previous == "0" * 64
    assert [one.previous for one in events[1:]] == [one.hash for one in events[:-1]]
    assert (events[0].at, events[0].actor, events[0].request) == (NOW, "p1", "r1")
    checked = check_audit(database)
    assert (checked.events, checked.last.hash, checked.faults) == (3, events[-1].hash, ())


def test_what_is_undone_leaves_no_event(database: Database) -> None:
    add(database)

    def fail_half_way() -> None:
        with database.writing() as session:
            record(session, LOCAL, Event.ANSWERS_SAVED, SUBJECT, now=NOW)
            raise RuntimeError("not after all")

    with pytest.raises(RuntimeError):
        fail_half_way()
    add(database)
    assert check_audit(database).events == 2
    assert check_audit(database).faults == ()


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Ann Other"},
        {"email": "ann@example.org"},
        {"comment": "We meet weekly."},
        {"people": ["p1", "Ann Other"]},
        {"value": 2.5},
        {"nested": {"id": "a"}},
        {"Ann Other": "lead"},
        {"empty": ""},
        {"line": "a\nb"},
    ],
)
def test_what_a_person_may_have_typed_is_no_part_of_an_event(database: Database, said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="cannot be recorded"):
        add(database, after=said)
    assert check_audit(database).events == 0


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_or_delete_an_event(database: Database, statement: str) -> None:
    add(database)
    with pytest.raises((DBAPIError, StoreProblem), match="only added to"), database.writing() as session:
        session.execute(text(statement))
    assert check_audit(database).faults == ()


WRITER = """
import sys
from datetime import UTC, datetime
from selfassess.services.access import WORKER
from selfassess.services.audit import Event, Subject, record
from selfassess.store.database import open_database
database = open_database(sys.argv[1])
for at in range(20):
    with database.writing() as session:
        record(session, WORKER, Event.ANSWERS_SAVED, Subject(kind="assessment", id="a"), now=datetime.now(UTC))
"""


def test_the_chain_never_forks_though_many_add_to_it_at_once(database: Database, database_url: str) -> None:
    programs = [Popen([sys.executable, "-c", WRITER, database_url], stderr=PIPE) for _ in range(2)]
    threads = [threading.Thread(target=lambda: [add(database) for _ in range(20)]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(program.communicate()[1], program.returncode) for program in programs] == [(b"", 0)] * 2
    checked = check_audit(database)
    assert (checked.events, checked.faults) == (80, ())
