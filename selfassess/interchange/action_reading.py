"""A table of actions against a plan: what each row would add or change, or everything that is wrong with every row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selfassess.interchange.action_cells import Cells
from selfassess.interchange.action_columns import Column
from selfassess.interchange.action_row import Known, PlannedAction, read_row
from selfassess.interchange.action_table import Laid, lay_out
from selfassess.interchange.table import Table, TableFault
from selfassess.language import Translator

MOST_FAULTS = 200
"""Problems listed for one file: nobody mends more at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsRead:
    """What a file would do; with any of `faults` it does nothing at all. `unread` are headings of other columns."""

    planned: tuple[PlannedAction, ...] = ()
    faults: tuple[TableFault, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def added(self) -> tuple[PlannedAction, ...]:
        """Those that are not in the plan yet."""
        return tuple(one for one in self.planned if one.before is None)

    @property
    def changed(self) -> tuple[PlannedAction, ...]:
        """Those that are, and are otherwise by the file."""
        return tuple(one for one in self.planned if one.before is not None and one.changes)

    @property
    def left_alone(self) -> tuple[PlannedAction, ...]:
        """Those that are, and that nothing is done to."""
        return tuple(one for one in self.planned if one.before is not None and not one.changes)


def read_actions(table: Table, known: Known, t: Translator) -> ActionsRead:
    """What the table would do to the plan. A row with the id of an action changes it; one without adds an action.

    A row without an id whose text stands in the plan already does nothing, so that a file read twice adds nothing
    twice. Columns that the table does not have stay as they are.
    """
    laid = lay_out(table, t)
    if not isinstance(laid, Laid):
        return ActionsRead(faults=laid)
    planned: list[PlannedAction] = []
    faults: list[TableFault] = []
    for one in _each(table, laid, known, t):
        if isinstance(one, PlannedAction):
            planned.append(one)
        elif len(faults) < MOST_FAULTS:
            faults.append(one)
        else:
            faults.append(TableFault(sheet=table.sheet, sentence=t("There are more problems. Mend these first.")))
            break
    if faults:
        return ActionsRead(faults=tuple(faults), unread=laid.unread)
    return ActionsRead(planned=tuple(planned), unread=laid.unread)


def _each(table: Table, laid: Laid, known: Known, t: Translator) -> Iterator[PlannedAction | TableFault]:
    by_id = {one.id: one for one in known.plan.actions}
    by_text = {_alike(one.text): one for one in known.plan.actions}
    first: dict[str, int] = {}
    for row in laid.rows:
        cells = Cells(table, laid, row, t)
        id, text = cells.text(Column.ID).casefold(), _alike(cells.text(Column.ACTION))
        if (id or text) in first:
            sentence = t("The same action stands in row {row}. Take one of them out.", row=first[id or text])
            cells.blame(Column.ID if id else Column.ACTION, sentence)
        elif id or text:
            first[id or text] = row.number
        if id and id not in by_id:
            cells.blame(Column.ID, t("No action of this plan has this id. Empty the cell to add it as a new one."))
        if not id and text in by_text:
            stands = by_text[text]
            yield from cells.faults or (PlannedAction(row=row.number, before=stands, after=stands),)
            continue
        planned = read_row(cells, by_id.get(id), known)
        yield from cells.faults or (planned,)


def _alike(text: str) -> str:
    """A text without what people do not see: two actions that read alike are one."""
    return " ".join(text.split()).casefold()
