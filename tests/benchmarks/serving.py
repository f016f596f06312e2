"""The program in a process of its own, with an empty Flask view beside it, and a browser that talks to both."""

from __future__ import annotations

import http.client
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit


class Served:
    """The program in a process of its own, and what it has used."""

    def __init__(self, instance: Path, database: str | None = None) -> None:
        port = str(random.randrange(20000, 60000))
        environ = {**os.environ, "SELFASSESS_INSTANCE": str(instance), "SELFASSESS_PORT": port}
        environ |= {"SELFASSESS_DATABASE_URL": database} if database else {}
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("served.py")],
            env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.empty = int(self.process.stdout.readline())
        ready = next(line for line in self.process.stdout if "is ready at" in line)
        self.port = int(ready.rsplit(":", 1)[1])
        while self.process.stdout.readline().strip() != "Stop: Ctrl+C":
            pass
        self.process.stdout.readline()

    def used(self) -> tuple[float, int]:
        """CPU seconds and SQL statements so far."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        seconds, statements = self.process.stdout.readline().split()
        return float(seconds), int(statements)

    def cpu(self) -> float:
        return self.used()[0]


class Browser:
    """Keeps its connection and cookie, reads forms and sends them as browsers do."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers: dict[str, str] = {}

    def close(self) -> None:
        self._connection.close()

    def get(self, address: str) -> str:
        return self._ask("GET", address, 200)[0]

    def post(self, address: str, form: Mapping[str, str]) -> str:
        """Where the answer leads."""
        return self._ask("POST", address, 303, urlencode(form))[1]

    def _ask(self, method: str, address: str, expected: int, body: str | None = None) -> tuple[str, str]:
        sent = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self._connection.request(method, address, body, self._headers | sent)
        response = self._connection.getresponse()
        text = response.read().decode()
        assert response.status == expected, f"{method} {address}: {response.status}"
        if cookie := response.headers["Set-Cookie"]:
            self._headers["Cookie"] = cookie.partition(";")[0]
        return text, urlsplit(response.headers["Location"] or "").path
