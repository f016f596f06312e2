"""Somebody who saves a page over and over, and knows what of it a server has acknowledged."""

from __future__ import annotations

import http.client
import re
import threading
from dataclasses import dataclass, field
from urllib.parse import urlencode

from selfassess.services.access import OPERATOR
from selfassess.services.assessments import open_assessment
from selfassess.services.saving import history
from selfassess.store.database import Database


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

    def save_until_killed(self, port: int, first: threading.Event, enough: threading.Event | None = None) -> None:
        """Set `first` after the first save; end when the server is gone, does what it never should, or at `enough`."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            if not self._token:
                self._open_page(connection)
            while not self.surprises and not (enough and enough.is_set()):
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
