"""The radar: fixed axis, three ways of drawing, gaps that stay gaps."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from selfassess.charts import Drawing, Label, Path, draw
from selfassess.charts.palette import ACCENT, GRID, RULE
from selfassess.charts.radar import bars_instead
from selfassess.language import Translator
from selfassess.report.charts import RadarChart
from selfassess.typefaces import width

Radars = Callable[..., RadarChart]


def lines(drawing: Drawing) -> list[Path]:
    """The outlines of this year's series."""
    return [
        one
        for one in drawing.operations
        if isinstance(one, Path) and one.stroke == ACCENT and one.fill is None and len(one.steps) > 2
    ]


def centre(drawing: Drawing) -> tuple[float, float]:
    """The middle of the largest circle of the grid."""
    rim = max(
        (one for one in drawing.operations if isinstance(one, Path) and any(step[0] == "C" for step in one.steps)),
        key=lambda one: max(step[1] for step in one.steps if step[0] != "Z"),
    )
    xs = [step[-2] for step in rim.steps if step[0] != "Z"]
    ys = [step[-1] for step in rim.steps if step[0] != "Z"]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def test_a_full_profile_is_one_closed_line(make_radar: Radars, words: Translator) -> None:
    (line,) = lines(draw(make_radar([50, 60, 70, 80]), words))
    assert line.steps[-1] == ("Z",)


def test_the_axis_is_fixed_whatever_the_values(make_radar: Radars, words: Translator) -> None:
    """A value of 50 lies half way between the centre and 100, also where 50 is the highest."""
    low, full = (lines(draw(make_radar([value] * 4), words))[0].steps for value in (50, 100))
    middle = centre(draw(make_radar([50] * 4), words))
    half = math.dist(low[0][1:], middle)
    assert math.dist(full[0][1:], middle) == pytest.approx(2 * half, abs=0.05)


def test_a_section_without_a_score_is_a_gap_and_never_zero(make_radar: Radars, words: Translator) -> None:
    drawing = draw(make_radar([50, None, 70, 80, 60]), words)
    (line,) = lines(drawing)
    assert line.steps[-1] != ("Z",)
    assert len(line.steps) == 4
    assert min(math.dist(step[1:], centre(drawing)) for step in line.steps) > 40
    assert "No score: Section 1" in [one.text for one in drawing.operations if isinstance(one, Label)]


def test_two_gaps_leave_two_lines_and_a_lone_value_only_its_marker(make_radar: Radars, words: Translator) -> None:
    drawing = draw(make_radar([50, None, 70, None, 60, 40, 30]), words)
    assert [len(line.steps) for line in lines(drawing)] == [4]
    markers = [one for one in drawing.operations if isinstance(one, Path) and one.fill == one.stroke == ACCENT]
    assert len(markers) == 5 + 1  # and one in the legend


def test_series_differ_in_more_than_colour(make_radar: Radars, words: Translator) -> None:
    drawing = draw(make_radar([50] * 4, [40] * 4, [75] * 4), words)
    closed = [
        one
        for one in drawing.operations
        if isinstance(one, Path) and one.stroke not in (None, GRID) and len(one.steps) == 5 and one.fill is None
    ]
    assert len({(one.dash, one.width) for one in closed}) == 3


def test_no_value_at_all_draws_no_series(make_radar: Radars, words: Translator) -> None:
    assert lines(draw(make_radar([None, None, None]), words)) == []


def test_a_short_scale_has_a_ring_for_each_level(make_radar: Radars, words: Translator) -> None:
    drawing = draw(make_radar([1, 2, 3], maximum=4), words)
    texts = [one.text for one in drawing.operations if isinstance(one, Label)]
    assert [text for text in texts if text in "1234"] == ["1", "2", "3", "4"]


def test_names_are_never_read_as_mathematics(make_radar: Radars, words: Translator) -> None:
    r"""`$\frac{1}$` stands as it is written."""
    chart = RadarChart(axes=(r"$\frac{1}$", "_hidden", "$x$"), series=make_radar([1, 2, 3]).series)
    texts = {one.text for one in draw(chart, words).operations if isinstance(one, Label)}
    assert {r"$\frac{1}$", "_hidden", "$x$"} <= texts


def test_fewer_than_three_axes_are_drawn_as_bars(make_radar: Radars, words: Translator) -> None:
    bars = bars_instead(make_radar([2, None], [1, 4], maximum=4))
    assert [bar.score for bar in bars.bars] == [50, None]
    assert [bar.earlier for bar in bars.bars] == [25, 100]
    assert bars.earlier_name == "2025"
    assert draw(make_radar([50, 60]), words).height < 200


def test_without_an_earlier_year_the_bars_have_none(make_radar: Radars) -> None:
    bars = bars_instead(make_radar([Fraction(1, 2), 3]))
    assert bars.earlier_name is None
    assert [bar.earlier for bar in bars.bars] == [None, None]


def test_more_than_three_series_are_refused(make_radar: Radars, words: Translator) -> None:
    with pytest.raises(ValueError, match="one to three series"):
        draw(make_radar([1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3]), words)


def test_a_radar_without_a_series_is_refused(words: Translator) -> None:
    with pytest.raises(ValueError, match="one to three series"):
        draw(RadarChart(axes=("a", "b", "c"), series=()), words)


def test_a_label_that_had_to_move_far_is_led_to_by_a_line(words: Translator, make_radar: Radars) -> None:
    """Twenty long names: those near the top and foot are pushed away from their spokes."""
    name = "A section whose name is so long that it takes all of its three lines beside the chart, and then some"
    chart = RadarChart(axes=(name,) * 20, series=make_radar([50] * 20).series)
    plain = RadarChart(axes=("A",) * 20, series=make_radar([50] * 20).series)

    def leaders(drawing: Drawing) -> int:
        straight = [one for one in drawing.operations if isinstance(one, Path) and one.stroke == RULE]
        return sum(len(one.steps) == 2 for one in straight)

    assert leaders(draw(chart, words)) > leaders(draw(plain, words)) == 0


def test_a_long_name_of_a_year_stays_on_its_line_inside_the_picture(make_radar: Radars, words: Translator) -> None:
    chart = make_radar([50] * 4, [40] * 4)
    names = ("First\nhalf of 2026", "The year that began in April " * 10)
    named = tuple(replace(one, name=name) for one, name in zip(chart.series, names, strict=True))
    drawing = draw(replace(chart, series=named), words)
    first, second = (one for one in drawing.operations if isinstance(one, Label) and one.text[:4] in ("Firs", "The "))
    assert (first.text, second.text[-1]) == ("First…", "…")
    assert first.x > 0
    assert second.x + width(second.text, second.size) <= drawing.width
