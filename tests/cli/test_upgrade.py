"""`selfassess upgrade` in a process of its own, and what other commands do with a database of an older version."""

from __future__ import annotations

import lzma
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from selfassess import __version__

KEPT = Path(__file__).parents[1] / "store" / "releases" / "0.4.0"


def run(instance: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "SELFASSESS_INSTANCE": str(instance), "PYTHONIOENCODING": "utf-8"}
    environ |= {f"SELFASSESS_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "selfassess", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environ)


def test_a_file_is_upgraded_and_said_where_its_copy_is_and_the_second_time_nothing_is_done(tmp_path: Path) -> None:
    file = tmp_path / "selfassess.sqlite3"
    file.write_bytes(lzma.decompress((KEPT / "database.sqlite3.xz").read_bytes()))
    done = run(tmp_path, "upgrade")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{file} was at step 0009, and is at step 00")
    copy = tmp_path / f"selfassess-before-{__version__}-at-step-0009.sqlite3"
    assert done.stdout.endswith(f"As it was before, it is kept in {copy}\n")
    assert copy.exists()
    assert run(tmp_path, "upgrade").stdout == f"{file} is up to date.\n"


def test_an_empty_place_gets_its_tables(tmp_path: Path) -> None:
    assert "was empty, and has its tables now (step 00" in run(tmp_path, "upgrade").stdout


def test_a_server_that_is_behind_is_left_alone_by_every_command_but_this(tmp_path: Path, postgresql: Any) -> None:
    name = postgresql.load(lzma.decompress((KEPT / "database.sql.xz").read_bytes()).decode())
    url = postgresql.url(name)
    for command in (("serve",), ("worker",), ("user", "list")):
        refused = run(tmp_path, *command, DATABASE_URL=url)
        assert refused.returncode == 1
        assert "is at step 0009, of an older version of selfassess." in refused.stderr
        assert refused.stderr.endswith("run: selfassess upgrade\n")
    assert "was at step 0009, and is at step 00" in run(tmp_path, "upgrade", DATABASE_URL=url).stdout
    assert run(tmp_path, "user", "list", DATABASE_URL=url).returncode == 0
    postgresql.drop(name)


def test_a_database_that_cannot_be_used_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "selfassess.sqlite3").write_bytes(b"no database" * 1000)
    done = run(tmp_path, "upgrade")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: The database ")
    assert "is not a database" in done.stderr
