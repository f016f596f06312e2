"""What many organisations have in common: sections where most are far, and those where most are at the beginning."""

from __future__ import annotations

from collections.abc import Mapping

from selfassess.disclosure.values import OVERALL, Cell, Figures, Withheld, withheld_words
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Bullets, Paragraph
from selfassess.report.partnership.words import names_of, shown_in
from selfassess.report.wording import stage_words

MOST = 3
"""As many sections are named."""

_FAR, _EARLY = 3, 1
"""The stage from which a section counts as far along, on a shorter scale its top, and the one up to which as early."""


def strengths(questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator) -> tuple[Bullets | Paragraph]:
    """The sections where the greatest share of organisations is far along."""
    far = min(_FAR, questionnaire.top)
    found = _greatest({id: sum(one.stage.counts[far:]) for id, one in _sections(cells)}, cells)
    stage = stage_words(t, questionnaire, far)
    beyond = stage if far == questionnaire.top else t("{stage} or higher", stage=stage)
    names = names_of(questionnaire, t)
    told = tuple(
        t.plural(
            "{section}: {reached} of {count} organisation at {stage}",
            "{section}: {reached} of {count} organisations at {stage}",
            of,
            section=names[id],
            reached=reached,
            stage=beyond,
        )
        for id, reached, of in found
    )
    return _told(told, cells, t("No organisation is at {stage} in any section yet.", stage=beyond), t)


def gaps(questionnaire: Questionnaire, cells: Mapping[str, Cell], t: Translator) -> tuple[Bullets | Paragraph]:
    """The sections where the greatest share of organisations is at the beginning."""
    found = _greatest({id: sum(one.stage.counts[: _EARLY + 1]) for id, one in _sections(cells)}, cells)
    stage = stage_words(t, questionnaire, _EARLY)
    names = names_of(questionnaire, t)
    told = tuple(
        t.plural(
            "{section}: {early} of {count} organisation at {stage} or lower",
            "{section}: {early} of {count} organisations at {stage} or lower",
            of,
            section=names[id],
            early=early,
            stage=stage,
        )
        for id, early, of in found
    )
    return _told(told, cells, t("Every organisation is beyond {stage} in every section.", stage=stage), t)


def _sections(cells: Mapping[str, Cell]) -> list[tuple[str, Figures]]:
    return [(id, figures) for id, figures in shown_in(cells) if id != OVERALL]


def _greatest(counted: Mapping[str, int], cells: Mapping[str, Cell]) -> list[tuple[str, int, int]]:
    """At most `MOST` sections with the greatest shares above none: id, how many organisations, of how many."""
    of = {id: figures.organisations for id, figures in _sections(cells)}
    there = [(id, count, of[id]) for id, count in counted.items() if count]
    # Sorting keeps the order of the questionnaire where shares are the same.
    return sorted(there, key=lambda one: one[1] / one[2], reverse=True)[:MOST]


def _told(told: tuple[str, ...], cells: Mapping[str, Cell], none: str, t: Translator) -> tuple[Bullets | Paragraph]:
    if told:
        return (Bullets(items=told),)
    if _sections(cells):
        return (Paragraph(text=none),)
    return (Paragraph(text=t("Every section: {withheld}.", withheld=withheld_words(t, Withheld()))),)
