"""The steps that make the tables: which there are, which one a database is at, and taking them."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

_STEPS = Path(__file__).parent / "migrations"

STEP_TABLE = "alembic_version"
"""The table that holds the step the others are at."""


def step_of(session: Session) -> str | None:
    """The step the tables are at; None where there are none of ours."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def knows_step(step: str) -> bool:
    """Whether this program can take it; those of newer programs it does not know."""
    return step in {one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()}


def newest_step() -> str:
    """The last one, at which the tables are as this program needs them."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None  # noqa: S101 - the steps ship with the program
    return head


def take_steps(session: Session, to: str = "head") -> None:
    """Take all that are missing up to that one, in the transaction that is open."""
    config = _config()
    config.attributes["connection"] = session.connection()
    command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    # The folder's name may hold a %, which Config would read as the start of a variable.
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    return config
