"""The cells of one row of a file of actions, read as texts, words and days; what is wrong with them is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from selfassess.interchange.action_columns import Column
from selfassess.interchange.action_table import Laid, safe
from selfassess.interchange.days import day_in
from selfassess.interchange.table import Row, Table, TableFault, Unusable, Value, number_text
from selfassess.language import Translator

Meant = TypeVar("Meant")


class Cells:
    """One row, `number` in its table, and what was found wrong in it."""

    def __init__(self, table: Table, laid: Laid, row: Row, t: Translator) -> None:
        self._table, self._laid, self._row, self.t = table, laid, row, t
        self.number = row.number
        self._faults: dict[int, TableFault] = {}

    @property
    def columns(self) -> frozenset[Column]:
        """Those that the table has."""
        return frozenset(self._laid.columns)

    @property
    def faults(self) -> list[TableFault]:
        """What is wrong in the row, at most one thing for each cell, from left to right."""
        return [self._faults[place] for place in sorted(self._faults)]

    def value(self, column: Column) -> Value:
        """What stands there; nothing where the table has no such column."""
        return self._row.at(self._laid.columns[column]) if column in self._laid.columns else ""

    def text(self, column: Column) -> str:
        """The same as a text, its line ends and the blanks around it as texts are kept."""
        return written(self.value(column))

    def blame(self, column: Column, sentence: str) -> None:
        """Say what is wrong with a cell, unless something was said of it before."""
        place = self._laid.columns.get(column, 0)
        fault = TableFault(
            sheet=self._table.sheet,
            row=self.number,
            column=place,
            heading=self._laid.headings.get(column, ""),
            sentence=sentence,
        )
        self._faults.setdefault(place, fault)

    def is_usable(self, column: Column) -> bool:
        """Whether a value stands there rather than a formula or an error, which is blamed."""
        value = self.value(column)
        if isinstance(value, Unusable):
            sentence = self.t("Here stands {what}. Write its value: copy the cell, then paste only the value.",
                              what=value.what)  # fmt: skip
            self.blame(column, sentence)
        return not isinstance(value, Unusable)

    def word(self, column: Column, words: Mapping[str, Meant], otherwise: Meant) -> Meant:
        """What the word there stands for; `otherwise` for one that stands for nothing, which is blamed."""
        typed = self.text(column)
        meant = words.get(" ".join(typed.casefold().replace("_", " ").split()))
        if meant is not None:
            return meant
        ours = {value: word for word, value in reversed(list(words.items()))}
        expected = self.t.listing([ours[value] for value in dict.fromkeys(words.values())])
        sentence = self.t("“{typed}” is not known here. What can stand here: {expected}.",
                          typed=safe(typed), expected=expected)  # fmt: skip
        self.blame(column, sentence)
        return otherwise

    def day(self, column: Column) -> date | None:
        """The day that stands there; None, and blame, where what stands there is none."""
        day = day_in(self.value(column), self._table.day_zero)
        if day is None:
            sentence = self.t("“{typed}” is no day. Write it like 2026-12-31 or 31/12/2026.",
                              typed=safe(self.text(column)))  # fmt: skip
            self.blame(column, sentence)
        return day


def written(value: Value) -> str:
    """A value as text: what two cells that say the same have in common."""
    match value:
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n").strip()
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case Decimal():
            return number_text(value)
    return value.what
