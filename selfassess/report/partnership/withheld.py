"""What is withheld in the report of a partnership, and why; never how much lies behind it."""

from __future__ import annotations

from collections.abc import Mapping

from selfassess.disclosure.values import FEWEST, FEWEST_FOR_QUARTILES, Cell, Shown, Withheld, withheld_words
from selfassess.disclosure.views import PartnershipMaterial
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Block, Column, Paragraph, Table
from selfassess.report.partnership.movement import moved_of
from selfassess.report.partnership.words import names_of, ordered, shown_in
from selfassess.report.partnership.year import PartnershipYear


def what_is_withheld(year: PartnershipYear, t: Translator) -> tuple[Block, ...]:
    """The rule and its reason, then for all organisations and each kind of them what stands in this report."""
    material = year.material
    groups = {t("All kinds"): material.cells, **{year.kind_names[kind]: of for kind, of in material.by_kind.items()}}
    return (
        Paragraph(text=_why(t), style="lead"),
        Paragraph(text=_quartiles(t)),
        Table(
            caption=t("What stands in this report, and what is withheld"),
            columns=(
                Column(title=t("Organisations"), width=4),
                Column(title=t("Figures"), width=4),
                Column(title=t("Quartiles"), width=4),
                Column(title=t("Movement"), width=4),
            ),
            rows=tuple((name, *_row(material, cells, t)) for name, cells in groups.items()),
        ),
        *(Paragraph(text=text, style="small") for text in _notes(year, t)),
    )


def withheld_sentence(year: PartnershipYear, t: Translator) -> str:
    """Whether anything of this report is withheld, and that its part tells what."""
    groups = [year.material.cells, *year.material.by_kind.values()]
    told = {words for cells in groups for words in _row(year.material, cells, t)}
    if told <= {t("Shown"), _no_year_before(t)}:
        return t("Nothing in this report is withheld.")
    return t(
        "Some figures are withheld, so that nobody can work out the result of an organisation that is not seen by name."
        " The part on what is withheld says which."
    )


def _why(t: Translator) -> str:
    return t(
        "A figure over organisations is shown where the reader sees all of them by name, or where at least {fewest} of"
        " them stand in it without a name. Else somebody could work out the result of one of them.",
        fewest=FEWEST,
    )


def _quartiles(t: Translator) -> str:
    return t(
        "Quartiles say much about few, so they need {count} organisations, and as many without a name where there are"
        " any. Results without a name are counted in groups of at least {fewest}, which enter the figures and leave"
        " them together, so that nothing can be learned from two figures, two years or two reports beside each other"
        " either. Nothing says whether, or how many, wait.",
        count=FEWEST_FOR_QUARTILES,
        fewest=FEWEST,
    )


def _notes(year: PartnershipYear, t: Translator) -> tuple[str, ...]:
    as_of = [figures.as_of.date() for _, figures in shown_in(year.material.cells)]
    told = [t("An organisation that shares nothing is in no figure, and nothing here says which those are.")]
    if as_of:
        told.append(t("The figures stand as of {day}.", day=t.date(max(as_of))))
    return tuple(told)


def _row(material: PartnershipMaterial, cells: Mapping[str, Cell], t: Translator) -> tuple[str, str, str]:
    """For figures, quartiles and movement: that they are shown, or what stands in the place of which."""
    questionnaire = material.questionnaire
    figures = dict(ordered(questionnaire, cells))
    quartiles = {id: cell.value.score.quartiles if isinstance(cell, Shown) else cell for id, cell in figures.items()}
    moved = {id: moved_of(cell) for id, cell in figures.items()}
    compared = any(one.year == material.year - 1 for one in material.trend)
    return (
        _told(questionnaire, figures, t),
        _told(questionnaire, quartiles, t),
        _told(questionnaire, moved, t) if compared else _no_year_before(t),
    )


def _no_year_before(t: Translator) -> str:
    return t("No year before")


def _told(questionnaire: Questionnaire, found: Mapping[str, object], t: Translator) -> str:
    held = {id: one for id, one in found.items() if isinstance(one, Withheld)}
    if not held:
        return t("Shown")
    said = {withheld_words(t, one): [id for id in held if held[id] == one] for one in held.values()}
    if len(held) == len(found):
        return "; ".join(said)
    names = names_of(questionnaire, t)
    return "; ".join(f"{words} ({t.listing([names[id] for id in ids])})" for words, ids in said.items())
