"""The way of an installation: upgraded by a start, copied while people write, restored elsewhere, then moved."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments
from selfassess.services.catalogue import catalogue_of
from selfassess.services.documents import document_file
from selfassess.services.saving import history
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database, open_database
from selfassess.store.model import Details

from .kept.telling import Facts, record
from .test_releases import RELEASED, recorded_of, unpacked

WRITER = Path(__file__).parents[1] / "services" / "writer.py"
SAVING = Path(__file__).parents[1] / "questionnaires" / "saving.yaml"
BUSY = "Busy Council"
NOW = datetime(2028, 2, 1, tzinfo=UTC)


def run(instance: Path, *arguments: object, **settings: str) -> str:
    """What a command says that does what it should."""
    environ = {**os.environ, "SELFASSESS_INSTANCE": str(instance), "PYTHONIOENCODING": "utf-8", **settings}
    command = [sys.executable, "-m", "selfassess", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environ)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@contextmanager
def served(instance: Path) -> Iterator[list[str]]:
    """A server that has just been started; what it logged until it was ready."""
    environ = {
        **os.environ,
        "SELFASSESS_INSTANCE": str(instance),
        "SELFASSESS_PORT": str(random.randrange(20000, 60000)),
    }
    command = [sys.executable, "-m", "selfassess", "serve", "--no-worker"]
    pipe: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, env=environ, text=True, **pipe) as server:
        assert server.stdout is not None
        said = []
        try:
            for line in server.stdout:
                said.append(line)
                if "Stop: Ctrl+C" in line:
                    break
            yield said
        finally:
            server.terminate()


@contextmanager
def written(url: str, assessment: str) -> Iterator[subprocess.Popen[str]]:
    """Somebody who saves over and over, each save a line."""
    command = [sys.executable, str(WRITER), url, assessment, "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        try:
            yield writer
        finally:
            writer.terminate()


def acknowledged(writer: subprocess.Popen[str]) -> int:
    """The number of a save, once there have been some."""
    assert writer.stdout is not None
    return [int(next(writer.stdout)) for _ in range(5)][-1]


def saves(database: Database, assessment: str, question: str) -> int:
    """How many of the writer's it holds; each saves both questions."""
    return len(history(database, OPERATOR, assessment, question))


def begin_writing(database: Database) -> str:
    offer = catalogue_of([SAVING], {}).offers[0]
    details = Details(organisation=BUSY, period="2028", assessed_on=date(2028, 2, 1))
    return start_assessment(database, OPERATOR, offer, details, token="busy", now=NOW).id


def share_something(database: Database, regions: Any) -> None:
    """A partnership with figures: five that are counted, and one that is named."""
    region = regions(database, NOW, "Journey")
    for number in range(6):
        whose = region.organisation(f"Member {number}")
        region.result(whose, number % 4, Choice.COUNTED if number else Choice.MEMBERS, year=2027)


def lasting(told: dict[str, dict[str, Facts]]) -> dict[str, dict[str, Facts]]:
    """Everything but what the writer writes, and what a restore changes: who is signed in, and messages that wait."""
    assessments = {name: facts for name, facts in told["assessments"].items() if not name.startswith(BUSY)}
    accounts = {name: {**facts, "sessions": None} for name, facts in told["accounts"].items()}
    return {**told, "assessments": assessments, "accounts": accounts, "installation": {}}


def changes(before: dict[str, dict[str, Facts]], now: dict[str, dict[str, Facts]]) -> list[tuple[str, str, str]]:
    """What is not said as it was: of which part, of what in it, and which fact."""
    assert {part: things.keys() for part, things in before.items()} == {part: now[part].keys() for part in now}
    return [
        (part, name, fact)
        for part, things in before.items()
        for name, facts in things.items()
        for fact in facts.keys() | now[part][name].keys()
        if facts.get(fact) != now[part][name].get(fact)
    ]


def reports(database: Database) -> dict[str, bytes]:
    """The report in print of the last assessment that is locked, made once for ever, and of one that is not."""
    everyone = sorted(list_assessments(database, OPERATOR), key=lambda one: one.id)
    open_one = next(one for one in everyone if one.agreed_at and not one.locked_at)
    found = {}
    for one in (open_one, *[one for one in everyone if one.locked_at][-1:]):
        file = document_file(database, OPERATOR, one.id, "pack", ".pdf", catalogue=catalogue_of([], {}),
                             t=Translator(), frames=None, now=NOW)  # fmt: skip
        assert file.kept == bool(one.locked_at)
        found[one.id] = file.content
    return found


def test_an_installation_keeps_every_figure_and_every_byte_of_a_report_on_its_way(
    tmp_path: Path, postgresql: Any, regions: Any
) -> None:
    release = RELEASED[0]  # the longest way there is
    old, new, copy = tmp_path / "old", tmp_path / "new", tmp_path / "copy.zip"
    old.mkdir()
    file = old / "selfassess.sqlite3"
    file.write_bytes(unpacked(release, "database.sqlite3"))

    with served(old) as said, closing(open_database(f"sqlite:///{file}")) as database:
        assert "was brought from step" in "".join(said), "the start is the upgrade"
        assert list(old.glob("selfassess-before-*.sqlite3")), "what was there before is kept"
        share_something(database, regions)
        busy = begin_writing(database)
        printed, before = reports(database), lasting(record(database))
        for name, then in recorded_of(release)["assessments"].items():
            assert before["assessments"][name]["card"] == then["card"]
        assert any(one["years"] for one in before["partnerships"].values())
        with written(f"sqlite:///{file}", busy) as writer:
            at_least = acknowledged(writer)
            run(old, "backup", copy)
            at_most = saves(database, busy, "b")
        assert at_least < at_most, "somebody wrote all the time"

    run(new, "restore", copy)
    with closing(open_database(f"sqlite:///{new}/selfassess.sqlite3")) as database:
        everything = record(database)
        assert changes(before, lasting(everything)) == []
        assert reports(database) == printed
        assert at_least <= saves(database, busy, "a") == saves(database, busy, "b") <= at_most

    name = postgresql.new_database()
    url = postgresql.url(name)
    run(new, "move", "--to", url)
    with closing(open_database(url)) as database:
        assert changes(everything | {"installation": {}}, record(database) | {"installation": {}}) == []
        assert reports(database) == printed
    on_server = {"SELFASSESS_DATABASE_URL": url}
    assert run(new, "verify", **on_server) == run(old, "verify")
    assert "is whole" in run(new, "audit", "verify", **on_server)
    postgresql.drop(name)
