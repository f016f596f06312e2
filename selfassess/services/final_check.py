"""Proves that the final documents that are kept are the bytes that were kept first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from selfassess.services.access import Actor, require_administrator
from selfassess.store.assessments import find_assessment
from selfassess.store.database import Database, Transaction
from selfassess.store.final_packs import FinalName, every_final, find_final


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFinals:
    """How many final documents were looked at, and a sentence for each that is not what was kept."""

    count: int
    faults: tuple[str, ...]


def check_finals(
    database: Database, who: Actor, told: Callable[[int, int], None] = lambda _, __: None
) -> CheckedFinals:
    """Look at every one, each in a transaction of its own; `told` gets how many are done of how many."""
    with database.reading() as session:
        require_administrator(session, who)
        names = every_final(session)
    faults = []
    for done, name in enumerate(names, start=1):
        with database.reading() as session:
            fault = _fault(session, name)
        faults += [fault] if fault else []
        told(done, len(names))
    return CheckedFinals(count=len(names), faults=tuple(faults))


def _fault(session: Transaction, name: FinalName) -> str | None:
    final = find_final(session, name)
    # None: of an example that was removed just now.
    if final is None or hashlib.sha256(final.content).hexdigest() == final.sha256:
        return None
    found = find_assessment(session, name.assessment)
    whose = f"{found.details.organisation}, {found.details.period}" if found else "gone"
    return f"{whose} ({name.assessment}): {name.document}{name.suffix} is not the file that was kept"
