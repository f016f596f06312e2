"""Organisations and sections in one table of digits: where each stands, and what its evidence backs."""

from __future__ import annotations

from collections.abc import Sequence

from selfassess.disclosure.values import OVERALL
from selfassess.disclosure.views import NamedResult, SectionFigure
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Block, HeatCell, HeatColumn, Heatmap, HeatRow, Paragraph
from selfassess.report.wording import level_names, section_name

MOST_SECTIONS = 20
"""Columns beside each other; with the one of the whole they just fit on upright paper."""

_SHORT = 3
"""Letters that a number of a section may have over a narrow column."""

_NOTHING = SectionFigure(score=None, stage=None, supported_stage=None)


def heatmap(
    questionnaire: Questionnaire, rows: Sequence[NamedResult], t: Translator, *, order: str = ""
) -> tuple[Block, ...]:
    """What digits and heads mean, then the stage of each organisation in each section, in the order given.

    `order` says in a sentence what that order is, where it is not the alphabet's. Empty without an organisation.
    With more than `MOST_SECTIONS` sections several tables, the whole in the first.
    """
    if not rows:
        return ()
    heads = section_heads(questionnaire, t)
    ids = list(heads)
    groups = [ids[at : at + MOST_SECTIONS + 1] for at in range(0, len(ids), MOST_SECTIONS + 1)]
    return (
        Paragraph(text=_reading(questionnaire, rows, order, t), style="small"),
        Paragraph(text=_key(questionnaire, heads, t), style="small"),
        *(_table(group, heads, rows, t) for group in groups),
    )


def section_heads(questionnaire: Questionnaire, t: Translator) -> dict[str, HeatColumn]:
    """The whole and each section by id, with the number of the section over its column, else its place."""
    numbers = [section.number or "" for section in questionnaire.sections]
    fit = all(0 < len(number) <= _SHORT for number in numbers) and len(set(numbers)) == len(numbers)
    heads = numbers if fit else [str(place) for place in range(1, len(numbers) + 1)]
    return {
        OVERALL: HeatColumn(head=t("All"), title=t("Overall")),
        **{
            section.id: HeatColumn(head=head, title=section_name(t, section))
            for head, section in zip(heads, questionnaire.sections, strict=True)
        },
    }


def _table(ids: Sequence[str], heads: dict[str, HeatColumn], rows: Sequence[NamedResult], t: Translator) -> Heatmap:
    return Heatmap(
        caption=t("Stage of each organisation by section, {year}", year=rows[0].year),
        names=t("Organisation"),
        columns=tuple(heads[id] for id in ids),
        rows=tuple(
            HeatRow(name=row.name, cells=tuple(_cell(row.figures.get(id, _NOTHING)) for id in ids)) for row in rows
        ),
        none=t("No stage"),
    )


def _cell(figure: SectionFigure) -> HeatCell:
    lower = figure.supported_stage is not None and figure.supported_stage != figure.stage
    return HeatCell(level=figure.stage, supported=figure.supported_stage if lower else None)


def _reading(questionnaire: Questionnaire, rows: Sequence[NamedResult], order: str, t: Translator) -> str:
    scale = t.listing([f"{level} {name}" for level, name in enumerate(level_names(t, questionnaire))])
    told = [t("Each digit is a stage: {scale}.", scale=scale)]
    if any(_cell(figure).supported is not None for row in rows for figure in row.figures.values()):
        told.append(t("The digit in brackets is the stage that the evidence backs, where that is lower."))
    told.append(order or t("Organisations stand in alphabetical order: this is no ranking."))
    return " ".join(told)


def _key(questionnaire: Questionnaire, heads: dict[str, HeatColumn], t: Translator) -> str:
    titles = [f"{heads[one.id].head} {t.text(one.title)}" for one in questionnaire.sections]
    return t("{all} stands for the whole. The sections: {titles}.", all=heads[OVERALL].head, titles="; ".join(titles))
