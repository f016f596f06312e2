"""How many organisations stand higher, the same or lower than the year before."""

from __future__ import annotations

from collections.abc import Mapping

from selfassess.disclosure.values import OVERALL, Cell, Movement, Shown, Withheld, withheld_words
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Chart, Column, Paragraph, Table
from selfassess.report.charts import CountColumns, CountRow
from selfassess.report.partnership.words import NO_MORE, names_of, ordered

Moved = Shown[Movement] | Withheld


def movement(
    questionnaire: Questionnaire, cells: Mapping[str, Cell], year: int, t: Translator
) -> tuple[Chart | Paragraph, ...]:
    """Stages of those organisations that are in `year` and in the one before; one sentence where all is withheld."""
    names = names_of(questionnaire, t)
    moved = {names[id]: moved_of(cell) for id, cell in ordered(questionnaire, cells)}
    if not any(isinstance(one, Shown) for one in moved.values()):
        told = t("Movement since {before}: {withheld}.", before=year - 1, withheld=withheld_words(t, Withheld()))
        return (Paragraph(text=told),)
    chart = Chart(
        title=t("Stages in {year} beside {before}: how many organisations moved", year=year, before=year - 1),
        content=CountColumns(
            heads=(t("Higher"), t("The same"), t("Lower")),
            rows=tuple(_bars(name, one, t) for name, one in moved.items()),
        ),
        sentence=_sentence(moved_of(cells.get(OVERALL, Withheld())), year, t),
        table=_table(moved, year, t),
    )
    return (chart,)


def moved_of(cell: Cell) -> Moved:
    """The movement in a cell; withheld with it."""
    return cell.value.moved if isinstance(cell, Shown) else cell


def _bars(name: str, moved: Moved, t: Translator) -> CountRow:
    if isinstance(moved, Withheld):
        return CountRow(label=name, counts=None, note=withheld_words(t, moved))
    return CountRow(label=name, counts=(moved.value.up, moved.value.same, moved.value.down))


def _table(moved: Mapping[str, Moved], year: int, t: Translator) -> Table:
    rows: list[tuple[str, ...]] = []
    for name, one in moved.items():
        if isinstance(one, Withheld):
            rows.append((name, withheld_words(t, one), NO_MORE, NO_MORE, NO_MORE))
        else:
            counts = (one.value.organisations, one.value.up, one.value.same, one.value.down)
            rows.append((name, *map(t.number, counts)))
    return Table(
        caption=t("Organisations by how their stage moved from {before} to {year}", year=year, before=year - 1),
        columns=(
            Column(title=t("Section"), width=6),
            Column(title=t("In both years"), width=3, kind="number"),
            Column(title=t("Higher"), width=2, kind="number"),
            Column(title=t("The same"), width=2, kind="number"),
            Column(title=t("Lower"), width=2, kind="number"),
        ),
        rows=tuple(rows),
    )


def movement_words(t: Translator, movement: Movement) -> str:
    """Up, same and down as a sentence on the whole."""
    return t.plural(
        "Of {count} organisation that is in both years, overall {up} stands at a higher stage, {same} at the same and"
        " {down} at a lower one.",
        "Of {count} organisations that are in both years, overall {up} stand at a higher stage, {same} at the same and"
        " {down} at a lower one.",
        movement.organisations,
        up=movement.up,
        same=movement.same,
        down=movement.down,
    )


def _sentence(whole: Moved, year: int, t: Translator) -> str:
    if isinstance(whole, Shown):
        return movement_words(t, whole.value)
    return t("Overall movement since {before}: {withheld}.", before=year - 1, withheld=withheld_words(t, whole))
