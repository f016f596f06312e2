"""The made-up organisation that shows what the program does: loaded whole, removed whole."""

from __future__ import annotations

from datetime import datetime

from selfassess.store.database import Database


def load_example(database: Database, *, now: datetime) -> None:
    """Make the example assessments, each marked as made up; those that are there already stay as they are."""
    raise NotImplementedError


def remove_example(database: Database) -> int:
    """Delete every example assessment in one transaction; gives their number."""
    raise NotImplementedError


def has_example(database: Database) -> bool:
    """Whether any example data is there."""
    raise NotImplementedError
