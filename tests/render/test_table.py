"""The table of formats: each row works, and an ending that is not there is answered with those that are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from selfassess.charts.frames import forget
from selfassess.language import Translator
from selfassess.render.table import RENDERERS, UnknownFormatError, renderer_for
from selfassess.report.material import Material
from selfassess.scoring import card_as_json

Make = Callable[..., Material]
t = Translator()
STARTS = {".pdf": b"%PDF-", ".html": b"<!DOCTYPE html>", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04"}
STARTS |= {".json": b"{\n", ".csv": b"\xef\xbb\xbfsection,"}


def test_every_format_has_a_first_word_to_look_for_here() -> None:
    assert set(STARTS) == set(RENDERERS)


@pytest.mark.parametrize("suffix", RENDERERS)
def test_each_format_writes_what_it_says(material_saying: Make, suffix: str) -> None:
    data = renderer_for(suffix.upper()).render(material_saying("Words"), t)
    assert data.startswith(STARTS[suffix])


@pytest.mark.parametrize("suffix", [".pdf", ".html", ".docx"])
def test_drawn_frames_are_kept_in_a_folder_that_later_processes_share(
    material_saying: Make, tmp_path: Path, suffix: str
) -> None:
    forget()
    first = renderer_for(suffix).render(material_saying("Words"), t, frames=tmp_path)
    kept = {file.name for file in tmp_path.glob("*.json")}
    assert kept
    forget()
    assert renderer_for(suffix).render(material_saying("Words"), t, frames=tmp_path) == first
    assert {file.name for file in tmp_path.glob("*.json")} == kept


@pytest.mark.parametrize("suffix", [".doc", ".xls", ".pdff", "pdf"])
def test_an_unknown_ending_is_answered_with_those_that_exist(suffix: str) -> None:
    with pytest.raises(UnknownFormatError, match=r"\.pdf, \.html, \.docx, \.xlsx, \.json, \.csv") as caught:
        renderer_for(suffix)
    assert suffix in str(caught.value)


def test_a_file_without_an_ending_is_called_that() -> None:
    with pytest.raises(UnknownFormatError, match="a file without an ending"):
        renderer_for("")


def test_the_json_file_is_the_object_that_score_prints(material_saying: Make) -> None:
    material = material_saying("Siân")
    data = RENDERERS[".json"].render(material, t)
    told = json.loads(data)
    assert told.pop("proceedings")["took_part"], "how the result was reached comes after it, where it is known"
    assert told.pop("actions")["actions"][0]["text"] == "Siân", "what is planned, where there is a plan"
    assert told.pop("outcomes")["years"] == ["2025", "2026"]
    assert told == card_as_json(material.card)
    assert "Siân" in data.decode("utf-8"), "letters are written as they are"


def test_the_table_is_there_without_loading_what_draws_and_prints() -> None:
    """Serving starts quickly because matplotlib, reportlab and jinja2 wait for the first report."""
    heavy = ["matplotlib", "reportlab", "docx", "openpyxl", "jinja2"]
    code = f"import sys, selfassess.render.table; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
