"""The structure tree, and that the check which every PDF of the tests goes through finds what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from selfassess.report import blocks
from selfassess.report.charts import LevelBar, LevelBars

Make = Callable[..., bytes]
Check = Callable[[bytes], bytes]


def elements(file: pikepdf.Pdf, role: str = "") -> list[Any]:
    """Every element of a role, or all, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        yield element
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    found = list(walk(file.Root.StructTreeRoot.K[0]))
    return [one for one in found if not role or str(one.S) == f"/{role}"]


def roles(element: Any) -> list[str]:
    return [str(kid.S)[1:] for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


@pytest.fixture(scope="module")
def sample(make_pdf: Make) -> bytes:
    return make_pdf()


def test_contents_are_nested_as_the_parts_are(sample: bytes) -> None:
    with pikepdf.open(BytesIO(sample)) as file:
        outer, inner = elements(file, "TOC")
        assert roles(outer) == ["TOCI"] * 3
        assert [roles(item) for item in outer.K] == [
            ["Lbl", "Reference"],
            ["Lbl", "Reference"],
            ["Lbl", "Reference", "TOC"],
        ]
        assert outer.K[2].K[2].objgen == inner.objgen
        assert [roles(item) for item in inner.K] == [["Reference"]]
        assert [roles(one) for one in elements(file, "Reference")] == [["Link"]] * 4


def test_a_list_has_a_label_and_a_body_for_each_item_and_says_how_labels_are_read(make_pdf: Make) -> None:
    items = ("One.", "Two.")
    pdf = make_pdf(
        blocks.Bullets(items=items),
        blocks.Bullets(items=items, ordered=True),
        blocks.Tiles(tiles=(blocks.Tile(label="Score", value="5"), blocks.Tile(label="Stage", value="2"))),
    )
    with pikepdf.open(BytesIO(pdf)) as file:
        lists = elements(file, "L")
        assert [str(one.A.ListNumbering) for one in lists] == ["/Disc", "/Decimal", "/None"]
        assert [[roles(item) for item in one.K] for one in lists] == [
            [["Lbl", "LBody"]] * 2,
            [["Lbl", "LBody"]] * 2,
            [["LBody"]] * 2,
        ]


def test_what_is_drawn_again_on_the_next_page_is_no_content(make_pdf: Make) -> None:
    columns = (blocks.Column(title="Name"), blocks.Column(title="Value"))
    pdf = make_pdf(blocks.Table(caption="Long", columns=columns, rows=tuple((f"Row {at}", "x") for at in range(90))))
    with pikepdf.open(BytesIO(pdf)) as file:
        table = elements(file, "Table")[-1]
        assert roles(table) == ["Caption", *["TR"] * 91]
        pages = {cell.Pg.objgen for row in table.K[1:] for cell in row.K}
        headers = {cell.Pg.objgen for cell in table.K[1].K}
        assert (len(headers), len(pages)) == (1, 3)


def test_a_picture_of_several_parts_is_told_once(make_pdf: Make) -> None:
    bars = tuple(LevelBar(label=f"Question {at}", level=at % 5, supported=None) for at in range(60))
    content = LevelBars(bars=bars, level_names=("a", "b", "c", "d", "e"))
    pdf = make_pdf(blocks.Chart(title="Many", content=content, sentence="Many bars.", table=None))
    with pikepdf.open(BytesIO(pdf)) as file:
        told = [str(one.Alt) for one in elements(file, "Figure")]
    assert len(told) > 1
    assert told.count("Many bars.") == 1
    assert len(set(told)) == len(told)


def _lose_a_cell(file: pikepdf.Pdf) -> None:
    del elements(file, "TR")[-1].K[-1]


def _empty_a_paragraph(file: pikepdf.Pdf) -> None:
    elements(file, "P")[-1].K = pikepdf.Array()


def _mix_up_parents(file: pikepdf.Pdf) -> None:
    first, second, *_ = (one for one in file.Root.StructTreeRoot.ParentTree.Nums[1])
    file.Root.StructTreeRoot.ParentTree.Nums[1][0] = second
    file.Root.StructTreeRoot.ParentTree.Nums[1][1] = first


def _leave_content_unmarked(file: pikepdf.Pdf) -> None:
    file.pages[1].contents_add(b" 0 0 10 10 re f ")


def _put_a_list_into_a_row(file: pikepdf.Pdf) -> None:
    elements(file, "TR")[-1].S = pikepdf.Name.L


def _forget_the_words_of_a_picture(file: pikepdf.Pdf) -> None:
    elements(file, "Figure")[0].Alt = pikepdf.String(" ")


def _skip_a_heading(file: pikepdf.Pdf) -> None:
    elements(file, "H2")[1].S = pikepdf.Name.H4


@pytest.mark.parametrize(
    "damage",
    [
        _lose_a_cell,
        _empty_a_paragraph,
        _mix_up_parents,
        _leave_content_unmarked,
        _put_a_list_into_a_row,
        _forget_the_words_of_a_picture,
        _skip_a_heading,
    ],
)
def test_the_check_finds_what_is_wrong(sample: bytes, sound_pdf: Check, damage: Callable[[pikepdf.Pdf], None]) -> None:
    sound_pdf(sample)
    with pikepdf.open(BytesIO(sample)) as file:
        damage(file)
        file.save(damaged := BytesIO())
    with pytest.raises(AssertionError):
        sound_pdf(damaged.getvalue())


def test_running_lines_and_the_mark_across_the_page_are_told_from_the_text(make_pdf: Make) -> None:
    with pikepdf.open(BytesIO(make_pdf(marks=("Draft",)))) as file:
        kinds = [
            [
                str(one.operands[1].Subtype)
                for one in pikepdf.parse_content_stream(page, "BDC")
                if str(one.operands[0]) == "/Artifact"
            ]
            for page in file.pages
        ]
    assert kinds[0] == ["/Watermark"]
    assert set(map(tuple, kinds[1:])) == {("/Watermark", "/Header", "/Footer")}
