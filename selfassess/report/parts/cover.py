"""What stands on the front of the report, and the marks that every page carries."""

from __future__ import annotations

from dataclasses import replace

from selfassess.language import Translator
from selfassess.questionnaire.model import Source
from selfassess.report import wording
from selfassess.report.blocks import Cover
from selfassess.report.material import Material
from selfassess.report.parts.summary import overall_tiles


def cover(material: Material, t: Translator) -> Cover:
    """Whose report it is, about what, and how final it is."""
    questionnaire, sheet = material.questionnaire, material.sheet
    facts = []
    if questionnaire.source:
        facts.append((t("Based on"), source_words(questionnaire.source, t)))
    if material.earlier:
        facts.append((t("Compared with"), material.earlier.card.period))
    if signed := signed_by(material):
        facts.append((t("Signed by"), t.listing(signed)))
    tiles = overall_tiles(material, t)
    return Cover(
        organisation=material.printed_name,
        title=t("Self-assessment report"),
        period=sheet.period,
        assessed_on=sheet.assessed_on,
        questionnaire=t("{title}, version {version}", title=t.text(questionnaire.title), version=questionnaire.version),
        status=status_words(material, t),
        facts=tuple(facts),
        levels=wording.level_names(t, questionnaire),
        stage=material.card.overall.stage,
        figures=replace(tiles, tiles=tiles.tiles[:2]),
    )


def marks(material: Material, t: Translator) -> tuple[str, ...]:
    """Words that every page must carry: that this is a draft or not signed yet, that the data are made up."""
    said = []
    if material.draft:
        said.append(t("Draft"))
    if material.unsigned:
        said.append(t("Agreed, not yet signed"))
    if material.example:
        said.append(t("Example: made-up data"))
    return tuple(said)


def source_words(source: Source, t: Translator) -> str:
    """The document a questionnaire stands on: title, publisher and day, as far as they are given."""
    told = [t.text(source.title), t.text(source.publisher), t.date(source.published) if source.published else ""]
    return ", ".join(part for part in told if part)


def signed_by(material: Material) -> list[str]:
    """The names of those who signed, each once."""
    signatures = material.proceedings.signatures if material.proceedings else ()
    return [*material.signed_by, *(one.name for one in signatures if one.name not in material.signed_by)]


def status_words(material: Material, t: Translator) -> str:
    """How final the assessment is."""
    if material.draft:
        return t("Draft: answers may still change")
    if material.unsigned:
        return t("Agreed, not yet signed")
    if material.agreed_on:
        if material.agreed_on == material.sheet.assessed_on:
            return t("Agreed")
        return t("Agreed on {day}", day=t.date(material.agreed_on))
    return t("Self-assessment")
