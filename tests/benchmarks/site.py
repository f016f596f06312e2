"""An instance with the signed results of a made-up partnership, and `selfassess pack` on it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.demonstration import Size, make_partnership
from selfassess.store.database import Database, open_database

ORGANISATIONS = 200


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

    def forget_what_is_kept(self) -> None:
        """Packs of locked results are kept and not made again: as if none had been asked for yet."""
        with self.open() as database, database.writing() as session:
            session.execute(text("DELETE FROM final_pack"))

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "selfassess", "pack", "--partnership", self.partnership]
        command += ["--period", str(self.year), "--out", str(self.out), *more]
        return subprocess.Popen(command, env={**os.environ, "SELFASSESS_INSTANCE": str(self.folder)})
