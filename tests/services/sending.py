"""`python sending.py <database url> <folder> <seconds>`: delivers what is due, each letter taking so many seconds."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from selfassess.mail.folder import FolderTransport
from selfassess.services.outbox import deliver
from selfassess.store.database import open_database


class Slow(FolderTransport):
    """Says when it begins, and takes its time."""

    def __init__(self, folder: Path, seconds: float) -> None:
        super().__init__(folder)
        self._seconds = seconds

    def send(self, message: EmailMessage) -> None:
        print("claimed", flush=True)  # noqa: T201 - how it says where it is
        time.sleep(self._seconds)
        super().send(message)


if __name__ == "__main__":
    url, folder, seconds = sys.argv[1:]
    done = deliver(
        open_database(url), Slow(Path(folder), float(seconds)), sender="a@example.org", clock=lambda: datetime.now(UTC)
    )
    print(done.sent, flush=True)  # noqa: T201 - the same
