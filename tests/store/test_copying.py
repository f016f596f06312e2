"""What is in one kind of database goes into the other and is the same there, down to the bytes of its lines."""

from __future__ import annotations

import json
import math
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from selfassess.store.copying.loading import UnfitError, load
from selfassess.store.copying.tables import Kind, require_tables_of, tables_at
from selfassess.store.database import Database, Transaction, open_database
from selfassess.store.dialects import table_of
from selfassess.store.problem import StoreProblem
from selfassess.store.rows import AuditEventRow, JobRow, QuestionnaireTextRow, Row, SiteTextRow
from selfassess.store.stepping import step_of

from .held import held

NOW = datetime(2026, 10, 1, 9, 30, 0, 123456, tzinfo=UTC)
JSON_VALUES = (
    {}, [], "", "12", 12, -3, 0, True, None, 1.5, 0.1 + 0.2, 1e300, {"b": 1, "a": [2.0, None]}, "null", "é\n\u2028\\\"",
)  # fmt: skip
"""Lone numbers are kept as numbers by SQLite; the order of keys is kept by both."""


def job(number: int, arguments: Any) -> dict[str, Any]:
    nothing = dict.fromkeys(
        ("key", "requested_by", "organisation", "partnership", "worker", "heartbeat_at", "failure", "finished_at")
    )
    asked = {"id": f"job{number:03}", "kind": "none", "arguments": arguments, "state": "queued", "attempts": 0}
    counted = {"done": 0, "total": 2**31 - 1, "note": "", "cancel_asked": bool(number % 2), "result": {}}
    times = {"queued_at": NOW, "due_at": NOW.astimezone(timezone(timedelta(hours=-5)))}
    return {**nothing, **asked, **counted, **times}


def put_jobs(session: Transaction, values: tuple[Any, ...]) -> None:
    for number, value in enumerate(values):
        if value is not None:
            session.execute(insert(table_of(JobRow)), job(number, value))
        else:  # what is none to a person, and yet a value to the database
            session.execute(insert(table_of(JobRow)), job(number, {}))
            session.execute(text(f"UPDATE job SET arguments = 'null' WHERE id = 'job{number:03}'"))


def test_every_value_of_json_is_the_same_in_the_other_kind(database: Database, other: Database) -> None:
    with database.writing() as session:
        put_jobs(session, JSON_VALUES)
    before = held(database)
    with other.rebuilding() as session:
        before.fill(session)
    assert held(other) == before
    at = list(tables_at(before.step)["job"].columns).index("arguments")
    assert [json.loads(json.loads(line)[at]) for line in before.lines["job"]] == list(JSON_VALUES)


def test_every_text_and_every_byte_is_the_same_in_the_other_kind_in_the_same_order(
    database: Database, other: Database, naughty_strings: tuple[str, ...]
) -> None:
    texts = [one for one in naughty_strings if "\0" not in one and one.encode(errors="replace").decode() == one]
    with database.writing() as session:
        for number, said in enumerate(texts):
            row = {"page": f"{said[:30]} {number}", "text": said, "changed_at": NOW, "changed_by": None, "revision": 1}
            session.execute(insert(table_of(SiteTextRow)), row)
        for number in range(3):
            data = bytes(range(256)) * number
            row = {"sha256": f"{number}", "questionnaire": "é", "version": "Z", "text": data, "first_seen": NOW}
            session.execute(insert(table_of(QuestionnaireTextRow)), row)
    before = held(database)
    with other.rebuilding() as session:
        before.fill(session)
    assert len(before.lines["site_text"]) == len(texts) > 400
    assert held(other) == before


def test_moments_are_in_utc_to_the_microsecond_and_days_have_no_zone(database: Database, other: Database) -> None:
    with database.writing() as session:
        session.execute(insert(table_of(JobRow)), job(1, {}))
        session.execute(
            text("INSERT INTO organisation (id, name, kind, example, created_at, revision)"
                 " VALUES ('o', 'O', 'other', :no, :now, 1)"),
            {"no": False, "now": NOW},
        )  # fmt: skip
        session.execute(
            text("INSERT INTO evidence (id, organisation, title, kind, dated, added_at, revision)"
                 " VALUES ('e', 'o', 'E', 'other', :day, :now, 1)"),
            {"day": date(2026, 3, 29), "now": NOW},
        )  # fmt: skip
    before = held(database)
    with other.rebuilding() as session:
        before.fill(session)
    assert held(other) == before
    assert b'"2026-03-29"' in before.lines["evidence"][0]
    at = list(tables_at(before.step)["job"].columns).index("due_at")
    (moment,) = [json.loads(line)[at] for line in before.lines["job"]]
    assert moment == "2026-10-01T09:30:00.123456+00:00"


def test_a_row_that_refers_to_nothing_is_refused_by_both(database: Database, other: Database) -> None:
    with database.writing() as session:
        session.execute(insert(table_of(JobRow)), job(1, {}))
    changed = held(database)
    at = list(tables_at(changed.step)["job"].columns).index("requested_by")
    said = json.loads(changed.lines["job"][0])
    said[at] = "nobody"
    changed.lines["job"] = [json.dumps(said, separators=(",", ":")).encode() + b"\n"]
    with (
        pytest.raises(UnfitError, match=r"refer to rows that are not in it|violates foreign key"),
        other.rebuilding() as s,
    ):
        changed.fill(s)
    with other.reading() as session, pytest.raises(Exception, match=r"job"):
        session.execute(text("SELECT * FROM job"))


