"""A real PostgreSQL server for tests: databases made, dumped and loaded; the server itself is a program beside this."""

from __future__ import annotations

import itertools
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg

from selfassess.store.database import open_database
from selfassess.store.migrate import migrate


class PostgreSQL:
    """A real server for the tests of this process, started with the first of them; see `postgresql_server.py`."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("postgresql_server.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl+C is for the tests; the server ends after them
        )
        self._numbers = itertools.count()
        self._admit()
        self._migrated = self.new_database()
        with closing(open_database(self.url(self._migrated))) as database:
            migrate(database)

    def _admit(self) -> None:
        assert self._server.stdout is not None
        self._folder = self._server.stdout.readline().strip()
        assert self._folder, "PostgreSQL did not start; what it said is on the error output"
        self._admin = psycopg.connect(self.url("postgres"), autocommit=True)

    def url(self, database: str, user: str = "postgres") -> str:
        """The address of a database; `user` may be followed by a colon and a password."""
        return f"postgresql://{user}@/{database}?host={self._folder}"

    def run(self, statement: str) -> None:
        """Run a statement as the one who may do everything, in the database `postgres`."""
        self._admin.execute(statement.encode())

    def new_database(self, *, migrated: bool = False) -> str:
        """The name of a new database: empty, or with the tables as they should be."""
        name = f"t{next(self._numbers)}"
        template = self._migrated if migrated else "template0"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def drop(self, database: str) -> None:
        self.run(f"DROP DATABASE {database} WITH (FORCE)")

    def load(self, dump: str) -> str:
        """The name of a new database made from what `pg_dump` wrote."""
        name = self.new_database()
        self._call("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", self.url(name), typed=dump)
        return name

    def dump(self, database: str, *options: str) -> list[str]:
        """The lines that `pg_dump` writes of a database, without those that are other ones each time."""
        lines = self._call("pg_dump", *options, self.url(database)).splitlines()
        return [line for line in lines if not line.startswith(("\\restrict", "\\unrestrict"))]

    def _call(self, program: str, *arguments: str, typed: str = "") -> str:
        command = [f"{self._folder}/bin/{program}", *arguments]
        return subprocess.run(command, check=True, input=typed, stdout=subprocess.PIPE, text=True).stdout

    def restart(self) -> None:
        """Break off every connection; everything that was committed is there afterwards."""
        assert self._server.stdin is not None
        self._admin.close()
        self._server.stdin.write("restart\n")
        self._server.stdin.flush()
        self._admit()

    def stop(self) -> None:
        self._admin.close()
        self._server.communicate()
