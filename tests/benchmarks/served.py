"""`selfassess serve` beside an empty Flask view on the same server, counting the CPU and SQL that both take.

Says the port of the empty view, then what `serve` says; and for each line it is sent, the CPU seconds of the process
and the SQL statements that SQLite has run, each row of a save for itself, BEGIN and COMMIT too. Of other databases none
are counted.
"""

from __future__ import annotations

import sqlite3
import sys
import threading
import time

from flask import Flask
from sqlalchemy import Engine, event

from selfassess.cli import main
from selfassess.web.serving import Server

statements = 0


def count(_statement: str) -> None:
    global statements
    statements += 1


@event.listens_for(Engine, "connect")
def watch(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.set_trace_callback(count)


def tell() -> None:
    for _ in sys.stdin:
        print(time.process_time(), statements, flush=True)


empty = Flask("empty")
empty.add_url_rule("/", view_func=lambda: "")
beside = Server(empty, "127.0.0.1", 0)
for work in (beside.run, tell):
    threading.Thread(target=work, daemon=True).start()
print(beside.port, flush=True)
main(["serve", "--no-worker"])
