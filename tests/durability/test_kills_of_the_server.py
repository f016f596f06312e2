"""`selfassess serve`, killed at any moment while people save pages, loses no acknowledged answer and doubles none."""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import catalogue_of
from selfassess.services.saving import history
from selfassess.services.starting import start_assessment
from selfassess.store.database import Database
from selfassess.store.model import Details

QUESTIONNAIRE = Path(__file__).parents[1] / "questionnaires" / "saving.yaml"
SERVERS = Path(__file__).with_name("servers.py")
EARLY = Path(__file__).with_name("early_server.py")

KILLS = int(os.environ.get("TEST_KILLS", "25"))
"""Kills in each round of the test."""

LONGEST_LIFE = 0.25
"""Seconds from the first acknowledged save to the kill, at most: a dozen saves of each person."""


class Servers:
    """Servers on one database, one after the other; see `servers.py`."""

    def __init__(self, *program: Path, url: str, instance: Path) -> None:
        environ = {**os.environ, "SELFASSESS_DATABASE_URL": url, "SELFASSESS_INSTANCE": str(instance)}
        command = [sys.executable, SERVERS, *program]
        self._forking = subprocess.Popen(
            command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def __enter__(self) -> Servers:
        return self

    def __exit__(self, *_: object) -> None:
        self._forking.communicate()

    @contextmanager
    def serving(self) -> Iterator[int]:
        """A new server, killed at the end; gives its port."""
        assert self._forking.stdin is not None
        self._forking.stdin.write(f"{random.randrange(20000, 60000)}\n")
        process = int(self._line_with("process").split()[1])
        port = int(self._line_with("is ready at").rsplit(":", 1)[1])
        try:
            yield port
        finally:
            os.kill(process, signal.SIGKILL)
            assert self._line_with("ended").split() == ["ended", str(-signal.SIGKILL)]

    def _line_with(self, words: str) -> str:
        assert self._forking.stdout is not None
        line = next(line for line in self._forking.stdout if words in line or "ended" in line)
        assert words in line, "the server ended by itself; what it said is on the error output"
        return line


@dataclass
class Person:
    """Somebody who saves two answers of one section over and over: the number of the save is their comment.

    `acknowledged` is the last number the server answered for; the one after it may have been sent. What was not
    answered is sent again, unchanged, to the next server.
    """

    assessment: str
    section: str
    questions: tuple[str, str]
    acknowledged: int = 0
    surprises: list[str] = field(default_factory=list)
    _token: str = ""
    _cookie: str = ""

    @property
    def address(self) -> str:
        return f"/assessments/{self.assessment}/sections/{self.section}"

    def save_until_killed(self, port: int, first: threading.Event) -> None:
        """Set `first` after the first save; end when the server is gone, or does what it never should."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            if not self._token:
                self._open_page(connection)
            while not self.surprises:
                self._save(connection, self.acknowledged + 1)
                first.set()
        except (OSError, http.client.HTTPException):
            pass  # killed
        finally:
            first.set()
            connection.close()

    def _open_page(self, connection: http.client.HTTPConnection) -> None:
        connection.request("GET", self.address)
        response = connection.getresponse()
        found = re.search(r'name="csrf_token" value="([^"]+)"', response.read().decode())
        assert found is not None
        self._token, self._cookie = found[1], response.headers["Set-Cookie"].partition(";")[0]

    def _save(self, connection: http.client.HTTPConnection, number: int) -> None:
        form = {"csrf_token": self._token, "action": "save"}
        for question in self.questions:
            form |= {f"{question}_seen": str(number - 1), f"{question}_comment": str(number)}
            form |= {f"{question}_value": str(number % 3)}
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", self.address, urlencode(form), headers)
        response = connection.getresponse()
        if response.status == http.client.SEE_OTHER:
            self.acknowledged = number
        else:
            self.surprises.append(f"save {number} was answered with {response.status}")
        response.read()

    def faults(self, database: Database) -> list[str]:
        """What is not in the database as it was acknowledged."""
        found = list(self.surprises)
        for question in self.questions:
            told = history(database, OPERATOR, self.assessment, question)
            numbers = [int(one.answer.comment or 0) for one in told]
            kept = len(numbers)
            if numbers != list(range(1, kept + 1)) or [one.revision for one in told] != numbers:
                found.append(f"{question}: the history is {numbers}")
            if kept not in (self.acknowledged, self.acknowledged + 1):
                found.append(f"{question}: {self.acknowledged} saves were acknowledged, {kept} are kept")
        answers = open_assessment(database, OPERATOR, self.assessment).sheet.answers
        now = [answers[question].comment for question in self.questions if question in answers]
        if set(now) - {str(kept)}:
            found.append(f"{self.questions}: the answers are those of saves {now}, the history ends with {kept}")
        return found


@pytest.fixture
def people(database: Database) -> list[Person]:
    """Two at different sections of one assessment, one at another assessment."""
    offer = catalogue_of([QUESTIONNAIRE], {}).offers[0]
    details = Details(organisation="Example Council", period="2026", assessed_on=date(2026, 10, 1))
    first, second = (
        start_assessment(database, OPERATOR, offer, details, token=token, now=datetime(2026, 10, 1, tzinfo=UTC)).id
        for token in ("first", "second")
    )
    return [Person(first, "s1", ("a", "b")), Person(first, "s2", ("c", "why")), Person(second, "s1", ("b", "a"))]


def kill_one(servers: Servers, people: list[Person], life: float) -> None:
    """Start a server, let everybody save, and kill it `life` seconds after everybody's first save."""
    with servers.serving() as port:
        firsts = [threading.Event() for _ in people]
        threads = [
            threading.Thread(target=person.save_until_killed, args=(port, first))
            for person, first in zip(people, firsts, strict=True)
        ]
        for thread in threads:
            thread.start()
        for first in firsts:
            first.wait(60)
        time.sleep(life)
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(
    ("database_url", "seed"),
    [("sqlite", 1), ("sqlite", 2), ("sqlite", 3), ("postgresql", 4)],
    indirect=["database_url"],
)
def test_no_kill_loses_or_doubles_an_acknowledged_answer(
    database_url: str, database: Database, settled: Callable[[], None], people: list[Person], tmp_path: Path, seed: int
) -> None:
    lives = random.Random(seed)
    with Servers(url=database_url, instance=tmp_path / "instance") as servers:
        for _ in range(KILLS):
            before = [person.acknowledged for person in people]
            kill_one(servers, people, lives.uniform(0, LONGEST_LIFE))
            settled()
            assert [fault for person in people for fault in person.faults(database)] == []
            assert all(person.acknowledged > earlier for person, earlier in zip(people, before, strict=True))


def test_kills_show_when_answers_are_acknowledged_before_they_are_written(
    database_url: str, database: Database, settled: Callable[[], None], people: list[Person], tmp_path: Path
) -> None:
    """The negative control: were durability lost, the test above would notice."""
    with Servers(EARLY, url=database_url, instance=tmp_path / "instance") as servers:
        kill_one(servers, people, life=random.Random(0).uniform(0, LONGEST_LIFE))
    settled()
    assert any("saves were acknowledged" in fault for person in people for fault in person.faults(database))
