"""What somebody writes for a page becomes headings, lists and links, and never anything else."""

from __future__ import annotations

import pytest

from selfassess.web.prose import Heading, Paragraph, Piece, Points, blocks_of, unusable_addresses


def plain(text: str) -> tuple[Piece, ...]:
    return (Piece(text=text),)


def test_headings_paragraphs_and_lists_are_told_apart() -> None:
    text = "First\nline.\n\nSecond.\n## Who\n- one\n* two\n\n- three\n### Where\nEnd"
    assert blocks_of(text) == (
        Paragraph(words=plain("First line.")),
        Paragraph(words=plain("Second.")),
        Heading(level=2, words=plain("Who")),
        Points(items=(plain("one"), plain("two"))),
        Points(items=(plain("three"),)),
        Heading(level=3, words=plain("Where")),
        Paragraph(words=plain("End")),
    )


def test_a_page_has_its_main_heading_already_and_no_level_is_left_out() -> None:
    levels = [block.level for block in blocks_of("# A\n### B\n# C") if isinstance(block, Heading)]
    assert levels == [2, 3, 2]
    assert [block.level for block in blocks_of("### A\n### B") if isinstance(block, Heading)] == [2, 3]


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c", "HTTP://x", "mailto:jo@example.org", "tel:+44-116123", "/help", "/"]
)
def test_a_link_leads_where_a_browser_can_safely_go(address: str) -> None:
    (block,) = blocks_of(f"See [our page]({address}), please.")
    assert block == Paragraph(
        words=(Piece(text="See "), Piece(text="our page", address=address), Piece(text=", please."))
    )
    assert unusable_addresses(f"[a]({address})") == ()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        r"/\evil.example",
        "example.org",
        "mailto:",
        "tel:",
        "vbscript:x",
    ],
)
def test_any_other_address_stays_what_was_typed(address: str) -> None:
    text = f"[a]({address})"
    assert blocks_of(text) == (Paragraph(words=plain(text)),)
    assert unusable_addresses(f"{text} {text}") == (address,)


def test_strong_words_stand_among_others() -> None:
    assert blocks_of("**Call** 999") == (Paragraph(words=(Piece(text="Call", strong=True), Piece(text=" 999"))),)


def test_a_name_in_braces_alone_on_a_line_is_what_is_put_in_for_it() -> None:
    contacts = (Paragraph(words=plain("Jo")),)
    assert blocks_of("Ask\n{contacts}\nnow {contacts}\n{nobody}", {"contacts": contacts}) == (
        Paragraph(words=plain("Ask")),
        *contacts,
        Paragraph(words=plain("now {contacts}")),
        Paragraph(words=plain("{nobody}")),
    )


@pytest.mark.parametrize(
    "text", ["", "\n \n", "#", "-", "**", "[]()", "[a](", "<b>x</b>", "****", "[" * 5000, "*" * 5000]
)
def test_whatever_is_typed_gives_words_back(text: str) -> None:
    said = "".join(piece.text for block in blocks_of(text) if isinstance(block, Paragraph) for piece in block.words)
    assert said == text.strip()
