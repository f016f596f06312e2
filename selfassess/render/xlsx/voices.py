"""How the result was reached, as sheets: no more of what people said apart than a report prints."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.render.xlsx.sheets import Sheet, field, level_field, sheet, texts
from selfassess.report.material import Material
from selfassess.report.parts.agreed import was_as_proposed
from selfassess.voices.proceedings import Proceedings


def took_part(material: Material, t: Translator) -> Sheet:
    """How many people there were in each role."""
    fields = (
        field("role", t("The role"), 18),
        field("people", t("How many took part")),
        field("asked", t("How many were asked")),
        texts("about", t("Where they come from, where that is said")),
    )
    rows = [(one.role.value, one.people, one.asked, one.about) for one in _of(material).took_part]
    return sheet("took_part", t("A row for each role"), fields, rows)


def agreed(material: Material, t: Translator) -> Sheet:
    """What the workshop settled."""
    fields = (
        field("question", t("The id of the question"), 22),
        field("discussed", t("yes where it was discussed, no where it stands as people gave it apart")),
        field("changed_since", t("yes where the answer is another one since; then nothing is told of its reason")),
        texts("reason", t("Why the workshop agreed on it")),
        texts("dissent", t("What those said who see it differently")),
    )
    rows = []
    for one in _of(material).agreed:
        told = not one.changed
        discussed = not was_as_proposed(one, material.sheet.answer(one.question))
        rows.append(
            (
                one.question,
                "yes" if discussed else "no",
                "yes" if one.changed else "no",
                one.reason if told else None,
                "\n".join(one.dissent) if told else None,
            )
        )
    return sheet("agreed", t("A row for each question that was agreed"), fields, rows)


def moderation(material: Material, t: Translator) -> Sheet:
    """What the moderator wrote."""
    fields = (
        field("question", t("The id of the question; empty where the note is on the whole"), 22),
        field("outcome", t("accepted, returned, or lowered")),
        level_field("supported_level", t("What the supported level was set to at most")),
        texts("note", t("The note")),
    )
    rows = [(one.question, one.outcome.value, one.supported_level, one.note) for one in _of(material).notes]
    return sheet("moderation", t("A row for each note of the moderator"), fields, rows)


def signatures(material: Material, t: Translator) -> Sheet:
    """Who signed."""
    fields = (
        field("name", t("Who signed"), 26),
        field("role", t("As what"), 26),
        field("signed_on", t("When")),
        texts("statement", t("The words that were signed")),
    )
    rows = [(one.name, one.role, one.signed_on, one.statement) for one in _of(material).signatures]
    return sheet("signatures", t("A row for each signature"), fields, rows)


def _of(material: Material) -> Proceedings:
    return material.proceedings or Proceedings()
