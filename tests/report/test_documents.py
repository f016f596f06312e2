"""The documents by name, and annexes at the end of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from selfassess.language import Translator
from selfassess.report.blocks import Table
from selfassess.report.documents import ANNEXES, DOCUMENTS, PACK, UnknownDocumentError, build_document
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.plans import Plans
from selfassess.report.report import build_report
from selfassess.voices.proceedings import Proceedings

Gathered = Callable[..., Material]
t = Translator()


@pytest.fixture(scope="module")
def told(village: Material, proceedings: Proceedings, plans: Plans) -> Material:
    """The village with all that can be told of it."""
    return replace(village, proceedings=proceedings, plans=plans)


def test_without_a_name_it_is_the_pack(village: Material) -> None:
    assert build_document(village, t) == build_report(village, t)


def test_each_document_has_a_title_of_its_own(village: Material) -> None:
    assert [kind.id for kind in DOCUMENTS.values()] == list(DOCUMENTS)
    assert len({kind.title for kind in DOCUMENTS.values()}) == len(DOCUMENTS)


def test_what_does_not_exist_is_told_with_what_does(village: Material) -> None:
    with pytest.raises(UnknownDocumentError, match="no document poster: use one of pack, board, "):
        build_document(village, t, "poster")
    with pytest.raises(UnknownDocumentError, match="no annex pack: use any of board, staff, "):
        build_document(village, t, annexes=("board", "pack"))


@pytest.mark.parametrize("id", DOCUMENTS)
def test_every_row_of_every_table_has_a_cell_for_each_column(told: Material, id: str) -> None:
    for part in build_document(told, t, id, list(ANNEXES)).parts:
        for table in (block for block in part.blocks if isinstance(block, Table)):
            assert all(len(row) == len(table.columns) for row in table.rows), table.caption
            assert len(table.notes) in (0, len(table.rows)), table.caption


def test_annexes_stand_at_the_end_each_once_and_in_their_own_order(told: Material) -> None:
    pack, report = build_document(told, t), build_document(told, t, PACK, ["workshop", "board", "workshop"])
    assert report.parts[: len(pack.parts)] == pack.parts
    annexed = report.parts[len(pack.parts) :]
    assert [part.title for part in annexed if part.level == 1] == [
        "Annex: Front sheet for the board",
        "Annex: Workshop sheets",
    ]
    assert not any(part.blocks for part in annexed if part.level == 1)
    for before, after in pairwise(annexed):
        assert after.level == 1 or after.starts_page or before.level == 1 or before.blocks


def test_ids_of_parts_are_unique_with_every_annex(told: Material) -> None:
    ids = [part.id for part in build_document(told, t, PACK, list(ANNEXES)).parts]
    assert len(ids) == len(set(ids))


def test_a_document_is_no_annex_of_itself(village: Material) -> None:
    assert build_document(village, t, "board", ["board"]) == build_document(village, t, "board")


def test_a_sheet_with_an_annex_is_a_document_with_a_cover(village: Material) -> None:
    assert build_document(village, t, "board").sheet
    assert not build_document(village, t, "board", ["answers"]).sheet


def test_only_what_holds_answers_is_a_draft(village: Material) -> None:
    drafts = {id for id in DOCUMENTS if "Draft" in build_document(village, t, id).marks}
    assert drafts == set(DOCUMENTS) - {"questionnaire", "questionnaire-large"}


def test_what_waits_for_a_signature_says_so_on_every_page(gathered: Gathered) -> None:
    material = gathered({"c1": {"questions": {"a": {}}}}, {"a": 1}, unsigned=True, agreed_on=date(2026, 11, 2))
    report = build_document(material, t)
    assert report.marks == ("Agreed, not yet signed",)
    assert report.cover.status == "Agreed, not yet signed"


@pytest.mark.parametrize("id", DOCUMENTS)
def test_there_is_a_document_of_nothing_and_of_one_question(gathered: Gathered, id: str) -> None:
    one = {"c1": {"questions": {"a": {}}}}
    for answers in ({}, {"a": "-"}, {"a": 4}):
        report = build_document(gathered(one, answers), t, id, list(ANNEXES))
        assert report.parts


def test_there_is_a_document_of_twenty_sections_with_thirty_questions(gathered: Gathered) -> None:
    asked = {f"c{at}": {"number": str(at), "questions": {f"c{at}-{n}": {} for n in range(30)}} for at in range(20)}
    report = build_document(gathered(asked, {}), t, PACK, list(ANNEXES))
    assert sum(part.id.startswith("annex-questionnaire-question-") for part in report.parts) == 600


def test_there_is_a_document_of_ten_years(gathered: Gathered) -> None:
    now = gathered({"c1": {"questions": {"a": {}, "b": {"type": "percent"}}}}, {"a": 1, "b": Fraction(40)})
    then = [
        EarlierYear(
            questionnaire=now.questionnaire,
            sheet=replace(now.sheet, period=str(year), assessed_on=date(year, 10, 1)),
            sha256="",
        )
        for year in range(2017, 2026)
    ]
    material = gather(now.questionnaire, now.sheet, "", earlier=then[-1], further=then[:-1])
    for id in DOCUMENTS:
        assert build_document(material, t, id, list(ANNEXES)).parts
