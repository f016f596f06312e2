"""A check-up finds what was done to an installation, says what to do, and goes on where one thing fails."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from selfassess.language import Translator
from selfassess.mail.folder import FolderTransport
from selfassess.mail.smtp import SmtpTransport, Tls
from selfassess.services.access import OPERATOR, VISITOR, Actor, ActorKind
from selfassess.services.audit import Event, Subject, record
from selfassess.services.copy_folder import CopyFolder, name_of
from selfassess.services.doctor import data, surroundings
from selfassess.services.doctor.check_up import check_up
from selfassess.services.doctor.findings import Depth, Finding, Installation, State
from selfassess.services.outbox import Message, post
from selfassess.services.problems import NotFoundError
from selfassess.store.database import Database, open_database
from selfassess.store.problem import StoreProblem

from .signing import Scene


@pytest.fixture
def installation(tmp_path: Path) -> Callable[[Database], Installation]:
    """Of a database: one for this machine alone, in which nothing was done."""

    def of(database: Database) -> Installation:
        return Installation(
            database=database,
            instance=tmp_path,
            copies=CopyFolder(path=tmp_path / "copies", kept=3, daily=False),
            transport=FolderTransport(tmp_path / "mail"),
            base_address="http://127.0.0.1:5000",
            others_can_reach=False,
            missing_assets=lambda: (),
            t=Translator(),
            now=datetime.now(UTC),
        )

    return of


@pytest.fixture
def here(database: Database, installation: Callable[[Database], Installation]) -> Installation:
    return installation(database)


@pytest.fixture
def in_file(
    migrated_file: Path, tmp_path: Path, installation: Callable[[Database], Installation]
) -> Callable[..., Installation]:
    """One on a new file, after `damage` was done to its bytes."""

    def made(damage: Callable[[bytearray], None] = lambda _: None) -> Installation:
        content = bytearray(migrated_file.read_bytes())
        damage(content)
        (tmp_path / "answers.sqlite3").write_bytes(content)
        return installation(open_database(f"sqlite:///{tmp_path}/answers.sqlite3"))

    return made


def found(here: Installation, about: str, depth: Depth = Depth.COMMAND) -> list[Finding]:
    return [one for one in check_up(here, OPERATOR, depth) if one.about == about]


def only(here: Installation, about: str, depth: Depth = Depth.COMMAND) -> tuple[State, str]:
    (one,) = found(here, about, depth)
    assert (one.mend == "") == (one.state is State.GOOD)
    return one.state, one.said


def test_of_a_new_installation_only_the_safe_copies_are_missing(here: Installation) -> None:
    states = {(one.about, one.state) for one in check_up(here, OPERATOR, Depth.EVERYTHING)}
    assert {about for about, state in states if state is not State.GOOD} == {"Safe copies"}
    assert len(states) == 10


def test_it_is_for_administrators(here: Installation) -> None:
    with pytest.raises(NotFoundError):
        check_up(here, VISITOR, Depth.PAGE)


# The database


def test_a_damaged_file_is_said(in_file: Callable[..., Installation]) -> None:
    def damage(content: bytearray) -> None:
        content[-4096 * 2 :] = b"\xff" * 4096 * 2

    here = in_file(damage)
    state, said = only(here, "Database")
    assert state is State.WRONG
    assert "answers.sqlite3 is damaged" in said
    here.database.close()


def test_a_row_that_refers_to_what_is_not_there_is_said(in_file: Callable[..., Installation]) -> None:
    here = in_file()
    with closing(sqlite3.connect(here.database.place)) as raw:
        raw.execute("INSERT INTO quiet VALUES ('nobody', 'nowhere', '2026-01-01')")
        raw.commit()
    damage = f"{here.database.place} is damaged: a row of quiet refers to what is not there."
    assert only(here, "Database") == (State.WRONG, damage)
    here.database.close()


def test_a_large_file_is_not_read_through_for_a_page(
    in_file: Callable[..., Installation], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = in_file()
    monkeypatch.setattr(data, "READ_ON_A_PAGE", 1000)
    assert only(here, "Database", Depth.PAGE)[0] is State.NOT_CHECKED
    assert only(here, "Database", Depth.COMMAND)[0] is State.GOOD
    here.database.close()


def test_a_database_that_cannot_be_used_is_a_finding_and_the_rest_is_looked_at(
    installation: Callable[[Database], Installation],
) -> None:
    with closing(open_database("postgresql://me:hunter2@127.0.0.1:1/answers")) as database:
        here = installation(database)
        state, said = only(here, "Database")
        assert (state, "cannot be reached" in said, "hunter2" in said) == (State.WRONG, True, False)
        assert only(here, "Disk")[0] is State.GOOD
        with pytest.raises(StoreProblem):  # nobody can say who is an administrator
            check_up(here, Actor(kind=ActorKind.PERSON, account="a" * 32), Depth.PAGE)


def test_tables_of_another_step_are_said_with_the_command(here: Installation) -> None:
    with here.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    (one,) = found(here, "Database")
    assert (one.state, one.mend) == (State.WRONG, "Run: selfassess upgrade")
    assert "is at step 0003" in one.said


def test_where_nothing_was_started_nothing_is_wrong_and_nothing_is_made(
    installation: Callable[[Database], Installation], tmp_path: Path
) -> None:
    with closing(open_database(f"sqlite:///{tmp_path}/new.sqlite3")) as database:
        here = installation(database)
        assert only(here, "Database")[0] is State.ADVICE
        assert list(tmp_path.iterdir()) == []
        (tmp_path / "new.sqlite3").touch()
        assert "holds no tables yet" in only(here, "Database")[1]


def test_a_server_that_never_looked_at_a_large_table_is_said(
    postgresql: Any, installation: Callable[[Database], Installation]
) -> None:
    name = postgresql.new_database(migrated=True)
    with closing(open_database(postgresql.url(name))) as database:
        with database.writing() as session:
            session.execute(text("CREATE TABLE large WITH (autovacuum_enabled = off) AS"
                                 " SELECT repeat('x', 900) AS x FROM generate_series(1, 10000)"))  # fmt: skip
        well, slow = found(installation(database), "Database")
        assert (well.state, slow.state) == (State.GOOD, State.ADVICE)
        assert "nothing of what is in large" in slow.said
    postgresql.drop(name)


# The clock


def test_a_clock_behind_what_was_recorded_or_beside_the_servers_is_said(here: Installation) -> None:
    with here.database.writing() as session:
        record(session, OPERATOR, Event.MESSAGE_RETRIED, Subject(kind="message", id="m"), now=here.now)
    assert only(here, "Clock")[0] is State.GOOD
    state, said = only(replace(here, now=here.now - timedelta(hours=1)), "Clock")
    assert state is State.WRONG
    expected = "something was recorded at" if here.database.file else "3,60"
    assert expected in said


# Questionnaires and figures


def test_an_unreadable_file_of_ones_own_is_advice_and_a_changed_text_is_wrong(here: Installation, scene: Scene) -> None:
    (here.instance / "questionnaires").mkdir()
    (here.instance / "questionnaires" / "own.yaml").write_text("format: 1")
    (one,) = found(here, "Questionnaires")
    assert one.state is State.ADVICE
    assert one.mend.endswith(f"selfassess check {here.instance}/questionnaires/own.yaml")
    with here.database.writing() as session:
        session.execute(text("UPDATE questionnaire_text SET text = :text"), {"text": b"format: 1"})
    changed, _ = found(here, "Questionnaires")
    assert changed.state is State.WRONG
    assert "were changed in the database: saving 1." in changed.said


@pytest.mark.parametrize("depth", [Depth.PAGE, Depth.EVERYTHING])
def test_signed_figures_are_computed_again(here: Installation, scene: Scene, depth: Depth) -> None:
    well = "1 of 1 signed results were computed again, and are as they were."
    assert only(here, "Signed figures", depth) == (State.GOOD, well)
    with here.database.writing() as session:
        session.execute(text("UPDATE answer SET value = '0' WHERE question = 'a'"))
    state, said = only(here, "Signed figures", depth)
    assert (state, "the answers do not give the figure" in said) == (State.WRONG, True)


def test_figures_kept_beside_are_looked_at_only_where_everything_is(here: Installation, scene: Scene) -> None:
    with here.database.writing() as session:
        session.execute(text("DELETE FROM section_figure"))
    assert only(here, "Signed figures", Depth.COMMAND)[0] is State.GOOD
    assert "the figures kept by section" in only(here, "Signed figures", Depth.EVERYTHING)[1]


# Work


def test_messages_that_wait_or_failed_are_said(here: Installation) -> None:
    then = here.now - timedelta(hours=1)
    with here.database.writing() as session:
        post(session, Message(to="a@example.org", subject="s", text="t", html="h"), key="k", now=then)
    waits = "A message has been due for 60 minutes and nobody sends it."
    assert only(here, "Jobs and messages") == (State.WRONG, waits)
    with here.database.writing() as session:
        session.execute(text("UPDATE outbox SET state = 'failed'"))
    assert only(here, "Jobs and messages") == (State.ADVICE, "1 message could not be sent.")


# What is around


def test_a_full_disk_is_wrong_and_little_room_is_advice(
    in_file: Callable[..., Installation], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = in_file()
    monkeypatch.setattr(surroundings, "LITTLE_ROOM", 10**18)
    assert only(here, "Disk")[0] is State.ADVICE
    monkeypatch.setattr(surroundings, "NO_ROOM", 10**18)
    assert only(here, "Disk")[0] is State.WRONG
    here.database.close()


def test_files_that_were_not_installed_are_named(in_file: Callable[..., Installation]) -> None:
    here = replace(in_file(), missing_assets=lambda: ("app.css",))
    assert only(here, "Fonts and files") == (State.WRONG, "Missing: app.css.")
    here.database.close()


def test_the_mail_server_is_asked_and_nothing_is_sent(
    in_file: Callable[..., Installation], listen: Callable[..., Any]
) -> None:
    inbox = listen(auth_require_tls=False)
    server = SmtpTransport(host="127.0.0.1", port=inbox.port, tls=Tls.NEVER, user="me", password="right")
    here = replace(in_file(), transport=server)
    assert only(here, "E-mail") == (State.GOOD, "The mail server 127.0.0.1 lets this program in.")
    assert inbox.taken == []
    state, said = only(replace(here, transport=replace(server, password="hunter2")), "E-mail")
    assert (state, "hunter2" in said) == (State.WRONG, False)
    state, said = only(replace(here, transport=replace(server, port=1)), "E-mail")
    assert (state, "cannot be reached" in said) == (State.WRONG, True)
    here.database.close()


def test_without_a_mail_server_others_do_not_get_their_letters(in_file: Callable[..., Installation]) -> None:
    here = replace(in_file(), others_can_reach=True, base_address="https://assess.example.org")
    assert only(here, "E-mail")[0] is State.ADVICE
    assert only(here, "Privacy") == (State.GOOD, "Pages travel with https.")
    here.database.close()


@pytest.mark.parametrize(
    ("days", "daily", "state"),
    [(1, False, "good"), (31, False, "advice"), (1, True, "good"), (3, True, "wrong"), (None, True, "advice")],
)
def test_safe_copies_have_an_age(
    in_file: Callable[..., Installation], tmp_path: Path, days: int | None, daily: bool, state: str
) -> None:
    here = in_file()
    here = replace(here, copies=replace(here.copies, daily=daily))
    if days is not None:
        here.copies.path.mkdir()
        (here.copies.path / name_of(here.now - timedelta(days=days))).touch()
    assert only(here, "Safe copies")[0] == state
    here.database.close()


def test_copies_that_have_nowhere_to_go_are_said(in_file: Callable[..., Installation], tmp_path: Path) -> None:
    here = in_file()
    here = replace(here, copies=replace(here.copies, path=tmp_path / "file", daily=True))
    assert "One a day is set" in found(here, "Safe copies")[0].mend
    (tmp_path / "file").touch()
    state, said = only(here, "Safe copies")
    assert (state, "is no folder that this user can write to" in said) == (State.WRONG, True)
    here.database.close()


def test_a_database_in_a_folder_that_is_not_there_is_said(in_file: Callable[..., Installation], tmp_path: Path) -> None:
    here = in_file()
    with closing(open_database(f"sqlite:///{tmp_path}/nowhere/answers.sqlite3")) as database:
        state, said = only(replace(here, database=database), "Database")
    assert (state, "there is no folder" in said) == (State.WRONG, True)
    here.database.close()


def test_a_database_that_others_on_the_machine_can_read_is_said(in_file: Callable[..., Installation]) -> None:
    here = in_file()
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "answers.sqlite3"
        file.touch(mode=0o644)
        with closing(open_database(f"sqlite:///{file}")) as database:
            open_to_all = replace(here, database=database)
            Path(name).chmod(0o755)
            state, said = only(open_to_all, "Privacy")
            assert (state, "Others on this machine can read" in said) == (State.ADVICE, True)
            Path(name).chmod(0o700)
            assert only(open_to_all, "Privacy")[0] is State.GOOD
            Path(name).chmod(0o755)
            file.chmod(0o600)
            assert only(open_to_all, "Privacy")[0] is State.GOOD
    here.database.close()


def test_a_key_that_others_can_read_and_pages_without_https_are_said(in_file: Callable[..., Installation]) -> None:
    here = replace(in_file(), others_can_reach=True, base_address="http://assess.example.org")
    (here.instance / "secret-key").touch(mode=0o644)
    states = [one.state for one in found(here, "Privacy")]
    assert states == [State.ADVICE, State.WRONG]
    (here.instance / "secret-key").chmod(0o600)
    assert only(here, "Privacy")[0] is State.ADVICE
    here.database.close()
