"""The audit record as a file, event by event, so that a long one is never held whole: a table or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from selfassess.language.spreadsheet import harmless
from selfassess.services.audit_reading import Told

COLUMNS = (
    "number",
    "at",
    "who",
    "event",
    "sentence",
    "actor_kind",
    "actor",
    "subject_kind",
    "subject",
    "organisation",
    "partnership",
    "before",
    "after",
    "request",
    "previous",
    "hash",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """How events are written; each piece is a part of the file."""

    media_type: str
    pieces: Callable[[Iterable[Told]], Iterator[bytes]]


def _values(told: Told) -> dict[str, Any]:
    one = told.recorded
    return {
        **{name: getattr(one, name) for name in COLUMNS if name not in ("at", "who", "sentence", "before", "after")},
        "at": one.at.isoformat(timespec="microseconds"),
        "who": told.who,
        "sentence": told.sentence,
        "before": dict(one.before),
        "after": dict(one.after),
    }


def _table(events: Iterable[Told]) -> Iterator[bytes]:
    yield "\ufeff".encode() + _line(COLUMNS)
    for told in events:
        values = _values(told)
        values |= {name: json.dumps(values[name], sort_keys=True) for name in ("before", "after")}
        yield _line(["" if values[name] is None else harmless(str(values[name])) for name in COLUMNS])


def _line(cells: Iterable[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()


def _json(events: Iterable[Told]) -> Iterator[bytes]:
    between = b"[\n"
    for told in events:
        values = _values(told)
        yield between + json.dumps({name: values[name] for name in COLUMNS}, ensure_ascii=False).encode()
        between = b",\n"
    yield b"[]\n" if between == b"[\n" else b"\n]\n"


EXPORT_FORMATS: Mapping[str, ExportFormat] = MappingProxyType(
    {
        "csv": ExportFormat(media_type="text/csv; charset=utf-8", pieces=_table),
        "json": ExportFormat(media_type="application/json", pieces=_json),
    }
)
"""By the end of the file's name."""
