"""A worker to be killed: jobs write into the file named by their arguments when they begin and end, or make packs.

`python worker_program.py DATABASE_URL FOLDER` works until its input ends.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from selfassess.jobs import worker
from selfassess.jobs.beside import end_with
from selfassess.jobs.packs import make_packs
from selfassess.jobs.waking import Waking
from selfassess.jobs.watch import Watch
from selfassess.jobs.workplace import Context, Workplace
from selfassess.language import Translator
from selfassess.mail.transports import open_transport
from selfassess.services.copy_folder import CopyFolder
from selfassess.store.database import open_database


def write(context: Context, words: str) -> None:
    with Path(context.arguments["file"]).open("a", encoding="utf-8") as out:
        out.write(f"{words} {os.getpid()}\n")


def wait(context: Context) -> Mapping[str, Any]:
    """Begin, go on until there is a file named `go` beside, and end."""
    write(context, "begin")
    while not Path(context.arguments["file"]).with_name("go").exists():
        context.progress(1, 2, "waiting")
        time.sleep(0.01)
    write(context, "end")
    return {"by": os.getpid()}


def main(url: str, folder: Path) -> None:
    place = Workplace(
        database=open_database(url),
        instance=folder,
        t=Translator(),
        clock=lambda: datetime.now(UTC),
        base_address="http://127.0.0.1:5000",
        transport=open_transport("folder", folder / "mail"),
        sender="selfassess <no-reply@selfassess>",
        copies=CopyFolder(path=folder / "backups", kept=2, daily=False),
    )
    queue = "sqlite" if url.startswith("sqlite") else "postgresql"
    waking = Waking(queue, database_url=url, instance=folder)
    one = worker.Worker(
        place, waking, kinds={"wait": wait, "make-packs": make_packs}, watch=Watch(seconds=1.0), beat=0.1
    )
    end_with(sys.stdin.buffer, one.stop)
    one.run()


main(sys.argv[1], Path(sys.argv[2]))
