"""A rehearsal as pages show it: how many results would change, each with its figures, and what is not in it."""

from __future__ import annotations

from dataclasses import dataclass

from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Table
from selfassess.report.rehearsal_tables import rehearsal_table
from selfassess.report.year_words import missing_words
from selfassess.services.rehearsing import Rehearsed


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRehearsal:
    """`changed`: the id of each assessment that would change, what it is called, and its table. `same`: the others.

    `notes` are what must not be overlooked.
    """

    lead: str
    changed: tuple[tuple[str, str, Table], ...]
    same: tuple[str, ...]
    notes: tuple[str, ...]


def rehearsal_shown(old: Questionnaire, new: Questionnaire, found: Rehearsed, t: Translator) -> ShownRehearsal:
    """In words."""
    names = {one.id: f"{one.details.organisation} · {one.details.period}" for one, _ in found.each}
    return ShownRehearsal(
        lead=_lead(old, found, t),
        changed=tuple(
            (one.id, names[one.id], rehearsal_table(old, new, rehearsal, t))
            for one, rehearsal in found.each
            if rehearsal.changed
        ),
        same=tuple(names[one.id] for one, rehearsal in found.each if not rehearsal.changed),
        notes=tuple(_notes(old, found, t)),
    )


def _lead(old: Questionnaire, found: Rehearsed, t: Translator) -> str:
    if not found.each:
        return t("No finished assessment whose answers you may see answers version {old}.", old=old.version)
    changed = t.plural(
        "{changed} of {count} finished assessment of version {old} would change.",
        "{changed} of {count} finished assessments of version {old} would change.",
        len(found.each),
        changed=found.changed,
        old=old.version,
    )
    if not found.changed:
        return changed
    staged = sum(one.before.overall.stage != one.after.overall.stage for _, one in found.each)
    other = t.plural("{count} to another overall stage.", "{count} to another overall stage.", staged)
    return f"{changed} {other if staged else t('None to another overall stage.')}"


def _notes(old: Questionnaire, found: Rehearsed, t: Translator) -> list[str]:
    said = [missing_words(t, found.missing)] if found.missing else []
    if found.left_out:
        said.append(t.plural("{count} earlier one is left out.", "{count} earlier ones are left out.", found.left_out))
    if found.unseen:
        said.append(
            t.plural(
                "{count} more finished assessment answers version {old}. You may not see its answers, so nothing of it"
                " stands here: its own people can look, or whoever runs the machine with “selfassess rehearse”.",
                "{count} more finished assessments answer version {old}. You may not see their answers, so nothing of"
                " them stands here: their own people can look, or whoever runs the machine with “selfassess rehearse”.",
                found.unseen,
                old=old.version,
            )
        )
    return said
