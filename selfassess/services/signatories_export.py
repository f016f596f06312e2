"""A register of signatories as a table for a spreadsheet: a row for each signature, and for each that is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from selfassess.language.spreadsheet import harmless
from selfassess.services.signatories import RegisterEntry

COLUMNS = (
    "organisation",
    "kind",
    "example",
    "left_on",
    "framework",
    "signed",
    "stands",
    "name",
    "role",
    "signed_on",
    "post_holder_changed",
)


def signatories_csv(register: Iterable[RegisterEntry]) -> bytes:
    """UTF-8 with a byte order mark, without which spreadsheets read another encoding into it. Days are ISO 8601.

    `stands`: the signature that counts. `post_holder_changed`: somebody else than in the signature before.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    for entry in register:
        for row in _rows(entry):
            writer.writerow({name: harmless(cell) for name, cell in row.items()})
    return out.getvalue().encode("utf-8-sig")


def _rows(entry: RegisterEntry) -> Iterator[dict[str, str]]:
    of = {
        "organisation": entry.organisation.name,
        "kind": entry.organisation.kind.value,
        "example": _yes(entry.organisation.example),
        "left_on": entry.left_at.date().isoformat() if entry.left_at else "",
        "framework": entry.framework,
        "signed": _yes(bool(entry.signatures)),
    }
    if not entry.signatures:
        yield of
    for one in entry.signatures:
        yield of | {
            "stands": _yes(one is entry.standing),
            "name": one.name,
            "role": one.role,
            "signed_on": one.signed_on.isoformat(),
            "post_holder_changed": _yes(one in entry.changes),
        }


def _yes(true: bool) -> str:
    return "yes" if true else "no"
