"""Years side by side as lines for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from selfassess.cli.score_table import figure, shortened
from selfassess.comparison import Change, Comparison, SectionChange, Series
from selfassess.language import Translator
from selfassess.report.wording import section_name
from selfassess.report.year_words import moved_words, reason_words, why_words


def compare_table(series: Series, t: Translator) -> str:
    """The years, then this year beside the latest in detail, then what moved in the steps before that."""
    years = [year.sheet.period for year in series.years]
    last = series.years[-1]
    lines = [
        f"{last.sheet.organisation} · {t.text(last.questionnaire.title)} {last.questionnaire.version}",
        "",
        *_years(series, t),
    ]
    *before, latest = zip(pairwise(years), series.steps, strict=True)
    (then, now), found = latest
    lines += ["", t("{now} beside {then}", now=now, then=then), *_sections(series, t), *_step(found, t)]
    for (then, now), step in before:
        lines += ["", t("{now} beside {then}", now=now, then=then), *_step(step, t)]
    lines += _since(series, years, t)
    return "\n".join(lines)


def _years(series: Series, t: Translator) -> list[str]:
    rows = [(t("Year"), t("Version"), t("As scored"), t("Like for like"))]
    shared = series.shared.overall if series.shared else (None,) * len(series.years)
    for year, scored, like in zip(series.years, series.as_scored, shared, strict=True):
        rows.append((year.sheet.period, year.questionnaire.version, figure(t, scored), figure(t, like)))
    count = len(series.shared.questions) if series.shared else 0
    told = t.plural(
        "Like for like: {count} question, answered in every year.",
        "Like for like: {count} questions, answered in every year.",
        count,
    )
    return [*ruled(rows), told]


def _sections(series: Series, t: Translator) -> list[str]:
    found = series.latest
    if not found.sections:
        return []
    names = {section.id: section_name(t, section) for section in series.years[-1].questionnaire.sections}
    rows = [(t("Section, like for like"), t("From"), t("To"), t("Change"), t("Questions"))]
    rows += [(shortened(names[one.section]), *_change(one, t), t.number(one.questions)) for one in found.sections]
    rows.append((t("Overall"), *_change(found.like_for_like, t), t.number(found.common)))
    return [*ruled(rows), ""]


def _step(found: Comparison, t: Translator) -> list[str]:
    lines = []
    if found.why is None:
        lines.append(t("Nothing can be compared, so nothing is said about why the score moved."))
    else:
        words = why_words(t)
        rows = [(t("Why the score moved"), t("Points")), (t("From"), figure(t, found.before))]
        rows += [(words[name], signed(t, part)) for name, part in found.why.parts().items()]
        lines += [
            *ruled([*rows, (t("To"), figure(t, found.after))]),
            t("Questions: {moved}", moved=moved_words(t, found)),
        ]
    for way, name in (("up", t("Up")), ("down", t("Down"))):
        ids = [change.id for change in found.questions if change.moved == way]
        lines += [f"  {name}: {', '.join(ids)}"] if ids else []
    listed: dict[str, list[str]] = {}
    for one in found.not_comparable:
        listed.setdefault(reason_words(t, one.year)[one.why], []).append(one.id)
    if listed:
        lines.append(t("Not comparable:"))
        lines += [f"  {why}: {', '.join(ids)}" for why, ids in listed.items()]
    return lines


def _since(series: Series, years: list[str], t: Translator) -> list[str]:
    """This year beside each earlier one; with two years that has been said."""
    if len(years) == 2:
        return []
    rows = [(t("{now} beside", now=years[-1]), t("From"), t("To"), t("Change"), t("Questions"))]
    for then, found in zip(years, series.since, strict=False):
        rows.append((then, *_change(found.like_for_like, t), t.number(found.common)))
    return ["", t("Like for like since each year"), *ruled(rows)]


def _change(change: Change | SectionChange | None, t: Translator) -> tuple[str, str, str]:
    if change is None:
        return "–", "–", "–"
    return figure(t, change.from_), figure(t, change.to), signed(t, change.to - change.from_)


def signed(t: Translator, part: Fraction) -> str:
    """A part in points with its sign, to 2 decimals."""
    written = t.number(abs(part), places=2)
    return written if not part else f"+{written}" if part > 0 else f"−{written}"


def ruled(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows with their columns under each other, figures to the right, and a rule below the header."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(wide) if at else cell.ljust(wide)
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return [lines[0].rstrip(), "─" * (sum(widths) + 2 * (len(widths) - 1)), *(line.rstrip() for line in lines[1:])]
