"""A rehearsal as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from selfassess.cli.score_table import figure, shortened
from selfassess.comparison import FigureChange, Rehearsal, Rehearsals
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.rehearsal_tables import figure_words
from selfassess.report.wording import section_name, stage_words
from selfassess.report.year_words import told_causes


def rehearse_table(old: Questionnaire, new: Questionnaire, found: Rehearsals, t: Translator) -> str:
    """How many would change, then for each its figures and why. Questions that are not carried over stand open."""
    changed = sum(one.changed for one in found.assessments)
    lines = [
        f"{old.name} → {new.version}",
        t.plural(
            "{changed} of {count} assessment would change. Questions that are new or ask something else stand open.",
            "{changed} of {count} assessments would change. Questions that are new or ask something else stand open.",
            len(found.assessments),
            changed=changed,
        ),
    ]
    for one in found.assessments:
        lines += ["", *_assessment(old, new, one, t)]
    return "\n".join(lines)


def _assessment(old: Questionnaire, new: Questionnaire, one: Rehearsal, t: Translator) -> Iterator[str]:
    title = f"{one.before.organisation} · {one.before.period}"
    if not one.changed:
        yield t("{title}: nothing would change", title=title)
        return
    yield title
    if one.overall:
        yield f"  {t('Overall')}: {_changes(old, new, one.overall, t)}"
        yield from (f"    {cause}" for cause in told_causes(t, one.causes))
    names = {section.id: section_name(t, section) for section in (*old.sections, *new.sections)}
    for section in one.sections:
        yield f"  {shortened(names[section.section])}: {_changes(old, new, section.figures, t)}"
        yield from (f"    {cause}" for cause in told_causes(t, section.causes))


def _changes(old: Questionnaire, new: Questionnaire, changes: Sequence[FigureChange], t: Translator) -> str:
    names = figure_words(t)
    return "; ".join(
        f"{names[change.name]} {_figure(old, change.name, change.before, t)} → "
        f"{_figure(new, change.name, change.after, t)}"
        for change in changes
    )


def _figure(questionnaire: Questionnaire, name: str, value: Fraction | int | None, t: Translator) -> str:
    if name.endswith("stage"):
        return stage_words(t, questionnaire, None if value is None else int(value))
    return t("none") if value is None else figure(t, Fraction(value))
