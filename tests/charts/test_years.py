"""Lines over years and the waterfall: gaps, signs, room for every word, and what stands in the legend."""

from __future__ import annotations

from fractions import Fraction

import pytest

from selfassess.charts import Drawing, Label, Path, draw
from selfassess.charts.geometry import runs
from selfassess.charts.palette import ACCENT, INK, PAPER
from selfassess.language import Translator
from selfassess.report.charts import Fall, LinePanel, RadarChart, ScoreBar, ScoreBars, Series, Waterfall, YearLines
from selfassess.typefaces import width as text_width

WIDTHS = (480, 240)
CAUSES = (
    "Questions that are no longer asked, or ask something else now",
    "Questions and sections that weigh more or less than before",
    "Questions answered then and open or not applicable now",
    "Answers that changed",
    "Questions answered now and open or not applicable then",
    "Questions that are new, or ask something else now",
)


def series(name: str, *values: int | None, target: bool = False) -> Series:
    return Series(name=name, values=tuple(None if one is None else Fraction(one) for one in values), target=target)


def lines(*values: int | None, panels: int = 9, periods: tuple[str, ...] = ()) -> YearLines:
    """`panels` panels of the same values, each with a second line a little lower."""
    lower = [None if value is None else max(value - 5, 0) for value in values]
    return YearLines(
        periods=periods or tuple(str(2027 - len(values) + at) for at in range(len(values))),
        panels=tuple(
            LinePanel(
                label=f"{at + 1}. Wellbeing at work and compassionate leadership",
                series=(series("As scored", *values), series("Like for like", *lower)),
            )
            for at in range(panels)
        ),
    )


def fall(before: str, *changes: str) -> Waterfall:
    steps = tuple(
        Fall(label=label, change=Fraction(change), said=_said(change))
        for label, change in zip(CAUSES, changes, strict=True)
    )
    after = Fraction(before) + sum(step.change for step in steps)
    return Waterfall(from_label="2025", before=Fraction(before), to_label="2026", after=after, steps=steps)


def _said(change: str) -> str:
    return "hardly any" if 0 < abs(Fraction(change)) < Fraction(1, 20) else change.replace("-", "−")


def texts(drawing: Drawing) -> list[str]:
    return [one.text for one in drawing.operations if isinstance(one, Label)]


def outside(drawing: Drawing) -> list[str]:
    """Labels that reach beyond the picture."""
    found = []
    for one in drawing.operations:
        if isinstance(one, Label):
            wide = text_width(one.text, one.size, one.weight == "bold")
            left = one.x - {"start": 0, "middle": wide / 2, "end": wide}[one.anchor]
            if left < -0.5 or left + wide > drawing.width + 0.5 or not 0 < one.y <= drawing.height:
                found.append(one.text)
    return found


