"""Frames are drawn once and kept."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from selfassess.charts import Label, draw, frames
from selfassess.language import Translator
from selfassess.report.charts import RadarChart

Radars = Callable[..., RadarChart]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    frames.forget()


def test_a_kept_frame_is_the_drawn_one(make_radar: Radars, words: Translator, tmp_path: Path) -> None:
    drawn = draw(make_radar([10, 20, 30]), words, frames=tmp_path)
    frames.forget()
    assert draw(make_radar([10, 20, 30]), words, frames=tmp_path) == drawn
    assert len(list(tmp_path.iterdir())) == 1


def test_other_values_share_the_frame_and_other_words_do_not(
    make_radar: Radars, words: Translator, tmp_path: Path
) -> None:
    for chart in (make_radar([10, 20, 30]), make_radar([40, 50, 60]), make_radar([10, 20, 30, 40])):
        draw(chart, words, frames=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("rubbish", ["", "{", "[1]", '[{"steps": 3}]', '[{"text": "x", "unknown": 1}]'])
def test_a_broken_file_is_ignored_and_written_again(
    make_radar: Radars, words: Translator, tmp_path: Path, rubbish: str
) -> None:
    drawn = draw(make_radar([10, 20, 30]), words, frames=tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_text(encoding="utf-8")
    file.write_text(rubbish, encoding="utf-8")
    frames.forget()
    assert draw(make_radar([10, 20, 30]), words, frames=tmp_path) == drawn
    assert file.read_text(encoding="utf-8") == whole


def test_a_folder_that_cannot_be_written_is_no_error(make_radar: Radars, words: Translator, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert draw(make_radar([10, 20, 30]), words, frames=tmp_path / "file").operations


def test_the_memory_has_an_end(make_radar: Radars, words: Translator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_KEPT", 1)
    first = draw(make_radar([10, 20, 30]), words)
    draw(make_radar([10, 20, 30, 40]), words)
    assert draw(make_radar([10, 20, 30]), words) == first


def test_with_kept_frames_a_new_process_needs_no_matplotlib(
    make_radar: Radars, words: Translator, tmp_path: Path
) -> None:
    draw(make_radar([10, 20, 30]), words, frames=tmp_path)
    program = f"""
import sys
from fractions import Fraction
from pathlib import Path
from selfassess.charts import draw
from selfassess.language import Translator
from selfassess.report.charts import RadarChart, Series
axes = ("Section 0", "Section 1", "Section 2")
chart = RadarChart(axes=axes, series=(Series(name="2026", values=(Fraction(70),) * 3),))
draw(chart, Translator(), frames=Path({str(tmp_path)!r}))
sys.exit("matplotlib" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_every_axis_name_is_in_the_frame(make_radar: Radars, words: Translator) -> None:
    texts = {one.text for one in draw(make_radar([1, 2, 3]), words).operations if isinstance(one, Label)}
    assert {"Section 0", "Section 1", "Section 2", "25", "50", "75", "100"} <= texts
