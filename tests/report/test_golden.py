"""Whole documents, read as text: whatever changes in them shows as a difference here."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from selfassess.language import Translator
from selfassess.report.blocks import Report
from selfassess.report.documents import PACK, build_document
from selfassess.report.material import Material
from selfassess.report.plans import Plans
from selfassess.voices.proceedings import Proceedings

GOLDEN = Path(__file__).parents[1] / "golden" / "report"
OTHERS = ("board", "staff", "answers", "evidence", "questionnaire")
t = Translator()


def same_as_kept(name: str, text: str) -> None:
    """Run with UPDATE_GOLDEN=1 to take what is printed now, and read the difference before committing it."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_the_report_of_the_village_reads_as_it_did(village: Material, dump: Callable[..., str]) -> None:
    same_as_kept("report", dump(village))


@pytest.mark.parametrize("id", OTHERS)
def test_the_documents_of_the_village_read_as_they_did(
    village: Material, proceedings: Proceedings, plans: Plans, dumped: Callable[[Report], str], id: str
) -> None:
    material = replace(village, proceedings=proceedings, plans=plans, draft=False, unsigned=True)
    same_as_kept(id, dumped(build_document(material, t, id)))


@pytest.mark.parametrize("id", [PACK, *OTHERS])
def test_the_same_material_gives_the_same_document(village: Material, id: str) -> None:
    assert build_document(village, t, id) == build_document(village, t, id)
