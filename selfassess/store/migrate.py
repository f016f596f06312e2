"""Brings a database to the tables this program needs, or refuses one that a newer program made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from selfassess.store.database import Database
from selfassess.store.dialects import dialect_of
from selfassess.store.postgresql import claim_for_migration
from selfassess.store.problem import StoreProblem
from selfassess.store.sqlite import broken_references
from selfassess.store.stepping import knows_step, newest_step, step_of, take_steps

Before = Callable[[Session, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """From which step to which; `before` is None where there were no tables."""

    before: str | None
    after: str


def migrate(database: Database, *, before: Before | None = None) -> Steps | None:
    """All steps in one transaction; None, and nothing happens, where it is up to date. `StoreProblem` where it fails.

    `before` gets the transaction and the step the tables are at, when there are some and nothing is changed yet; what
    it raises leaves them as they are. Of several programs that start at once one takes the steps; the others wait for
    it and find them taken.
    """
    with database.rebuilding() as session:
        if dialect_of(session) == "postgresql":
            # On SQLite the transaction itself began as the only writer.
            claim_for_migration(session, database.place)
        current, newest = step_of(session), newest_step()
        if current == newest:
            return None
        if current is not None and not knows_step(current):
            raise StoreProblem(
                f"The database {database.place} was made by a newer version of selfassess (its tables are at step "
                f"{current}). Update the program, or name another database with SELFASSESS_DATABASE_URL."
            )
        if current is not None and before is not None:
            before(session, current)
        take_steps(session)
        if dialect_of(session) == "sqlite" and broken_references(session):
            raise StoreProblem(f"The database {database.place} was not brought up to date: it holds loose ends.")
        return Steps(before=current, after=newest)


def is_up_to_date(session: Session) -> bool:
    """Whether the tables are at the step this program needs."""
    return step_of(session) == newest_step()
