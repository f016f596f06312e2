"""The workbook of a partnership: the rows of its table, each column explained."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl

from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator
from selfassess.plan.together import ActionsTogether, Chosen, Stuck
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.render.partnership import PARTNERSHIP_RENDERERS

PLEDGE = Path(__file__).parents[2] / "questionnaires" / "bnssg-pledge" / "1.1.0.yaml"


def test_the_workbook_has_the_rows_of_the_table_and_explains_each_column(partnerships: Any, tmp_path: Path) -> None:
    asked = load_questionnaire(PLEDGE.read_bytes(), str(PLEDGE)).questionnaire
    assert asked
    shared = partnerships.made_up(asked, counts={Choice.STEERING: 3, Choice.COUNTED: 4})
    shared.actions = ActionsTogether(
        organisations=3,
        planning=1,
        actions=1,
        themes=(),
        chosen=(Chosen(text="=Meet", organisations=2, done=1),),
        stuck=(Stuck(organisation="Organisation 1", text="Meet", sections=("one",), due_on=None, carried=True),),
    )
    year = shared.year(2026)
    workbook, table = (
        PARTNERSHIP_RENDERERS[suffix].render(year, Translator(), tmp_path) for suffix in (".xlsx", ".csv")
    )
    book = openpyxl.load_workbook(BytesIO(workbook))
    assert book.sheetnames == ["overview", "figures", "scale", "actions_chosen", "actions_stuck", "dictionary"]
    head, *rows = book["figures"].iter_rows()
    names = [str(cell.value) for cell in head]
    read = csv.DictReader(StringIO(table.decode("utf-8-sig"), newline=""))
    for row, told in zip(rows, read, strict=True):
        assert [as_told(cell.value) for cell in row] == [as_told(told[name]) for name in names]
    assert book["actions_chosen"]["A2"].data_type == "s"
    explained = {(one[0].value, one[1].value) for one in book["dictionary"].iter_rows(min_row=2) if one[2].value}
    assert {("figures", name) for name in names} <= explained


def as_told(value: Any) -> Any:
    """A value of either file as the other has it: numbers as numbers, days as texts, nothing as an empty text."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if value is None or not re.fullmatch(r"[0-9]+([.][0-9]+)?", str(value)):
        return value or ""
    return float(value)
