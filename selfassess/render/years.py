"""Years side by side as files: the object that `selfassess compare --json` prints, and a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from selfassess.comparison import series_as_json
from selfassess.language import Translator
from selfassess.language.spreadsheet import harmless
from selfassess.report.material import Years


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsRenderer:
    """One format: what people call it, its media type, and how to make it of years that stand side by side."""

    name: str
    media_type: str
    render: Callable[[Years, Translator], bytes]


def _json(years: Years, t: Translator) -> bytes:  # noqa: ARG001 - only figures
    """One object, indented, in UTF-8, with a line end."""
    return (json.dumps(series_as_json(years.series), ensure_ascii=False, indent=2) + "\n").encode()


def _csv(years: Years, t: Translator) -> bytes:
    """A row a scored question of the last year, with its level in every year; UTF-8 with a byte order mark.

    `moved` is since the year before; `not_compared` says why it cannot be told.
    """
    now, latest = years.series.years[-1].questionnaire, years.pairs[-1]
    moved = {one.id: one.moved for one in latest.then.comparison.questions}
    why = {one.id: one.why for one in latest.then.comparison.not_comparable if one.year == "now"}
    levels = _levels(years)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    periods = [f"level {year.sheet.period}" for year in years.series.years]
    writer.writerow(["section", "question", "prompt", *periods, "moved", "not_compared"])
    for section in now.sections:
        for question in section.level_questions:
            told = (
                section.id,
                question.id,
                t.text(question.prompt),
                *(each.get(question.id, "") for each in levels),
                moved.get(question.id, ""),
                why.get(question.id, ""),
            )
            writer.writerow([harmless(cell) for cell in told])
    return out.getvalue().encode("utf-8-sig")


def _levels(years: Years) -> list[dict[str, str]]:
    """For each year, the oldest first, the levels of questions by what the last year calls them."""
    *_, last = years.pairs
    found = []
    for year in years.before:
        then = {one.id: one.level for section in year.card.sections for one in section.questions}
        found.append({id: _written(then.get(earlier)) for id, earlier in year.comparison.pairs.items()})
    found.append({one.id: _written(one.level) for section in last.now.card.sections for one in section.questions})
    return found


def _written(level: int | None) -> str:
    return "" if level is None else str(level)


YEARS_RENDERERS: Mapping[str, YearsRenderer] = MappingProxyType(
    {
        "json": YearsRenderer(name="Comparison as JSON", media_type="application/json", render=_json),
        "csv": YearsRenderer(name="Levels as a table (CSV)", media_type="text/csv; charset=utf-8", render=_csv),
    }
)
"""By the ending of the file, without its dot."""
