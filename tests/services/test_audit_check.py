"""The check of the audit record: whatever somebody changes, removes or moves is found and named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.audit_check import Noted, check_audit
from selfassess.services.audit_reading import every_event
from selfassess.store.audit import Choice
from selfassess.store.chain import HASHED, hash_of
from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate
from selfassess.store.problem import StoreProblem

from .recording import add

T = Translator()


@pytest.fixture
def unguarded(database: Database) -> Callable[[str], None]:
    """Runs statements as somebody would who took the database's own guard away first."""

    def run(*statements: str) -> None:
        with database.writing() as session:
            if session.get_bind().dialect.name == "sqlite":
                session.execute(text("DROP TRIGGER IF EXISTS audit_event_no_update"))
                session.execute(text("DROP TRIGGER IF EXISTS audit_event_no_delete"))
            else:
                session.execute(text("DROP TRIGGER IF EXISTS audit_event_is_kept ON audit_event"))
            for statement in statements:
                session.execute(text(statement))

    return run


@pytest.fixture
def in_sqlite(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path}/record.sqlite3")
    migrate(database)
    yield database
    database.close()


OTHER_VALUES = {
    "number": "7",
    "at": "'2026-10-01 09:30:00.123457+00:00'",
    "actor_kind": "'operator'",
    "actor": "'p2'",
    "event": "'assessment deleted'",
    "subject_kind": "'organisation'",
    "subject": "'a2'",
    "organisation": "NULL",
    "partnership": "'x'",
    "before": """'{"a": 1}'""",
    "after": """'{"section": "c2", "questions": ["a", "b"], "number": 1}'""",
    "request": "'r2'",
    "previous": "'" + "1" * 64 + "'",
    "hash": "'" + "1" * 64 + "'",
}


@pytest.mark.parametrize("column", [*HASHED, "hash"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_changing_any_column_of_any_event_is_found(
    database: Database, unguarded: Callable[..., None], column: str, number: int
) -> None:
    add(database, 3)
    unguarded(f"""UPDATE audit_event SET "{column}" = {OTHER_VALUES[column]} WHERE number = {number}""")
    faults = check_audit(database).faults
    changed = 7 if column == "number" else number
    assert f"Event {changed} was changed: its hash is not that of what it says." in faults


def test_a_column_that_holds_no_such_value_is_a_fault_not_a_crash(in_sqlite: Database) -> None:
    add(in_sqlite, 6)
    with in_sqlite.writing() as session:
        session.execute(text("DROP TRIGGER audit_event_no_update"))
        for number, said in ((1, "at = 'yesterday'"), (2, "before = 'not json'"), (3, "after = x'00'"), (4, "at = 5")):
            session.execute(text(f"UPDATE audit_event SET {said} WHERE number = {number}"))
        session.execute(text("UPDATE audit_event SET number = 'six' WHERE number = 6"))
    faults = check_audit(in_sqlite).faults
    assert [fault for fault in faults if "was changed: its hash" in fault] == [
        f"Event {number} was changed: its hash is not that of what it says." for number in (1, 2, 3, 4)
    ]
    assert "An event has 'six' for its number." in faults


def test_missing_events_are_named(database: Database, unguarded: Callable[..., None]) -> None:
    add(database, 6)
    unguarded("DELETE FROM audit_event WHERE number IN (2, 4, 5)")
    assert check_audit(database).faults == ("Event 2 is missing.", "Events 4 to 5 are missing.")


def test_a_record_that_was_cut_off_is_found_by_its_end(database: Database, unguarded: Callable[..., None]) -> None:
    add(database, 5)
    unguarded("DELETE FROM audit_event WHERE number > 3")
    assert check_audit(database).faults == ("The record is cut off: it ends with event 3, but event 5 was the last.",)


def test_events_whose_order_was_changed_are_told_apart_from_changed_ones(
    database: Database, unguarded: Callable[..., None]
) -> None:
    add(database, 4)
    unguarded(
        "UPDATE audit_event SET number = 20 WHERE number = 2",
        "UPDATE audit_event SET number = 2 WHERE number = 3",
        "UPDATE audit_event SET number = 3 WHERE number = 20",
    )
    faults = check_audit(database).faults
    assert "Event 2 was event 3: the order was changed." in faults
    assert "Event 3 was event 2: the order was changed." in faults


def test_an_event_put_in_the_place_of_another_breaks_the_link_to_the_next(
    database: Database, unguarded: Callable[..., None]
) -> None:
    """Somebody who takes care to compute the hash of what they changed."""
    add(database, 3)
    two = [told.recorded for told in every_event(database, OPERATOR, T, Choice())][1]
    forged = {name: getattr(two, name) for name in HASHED} | {"actor": "p9"}
    unguarded(f"UPDATE audit_event SET actor = 'p9', hash = '{hash_of(forged)}' WHERE number = 2")
    assert check_audit(database).faults == (
        "Event 3 does not follow event 2: one of them was changed, or another one stood between them.",
    )


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_head SET number = 2", "The end of the record was changed: it says 2, but the last event is 3."),
        ("UPDATE audit_head SET hash = '0'", "The end of the record does not fit event 3: one of them was changed."),
        ("DELETE FROM audit_head", "The end of the record is missing, so nobody can tell whether events are, too."),
    ],
)
def test_a_changed_end_is_found(database: Database, unguarded: Callable[..., None], statement: str, fault: str) -> None:
    add(database, 3)
    unguarded(statement)
    assert check_audit(database).faults == (fault,)


def test_without_its_end_nothing_is_added_and_the_message_says_why(
    database: Database, unguarded: Callable[..., None]
) -> None:
    unguarded("DELETE FROM audit_head")
    with pytest.raises(StoreProblem, match="lost its end"):
        add(database)


def test_a_record_made_wholly_anew_is_found_by_what_was_noted(
    database: Database, unguarded: Callable[..., None]
) -> None:
    add(database, 3)
    noted = check_audit(database).last
    unguarded("DELETE FROM audit_event", f"UPDATE audit_head SET number = 0, hash = '{'0' * 64}'")
    add(database, 4, who=OPERATOR)
    assert check_audit(database).faults == ()
    assert check_audit(database, noted=noted).faults == (
        "Event 3 is not the one that was noted: the record was made anew.",
    )
    later = Noted(number=9, hash="0" * 64)
    assert check_audit(database, noted=later).faults == ("Event 9 was noted, but the record ends with event 4.",)


def test_a_long_record_is_walked_in_steps_and_tells_how_far_it_is(database: Database) -> None:
    add(database, 2500)
    told: list[tuple[int, int]] = []
    assert check_audit(database, told=lambda done, total: told.append((done, total))).events == 2500
    assert told == [(1000, 2500), (2000, 2500), (2500, 2500)]
