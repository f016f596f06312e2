"""What a chart shows, as numbers and words; how it is drawn is the charts room's business."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One year or target: a value for each axis, 0 to the chart's maximum; None is a gap and never drawn as 0."""

    name: str
    values: tuple[Fraction | None, ...]
    target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarChart:
    """Profile over 3 to 20 axes; series in order: this year, last year, target; at most three, each may be missing."""

    axes: tuple[str, ...]
    series: tuple[Series, ...]
    maximum: int = 100
    compact: bool = False
    """Small, for a page that must hold much else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBar:
    """One section: its score with the range it could still be in, its stage and the stage its evidence backs."""

    label: str
    score: Fraction | None
    low: Fraction | None
    high: Fraction | None
    stage: int | None
    supported_stage: int | None
    earlier: Fraction | None = None
    target: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBars:
    """A bar for each section on a 0–100 axis; `stage_names` are the names of stages 0..m, for the labels."""

    bars: tuple[ScoreBar, ...]
    stage_names: tuple[str, ...]
    earlier_name: str | None = None
    target_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelBar:
    """One question: its level, what the evidence supports, the earlier one; `note` says why there is no level."""

    label: str
    level: int | None
    supported: int | None
    earlier: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelBars:
    """A bar for each question of one section on the 0..m axis of level names."""

    bars: tuple[LevelBar, ...]
    level_names: tuple[str, ...]
    earlier_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePanel:
    """One section over the years: a value of 0–100 of each series for each period; None is a gap."""

    label: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLines:
    """A small panel for each section, all on one axis of 0–100 and one of 2 to 10 periods, the oldest first.

    Every panel has the same one or two series; the first stands in front.
    """

    periods: tuple[str, ...]
    panels: tuple[LinePanel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """One step of a waterfall: by how much it moves the score, and the same in words, "+3.5" or "none"."""

    label: str
    change: Fraction
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """How a score of 0–100 came from one year's to another's, step by step; the steps add up to the difference."""

    from_label: str
    before: Fraction
    to_label: str
    after: Fraction
    steps: tuple[Fall, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """How many there are in each column; None where that is not told, and `note` says why."""

    label: str
    counts: tuple[int, ...] | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountColumns:
    """Rows of counts under the same heads, each count a bar of its own and its figure.

    `levels`: the heads are the names of levels 0..m, in the colours of levels.
    """

    heads: tuple[str, ...]
    rows: tuple[CountRow, ...]
    levels: bool = False


ChartContent = RadarChart | ScoreBars | LevelBars | YearLines | Waterfall | CountColumns
