"""Bars of scores and of levels."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from selfassess.charts import Drawing, Label, Path, draw
from selfassess.charts.palette import ACCENT
from selfassess.language import Translator
from selfassess.report.charts import LevelBar, LevelBars, ScoreBar, ScoreBars
from selfassess.typefaces import width

LEVELS = ("Not started", "Exploring", "Developing", "Embedding", "Sustaining")


def score_bars(*scores: int | None, low: int | None = None, high: int | None = None) -> ScoreBars:
    return ScoreBars(
        bars=tuple(
            ScoreBar(
                label=f"Section {at} with a name that needs more than a single line in its column, or even three",
                score=None if score is None else Fraction(score),
                low=None if low is None else Fraction(low),
                high=None if high is None else Fraction(high),
                stage=None if score is None else 2,
                supported_stage=None if score is None else 1,
                earlier=Fraction(30) if at else None,
            )
            for at, score in enumerate(scores)
        ),
        stage_names=LEVELS,
        earlier_name="2025",
    )


def level_bars(*bars: LevelBar) -> LevelBars:
    return LevelBars(bars=bars, level_names=LEVELS)


def texts(drawing: Drawing) -> list[str]:
    return [one.text for one in drawing.operations if isinstance(one, Label)]


def filled(drawing: Drawing) -> list[Path]:
    """The bars, with the one of the legend."""
    return [one for one in drawing.operations if isinstance(one, Path) and one.fill == ACCENT]


def wide(path: Path) -> float:
    xs = [step[1] for step in path.steps if step[0] != "Z"]
    return max(xs) - min(xs)


def boxes(drawing: Drawing) -> list[tuple[float, float, float, float, str]]:
    found = []
    for one in drawing.operations:
        if isinstance(one, Label) and one.text.strip():
            long = width(one.text, one.size, one.weight == "bold")
            left = one.x - {"start": 0.0, "middle": long / 2, "end": long}[one.anchor]
            found.append((left, one.y - one.size * 0.75, left + long, one.y + one.size * 0.22, one.text))
    return found


def assert_apart(drawing: Drawing) -> None:
    found = boxes(drawing)
    for at, (left, top, right, bottom, text) in enumerate(found):
        for other_left, other_top, other_right, other_bottom, other in found[at + 1 :]:
            apart = right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top
            assert apart, (text, other)


def test_a_bar_is_as_long_as_its_score_and_says_it(words: Translator) -> None:
    drawing = draw(score_bars(25, 50), words)
    short, long, _legend = filled(drawing)
    assert wide(long) == pytest.approx(2 * wide(short))
    assert {"25", "50"} <= set(texts(drawing))


def test_a_section_without_a_score_has_no_bar_and_says_so(words: Translator) -> None:
    drawing = draw(score_bars(None, low=0, high=100), words)
    assert len(filled(drawing)) == 1  # the legend's
    assert "No score" in texts(drawing)
    assert_apart(drawing)


def test_a_section_without_score_and_range_says_so_beside_the_axis(words: Translator) -> None:
    drawing = draw(score_bars(None), words)
    assert "No score" in texts(drawing)
    assert "–" not in LEVELS


def test_stages_stand_as_digit_and_name_claimed_beside_supported(words: Translator) -> None:
    found = texts(draw(score_bars(60), words))
    assert {"Stage", "2", "Developing", "1", "Exploring"} <= set(found)


def test_the_range_is_explained_only_where_there_is_one(words: Translator) -> None:
    assert "What it could still be" in texts(draw(score_bars(50, low=40, high=60), words))
    assert "What it could still be" not in texts(draw(score_bars(50, low=50, high=50), words))


def test_score_texts_never_overlap(words: Translator) -> None:
    assert_apart(draw(score_bars(*range(0, 101, 10), low=0, high=100), words))
    assert_apart(draw(score_bars(100, 100, low=90, high=100), words, 340))


def test_a_level_bar_ends_at_its_level_with_its_digit(words: Translator) -> None:
    bars = level_bars(*(LevelBar(label=f"Question {at}", level=at, supported=at) for at in range(1, 5)))
    drawing = draw(bars, words)
    assert [round(wide(bar) / wide(filled(drawing)[0])) for bar in filled(drawing)] == [1, 2, 3, 4]
    assert not {"What the evidence supports, where it is less", "Earlier"} & set(texts(drawing))


def test_level_zero_has_a_digit_but_no_bar(words: Translator) -> None:
    drawing = draw(level_bars(LevelBar(label="Question", level=0, supported=0)), words)
    assert filled(drawing) == []
    assert texts(drawing).count("0") == 2  # on the axis and in the chip


def test_a_question_without_a_level_says_why(words: Translator) -> None:
    bars = level_bars(
        LevelBar(label="One", level=None, supported=None, note="Don’t know"),
        LevelBar(label="Two", level=None, supported=None),
    )
    assert {"Don’t know", "–"} <= set(texts(draw(bars, words)))


def test_lower_support_and_the_earlier_year_are_marked_and_explained(words: Translator) -> None:
    chart = level_bars(LevelBar(label="One", level=3, supported=1, earlier=2))
    assert {"What the evidence supports, where it is less", "Earlier"} <= set(texts(draw(chart, words)))
    assert "2025" in texts(draw(replace(chart, earlier_name="2025"), words))


def test_level_texts_never_overlap(words: Translator) -> None:
    long = "A prompt that goes on for quite a while, because it names everything that matters " * 3
    notes = (None, "Does not apply: the board has no services and no staff, and never had any of them before")
    bars = level_bars(*(LevelBar(label=long, level=None, supported=None, note=note) for note in notes))
    assert_apart(draw(bars, words))
    assert_apart(draw(bars, words, 340))


def test_a_chart_without_bars_is_refused(words: Translator) -> None:
    with pytest.raises(ValueError, match="without bars"):
        draw(level_bars(), words)


def test_a_long_name_of_a_year_is_cut_to_one_line_of_the_legend(words: Translator) -> None:
    bars = replace(score_bars(20, 40), earlier_name="The year that began\nin April " * 10)
    drawing = draw(bars, words)
    (label,) = (one for one in drawing.operations if isinstance(one, Label) and one.text.startswith("The year"))
    assert label.text.endswith("…")
    assert "\n" not in label.text
    assert label.x + width(label.text, label.size) <= drawing.width
