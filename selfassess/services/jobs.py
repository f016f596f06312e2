"""Jobs: asked for in a transaction, taken by one worker at a time, taken up again where that worker died."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from selfassess.services.access import Actor
from selfassess.store.database import Transaction


def queue(
    session: Transaction,
    who: Actor,
    kind: str,
    arguments: Mapping[str, Any],
    *,
    key: str | None = None,
    due_at: datetime | None = None,
    organisation: str | None = None,
    partnership: str | None = None,
    now: datetime,
) -> str:
    """Ask for a job of the table `jobs.kinds.KINDS`; gives its id. The same `key` again gives the job there is."""
    raise NotImplementedError
