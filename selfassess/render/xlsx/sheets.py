"""What a sheet of a workbook is, before it is written: columns that are explained, and rows of values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from selfassess.language import Translator
from selfassess.render.answer_rows import Cell

WIDE = 46
"""A width for sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column: its name for programs, what it holds in words, how wide it is (in letters).

    `level`: its numbers are levels or stages, and have their colours.
    """

    name: str
    meaning: str
    width: int = 14
    level: bool = False


def field(name: str, meaning: str, width: int = 14) -> Field:
    """A column of values."""
    return Field(name=name, meaning=meaning, width=width)


def level_field(name: str, meaning: str) -> Field:
    """A column of levels or stages."""
    return Field(name=name, meaning=meaning, level=True)


def texts(name: str, meaning: str) -> Field:
    """A column of sentences."""
    return Field(name=name, meaning=meaning, width=WIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of its own; `about` says what a row of it is."""

    name: str
    about: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheet(name: str, about: str, fields: tuple[Field, ...], rows: Iterable[Iterable[Cell]]) -> Sheet:
    """A sheet of such rows."""
    return Sheet(name=name, about=about, fields=fields, rows=tuple(tuple(row) for row in rows))


def overview_of(facts: Iterable[tuple[str, Cell, str]], t: Translator) -> Sheet:
    """The first sheet: facts about the whole, each its name, what it is, and the same in words."""
    fields = (
        field("item", t("What the row tells"), 20),
        texts("value", t("What it is")),
        texts("meaning", t("The same in words")),
    )
    return sheet("overview", t("A row for each fact about the whole"), fields, facts)


def dictionary(sheets: Iterable[Sheet], t: Translator) -> Sheet:
    """The sheet that explains the others: a row for each sheet, and one for each of its columns."""
    rows: list[tuple[Cell, ...]] = []
    for one in sheets:
        rows.append((one.name, None, one.about))
        rows += [(one.name, each.name, each.meaning) for each in one.fields]
    fields = (
        field("sheet", t("The sheet that is explained"), 20),
        field("column", t("The column; empty where the sheet itself is explained"), 26),
        Field(name="meaning", meaning=t("What it holds"), width=100),
    )
    return sheet("dictionary", t("A row for each sheet and each column of this file"), fields, rows)
