"""Whether published questionnaire versions are still what they were: the record of their hashes against the files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64}) [ *](?P<name>[a-z0-9-]+/[0-9.]+\.yaml)")


class Mismatch(StrEnum):
    """How a file and the record disagree."""

    CHANGED = "changed"
    MISSING = "missing"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True, slots=True, order=True)
class Disagreement:
    """One file, named `<id>/<version>.yaml`, that is not what the record says."""

    name: str
    mismatch: Mismatch


def read_record(record: str) -> Mapping[str, str]:
    """Name → SHA-256 from lines as `sha256sum` writes them; empty lines and those that start with # are passed over.

    Raises ValueError for any other line: a record that cannot be read protects nothing.
    """
    hashes: dict[str, str] = {}
    for number, line in enumerate(record.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.rstrip())
        if found is None:
            raise ValueError(f"line {number} of the record is not `<sha256>  <id>/<version>.yaml`: {line!r}")
        if found["name"] in hashes:
            raise ValueError(f"line {number} of the record names {found['name']} a second time")
        hashes[found["name"]] = found["sha256"]
    return hashes


def disagreements(record: str, files: Mapping[str, bytes]) -> tuple[Disagreement, ...]:
    """Where `files` (name → bytes) and the record disagree, by name; nothing where every published version stands."""
    recorded = read_record(record)
    now = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    found = [Disagreement(name, Mismatch.MISSING) for name in recorded.keys() - now.keys()]
    found += [Disagreement(name, Mismatch.UNRECORDED) for name in now.keys() - recorded.keys()]
    found += [
        Disagreement(name, Mismatch.CHANGED) for name in now.keys() & recorded.keys() if now[name] != recorded[name]
    ]
    return tuple(sorted(found))
