"""Who took part: roles and numbers, never the names of those who answered apart."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.blocks import Block, Facts, Paragraph
from selfassess.report.material import Material
from selfassess.voices.proceedings import TookPart
from selfassess.voices.steps import Role


def taking_part(material: Material, t: Translator) -> tuple[Block, ...]:
    """Nothing where it is not recorded."""
    proceedings = material.proceedings
    if proceedings is None:
        return ()
    took_part = [one for one in proceedings.took_part if one.asked]
    rows = [(wording.role_words(t, one.role, one.asked), _people(one, t)) for one in took_part]
    if proceedings.workshop_on:
        rows.append((t("Workshop"), t.date(proceedings.workshop_on)))
    if not rows:
        return ()
    if any(one.role is Role.CONTRIBUTOR and one.people for one in took_part):
        told = t("Contributors answered apart from each other before anything was agreed. They are counted, not named.")
        return (Paragraph(text=told), Facts(rows=tuple(rows)))
    return (Facts(rows=tuple(rows)),)


def _people(one: TookPart, t: Translator) -> str:
    if one.people == one.asked:
        told = t.plural("{count} person", "{count} people", one.people)
    else:
        told = t.plural("{people} of {count} who was asked", "{people} of {count} who were asked", one.asked,
                        people=one.people)  # fmt: skip
    # Where a single person came from would as good as name them.
    return f"{told}; {one.about}" if one.about and one.people > 1 else told
