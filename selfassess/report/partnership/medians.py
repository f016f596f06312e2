"""The middle of the organisations: medians and quartiles of scores and stages, by section and by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from selfassess.disclosure.values import OVERALL, Cell, Figures, Quartiles, Shown, Withheld, withheld_words
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Column, Table
from selfassess.report.partnership.words import NO_MORE, between_words, names_of, ordered
from selfassess.report.wording import stage_words

What = Literal["score", "stage"]
PLACES = 1


def scores_table(questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator, *, caption: str = "") -> Table:
    """Of the whole and each section how many organisations have a score, its median, and where the middle half lies."""
    caption = caption or t("Scores of the organisations, 0 to 100")
    return _Table(questionnaire, "score", t).of(t("Section"), _by_section(questionnaire, cells, t), caption)


def stages_table(questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator, *, caption: str = "") -> Table:
    """The same of stages, and the median of those that the evidence backs."""
    caption = caption or t("Stages of the organisations")
    return _Table(questionnaire, "stage", t).of(t("Section"), _by_section(questionnaire, cells, t), caption)


def kinds_tables(
    questionnaire: Questionnaire,
    cells: Mapping[str, Cell],
    by_kind: Mapping[str, Mapping[str, Cell]],
    kind_names: Mapping[str, str],
    t: Translator,
) -> tuple[Table, Table]:
    """Scores and stages of the whole, over all organisations and over those of each kind."""
    named = {t("All kinds"): cells.get(OVERALL, Withheld())}
    named |= {kind_names[kind]: those.get(OVERALL, Withheld()) for kind, those in by_kind.items()}
    names = t("Kind of organisation")
    return (
        _Table(questionnaire, "score", t).of(names, named, t("Overall score by kind of organisation")),
        _Table(questionnaire, "stage", t).of(names, named, t("Overall stage by kind of organisation")),
    )


def _by_section(questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator) -> dict[str, Cell]:
    names = names_of(questionnaire, t)
    return {names[id]: cell for id, cell in ordered(questionnaire, cells)}


class _Table:
    """Rows of named cells, of scores or of stages."""

    def __init__(self, questionnaire: Questionnaire, what: What, t: Translator) -> None:
        self._questionnaire, self._what, self._t = questionnaire, what, t

    def of(self, names: str, cells: Mapping[str, Cell], caption: str) -> Table:
        """That the quartiles of every row are withheld is said once, in the caption, in the place of their column."""
        t = self._t
        quartiles = [self._quartiles(cell.value) for cell in cells.values() if isinstance(cell, Shown)]
        halves = any(isinstance(one, Shown) for one in quartiles)
        if quartiles and not halves:
            words = "; ".join(dict.fromkeys(between_words(t, one) for one in quartiles))
            caption = t("{caption} (quartiles {withheld})", caption=caption, withheld=words)
        return Table(
            caption=caption,
            columns=(
                Column(title=names, width=6),
                Column(title=t("Organisations"), width=3, kind="number"),
                *self._columns(halves=halves),
            ),
            rows=tuple((name, *self._row(cell, halves=halves)) for name, cell in cells.items()),
        )

    def _columns(self, *, halves: bool) -> tuple[Column, ...]:
        t = self._t
        half = (Column(title=t("Middle half"), width=4, kind="text" if self._what == "stage" else "number"),) * halves
        if self._what == "score":
            return Column(title=t("Median"), width=2, kind="number"), *half
        backed = Column(title=t("Median backed by evidence"), width=4, kind="level")
        return Column(title=t("Median"), width=4, kind="level"), *half, backed

    def _row(self, cell: Cell, *, halves: bool) -> tuple[str, ...]:
        """What is withheld is said once, where the first figure would stand."""
        t = self._t
        if isinstance(cell, Withheld):
            return withheld_words(t, cell), *[NO_MORE] * len(self._columns(halves=halves))
        figures = cell.value
        count, half = t.number(figures.organisations), [between_words(t, self._quartiles(figures))] * halves
        if self._what == "score":
            return count, t.number(figures.score.median, PLACES), *half
        medians = (figures.stage.median, figures.supported_stage.median)
        stage, backed = (stage_words(t, self._questionnaire, one) for one in medians)
        return count, stage, *half, backed

    def _quartiles(self, figures: Figures) -> Shown[Quartiles] | Withheld:
        return figures.score.quartiles if self._what == "score" else figures.stage.quartiles
