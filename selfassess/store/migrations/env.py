"""How Alembic runs the steps: on the connection it is given, inside the transaction that is already open there."""

from __future__ import annotations

from alembic import context

from selfassess.store.rows import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    # SQLite cannot alter a table in place; batch mode writes it anew.
    render_as_batch=True,
)
context.run_migrations()
