"""How many statements a piece of work takes, and which of them are slow: what they say, never the values in them."""

from __future__ import annotations

import logging
import time
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

LONGEST_STATEMENT = 2000
"""In a log, in characters: one that names a thousand ids is known by its beginning."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Count:
    """Statements so far; BEGIN and COMMIT are none."""

    statements: int = 0


_COUNT: ContextVar[Count | None] = ContextVar("statements", default=None)


def count_statements() -> Count:
    """Begin to count what this thread asks of databases; a later call begins another count in place of this one."""
    count = Count()
    _COUNT.set(count)
    return count


def watch(engine: Engine, *, slow_ms: int | None) -> None:
    """Count, and log what takes `slow_ms` milliseconds or longer; on SQLite that is the time to the first row.

    Values travel beside a statement, so its words hold none.
    """
    event.listen(engine, "before_cursor_execute", _count)
    if slow_ms is None:
        return

    def begin(_connection: Any, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool) -> None:
        context.began = time.perf_counter()

    def end(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        ms = (time.perf_counter() - context.began) * 1000
        if ms >= slow_ms:
            words = " ".join(statement.split())[:LONGEST_STATEMENT]
            facts = {"ms": round(ms), "statement": words}
            logger.warning("A statement took %d ms: %s", round(ms), words, extra={"facts": facts})

    event.listen(engine, "before_cursor_execute", begin)
    event.listen(engine, "after_cursor_execute", end)


def _count(*_: Any) -> None:
    count = _COUNT.get()
    if count is not None:
        count.statements += 1
