"""The report as a web page: valid, self-contained, accessible in its structure, and safe with any text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any, get_args
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfassess.language import Translator, is_blank, printable_fault
from selfassess.render.html import _environment, render_html
from selfassess.report.blocks import (
    Block,
    Bullets,
    Callout,
    Cover,
    Heading,
    Paragraph,
    Part,
    Report,
    TickBox,
    TickBoxes,
    Tiles,
    WritingSpace,
)
from selfassess.report.material import Material
from selfassess.report.report import build_report

Make = Callable[..., Material]
t = Translator()


def _parsed(page: bytes) -> Element:
    """The page as a tree; any error of syntax fails."""
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return root


def _all(root: Element, *names: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag in names)


def _text(root: Element) -> str:
    return " ".join("".join(root.itertext()).split())


@pytest.fixture(scope="module")
def page(material_saying: Make) -> Element:
    return _parsed(render_html(build_report(material_saying("Plain words", draft=True), t), t))


def test_the_page_has_one_h1_and_it_is_the_title(page: Element) -> None:
    (heading,) = _all(page, "h1")
    (title,) = _all(next(_all(page, "head")), "title")
    assert _text(heading) == _text(title)


def test_headings_never_skip_a_level(page: Element) -> None:
    levels = [int(element.tag[1]) for element in _all(page, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(now - before <= 1 for before, now in pairwise(levels))


def test_ids_are_unique_and_every_reference_leads_somewhere(page: Element) -> None:
    ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    links = {element.attrib["href"].removeprefix("#") for element in _all(page, "a")}
    labels = {id for element in page.iter() for id in element.attrib.get("aria-labelledby", "").split()}
    assert links | labels <= set(ids)


def test_tables_have_captions_and_headers_with_scope(page: Element) -> None:
    tables = list(_all(page, "table"))
    assert tables
    for table in tables:
        assert table[0].tag == "caption"
        assert all(header.attrib["scope"] in {"col", "row", "rowgroup"} for header in _all(table, "th"))
        named = list(_all(table, "tbody")) if "noted" in table.attrib["class"] else list(_all(table, "tr"))
        assert named
        for rows in named:
            assert next(_all(rows, "th", "td")).tag == "th"


def test_charts_are_inline_with_the_sentence_that_says_the_same(page: Element) -> None:
    pictures = [element for element in page.iter() if element.tag.endswith("svg")]
    assert pictures
    assert _text(page).count("1.1 is at 1 · Level 1") == 3, "as description in both widths, and printed below"


def test_nothing_is_fetched_from_elsewhere(page: Element) -> None:
    assert not list(_all(page, "script", "link", "img", "iframe", "object"))
    (style,) = _all(page, "style")
    assert (style.text or "").count("url(") == (style.text or "").count('url("data:font/ttf;base64,') == 2
    assert "@import" not in (style.text or "")
    assert all("style" not in element.attrib for element in page.iter()), "a content policy would drop these"


def test_the_page_names_its_language_and_carries_its_marks(page: Element) -> None:
    assert page.attrib["lang"] == "en-GB"
    assert "Draft" in [_text(element) for element in _all(page, "p")]


def test_a_nonce_stands_on_the_style_only_where_it_is_given(material_saying: Make) -> None:
    report = build_report(material_saying("Plain"), t)
    assert b'<style nonce="abc">' in render_html(report, t, nonce="abc")
    assert b"nonce" not in render_html(report, t)


def test_a_page_under_a_content_policy_carries_no_typefaces(material_saying: Make) -> None:
    assert b"url(" not in render_html(build_report(material_saying("Plain"), t), t, nonce="abc")


def test_the_same_report_gives_the_same_bytes(material_saying: Make) -> None:
    report = build_report(material_saying("Plain"), t)
    assert render_html(report, t) == render_html(report, t)


def test_each_kind_of_block_has_its_macro() -> None:
    module: Any = _environment.get_template("blocks.html").make_module(
        {"t": t, "drawn": str, "widths": {}, "level_cell": lambda _: None}
    )
    for kind in get_args(Block):
        assert callable(getattr(module, kind.__name__, None)), f"blocks.html cannot show a {kind.__name__}"


def test_rare_blocks_are_shown_too() -> None:
    front = Cover(organisation="O", title="T", period="P", assessed_on=date(2026, 10, 1), questionnaire="Q", status="S")
    blocks = (
        Heading(text="A heading"),
        Bullets(items=("first", "second"), ordered=True),
        Callout(title="Mind this", text="It matters."),
        Paragraph(text="small print", style="small"),
        Tiles(tiles=()),
        WritingSpace(label="What we agree", lines=3),
        TickBoxes(label="Tick one", boxes=(TickBox(name="0 · None", meaning="Nothing yet."), TickBox(name="Unsure"))),
    )
    report = Report(language="cy", title="T", cover=front, parts=(Part(id="p", title="Part", blocks=blocks),))
    root = _parsed(render_html(report, t))
    assert [_text(element) for element in _all(next(_all(next(_all(root, "main")), "ol")), "li")] == ["first", "second"]
    assert "Mind this It matters." in _text(root)
    assert sum(element.get("class") == "line" for element in _all(root, "div")) == 3
    assert "Tick one 0 · None Nothing yet. Unsure" in _text(root)


HOSTILE = [
    '"><svg onload=alert(1)>',
    "<script>alert(1)</script>",
    "</title></style></textarea>",
    "{{ 7 * 7 }} {% raw %} {count}",
    "&lt;b&gt; &amp;amp; &nbsp;",
    "<!-- --><![CDATA[x]]>",
    "javascript:alert(1)",
    "a" * 4000,
    "Siân Ŵyn · Πάντα · Слово · עברית · 漢字 · 👩‍👩‍👧",
]


def _shows(page: bytes, text: str) -> bool:
    return " ".join(text.split()) in _text(_parsed(page))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text_and_makes_no_element(material_saying: Make, text: str) -> None:
    page = render_html(build_report(material_saying(text), t), t)
    plain = render_html(build_report(material_saying("Plain"), t), t)
    assert _shows(page, text)
    names = {"script", "b", "iframe", "textarea"}
    assert not list(_all(_parsed(page), *names))
    svgs = [sum(element.tag.endswith("svg") for element in _parsed(one).iter()) for one in (page, plain)]
    assert svgs[0] == svgs[1]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(min_size=1, max_size=60)
    .map(str.strip)
    .filter(lambda text: not is_blank(text) and not printable_fault(text))
)
def test_no_text_is_lost(material_saying: Make, text: str) -> None:
    assert _shows(render_html(build_report(material_saying(text), t), t), text)


def test_running_lines_of_a_printed_page_hold_any_text_and_nothing_but_text(material_saying: Make) -> None:
    report = build_report(material_saying('"}</style><script>alert(1)</script> Café \\ · ŵ', draft=True), t)
    page = render_html(report, t).decode()
    root = _parsed(page.encode())
    assert not list(_all(root, "script"))
    (style,) = _all(root, "style")
    lines = re.findall(r"@([a-z]+-[a-z]+) \{ content: (\".*); \}", style.text or "")
    said = {box: re.sub(r"\\([0-9a-f]{6})", lambda code: chr(int(code[1], 16)), line) for box, line in lines}
    assert said["top-left"] == f'"{report.cover.organisation}"'
    assert said["bottom-right"] == '"Page " counter(page) " of " counter(pages) ""'
    assert all(re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"', line) for box, line in lines if box != "bottom-right")


def test_the_contents_are_nested_as_the_parts_are(page: Element, material_saying: Make) -> None:
    report = build_report(material_saying("Plain words", draft=True), t)
    (outer,) = _all(next(_all(page, "nav")), "ol")
    listed = [[link.get("href") for link in _all(item, "a")] for item in outer if item.tag == "li"]
    expected: list[list[str]] = []
    for part in report.parts:
        expected += [[]] if part.level == 1 else []
        expected[-1].append(f"#{part.id}")
    assert listed == expected
