"""Comparisons as the JSON objects of the public contract, section 5."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from selfassess.comparison.compare import Comparison
from selfassess.comparison.series import Series
from selfassess.scoring.card_json import number


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """The object that `compare --json` prints; `crosswalk_missing` is added only where one is."""
    like = comparison.like_for_like
    printed: dict[str, Any] = {
        "common": comparison.common,
        "before": number(comparison.before),
        "after": number(comparison.after),
        "like_for_like": {"from": number(like.from_), "to": number(like.to)} if like else None,
        "sections": {
            section.section: {"from": number(section.from_), "to": number(section.to), "questions": section.questions}
            for section in comparison.sections
        },
        "questions": [
            {"id": one.id, "earlier": one.earlier, "from": one.from_, "to": one.to, "moved": one.moved}
            for one in comparison.questions
        ],
        "why": {name: number(part) for name, part in comparison.why.parts().items()} if comparison.why else None,
        "not_comparable": [{"id": one.id, "why": one.why} for one in comparison.not_comparable],
    }
    if comparison.missing:
        printed["crosswalk_missing"] = [{"from": gap.older, "to": gap.newer} for gap in comparison.missing]
    return printed


def series_as_json(series: Series) -> dict[str, Any]:
    """The last year beside the one before it; with more than two years also the whole way.

    `years`: each year as scored, oldest first, and `shared` over the questions answered in every year; `steps`: each
    year beside the one before it; `since`: the last beside each earlier one.
    """
    printed = comparison_as_json(series.latest)
    if len(series.years) > 2:
        periods = [year.sheet.period for year in series.years]
        printed["years"] = [_year(series, at) for at in range(len(series.years))]
        printed["steps"] = [
            {"from": before, "to": after, **comparison_as_json(step)}
            for (before, after), step in zip(pairwise(periods), series.steps, strict=True)
        ]
        printed["since"] = [
            {"from": before, "to": periods[-1], **comparison_as_json(found)}
            for before, found in zip(periods, series.since, strict=False)
        ]
    return printed


def _year(series: Series, at: int) -> dict[str, Any]:
    sheet = series.years[at].sheet
    return {
        "period": sheet.period,
        "assessed_on": sheet.assessed_on.isoformat(),
        "version": sheet.version,
        "as_scored": number(series.as_scored[at]),
        "shared": number(series.shared.overall[at]) if series.shared else None,
    }
