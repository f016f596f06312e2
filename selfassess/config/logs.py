"""How the log is written: as sentences, or as one JSON object a line with the facts of the event beside its sentence.

What an exception says is never written, only where it came from: PostgreSQL quotes the whole row that it refuses.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def begin_logging(kind: str, *filters: logging.Filter) -> None:
    """Write to standard error, as `kind` of `KINDS` does it. Where another server writes the log, it goes on to.

    `filters` may put `request` into a record: the id of the request that it is about.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(KINDS[kind]())
    for one in filters:
        handler.addFilter(one)
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    if kind != "quiet":
        logging.getLogger("selfassess").setLevel(logging.INFO)


class Quiet(logging.Formatter):
    """For one laptop: the sentence alone, of what is wrong."""

    def format(self, record: logging.LogRecord) -> str:
        """The sentence, and below it where an exception came from."""
        trace = _trace(record)
        return f"{self.line(record)}\n{trace}" if trace else self.line(record)

    def line(self, record: logging.LogRecord) -> str:
        """The sentence; a line break that somebody typed must not look like a line of ours."""
        return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", record.getMessage())


class Text(Quiet):
    """For people who read along: when, how bad, the sentence, and of which request."""

    def line(self, record: logging.LogRecord) -> str:
        """2026-11-22T09:30:00.123Z info GET /jobs 200 in 12 ms with 7 statements [2f0c…]."""
        request = getattr(record, "request", None)
        words = f"{_moment(record)} {record.levelname.lower()} {super().line(record)}"
        return f"{words} [{request}]" if request else words


class Json(logging.Formatter):
    """For programs: `time`, `level`, `logger`, `message`, `request`, `exception`, and the facts of the event."""

    def format(self, record: logging.LogRecord) -> str:
        """One object on one line."""
        told = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": getattr(record, "request", None),
            "exception": _trace(record) or None,
        }
        said = {key: value for key, value in told.items() if value is not None}
        return json.dumps({**said, **getattr(record, "facts", {})})


KINDS: Mapping[str, type[logging.Formatter]] = MappingProxyType({"quiet": Quiet, "text": Text, "json": Json})
"""By the value of SELFASSESS_LOG."""


def _moment(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"


def _trace(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return _where(error) if error else ""


def _where(error: BaseException) -> str:
    """The traceback without what the exception says, and before it that of its cause."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{_where(cause)}\n\n" if cause else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{before}{frames}{type(error).__module__}.{type(error).__qualname__}"
