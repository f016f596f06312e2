"""A file of actions read against a plan, as tests of such files do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from selfassess.interchange.action_reading import ActionsRead, read_actions
from selfassess.interchange.action_row import Known, Owning
from selfassess.interchange.csv_text import csv_bytes
from selfassess.interchange.opening import open_table
from selfassess.interchange.table import Table
from selfassess.language import Translator
from selfassess.plan.actions import ActionPlan

T = Translator()
TODAY = date(2026, 11, 22)
SIAN = Owning(account="a" * 32, name="Siân O’Hara", email="sian@example.org")
QUESTIONS = ("c1-learning", "c3-care")

Make = Callable[..., Any]


def known(plan: ActionPlan, *owners: Owning, questions: Sequence[str] | None = QUESTIONS) -> Known:
    return Known(plan=plan, owners=owners or (SIAN,), questions=questions, today=TODAY)


def read(data: bytes, against: Known) -> ActionsRead:
    table = open_table(data, "Actions", T)
    assert isinstance(table, Table), table
    return read_actions(table, against, T)


def rows(*rows: Sequence[str]) -> bytes:
    return csv_bytes(rows)


def faults(data: bytes, against: Known) -> list[str]:
    found = read(data, against)
    assert not found.planned
    return [f"{one.where(T)}: {one.sentence}" for one in found.faults]
