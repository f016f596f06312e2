"""Tables and files in one archive: a table for people, JSON for programs, a dictionary for both."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest

from selfassess.interchange.bundle import Sheet, bundle

COLUMNS = (("id", "of the thing"), ("said", "what was said"), ("on", "the day"))
SHEET = Sheet(
    name="thing",
    about="Things.",
    columns=COLUMNS,
    rows=[
        ("a", "=1+1", date(2026, 10, 1)),
        ("b", ["x", {"y": None}], None),
        ("c", True, datetime(2026, 1, 2, tzinfo=UTC)),
    ],
)
EMPTY = Sheet(name="nothing", about="There is none.", columns=COLUMNS, rows=[])


def opened(content: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def test_values_of_every_kind_come_out_in_both_forms() -> None:
    files = opened(bundle("Read\nme", [SHEET, EMPTY], {"notes/a.txt": b"A"}))
    assert list(files) == ["README.txt", "dictionary.csv", "everything.json", "tables/thing.csv", "files/notes/a.txt"]
    assert files["README.txt"] == "Read\r\nme"
    cells = list(csv.reader(io.StringIO(files["tables/thing.csv"])))
    assert cells[1:] == [
        ["a", "'=1+1", "2026-10-01"],
        ["b", '["x", {"y": null}]', ""],
        ["c", "yes", "2026-01-02T00:00:00+00:00"],
    ]
    assert json.loads(files["everything.json"]) == {
        "thing": [
            {"id": "a", "said": "=1+1", "on": "2026-10-01"},
            {"id": "b", "said": ["x", {"y": None}], "on": None},
            {"id": "c", "said": True, "on": "2026-01-02T00:00:00+00:00"},
        ],
        "nothing": [],
    }


def test_the_dictionary_explains_tables_without_a_row_too() -> None:
    lines = list(csv.reader(io.StringIO(opened(bundle("", [EMPTY], {}))["dictionary.csv"])))
    assert lines[:3] == [
        ["table", "column", "meaning", "rows"],
        ["nothing", "", "There is none.", "0"],
        ["nothing", "id", "of the thing", ""],
    ]


def test_the_same_values_give_the_same_bytes() -> None:
    assert bundle("x", [SHEET], {}) == bundle("x", [SHEET], {})


def test_a_value_that_no_form_can_hold_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError):
        bundle("", [Sheet(name="t", about="", columns=[("a", "")], rows=[({1},)])], {})
