"""The workbook: every value as what it is, every column explained, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest

from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.comparison import Confirmed
from selfassess.language import Translator
from selfassess.language.spreadsheet import CUT, LONGEST, as_meant
from selfassess.questionnaire.model import Questionnaire
from selfassess.render.answer_rows import COLUMNS
from selfassess.render.csv import render_csv
from selfassess.render.xlsx import render_xlsx
from selfassess.report.material import EarlierYear, Material, Target, gather

Make = Callable[..., Material]
Rows = list[dict[str, Any]]
t = Translator()
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = ("=", "+", "-", "@", "\t=", "\n=", "＝", "＋", "－", "＠", "  =", '"=', "'=")


def sheets(data: bytes) -> dict[str, Rows]:
    """The rows of each sheet by the names of its columns; a cell that has a formula fails."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = {}
    for page in book:
        head, *rows = page.iter_rows()
        assert not [cell for row in rows for cell in row if cell.data_type in ("f", "e")]
        names = [cell.value for cell in head]
        found[page.title] = [dict(zip(names, map(_value, row), strict=True)) for row in rows]
    return found


def _value(cell: Any) -> Any:
    """openpyxl reads a day as its first moment, and leaves the escapes of texts that stand in their cells."""
    if isinstance(cell.value, str):
        return cell.value.replace("_x005F_", "_")
    if not isinstance(cell.value, datetime):
        return cell.value
    assert cell.number_format == "yyyy-mm-dd"
    return cell.value.date()


@pytest.fixture(scope="module")
def whole(material_saying: Make) -> dict[str, Rows]:
    return sheets(render_xlsx(material_saying("Words", agreed_on=date(2026, 10, 9)), t))


def test_there_is_a_sheet_for_everything_there_is(whole: dict[str, Rows]) -> None:
    assert list(whole) == [
        "overview", "sections", "questions", "evidence", "scale", "next_steps", "years", "year_questions", "actions",
        "action_notes", "last_actions", "took_part", "agreed", "moderation", "signatures", "dictionary",
    ]  # fmt: skip