def crossing(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of labels on one line that overlap."""
    labels = [one for one in drawing.operations if isinstance(one, Label)]
    boxes = []
    for one in labels:
        wide = text_width(one.text, one.size, one.weight == "bold")
        left = one.x - {"start": 0, "middle": wide / 2, "end": wide}[one.anchor]
        boxes.append((left, left + wide, one.y - one.size * 0.7, one.y, one.text))
    return [
        (a[4], b[4])
        for at, a in enumerate(boxes)
        for b in boxes[:at]
        if a[0] < b[1] - 0.5 and b[0] < a[1] - 0.5 and a[2] < b[3] - 0.5 and b[2] < a[3] - 0.5
    ]


LINES = {
    "two years": lines(20, 60),
    "three years": lines(20, 60, 100),
    "ten years": lines(0, 10, None, 30, 40, 50, 60, 70, 80, 90),
    "long names of periods": lines(10, 100, 55, periods=("Autumn 2024", "Autumn 2025", "Autumn 2026")),
    "one word that is too long": lines(10, 55, periods=("Zwischenbericht-Frühjahr", "Abschlussbericht-Herbst")),
    "no score": lines(None, None),
    "twenty-one panels": lines(1, 99, panels=21),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("content", LINES.values(), ids=LINES)
def test_every_word_of_lines_over_years_has_its_room(content: YearLines, width: float) -> None:
    drawing = draw(content, Translator(), width)
    assert outside(drawing) == []
    assert crossing(drawing) == []


def test_the_last_year_is_named_and_its_figure_stands_beside_its_point() -> None:
    drawing = draw(lines(20, 40, 63, panels=1), Translator())
    assert {"2024", "2025", "2026", "63", "As scored", "Like for like"} <= set(texts(drawing))
    point = max((one for one in drawing.operations if isinstance(one, Path) and one.fill == ACCENT), key=_right)
    (figure,) = (one for one in drawing.operations if isinstance(one, Label) and one.text == "63")
    assert _right(point) < figure.x < _right(point) + 6


def _right(path: Path) -> float:
    return max(step[-2] for step in path.steps if len(step) > 1)


def test_a_year_without_a_score_is_a_gap_and_never_0() -> None:
    whole, broken = (draw(lines(*values, panels=1), Translator()) for values in ((50, 50, 50, 50), (50, None, 50, 50)))
    assert len(_markers(broken)) == len(_markers(whole)) - 2
    assert {one.steps for one in _markers(broken)} < {one.steps for one in _markers(whole)}
    assert "No score" in texts(draw(lines(None, None, panels=1), Translator()))
    assert "63" not in texts(draw(lines(63, None, panels=1), Translator()))


def _markers(drawing: Drawing) -> list[Path]:
    return [one for one in drawing.operations if isinstance(one, Path) and one.fill in (ACCENT, PAPER)]


def test_a_run_ends_at_a_gap() -> None:
    a, b, c = (0.0, 0.0), (1.0, 0.0), (2.0, 0.0)
    assert runs([a, None, b, c]) == ((a,), (b, c))
    assert runs([None, a, None]) == ((a,),)
    assert runs([None]) == ()


@pytest.mark.parametrize("content", [lines(50), lines(50, 60, panels=0)])
def test_one_year_or_no_section_has_no_lines(content: YearLines) -> None:
    with pytest.raises(ValueError, match="two years or more"):
        draw(content, Translator())


FALLS = {
    "up": fall("37.5", "-0.2", "-0.2", "-0.2", "18.2", "0", "-1.4"),
    "down": fall("60", "-12.5", "3", "-8", "-25", "2.1", "6.6"),
    "at the top": fall("98.5", "0", "0", "0", "1.5", "0", "0"),
    "long words at the top": fall("70", "29.96", "0.01", "0.01", "0.01", "0", "-0.01"),
    "at the bottom": fall("0", "0", "0", "0", "0", "0", "0"),
    "over the whole scale": fall("0", "20", "20", "20", "20", "20", "0"),
    "all the way down": fall("100", "-20", "-20", "-20", "-20", "-20", "0"),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("content", FALLS.values(), ids=FALLS)
def test_every_word_of_a_waterfall_has_its_room(content: Waterfall, width: float) -> None:
    drawing = draw(content, Translator(), width)
    assert outside(drawing) == []
    assert crossing(drawing) == []
    said = " ".join(texts(drawing))
    assert [cause for cause in CAUSES if cause not in said] == []


def test_what_raised_the_score_is_filled_and_what_lowered_it_is_hollow() -> None:
    drawing = draw(FALLS["down"], Translator())
    hollow = [one for one in drawing.operations if isinstance(one, Path) and one.dash == (2.5, 1.5)]
    assert len(hollow) == 3 + 1  # and the one in the legend
    assert {one.stroke for one in hollow} == {INK}
    assert {"Raised the score", "Lowered the score", "−12.5", "60", "26.2"} <= set(texts(drawing))


def test_a_legend_explains_only_what_is_there() -> None:
    assert "Lowered the score" not in texts(draw(FALLS["at the top"], Translator()))
    assert "Raised the score" not in texts(draw(FALLS["at the bottom"], Translator()))


def test_a_waterfall_ends_where_the_later_year_stands() -> None:
    content = fall("30", "5", "0", "0", "15", "0", "-10")
    drawing = draw(content, Translator())
    (figure,) = (
        one for one in drawing.operations if isinstance(one, Label) and one.text == "40" and one.weight == "bold"
    )
    ends = {round(_right(one), 1) for one in drawing.operations if isinstance(one, Path) and one.dash == (1.0, 2.0)}
    assert round(figure.x - 9, 1) in ends


def test_a_target_is_a_series_of_its_own_style_whether_or_not_there_is_an_earlier_year() -> None:
    axes = ("One", "Two", "Three")
    now, target = series("2026", 10, 20, 30), series("Target", 50, 50, None, target=True)
    alone = draw(RadarChart(axes=axes, series=(now, target)), Translator())
    beside = draw(RadarChart(axes=axes, series=(now, series("2025", 5, 5, 5), target)), Translator())
    dotted = [[one for one in drawing.operations if isinstance(one, Path) and one.dash == (1.2, 2.6)]
              for drawing in (alone, beside)]  # fmt: skip
    assert len(dotted[0]) == len(dotted[1]) == 2


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_have_a_target_mark_that_no_figure_stands_on(width: float) -> None:
    bars = tuple(
        ScoreBar(label=f"Section {at}", score=Fraction(50), low=None, high=None, stage=None, supported_stage=None,
                 target=Fraction(50 + at))
        for at in range(-10, 20)
    )  # fmt: skip
    drawing = draw(ScoreBars(bars=bars, stage_names=(), target_name="Target"), Translator(), width)
    assert "Target" in texts(drawing)
    marks = [one for one in drawing.operations if isinstance(one, Path) and one.stroke == INK and len(one.steps) == 6]
    figures = [
        one for one in drawing.operations if isinstance(one, Label) and one.text == "50" and one.weight == "bold"
    ]
    assert len(marks) == len(bars) + 1
    for mark, figure in zip(marks, figures, strict=False):
        wide = text_width("50", figure.size, True)
        left = figure.x - (wide if figure.anchor == "end" else 0)
        assert not left - 1 < mark.steps[0][1] < left + wide + 1


def test_a_figure_that_a_target_would_cross_stands_in_its_bar_or_beyond_the_mark() -> None:
    def figure(score: int, earlier: int | None) -> Label:
        bar = ScoreBar(label="One", score=Fraction(score), low=None, high=None, stage=None, supported_stage=None,
                       earlier=None if earlier is None else Fraction(earlier), target=Fraction(score + 3))  # fmt: skip
        drawing = draw(ScoreBars(bars=(bar,), stage_names=()), Translator())
        (found,) = (one for one in drawing.operations if isinstance(one, Label) and one.weight == "bold")
        return found

    assert (figure(60, None).anchor, figure(60, None).colour) == ("end", PAPER)
    assert (figure(60, 20).anchor, figure(60, 20).colour) == ("end", PAPER)
    for crowded in (figure(60, 57), figure(2, None)):
        assert (crowded.anchor, crowded.colour) == ("start", INK)


def test_a_section_without_a_score_still_shows_its_target() -> None:
    for low, high, target in ((0, 100, 2), (10, 30, 40), (10, 30, 90)):
        bar = ScoreBar(label="One", score=None, low=Fraction(low), high=Fraction(high), stage=0, supported_stage=0,
                       target=Fraction(target))  # fmt: skip
        drawing = draw(ScoreBars(bars=(bar,), stage_names=("A", "B", "C")), Translator())
        assert {"No score", "Target"} <= set(texts(drawing))
        assert crossing(drawing) == []


def test_fewer_than_three_axes_keep_their_target_as_bars() -> None:
    now, target = series("2026", 10, 20), series("Target", 50, None, target=True)
    drawing = draw(RadarChart(axes=("One", "Two"), series=(now, target)), Translator())
    assert "Target" in texts(drawing)
