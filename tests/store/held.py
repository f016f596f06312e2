"""What a database holds, in memory, to be put into another one."""

from __future__ import annotations

from dataclasses import dataclass

from selfassess.store.copying.lines import digest, rows_of
from selfassess.store.copying.loading import TableCopied, load
from selfassess.store.copying.tables import tables_at
from selfassess.store.database import Database, Transaction
from selfassess.store.stepping import step_of


@dataclass
class Held:
    """The step, and the lines of every table."""

    step: str
    lines: dict[str, list[bytes]]

    @property
    def tables(self) -> dict[str, TableCopied]:
        told = {name: digest(iter(lines)) for name, lines in self.lines.items()}
        columns = {name: tuple(table.columns) for name, table in tables_at(self.step).items()}
        return {name: TableCopied(columns=columns[name], rows=told[name][0], sha256=told[name][1]) for name in told}

    def fill(self, session: Transaction) -> None:
        load(session, self.step, self.tables, self.lines.__getitem__, lambda _done, _total: None)


def held(database: Database) -> Held:
    with database.reading() as session:
        step = step_of(session)
        assert step is not None
        return Held(step, {name: list(rows_of(session, table)) for name, table in tables_at(step).items()})
