"""How organisations are spread over the stages of each section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selfassess.disclosure.values import OVERALL, Cell, Figures, Shown, Withheld, withheld_words
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Chart, Column, Table
from selfassess.report.charts import CountColumns, CountRow
from selfassess.report.partnership.words import NO_MORE, names_of, ordered, padded
from selfassess.report.sentences import Point, chart_sentence
from selfassess.report.wording import level_names, stage_words


def distribution(questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator) -> Chart:
    """How many organisations stand at each stage, of the whole and each section, with the table of these counts.

    Where the evidence backs other stages than are claimed, the table has those in a row of their own.
    """
    names = names_of(questionnaire, t)
    rows = tuple(
        CountRow(label=names[id], counts=padded(cell.value.stage.counts, questionnaire))
        if isinstance(cell, Shown)
        else CountRow(label=names[id], counts=None, note=withheld_words(t, cell))
        for id, cell in ordered(questionnaire, cells)
    )
    return Chart(
        title=t("Organisations at each stage"),
        content=CountColumns(heads=level_names(t, questionnaire), rows=rows, levels=True),
        sentence=_sentence(questionnaire, cells, t),
        table=_table(questionnaire, cells, t),
    )


def _table(questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator) -> Table:
    heads = [stage_words(t, questionnaire, stage) for stage in range(len(questionnaire.scale))]
    return Table(
        caption=t("How many organisations stand at each stage"),
        columns=(
            Column(title=t("Section"), width=6),
            *(Column(title=head, width=1, kind="number") for head in heads),
        ),
        rows=tuple(row for id, cell in ordered(questionnaire, cells) for row in _rows(questionnaire, id, cell, t)),
    )


def _rows(questionnaire: Questionnaire, id: str, cell: Cell, t: Translator) -> Iterator[tuple[str, ...]]:
    name = names_of(questionnaire, t)[id]
    if isinstance(cell, Withheld):
        yield name, withheld_words(t, cell), *[NO_MORE] * questionnaire.top
        return
    stage, supported = (padded(of.counts, questionnaire) for of in (cell.value.stage, cell.value.supported_stage))
    yield name, *map(t.number, stage)
    if supported != stage:
        yield t("{section}, backed by evidence", section=name), *map(t.number, supported)


def _sentence(questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator) -> str:
    """The whole by its commonest stage, then the sections by where their middle organisations stand."""
    names = names_of(questionnaire, t)
    points = [
        Point(name=names[id], value=cell.value.stage.median if isinstance(cell, Shown) else None)
        for id, cell in ordered(questionnaire, cells)
        if id != OVERALL
    ]
    sections = chart_sentence(
        points,
        lambda stage: t("median stage {stage}", stage=stage_words(t, questionnaire, stage)),
        nothing=t("Every section: {withheld}.", withheld=withheld_words(t, Withheld())),
        gap=withheld_words(t, Withheld()),
        since=None,
        t=t,
    )
    whole = cells.get(OVERALL, Withheld())
    return f"{_commonest(questionnaire, whole.value, t)} {sections}" if isinstance(whole, Shown) else sections


def whole_distribution(questionnaire: Questionnaire, whole: Figures, t: Translator) -> Chart:
    """The same of the whole alone, without a table: its numbers stand beside the bars."""
    row = CountRow(label=t("Overall"), counts=padded(whole.stage.counts, questionnaire))
    return Chart(
        title=t("Organisations at each stage, overall"),
        content=CountColumns(heads=level_names(t, questionnaire), rows=(row,), levels=True),
        sentence=_commonest(questionnaire, whole, t),
        table=None,
    )


def _commonest(questionnaire: Questionnaire, whole: Figures, t: Translator) -> str:
    most = max(whole.stage.counts)
    stages = [stage_words(t, questionnaire, at) for at, count in enumerate(whole.stage.counts) if count == most]
    return t.plural(
        "The commonest stage overall is {stages}, with {most} of {all} organisations.",
        "The commonest stages overall are {stages}, with {most} of {all} organisations each.",
        len(stages),
        stages=t.listing(stages),
        most=most,
        all=whole.organisations,
    )