def test_a_line_that_is_no_row_is_refused(database: Database, other: Database) -> None:
    changed = held(database)
    for line in (b"{}\n", b"\xff\n", b'["a","b","c","d","e"]\n'):
        changed.lines["retention"] = [line]
        with pytest.raises(UnfitError, match="a row of"), other.rebuilding() as session:
            changed.fill(session)


@pytest.mark.parametrize(
    ("column", "value"), [("changed_at", "2026-01-01T00:00:00"), ("changed_at", "0001-01-01T00:00:00+14:00"),
                          ("changed_by", "\ud800"), ("revision", 2**70), ("revision", math.inf)]
)  # fmt: skip
def test_a_value_that_no_database_can_hold_is_refused_in_words(
    database: Database, other: Database, column: str, value: Any
) -> None:
    changed = held(database)
    columns = changed.tables["retention"].columns
    row = {"changed_at": "2026-01-01T00:00:00+00:00", "revision": 1, "months": 1, "changed_by": None, column: value}
    changed.lines["retention"] = [json.dumps([row.get(name, "kind") for name in columns]).encode() + b"\n"]
    with pytest.raises(UnfitError, match=r"a value of it is none|a row of"), other.rebuilding() as session:
        changed.fill(session)


def test_rows_that_come_in_as_others_or_not_at_all_are_told(database: Database, other: Database) -> None:
    changed = held(database)
    columns = list(changed.tables["retention"].columns)
    row = {"changed_at": "2026-01-01T00:00:00+00:00", "revision": 1.5, "months": 1, "changed_by": None}
    changed.lines["retention"] = [json.dumps([row.get(name, "kind") for name in columns]).encode() + b"\n"]
    with pytest.raises(UnfitError, match="the rows of retention came in as others"), other.rebuilding() as session:
        changed.fill(session)
    tables, step = changed.tables, changed.step
    with pytest.raises(UnfitError, match="of the 1 rows of retention 0 came in"), other.rebuilding() as session:
        load(session, step, tables, lambda name: [] if name == "retention" else changed.lines[name], lambda *_: None)


@pytest.mark.parametrize(("text_of", "told"), [("long " * 40, "too long"), ("nul\0", "NUL")])
def test_what_only_sqlite_takes_is_refused_by_postgresql_in_words(
    in_file: Database, postgresql: Any, text_of: str, told: str
) -> None:
    row = {"sha256": "0", "questionnaire": "x", "version": text_of, "text": b"", "first_seen": NOW}
    with in_file.writing() as session:
        session.execute(insert(table_of(QuestionnaireTextRow)), row)
    name = postgresql.new_database()
    with closing(open_database(postgresql.url(name))) as server:
        with (
            pytest.raises(UnfitError, match=f"the database refuses a row of it: .*{told}"),
            server.rebuilding() as session,
        ):
            held(in_file).fill(session)
        with server.reading() as session:
            assert step_of(session) is None
    postgresql.drop(name)


def test_tables_that_are_not_those_of_the_step_are_refused(database: Database, other: Database) -> None:
    changed = held(database)
    del changed.lines["retention"]
    with pytest.raises(UnfitError, match=r"not those of step \d+, .*: retention"), other.rebuilding() as session:
        changed.fill(session)


def test_a_database_whose_tables_are_half_changed_is_told(database: Database) -> None:
    """As a step would leave it that was not taken in one transaction, and was killed."""
    with database.writing() as session:
        session.execute(text("ALTER TABLE retention DROP COLUMN changed_by"))
        session.execute(text("DROP TABLE site_text"))
    told = r"^The database here says that it is at step \d+, but these tables are not: retention, site_text\."
    with database.reading() as session, pytest.raises(StoreProblem, match=told):
        require_tables_of(session, str(step_of(session)), "here")


def test_every_column_of_ours_is_of_a_kind_that_can_be_copied(migrated_file: Path) -> None:
    with closing(open_database(f"sqlite:///{migrated_file}")) as database, database.reading() as session:
        here = tables_at(str(step_of(session)))
    assert here.keys() == Row.metadata.tables.keys()
    for name, table in Row.metadata.tables.items():
        assert set(here[name].columns) == set(table.columns.keys())
        assert here[name].key == tuple(column.name for column in table.primary_key)
        assert here[name].key, "rows without a key come in no order"
        assert Kind.OTHER not in here[name].columns.values()


def test_no_table_counts_by_itself_for_nothing_carries_that_on(postgresql: Any) -> None:
    made = postgresql.new_database(migrated=True)
    assert not [line for line in postgresql.dump(made, "--schema-only") if "SEQUENCE" in line or "IDENTITY" in line]
    postgresql.drop(made)


def test_an_event_is_still_kept_from_change_in_the_new_place(database: Database, other: Database) -> None:
    event = {
        "number": 1, "at": NOW, "actor_kind": "local", "event": "x", "subject_kind": "x", "subject": "x",
        "before": {}, "after": {}, "previous": "0" * 64, "hash": "1" * 64,
    }  # fmt: skip
    with database.writing() as session:
        session.execute(insert(table_of(AuditEventRow)), event)
    with other.rebuilding() as session:
        held(database).fill(session)
    with pytest.raises(Exception, match="only added to"), other.writing() as session:
        session.execute(text("DELETE FROM audit_event"))