def test_what_there_is_nothing_of_has_no_sheet(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> None:
    material = gather(make_questionnaire({"c1": {"questions": {"a": {}}}}), make_sheet(), "")
    found = sheets(render_xlsx(material, t))
    assert list(found) == ["overview", "sections", "questions", "scale", "next_steps", "dictionary"]
    (section,) = found["sections"]
    assert (section["score"], section["stage"], section["applicable"], section["answered"]) == (None, 0, 1, 0)


def test_the_dictionary_explains_each_sheet_and_column_once(whole: dict[str, Rows]) -> None:
    told = [(row["sheet"], row["column"]) for row in whole["dictionary"]]
    columns = [
        pair
        for name, rows in whole.items()
        if name != "dictionary"
        for pair in ((name, None), *((name, column) for column in rows[0]))
    ]
    assert told == columns
    assert all(row["meaning"] for row in whole["dictionary"])


def test_questions_say_what_the_csv_file_says(material_saying: Make, whole: dict[str, Rows]) -> None:
    material = material_saying("Words")
    table = csv.DictReader(io.StringIO(render_csv(material, t).decode("utf-8-sig"), newline=""))
    written = [{key: as_meant(cell) for key, cell in row.items()} for row in table]
    assert tuple(whole["questions"][0]) == COLUMNS
    shown = [{key: "" if cell is None else str(cell) for key, cell in row.items()} for row in whole["questions"]]
    assert shown == written


def test_numbers_are_numbers_and_days_are_days(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> None:
    questions = {"n": {"type": "number"}, "day": {"type": "date"}, "a": {"weight": Fraction(1, 3)}, "b": {}}
    asked = make_questionnaire({"c1": {"questions": questions}})
    given = {
        "n": Answer(state=State.ANSWERED, value=Fraction(-5, 2)),
        "day": Answer(state=State.ANSWERED, value=date(2026, 3, 4)),
        "a": Answer(state=State.ANSWERED, value=3, evidence=(Evidence(title="Plan", dated=date(2026, 1, 2)),)),
        "b": 2,
    }
    material = gather(asked, make_sheet(given), "", targets={"c1": Target(score=Fraction(80), by=date(2027, 1, 1))})
    found = sheets(render_xlsx(material, t))
    answers = {row["question"]: row for row in found["questions"]}
    assert answers["n"]["value"] == -2.5
    assert answers["day"]["value"] == date(2026, 3, 4)
    assert answers["a"]["weight"] == 0.333333
    assert (answers["a"]["level"], answers["a"]["evidence_count"]) == (3, 1)
    assert found["evidence"][0]["dated"] == date(2026, 1, 2)
    assert found["sections"][0]["score"] == float(round(material.card.sections[0].score or 0, 2)) == 56.25
    assert (found["sections"][0]["target"], found["sections"][0]["target_by"]) == (80, date(2027, 1, 1))


def test_years_stand_below_each_other_with_what_this_year_calls_their_questions(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> None:
    asked = make_questionnaire({"c1": {"questions": {"a": {}, "b": {}}}})
    then = replace(make_sheet(a=1, b=1), period="2025", assessed_on=date(2025, 10, 1))
    earlier = EarlierYear(questionnaire=asked, sheet=then, sha256="")
    found = sheets(render_xlsx(gather(asked, make_sheet(a=3, b=2), "", earlier=earlier), t))
    assert [(row["period"], row["section"], row["score"]) for row in found["years"]] == [
        ("2025", "c1", 25), ("2025", "overall", 25), ("2026", "c1", 62.5), ("2026", "overall", 62.5),
    ]  # fmt: skip
    levels = [(row["period"], row["question_now"], row["level"]) for row in found["year_questions"]]
    assert levels == [("2025", "a", 1), ("2025", "b", 1), ("2026", "a", 3), ("2026", "b", 2)]
    assert found["sections"][0]["earlier_score"] == 25


def test_the_way_on_has_a_row_for_each_step_and_suggestion(whole: dict[str, Rows]) -> None:
    steps = [row for row in whole["next_steps"] if row["question"] == "a"]
    assert [(row["from"], row["to"], row["do"], row["effort"]) for row in steps] == [(1, 2, "Words", "low")]


def test_facts_and_confirmed_levels_have_their_sheets(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> None:
    fact = {"id": "staff", "prompt": "Any staff?", "options": {"yes": "Yes, some", "no": "No"}}
    asked = make_questionnaire({"c1": {"questions": {"a": {}, "b": {}}}}, profile=(fact,))
    then = replace(make_sheet(a=2, b=1), period="2025", assessed_on=date(2025, 10, 1))
    now = replace(make_sheet(a=2, b=3), profile={"staff": "yes"})
    still = Confirmed(question="a", earlier="a", reason="Still so", true_on=date(2026, 9, 1))
    earlier = EarlierYear(questionnaire=asked, sheet=then, sha256="")
    found = sheets(render_xlsx(gather(asked, now, "", earlier=earlier, confirmed=(still,)), t))
    assert found["profile"] == [{"fact": "staff", "prompt": "Any staff?", "answer": "yes", "answer_words": "Yes, some"}]
    assert [tuple(row.values()) for row in found["looked_back"]] == [
        ("a", "a", "confirmed", None, 2, "Still so", date(2026, 9, 1)), ("b", "b", "up", 1, 3, None, None),
    ]  # fmt: skip


def test_the_plan_its_notes_and_the_plan_before_are_told(whole: dict[str, Rows]) -> None:
    first, second = whole["actions"]
    assert (first["number"], first["text"], first["key"], first["questions"]) == (1, "Words", "yes", "a; e")
    assert (second["status"], second["stopped_because"], second["ended_on"]) == (
        "stopped", "Words", date(2027, 1, 1),
    )  # fmt: skip
    assert [(row["action"], row["noted_on"], row["text"]) for row in whole["action_notes"]] == [
        (1, date(2026, 12, 1), "Words"),
    ]  # fmt: skip
    assert {row["number"] for row in whole["last_actions"]} == {1, 2}


def test_how_the_result_was_reached_is_told_as_far_as_a_report_tells_it(
    material_saying: Make, whole: dict[str, Rows]
) -> None:
    assert whole["took_part"] == [{"role": "contributor", "people": 3, "asked": 3, "about": "Words"}]
    (agreed,) = whole["agreed"]
    assert (agreed["discussed"], agreed["reason"], agreed["dissent"]) == ("yes", "Words", "Words")
    assert whole["signatures"][0]["signed_on"] == date(2026, 11, 3)
    material = material_saying("Words")
    assert material.proceedings
    changed = tuple(replace(one, changed=True) for one in material.proceedings.agreed)
    later = replace(material, proceedings=replace(material.proceedings, agreed=changed))
    (agreed,) = sheets(render_xlsx(later, t))["agreed"]
    assert (agreed["changed_since"], agreed["reason"], agreed["dissent"]) == ("yes", None, None)


@pytest.mark.parametrize("start", FORMULAS)
def test_no_text_becomes_a_formula_and_none_is_changed(material_saying: Make, start: str) -> None:
    text = f"{start}HYPERLINK(1)"
    data = render_xlsx(material_saying(text), t)
    assert sheets(data)["questions"][0]["comment"] == text
    with ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/"):
                root = ElementTree.fromstring(package.read(name))
                assert not list(root.iter(f"{MAIN}f"))
                assert {cell.get("t") for cell in root.iter(f"{MAIN}c")} <= {"inlineStr", "n", None, "d"}
    page = openpyxl.load_workbook(io.BytesIO(data))["questions"]
    assert page.cell(2, COLUMNS.index("comment") + 1).quotePrefix


def test_every_text_comes_back_as_it_was(
    make_questionnaire: Callable[..., Questionnaire],
    make_sheet: Callable[..., AnswerSheet],
    printable_strings: tuple[str, ...],
) -> None:
    texts = [*printable_strings, "_x0041_ stays", "#N/A", "1e5", "TRUE", "2026-01-02"]
    asked = {f"q{at}": {"type": "text"} for at, _ in enumerate(texts)}
    answers = {f"q{at}": Answer(state=State.ANSWERED, value=text, comment=text) for at, text in enumerate(texts)}
    found = sheets(render_xlsx(gather(make_questionnaire({"c1": {"questions": asked}}), make_sheet(answers), ""), t))
    for text, row in zip(texts, found["questions"], strict=True):
        expected = text.replace("\r\n", "\n").replace("\r", "\n")
        assert (row["value"], row["comment"]) == (expected, expected), ascii(text)


def test_what_no_cell_can_hold_is_marked(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> None:
    asked = make_questionnaire({"c1": {"questions": {"a": {}, "b": {}}}})
    long, bad = "😀" * 20_000, "a\x00b\ud800c\ufffed"
    sheet = make_sheet(
        a=Answer(state=State.ANSWERED, value=1, comment=long), b=Answer(state=State.ANSWERED, value=1, comment=bad)
    )
    first, second = sheets(render_xlsx(gather(asked, replace(sheet, organisation=bad), ""), t))["questions"]
    assert first["comment"].endswith(CUT)
    assert len(first["comment"].encode("utf-16-le")) // 2 in (LONGEST, LONGEST - 1)
    assert first["comment"].removesuffix(CUT).strip("😀") == ""
    assert second["comment"] == "a\ufffdb\ufffdc\ufffdd"


def test_the_same_assessment_is_the_same_file_without_a_moment_in_it(material_saying: Make) -> None:
    data = render_xlsx(material_saying("Siân"), t)
    assert data == render_xlsx(material_saying("Siân"), t)
    with ZipFile(io.BytesIO(data)) as package:
        about = package.read("docProps/core.xml").decode()
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "dcterms" not in about.replace("xmlns:dcterms", "")
    assert "openpyxl" not in about


def test_it_is_made_where_no_disk_can_be_written(
    material_saying: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no such folder"))
    assert sheets(render_xlsx(material_saying("Words"), t))["questions"]


def test_heads_stay_in_sight_and_levels_have_their_colours(material_saying: Make) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(material_saying("Words"), t)))
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref.startswith("A1:")
        assert page.print_title_rows == "$1:$1"
        assert all(cell.font.bold for cell in page[1])
    level = book["questions"].cell(2, COLUMNS.index("level") + 1)
    assert (level.value, level.fill.start_color.rgb) == (1, "00CFE3D0")


@pytest.mark.office
def test_libreoffice_opens_it_with_every_text(material_saying: Make, tmp_path: Path) -> None:
    text = "=1+1 שלום 👩‍👩‍👧 <b>&amp;"
    (tmp_path / "report.xlsx").write_bytes(render_xlsx(material_saying(text), t))
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to"]
    # Every sheet as a CSV file: commas, double quotes, UTF-8, all sheets.
    how = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run([*office, how, "report.xlsx"], cwd=tmp_path, check=True, capture_output=True)
    written = {file.stem.removeprefix("report-"): file for file in tmp_path.glob("*.csv")}
    assert set(written) == set(sheets((tmp_path / "report.xlsx").read_bytes()))
    with written["questions"].open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["comment"], first["prompt"], first["level"]) == (text, text, "1")
