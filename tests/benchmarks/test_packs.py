"""The packs of 200 organisations by two workers that are killed in the middle and gone on with: each once, how fast."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.demonstration import Size, make_partnership
from selfassess.store.database import Database, open_database

ORGANISATIONS = 200
KILLED_AT = 60


class Site:
    """An instance with so many signed results, and the command on it."""

    def __init__(self, folder: Path, migrated: Path) -> None:
        self.folder, self.out = folder, folder / "packs.zip"
        file = folder / "selfassess.sqlite3"
        file.write_bytes(migrated.read_bytes())
        self.url = f"sqlite:///{file}"
        offer = questionnaires_on_offer().by_name("bnssg-pledge", "1.1.0")
        assert offer is not None
        now = datetime.now(UTC)
        self.year = now.year - 1
        with self.open() as database:
            size = Size(organisations=ORGANISATIONS, years=1)
            self.partnership = make_partnership(database, OPERATOR, size, offer, now=now).id

    def open(self) -> closing[Database]:
        return closing(open_database(self.url))

    def count(self, where: str) -> int:
        with self.open() as database, database.reading() as session:
            return int(session.scalar(text(f"SELECT count(*) FROM pack_item WHERE {where}")) or 0)

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "selfassess", "pack", "--partnership", self.partnership]
        command += ["--period", str(self.year), "--out", str(self.out)]
        return subprocess.Popen(command, env={**os.environ, "SELFASSESS_INSTANCE": str(self.folder)})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, migrated_file: Any) -> Site:
    return Site(tmp_path_factory.mktemp("packs"), migrated_file)


def test_two_hundred_packs_killed_in_the_middle(site: Site, table: Any) -> None:
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    first = site.start()
    while site.count("state = 'made'") < KILLED_AT:
        assert first.poll() is None
        time.sleep(0.5)
    first.send_signal(signal.SIGKILL)
    first.wait()
    left = site.count("state = 'made'")
    assert site.start().wait() == 0
    took, cpu = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - used
    with zipfile.ZipFile(site.out) as opened:
        names = opened.namelist()
        assert opened.testzip() is None
    packs = len(names) - 1
    assert packs == len(set(names)) - 1 > ORGANISATIONS * 0.8  # not each of them takes part in every year
    table.figure(f"{packs} packs by two workers, killed after {left} and gone on with: all of it", took, "s")
    table.figure(f"{packs} packs: CPU of what was not killed", cpu, "s")


def test_once_more_from_what_is_kept(site: Site, table: Any) -> None:
    """Final packs are not made again: what is left is starting, copying and writing the archive."""
    whole = site.out.read_bytes()
    began = time.perf_counter()
    assert site.start().wait() == 0
    table.figure("The same once more, from final packs that are kept", time.perf_counter() - began, "s")
    assert site.out.read_bytes() == whole
