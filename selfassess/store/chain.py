"""What the hash of an audit event is taken of: all its columns and the hash of the event before, in one writing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

START = "0" * 64
"""What stands in the place of the hash before the first event."""

HASHED = (
    "number",
    "at",
    "actor_kind",
    "actor",
    "event",
    "subject_kind",
    "subject",
    "organisation",
    "partnership",
    "before",
    "after",
    "request",
    "previous",
)
"""The columns that the hash is taken of: every one but the hash itself."""


def hash_of(columns: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the columns as JSON: keys sorted, no blanks, ASCII, the time in UTC to the µs."""
    said = {name: columns[name] for name in HASHED} | {"at": _written(columns["at"])}
    return sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
