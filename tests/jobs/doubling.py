"""A kind of job that says what came of it, and who it was done as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfassess.jobs.workplace import Context

Result = Mapping[str, Any]


def double(context: Context) -> Result:
    return {"twice": 2 * context.arguments["number"], "actor": context.actor.kind.value}
