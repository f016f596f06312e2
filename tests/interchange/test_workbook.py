"""Workbooks are read as plain values; what is hostile, too large or another program's file is said plainly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from selfassess.interchange.opening import open_table
from selfassess.interchange.package import LARGEST_UNPACKED, MOST_ELEMENTS, MOST_PARTS
from selfassess.interchange.table import LARGEST, MOST_ROWS, Table, TableFault, Unusable, letters
from selfassess.language import Translator

T = Translator()
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

Make = Callable[..., bytes]


def table(data: bytes) -> Table:
    found = open_table(data, "Actions", T)
    assert isinstance(found, Table), found
    return found


def fault(data: bytes) -> str:
    found = open_table(data, "Actions", T)
    assert isinstance(found, TableFault)
    assert found.where(T) == ""
    return found.sentence


def cells(data: bytes) -> tuple[object, ...]:
    return table(data).rows[0].cells


# What is read


def test_values_are_what_they_are_to_a_spreadsheet(make_workbook: Make) -> None:
    row = [
        "text",
        5,
        5.5,
        True,
        date(2026, 12, 31),
        datetime(2026, 12, 31, 9, 30, tzinfo=UTC).replace(tzinfo=None),
        None,
        "",
        " ",
        "last",
    ]
    values = cells(make_workbook({"S": [row]}))
    day = date(2026, 12, 31)
    assert values[:6] == ("text", Decimal(5), Decimal("5.5"), True, day, day)
    assert values[-1] == "last"


def test_a_text_that_looks_like_a_formula_is_a_text_and_a_formula_is_none(make_workbook: Make) -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "=1+1"
    book.active["B1"] = "=1+1"
    book.active["B1"].data_type = "s"
    book.active["C1"] = "#REF!"
    out = io.BytesIO()
    book.save(out)
    assert cells(out.getvalue()) == (Unusable("a formula"), "=1+1", Unusable("the error #REF!"))


def test_empty_rows_are_passed_over_and_rows_keep_their_numbers(make_workbook: Make) -> None:
    data = make_workbook({"S": [[], ["a"], [None, " "], [None, None, "c"]]})
    assert [(row.number, row.cells) for row in table(data).rows] == [(2, ("a",)), (4, ("", "", "c"))]


def test_the_sheet_called_actions_goes_before_the_first(make_workbook: Make) -> None:
    assert table(make_workbook({"Notes": [["n"]], "ACTIONS ": [["a"]]})).sheet == "ACTIONS "
    assert table(make_workbook({"Notes": [["n"]], "Other": [["a"]]})).sheet == "Notes"


def test_a_hidden_sheet_is_not_read() -> None:
    book = Workbook()
    hidden, shown = book.active, book.create_sheet("Shown")
    assert hidden is not None
    hidden.sheet_state, shown["A1"] = "hidden", "seen"
    out = io.BytesIO()
    book.save(out)
    assert table(out.getvalue()).sheet == "Shown"


def sheet_of(rows: str) -> bytes:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHARED = {
    "xl/sharedStrings.xml": f"<sst {MAIN}><si><t>shared</t></si><si><t>other</t></si></sst>".encode(),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml" Id="rId1" />'
        f'<Relationship Type="{RELATION}/sharedStrings" Target="sharedStrings.xml" Id="rId2" /></Relationships>'
    ).encode(),
}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c t="inlineStr"><is><t>plain</t></is></c>', "plain"),
        ('<c t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r><rPh><t>said</t></rPh></is></c>', "two runs"),
        ('<c t="inlineStr"/>', ""),
        ('<c t="str"><v>_x0041__x005F_x0041_</v></c>', "A_x0041_"),
        ('<c t="d"><v>2026-12-31T00:00:00</v></c>', date(2026, 12, 31)),
        ('<c t="d"><v>never</v></c>', Unusable("something that cannot be read")),
        ('<c t="s"><v>0</v></c>', "shared"),
        ('<c t="s"><v>2</v></c>', Unusable("something that cannot be read")),
        ('<c t="s"><v>x</v></c>', Unusable("something that cannot be read")),
        ('<c t="new"><v>1</v></c>', Unusable("something that cannot be read")),
        ("<c><v>nan</v></c>", Unusable("something that cannot be read")),
        ("<c><v>many</v></c>", Unusable("something that cannot be read")),
        ("<c><v>1E+99</v></c>", Unusable("something that cannot be read")),
        ("<c><v>0</v></c>", Decimal(0)),
        ("<c><v/></c>", ""),
        ('<c t="b"><v>0</v></c>', False),
        ('<c r="??1"><v>1</v></c>', Decimal(1)),
    ],
)
def test_cells_as_other_programs_write_them(make_workbook: Make, repacked: Make, cell: str, value: object) -> None:
    last = '<c t="inlineStr"><is><t>last</t></is></c>'
    parts = {SHEET: sheet_of(f"<row><extra/>{cell}{last}</row>"), **SHARED}
    assert cells(repacked(make_workbook({"S": [["a"]]}), parts)) == (value, "last")


def test_cells_out_of_place_and_far_to_the_right_are_passed_over(make_workbook: Make, repacked: Make) -> None:
    row = "".join(f'<c r="{at}1"><v>{n}</v></c>' for n, at in enumerate(["C", "A", "XFD"], start=1))
    data = repacked(make_workbook({"S": [["a"]]}), {SHEET: sheet_of(f'<row r="1">{row}</row>')})
    assert cells(data) == ("", "", Decimal(1))


@pytest.mark.parametrize(
    ("code", "is_day"),
    [
        ("dd/mm/yy", True),
        ("[$-809]d mmm yyyy", True),
        ("0.00", False),
        ('"days" 0', False),
        ("[Red]0", False),
        ("h:mm", False),
        ("[" * 200, False),
    ],
)
def test_the_format_says_whether_a_number_is_a_day(make_workbook: Make, code: str, is_day: bool) -> None:
    (value,) = cells(make_workbook({"S": [[46387]]}, A1=code))
    assert value == (date(2026, 12, 31) if is_day else Decimal(46387))


def test_a_workbook_that_counts_from_1904_means_the_same_days(make_workbook: Make, repacked: Make) -> None:
    data = make_workbook({"S": [[46387 - 1462]]}, A1="dd/mm/yyyy")
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        main = old.read("xl/workbook.xml").replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)
    assert cells(repacked(data, {"xl/workbook.xml": main})) == (date(2026, 12, 31),)


def test_a_strict_workbook_has_other_namespaces(make_workbook: Make, repacked: Make) -> None:
    data = make_workbook({"S": [["a"]]})
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {
            name: old.read(name)
            .replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/main")
            .replace(b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/office")
            for name in old.namelist()
            if name.endswith((".xml", ".rels"))
        }
    assert cells(repacked(data, parts)) == ("a",)


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [letters(number) for number in (0, 1, 26, 27, 702, 703)] == ["", "A", "Z", "AA", "ZZ", "AAA"]


# What is refused


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE, "no CSV or XLSX file"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (b"%PDF-1.7", "no CSV or XLSX file"),
        (b"\x1f\x8b\x08", "no CSV or XLSX file"),
        (b"\x00\x01\x02", "no CSV or XLSX file"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"x" * (LARGEST + 1), "larger than 512 KB"),
    ],
)
def test_a_file_of_another_program_is_named_as_one(data: bytes, said: str) -> None:
    assert said in fault(data)


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def test_other_zip_files_are_no_workbooks() -> None:
    assert "no CSV or XLSX file" in fault(zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}))
    assert "no CSV or XLSX file" in fault(zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b""}))
    assert "no CSV or XLSX file" in fault(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b""}))
    assert "damaged" in fault(zipped({"[Content_Types].xml": b"<Types/>"}, zipfile.ZIP_LZMA))


def test_macros_are_not_taken(make_workbook: Make, repacked: Make) -> None:
    data = make_workbook({"S": [["action"]]})
    assert "made for macros" in fault(repacked(data, {"xl/vbaProject.bin": b"\0"}))
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        types = old.read("[Content_Types].xml")
    sheet, macro = (
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
        b"vnd.ms-excel.sheet.macroEnabled.main",
    )
    assert "made for macros" in fault(repacked(data, {"[Content_Types].xml": types.replace(sheet, macro)}))


def test_an_encrypted_part_is_said(make_workbook: Make) -> None:
    data = bytearray(make_workbook({"S": [["action"]]}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "protected with a password" in fault(bytes(data))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(make_workbook: Make, repacked: Make) -> None:
    data = repacked(make_workbook({"S": [["action"]]}), {"xl/media/image1.png": b"\0" * LARGEST_UNPACKED})
    assert len(data) < LARGEST
    assert "too much in this workbook" in fault(data)
    parts = {f"xl/media/{number}.png": b"" for number in range(MOST_PARTS)}
    assert "too much in this workbook" in fault(repacked(make_workbook({"S": [["action"]]}), parts))


def test_a_bomb_of_entities_is_refused(make_workbook: Make, repacked: Make) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + sheet_of("<row><c><v>&b;</v></c></row>")
    assert "damaged" in fault(repacked(make_workbook({"S": [["action"]]}), {SHEET: bomb}))
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet_of("<row><c><v>&a;</v></c></row>")
    assert "damaged" in fault(repacked(make_workbook({"S": [["action"]]}), {SHEET: outside}))


def test_elements_and_rows_without_end_are_refused(make_workbook: Make, repacked: Make) -> None:
    data = make_workbook({"S": [["action"]]})
    assert "too much" in fault(repacked(data, {SHEET: sheet_of("<i/>" * (MOST_ELEMENTS + 1))}))
    assert f"more than {MOST_ROWS} rows" in fault(repacked(data, {SHEET: sheet_of("<row/>" * 20_001)}))
    full = "<row><c><v>1</v></c></row>" * (MOST_ROWS + 30)
    assert f"more than {MOST_ROWS} rows" in fault(repacked(data, {SHEET: sheet_of(full)}))
    assert len(table(repacked(data, {SHEET: sheet_of('<row r="999999999"><c><v>1</v></c></row>')})).rows) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {SHEET: None},
        {SHEET: b"no xml"},
        {SHEET: b'<?xml version="1.0" encoding="no-such"?><worksheet/>'},
        {"xl/workbook.xml": b"<workbook/>"},
        {"xl/_rels/workbook.xml.rels": None},
        {"xl/styles.xml": b"<styleSheet>"},
    ],
)
def test_a_damaged_workbook_is_said_to_be_damaged(make_workbook: Make, repacked: Make, changes: dict) -> None:
    assert "damaged" in fault(repacked(make_workbook({"S": [["action"]]}), changes))


def test_a_workbook_without_texts_and_styles_is_read(make_workbook: Make, repacked: Make) -> None:
    data = repacked(make_workbook({"S": [[1]]}), {"xl/styles.xml": None})
    assert cells(data) == (Decimal(1),)
    assert "no CSV or XLSX file" in fault(repacked(data, {"_rels/.rels": None}))


def test_a_part_whose_bytes_are_damaged_is_said(make_workbook: Make) -> None:
    data = bytearray(make_workbook({"S": [["action"]]}))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        part = file.getinfo(SHEET)
    start = part.header_offset + 30 + len(part.filename)
    data[start : start + 8] = b"\xff" * 8
    assert "damaged" in fault(bytes(data))


@pytest.mark.parametrize("cut", range(0, 4000, 97))
def test_a_file_cut_short_never_raises(make_workbook: Make, cut: int) -> None:
    assert isinstance(open_table(make_workbook({"S": [["action"], ["Do it"]]})[:cut], "Actions", T), Table | TableFault)
