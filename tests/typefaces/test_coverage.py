"""Which font prints what, and what none prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from selfassess.typefaces import face, faces, fonts_missing, inkless_removed, runs, unprintable


def faces_of(text: str, *, bold: bool = False) -> list[tuple[str, str]]:
    return [(run.face.name, run.text) for run in runs(text, bold)]


def test_our_own_font_prints_latin_with_welsh_and_its_quotes() -> None:
    assert faces_of("Tŷ ŵyr “quoted” – it’s") == [("regular", "Tŷ ŵyr “quoted” – it’s")]


def test_bold_text_has_bold_faces() -> None:
    assert faces_of("A →", bold=True) == [("bold", "A "), ("fallback-bold", "→")]


@pytest.mark.parametrize("text", ["Ελλάδα", "Київ", "→", "✓"])
def test_the_fallback_prints_greek_cyrillic_and_symbols(text: str) -> None:
    assert {name for name, _ in faces_of(text)} == {"fallback"}


@pytest.mark.parametrize("text", ["ગુજ", "سلام", "שלום", "中文", "😀", "ລາວ", "𝔄"])
def test_what_no_font_prints_becomes_markers_that_keep_the_original(text: str) -> None:
    (run,) = runs(text)
    assert run.text == "▯" * len(text)
    assert run.original == text
    assert {one.code for one in unprintable(text)} == set(map(ord, text))


def test_an_unprintable_character_says_its_number_and_name() -> None:
    assert [str(one) for one in sorted(unprintable("a 😀 ગ"))] == [
        "U+0A97 GUJARATI LETTER GA",
        "U+1F600 GRINNING FACE",
    ]


def test_everything_in_ascii_is_printable() -> None:
    assert unprintable("plain <text> & more") == frozenset()
    assert runs("") == ()


def test_characters_without_ink_are_left_out() -> None:
    assert inkless_removed("soft\u00adhyphen zero\u200bwidth \u202eturned") == "softhyphen zerowidth turned"


def test_decomposed_letters_are_composed_so_that_our_font_has_them() -> None:
    assert faces_of("w\u0302") == [("regular", "ŵ")]


def test_all_fonts_are_in_place() -> None:
    assert fonts_missing() == ()


def test_a_missing_font_names_the_command_that_fetches_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "__file__", str(tmp_path / "faces.py"))
    face.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match=r"AtkinsonHyperlegibleNext-Bold\.ttf .*python3 dev\.py env"):
            face("bold")
        assert len(fonts_missing()) == 3
    finally:
        face.cache_clear()


def test_fonts_are_found_without_loading_matplotlib() -> None:
    program = (
        "import sys; from selfassess.typefaces import face; face('fallback'); sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_without_matplotlib_the_message_names_the_same_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    face.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match=r"matplotlib is not installed: run python3 dev\.py env"):
            face("fallback")
    finally:
        face.cache_clear()
