"""An organisation's own figures beside those of the organisations it belongs with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selfassess.disclosure.values import OVERALL, Cell, Figures, Shown, Withheld, withheld_words
from selfassess.disclosure.views import NamedResult, SectionFigure
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Column, Table
from selfassess.report.partnership.words import NO_MORE, between_words, names_of, ordered, shown_in
from selfassess.report.wording import stage_words

Own = Mapping[str, SectionFigure]

_NOTHING = SectionFigure(score=None, stage=None, supported_stage=None)


def beside_table(
    questionnaire: Questionnaire, own: Own, cells: Mapping[str, Cell], caption: str, t: Translator
) -> Table:
    """Of the whole and each section the own stage and score, and the middle of the organisations.

    That the quartiles of every row are withheld is said once, in the caption, in the place of their column; where
    everything of the others is, `beside_sentences` says so, and the own figures stand alone.
    """
    figures = [one for _, one in shown_in(cells)]
    if not figures:
        return _alone(questionnaire, own, caption, t)
    halves = any(isinstance(one.score.quartiles, Shown) for one in figures)
    if not halves:
        words = "; ".join(dict.fromkeys(between_words(t, one.score.quartiles) for one in figures))
        caption = t("{caption} (quartiles {withheld})", caption=caption, withheld=words)
    names = names_of(questionnaire, t)
    return Table(
        caption=caption,
        columns=(
            Column(title=t("Section"), width=5),
            Column(title=t("Your stage"), width=3),
            Column(title=t("Median stage"), width=3),
            Column(title=t("Your score"), width=2, kind="number"),
            Column(title=t("Median score"), width=2, kind="number"),
            *[Column(title=t("Middle half"), width=2, kind="number")] * halves,
            Column(title=t("Organisations"), width=2, kind="number"),
        ),
        rows=tuple(
            (names[id], *_beside(questionnaire, own.get(id, _NOTHING), cell, t, halves=halves))
            for id, cell in ordered(questionnaire, cells)
        ),
    )


def _alone(questionnaire: Questionnaire, own: Own, caption: str, t: Translator) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(title=t("Section"), width=5),
            Column(title=t("Your stage"), width=3),
            Column(title=t("Your score"), width=2, kind="number"),
        ),
        rows=tuple(
            (name, *_own(questionnaire, own.get(id, _NOTHING), t)) for id, name in names_of(questionnaire, t).items()
        ),
    )


def _own(questionnaire: Questionnaire, own: SectionFigure, t: Translator) -> tuple[str, str]:
    score = t("no score") if own.score is None else t.number(own.score, 1)
    return stage_words(t, questionnaire, own.stage), score


def _beside(
    questionnaire: Questionnaire, own: SectionFigure, cell: Cell, t: Translator, *, halves: bool
) -> tuple[str, ...]:
    """What is withheld is said once, where the first figure of the others would stand."""
    stage, score = _own(questionnaire, own, t)
    if isinstance(cell, Withheld):
        return stage, withheld_words(t, cell), score, NO_MORE, *[NO_MORE] * halves, NO_MORE
    figures = cell.value
    return (
        stage,
        stage_words(t, questionnaire, figures.stage.median),
        score,
        t.number(figures.score.median, 1),
        *[between_words(t, figures.score.quartiles)] * halves,
        t.number(figures.organisations),
    )


def beside_sentences(
    questionnaire: Questionnaire, own: Own, cells: Mapping[str, Cell], t: Translator
) -> tuple[str, ...]:
    """The whole in one sentence, then the sections that stand above, at and below the median stage."""
    whole = cells.get(OVERALL, Withheld())
    if isinstance(whole, Withheld):
        return (t("The figures of the others: {withheld}.", withheld=withheld_words(t, whole)),)
    return (_whole(questionnaire, own.get(OVERALL, _NOTHING), whole.value, t), *_sections(questionnaire, own, cells, t))


def _whole(questionnaire: Questionnaire, own: SectionFigure, figures: Figures, t: Translator) -> str:
    return t.plural(
        "Overall you stand at {own}; the median of {count} organisation is {median}.",
        "Overall you stand at {own}; the median of {count} organisations is {median}.",
        figures.organisations,
        own=stage_words(t, questionnaire, own.stage),
        median=stage_words(t, questionnaire, figures.stage.median),
    )


def _sections(questionnaire: Questionnaire, own: Own, cells: Mapping[str, Cell], t: Translator) -> tuple[str, ...]:
    names = names_of(questionnaire, t)
    above: list[str] = []
    at: list[str] = []
    below: list[str] = []
    for id, cell in ordered(questionnaire, cells):
        stage = own.get(id, _NOTHING).stage
        if id == OVERALL or stage is None or not isinstance(cell, Shown):
            continue
        median = cell.value.stage.median
        (above if stage > median else below if stage < median else at).append(names[id])
    told = (
        (above, t("Above the median stage: {sections}.", sections="; ".join(above))),
        (at, t("At the median stage: {sections}.", sections="; ".join(at))),
        (below, t("Below the median stage: {sections}.", sections="; ".join(below))),
    )
    return tuple(sentence for those, sentence in told if those)


def among(own: NamedResult, others: Sequence[NamedResult]) -> tuple[NamedResult, ...]:
    """The own row in its place among those of the others, in alphabetical order."""
    return tuple(sorted((own, *others), key=lambda one: (one.name.casefold(), one.name, one.organisation)))
