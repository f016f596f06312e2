"""Wakes workers: huey carries the word, in a file, through PostgreSQL or through Redis.

A word that is lost costs a worker's pause between two rounds, nothing else: the table of jobs is the truth, and huey
forgets a message the moment somebody has read it. So nothing depends on this, and nothing that fails here is an error.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey  # type: ignore[import-untyped]  # it has no types
from huey.registry import Message  # type: ignore[import-untyped]  # the same
from huey.serializer import Serializer  # type: ignore[import-untyped]  # the same

_NAME = "selfassess"
_SECONDS_BETWEEN_LOOKS = 0.25
_SECONDS_AFTER_FAILURE = 5.0

logger = logging.getLogger(__name__)


class _Json(Serializer):  # type: ignore[misc]  # its base has no types
    """Huey's own serialiser unpickles: whoever can write to the queue could make a worker do anything."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


class Waking:
    """The way from who has work to who does it. Opened at the first use; threads may share it."""

    def __init__(self, queue: str, *, database_url: str, instance: Path) -> None:
        """`queue`: `sqlite` for a file in `instance`, `postgresql` for the database's own server, or a Redis."""
        self._queue, self._database_url, self._instance = queue, database_url, instance
        self._lock = threading.Lock()
        self._opened: Huey | None = None
        self._word: Callable[[], object] = _nothing
        self._heard: Callable[[], object] = _nothing

    def wake(self) -> None:
        """Tell one worker that there is something to do; one word that nobody has heard yet is enough."""
        try:
            huey = self._huey()
            if not huey.pending_count():
                self._word()
        except Exception as error:  # noqa: BLE001 - each way fails in its own classes, and the page is answered already
            logger.info("No worker could be woken: %s", error)

    def listen(self, heard: Callable[[], object], stopping: threading.Event) -> None:
        """Call `heard` for each word until `stopping` is set; the word itself says nothing."""
        self._heard = heard
        while not stopping.is_set():
            try:
                huey = self._huey()
                task = huey.dequeue()
                if task is not None:
                    huey.execute(task)
                elif not huey.storage.blocking:
                    stopping.wait(_SECONDS_BETWEEN_LOOKS)
            except Exception as error:  # noqa: BLE001 - the same
                logger.info("No word can be heard: %s", error)
                stopping.wait(_SECONDS_AFTER_FAILURE)
        self.close()

    def close(self) -> None:
        """Let go of what carries the word; whoever listens does so at the end, in its own thread."""
        with self._lock:
            if self._opened:
                self._opened.storage.close()
            self._opened = None

    def _huey(self) -> Huey:
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
                self._word = self._opened.task(name="look")(self._hear)
            return self._opened

    def _hear(self) -> None:
        self._heard()

    def _open(self) -> Huey:
        options = {"results": False, "serializer": _Json()}
        if self._queue == "sqlite":
            # The rollback journal: huey's own choice is the write-ahead log, see `store.sqlite.wal_is_safe`.
            file = self._instance / "queue.sqlite3"
            return SqliteHuey(_NAME, filename=file, journal_mode="delete", timeout=2, **options)
        if self._queue == "postgresql":
            dsn = self._database_url.replace("postgresql+psycopg:", "postgresql:", 1)
            huey = PostgresHuey(_NAME, dsn=dsn, create_tables=False, **options)
            _make_tables(huey)
            return huey
        return RedisHuey(_NAME, url=self._queue, **options)


def _nothing() -> None:
    """What is said before anybody says anything."""


def _make_tables(huey: Huey) -> None:
    """Huey makes them where they are missing, but of two programs that do so at once PostgreSQL refuses one."""
    from psycopg.errors import UniqueViolation  # not there without PostgreSQL

    try:
        huey.storage.initialize_schema()
    except UniqueViolation:
        huey.storage.initialize_schema()
