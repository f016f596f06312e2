"""The structure that those who edit a document, and those who hear it, rely on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from typing import get_args
from zipfile import ZipFile

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from selfassess.render.docx.blocks import BUILDERS
from selfassess.report.blocks import Block, Heading, Part, Report

Open = Callable[[Report], Document]
Make = Callable[..., Report]

# The order that ECMA-376, part 1, annex A has properties in; Word calls a file broken that has another.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc textAlignment "
    "outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang",
    "tblPr": "tblStyle tblpPr bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook "
    "tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tcBorders": "top left bottom right insideH insideV",
    "tcMar": "top left bottom right",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr trPr "
    "tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
    "sectPr": "pgSz pgMar cols titlePg",
    "sdtPr": "rPr alias tag id lock placeholder checkbox",
}


def every(root: Element, *names: str) -> Iterator[Element]:
    return (one for one in root.iter() if isinstance(one.tag, str) and local(one) in names)


def has(root: Element, name: str) -> bool:
    return next(every(root, name), None) is not None


def local(one: Element) -> str:
    return str(one.tag).partition("}")[2]


def text_of(one: Element) -> str:
    return "".join(part.text or "" for part in one.iter(qn("w:t")))


def outline(document: Document) -> list[tuple[int, str]]:
    """The level and text of each heading, as its style says it."""
    found = []
    for paragraph in document.paragraphs:
        levels = paragraph.style.element.findall(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        found += [(int(one.get(qn("w:val"))) + 1, paragraph.text) for one in levels]
    return found


def test_every_kind_of_block_has_a_builder() -> None:
    assert set(BUILDERS) == set(get_args(Block))


def test_parts_are_headings_of_the_first_levels_and_none_is_skipped(whole: Report, whole_docx: Document) -> None:
    found = outline(whole_docx)
    names = [(part.level, part.title) for part in whole.parts]
    assert [one for one in found if one in names] == names
    assert found[0][0] == 1
    assert all(now - before <= 1 for (before, _), (now, _) in pairwise(found))


def test_a_small_heading_that_comes_first_is_the_next_of_the_outline(open_docx: Open, report_of: Make) -> None:
    blocks = (Heading(text="Small", level=4), Heading(text="Large"))
    parts = (Part(id="a", title="A", blocks=blocks), Part(id="b", title="B", level=2, blocks=blocks))
    assert outline(open_docx(report_of(parts=parts))) == [
        (1, "A"), (2, "Small"), (2, "Large"), (2, "B"), (3, "Small"), (3, "Large"),
    ]  # fmt: skip


def test_properties_stand_in_the_order_of_the_format(whole_file: bytes, rare_blocks: tuple[Block, ...],
                                                     report_of: Make, open_docx: Open) -> None:  # fmt: skip
    rare = open_docx(report_of(*rare_blocks))
    roots = [parse_xml(data) for data in xml_parts(whole_file)]
    seen = set()
    for root in (*roots, rare.element):
        for one in every(root, *ORDER):
            order = ORDER[local(one)].split()
            # Headers and footers come first, in any order.
            places = [order.index(local(inside)) for inside in one if not local(inside).endswith("Reference")]
            assert places == sorted(places), [local(inside) for inside in one]
            seen.add(local(one))
    assert seen == set(ORDER)


def xml_parts(file: bytes) -> list[bytes]:
    with ZipFile(BytesIO(file)) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return [package.read(name) for name in names]


def test_the_contents_lead_to_each_part(whole: Report, whole_docx: Document) -> None:
    places = {one.get(qn("w:name")): text_of(one.getparent()) for one in every(whole_docx.element, "bookmarkStart")}
    links = [one.get(qn("w:anchor")) for one in every(whole_docx.element, "hyperlink")]
    assert [places[one] for one in links] == [part.title for part in whole.parts]
    (code,) = (one.text for one in every(whole_docx.element, "instrText") if "TOC" in str(one.text))
    assert code == r' TOC \o "1-2" \h \z '
    kinds = [one.get(qn("w:fldCharType")) for one in every(whole_docx.element, "fldChar")]
    assert kinds == ["begin", "separate", "end"]


def test_what_the_contents_do_not_name_keeps_its_place_in_the_outline(open_docx: Open, report_of: Make) -> None:
    parts = (
        Part(id="a", title="A", blocks=()),
        Part(id="b", title="B", blocks=(), level=2, listed=False),
        Part(id="c", title="C", blocks=()),
    )
    document = open_docx(report_of(parts=parts))
    assert [text_of(one) for one in every(document.element, "hyperlink")] == ["1A", "2C"]
    assert outline(document) == [(1, "A"), (2, "B"), (1, "C")]


def test_tables_say_what_they_show_and_their_heads_come_again(whole: Report, whole_docx: Document) -> None:
    captions = {paragraph.text for paragraph in whole_docx.paragraphs if paragraph.style.name == "Caption"}
    headed = 0
    for table in every(whole_docx.element, "tbl"):
        (said,) = (one.get(qn("w:val")) for one in every(table, "tblCaption"))
        assert said
        heads = [row for row in every(table, "tr") if has(row, "tblHeader")]
        look = next(every(table, "tblLook"))
        assert (look.get(qn("w:firstRow")) == "1") == bool(heads)
        assert heads == list(every(table, "tr"))[: len(heads)]
        assert not heads or said in captions
        headed += len(heads)
        spans = [int(one.get(qn("w:val"))) for one in every(table, "gridSpan")]
        columns = len(list(every(table, "gridCol")))
        assert all(span == columns for span in spans)
        widths = {sum(int(one.get(qn("w:w"))) for one in every(row, "tcW")) for row in every(table, "tr")}
        assert max(widths) - min(widths) <= columns
    assert headed > 5


def test_pictures_have_words_and_numbers_of_their_own(whole_docx: Document) -> None:
    found = list(every(whole_docx.element, "docPr"))
    assert len({one.get("id") for one in found}) == len(found) > 3
    told = [one for one in found if not has(one, "decorative")]
    assert len(told) > 3
    assert all(len(one.get("descr")) > 20 for one in told)


def test_a_list_of_numbers_begins_anew(open_docx: Open, report_of: Make, rare_blocks: tuple[Block, ...]) -> None:
    document = open_docx(report_of(*rare_blocks))
    lists = [
        (paragraph.text, paragraph._p.pPr.numPr.numId.val)
        for paragraph in document.paragraphs
        if paragraph.style.name == "List Number"
    ]
    assert [text for text, _ in lists] == ["First", "Second", "Anew"]
    assert lists[0][1] == lists[1][1] != lists[2][1]
    begins = document.part.numbering_part.element.findall(qn("w:num"))
    known = {one.get(qn("w:numId")): has(one, "startOverride") for one in begins}
    assert all(known[str(number)] for _, number in lists)


def test_boxes_can_be_clicked_and_say_what_they_tick(
    open_docx: Open, report_of: Make, rare_blocks: tuple[Block, ...]
) -> None:
    document = open_docx(report_of(*rare_blocks))
    boxes = [one for one in every(document.element, "sdt") if has(one, "checkbox")]
    assert [one.get(qn("w:val")) for box in boxes for one in every(box, "alias")] == [
        "This", "That", "To note", "To agree",
    ]  # fmt: skip


@pytest.mark.parametrize(("flags", "smallest"), [({"large": True}, 32), ({"clear": True}, 24), ({}, 8)])
def test_large_print_has_no_smaller_letters(
    open_docx: Open, report_of: Make, flags: dict[str, bool], smallest: int
) -> None:
    document = open_docx(report_of(Heading(text="Large"), **flags))
    sizes = [int(one.get(qn("w:val"))) for one in every(document.styles.element, "sz")]
    assert min(sizes) == smallest


def test_only_numbered_parts_have_numbers(open_docx: Open, report_of: Make) -> None:
    for flags, numbered in (({}, True), ({"numbered": False}, False), ({"sheet": True}, False)):
        document = open_docx(report_of(Heading(text="A"), **flags))
        heading = document.styles["Heading 1"].element
        assert has(heading, "numPr") is numbered
        levels = every(document.part.numbering_part.element, "pStyle")
        assert ("Heading1" in {one.get(qn("w:val")) for one in levels}) is numbered
