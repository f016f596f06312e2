"""One whole report, read as text: whatever changes in it shows as a difference here."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from selfassess.report.material import Material

GOLDEN = Path(__file__).parents[1] / "golden" / "report" / "report.txt"


def test_the_report_of_the_village_reads_as_it_did(village: Material, dump: Callable[..., str]) -> None:
    """Run with UPDATE_GOLDEN=1 to take what is printed now, and read the difference before committing it."""
    text = dump(village)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_same_material_gives_the_same_report(village: Material, dump: Callable[..., str]) -> None:
    assert dump(village) == dump(village)
