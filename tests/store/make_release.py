"""Keeps a small database as this version of the program makes it, so that later versions can prove they open it.

`python tests/store/make_release.py [FOLDER]`, run once when a version is released; FOLDER is `releases/<version>`
beside this file unless given. It gets `database.sqlite3.xz`, `database.sql.xz` for PostgreSQL, and `recorded.json`:
what it says, by `kept.telling`. What is put into it stands in `kept.filling`. Nothing in it may be changed afterwards.
"""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from kept.filling import fill  # beside this file, which is run as a script
from kept.telling import record

from selfassess import __version__
from selfassess.services.passwords import Costs, use_costs
from selfassess.store.database import open_database

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    use_costs(Costs(memory=8, passes=1, lanes=1))  # nobody’s passwords
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "database.sqlite3"
        with closing(open_database(f"sqlite:///{file}")) as database:
            fill(database)
            recorded = record(database)
        keep(folder / "database.sqlite3.xz", file.read_bytes())
    keep(folder / "database.sql.xz", dump_from_postgresql().encode())
    (folder / "recorded.json").write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def keep(file: Path, content: bytes) -> None:
    file.write_bytes(lzma.compress(content))


def dump_from_postgresql() -> str:
    """What `pg_dump` writes of a database filled in the same way; the ids of its assessments are other ones."""
    server = [sys.executable, str(HERE.parent / "postgresql_server.py")]
    with subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        folder = running.stdout.readline().strip()
        url = f"postgresql://postgres@/postgres?host={folder}"
        with closing(open_database(url)) as database:
            fill(database)
        dump = [f"{folder}/bin/pg_dump", "--no-owner", "--no-privileges", "--inserts", url]
        return subprocess.run(dump, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE / "releases" / __version__)
