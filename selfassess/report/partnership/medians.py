"""The middle of the organisations: medians and quartiles of scores and stages, by section and by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from selfassess.disclosure.values import OVERALL, Cell, Figures, Withheld, withheld_words
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Column, Table
from selfassess.report.partnership.words import NO_MORE, between_words, names_of, ordered
from selfassess.report.wording import stage_words

Row = tuple[str, ...]


def scores_table(questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator, *, caption: str = "") -> Table:
    """Of the whole and each section how many organisations have a score, its median, and where the middle half lies."""
    names = names_of(questionnaire, t)
    return Table(
        caption=caption or t("Scores of the organisations, 0 to 100"),
        columns=(Column(title=t("Section"), width=5), *_score_columns(t)),
        rows=_rows(((names[id], cell) for id, cell in ordered(questionnaire, cells)), _scores(t), t),
    )


def stages_table(questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator, *, caption: str = "") -> Table:
    """The same of stages, and the median of those that the evidence backs."""
    names = names_of(questionnaire, t)
    return Table(
        caption=caption or t("Stages of the organisations"),
        columns=(Column(title=t("Section"), width=5), *_stage_columns(t)),
        rows=_rows(((names[id], cell) for id, cell in ordered(questionnaire, cells)), _stages(questionnaire, t), t),
    )


def kinds_tables(
    questionnaire: Questionnaire,
    cells: Mapping[str, Cell],
    by_kind: Mapping[str, Mapping[str, Cell]],
    kind_names: Mapping[str, str],
    t: Translator,
) -> tuple[Table, Table]:
    """Scores and stages of the whole, over all organisations and over those of each kind."""
    first = (t("All kinds"), cells.get(OVERALL, Withheld()))
    named = [first, *((kind_names[kind], those.get(OVERALL, Withheld())) for kind, those in by_kind.items())]
    kind = Column(title=t("Kind of organisation"), width=5)
    return (
        Table(
            caption=t("Overall score by kind of organisation"),
            columns=(kind, *_score_columns(t)),
            rows=_rows(named, _scores(t), t),
        ),
        Table(
            caption=t("Overall stage by kind of organisation"),
            columns=(kind, *_stage_columns(t)),
            rows=_rows(named, _stages(questionnaire, t), t),
        ),
    )


def _rows(named: Iterable[tuple[str, Cell]], figures: Callable[[Figures], Row], t: Translator) -> tuple[Row, ...]:
    """What is withheld is said once, where the first figure would stand."""
    return tuple(
        (name, withheld_words(t, cell), NO_MORE, NO_MORE)
        if isinstance(cell, Withheld)
        else (name, *figures(cell.value))
        for name, cell in named
    )


def _score_columns(t: Translator) -> tuple[Column, ...]:
    return (
        Column(title=t("Organisations"), width=3, kind="number"),
        Column(title=t("Median"), width=2, kind="number"),
        Column(title=t("Middle half"), width=3, kind="number"),
    )


def _scores(t: Translator) -> Callable[[Figures], Row]:
    def row(figures: Figures) -> Row:
        score = figures.score
        return t.number(figures.organisations), t.number(score.median, 1), between_words(t, score.quartiles)

    return row


def _stage_columns(t: Translator) -> tuple[Column, ...]:
    return (
        Column(title=t("Median"), width=3, kind="level"),
        Column(title=t("Middle half"), width=3, kind="number"),
        Column(title=t("Median backed by evidence"), width=3, kind="level"),
    )


def _stages(questionnaire: Questionnaire, t: Translator) -> Callable[[Figures], Row]:
    def row(figures: Figures) -> Row:
        stage = figures.stage
        return (
            stage_words(t, questionnaire, stage.median),
            between_words(t, stage.quartiles),
            stage_words(t, questionnaire, figures.supported_stage.median),
        )

    return row
