"""Cutting a stack of slices into pages 100 points high."""

from __future__ import annotations

from selfassess.charts import Drawing
from selfassess.render.pdf.flow import Page, cut
from selfassess.render.pdf.slices import Box, Picture, Place, Slice, held
from selfassess.render.pdf.structure import Element


def piece(name: str) -> Slice:
    return Slice(height=30, pieces=(Box(x=0, y=0, width=1, height=1, fill=name),))


def names(page: Page) -> list[str]:
    return [one.fill for _, one in page.pieces if isinstance(one, Box)]


def stacked(*slices: Slice) -> list[list[str]]:
    return [names(page) for page in cut(list(slices), 100)]


def slices(names: str, *, gap: float = 0, keep: str = "", opens: str = "") -> list[Slice]:
    return [
        Slice(height=30, pieces=piece(name).pieces, gap=gap, keep=name in keep, opens_page=name in opens)
        for name in names
    ]


def test_a_page_takes_what_fits() -> None:
    assert stacked(*slices("abcdefg")) == [["a", "b", "c"], ["d", "e", "f"], ["g"]]


def test_what_is_bound_moves_together() -> None:
    assert stacked(*slices("abcdef", keep="c")) == [["a", "b"], ["c", "d", "e"], ["f"]]


def test_what_is_bound_but_taller_than_a_page_is_cut_all_the_same() -> None:
    assert stacked(*slices("abcdefg", keep="abcdef")) == [["a", "b", "c"], ["d", "e", "f"], ["g"]]


def test_a_last_slice_bound_to_nothing_is_not_lost() -> None:
    assert stacked(*slices("ab", keep="ab")) == [["a", "b"]]


def test_a_slice_may_open_a_page_but_never_leaves_an_empty_one() -> None:
    assert stacked(*slices("abc", opens="ac")) == [["a", "b"], ["c"]]


def test_the_gap_at_the_top_of_a_page_falls_away() -> None:
    (first, second) = cut(slices("abcd", gap=10), 100)
    assert [top for top, _ in first.pieces] == [0, 40]
    assert [top for top, _ in second.pieces] == [0, 40]


def test_a_nearly_empty_last_page_is_saved_by_closing_up_the_gaps() -> None:
    low = Slice(height=5, pieces=piece("d").pieces, gap=2)
    assert stacked(*slices("abc", gap=2), low) == [["a", "b", "c", "d"]]  # 101 high, and 99.2 with gaps of 1.4
    high = Slice(height=11, pieces=piece("d").pieces, gap=2)
    assert stacked(*slices("abc", gap=2), high) == [["a", "b", "c"], ["d"]]  # 101 high even without a gap


def test_a_page_is_saved_by_smaller_charts_where_closer_gaps_are_not_enough() -> None:
    drawing = Drawing(width=10, height=46, operations=())
    chart = Picture(drawing=drawing, x=0, y=0, scale=1, element=Element("Figure"))
    pages = cut([Slice(height=46, pieces=(chart,)), *slices("ab", gap=2)], 100)
    assert [names(page) for page in pages] == [["a", "b"]]
    (scale,) = (one.scale for _, one in pages[0].pieces if isinstance(one, Picture))
    assert 0.5 < scale < 1


def test_what_is_held_moves_together_unless_that_costs_a_page() -> None:
    tables = [*slices("ab"), Slice(height=5), *held(slices("cd")), *slices("e")]
    assert stacked(*tables) == [["a", "b"], ["c", "d", "e"]]
    assert stacked(*tables, *slices("f")) == [["a", "b", "c"], ["d", "e", "f"]]


def test_what_is_held_but_taller_than_a_page_keeps_to_its_bonds() -> None:
    assert stacked(*held(slices("abcdef", keep="c"))) == [["a", "b"], ["c", "d", "e"], ["f"]]


def test_a_page_with_much_white_before_the_last_is_filled_by_closing_up() -> None:
    low = Slice(height=30, pieces=piece("z").pieces, gap=16, keep=True)
    assert stacked(*slices("a"), low, *slices("b", gap=1), *slices("c")) == [["a", "z", "b"], ["c"]]


def test_what_fits_a_page_but_for_its_gap_leaves_no_empty_page() -> None:
    assert stacked(*slices("abc", gap=5, keep="ab")) == [["a", "b", "c"]]


def test_a_header_comes_again_on_the_next_page_as_decoration() -> None:
    header = piece("header")
    rows = [Slice(height=30, pieces=piece(name).pieces, header=(header,)) for name in "abcd"]
    first, second = cut([Slice(height=30, pieces=header.pieces, keep=True), *rows], 100)
    assert names(first) == ["header", "a", "b"]
    assert names(second) == ["c", "d"]
    assert len(second.repeated) == 1
    assert second.pieces[0][0] == 30


def test_places_know_where_on_their_page_they_are() -> None:
    place = Place("part", "Part", 0)
    (page,) = cut([piece("a"), Slice(height=30, gap=5, place=place)], 100)
    assert page.places == [(35, place)]
