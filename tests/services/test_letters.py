"""The words and the page of every e-mail: the same in both, and nothing that was typed is HTML or a header."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import html5lib
import pytest

from selfassess.language import Translator
from selfassess.mail.letter import Letter, compose
from selfassess.services.letters import Link, letter, one_line

T = Translator()
HOME = "https://assess.example.org"


def parsed(html: str) -> Element:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(html)
    assert not parser.errors
    return tree


def words(tree: Element) -> str:
    body = tree.find("body")
    assert body is not None
    return " ".join(" ".join(body.itertext()).split())


def test_both_parts_say_the_same() -> None:
    made = letter(
        T,
        to="ann@example.org",
        name="Ann",
        subject="You are invited",
        paragraphs=["Bob invited you.", "The link works for 14 days."],
        link=Link(words="Accept", address=f"{HOME}/invitations/x?a=1&b=2"),
        after=["If you did not expect this, do nothing."],
        why="You get this because Bob gave your address.",
        installation=HOME,
    )
    assert made.text == (
        "Hello Ann,\n\nBob invited you.\n\nThe link works for 14 days.\n\nAccept:\n"
        f"{HOME}/invitations/x?a=1&b=2\n\nIf you did not expect this, do nothing.\n\n-- \n"
        f"You get this because Bob gave your address.\nselfassess at {HOME}\n"
    )
    tree = parsed(made.html)
    for said in ("Hello Ann,", "Bob invited you.", "14 days", "do nothing.", "gave your address", f"at {HOME}"):
        assert said in words(tree)
    (link,) = tree.iter("a")
    assert link.get("href") == f"{HOME}/invitations/x?a=1&b=2"
    (heading,) = tree.iter("h1")
    assert heading.text == made.subject


def test_without_name_and_link_it_still_is_a_letter() -> None:
    made = letter(T, to="a@example.org", subject="Test", paragraphs=["It works."], why="Because.", installation=HOME)
    assert made.text.startswith("Hello,\n\nIt works.\n\n-- \n")
    assert not list(parsed(made.html).iter("a"))


def test_nothing_is_loaded_from_anywhere() -> None:
    made = letter(T, to="a@example.org", subject="Test", paragraphs=["x"], why="y", installation=HOME)
    tree = parsed(made.html)
    assert not [element for element in tree.iter() if element.get("src")]
    assert {element.tag for element in tree.iter()} <= {"html", "head", "meta", "title", "body", "div", "p", "h1"}


def test_whatever_was_typed_anywhere_is_words_and_can_be_sent(naughty_strings: tuple[str, ...]) -> None:
    for typed in naughty_strings:
        made = letter(
            T,
            to="ann@example.org",
            name=typed,
            subject=f"{typed} invites you",
            paragraphs=[f"From {typed}."],
            link=Link(words=f"Join {typed}", address=HOME),
            after=[f"Not {typed}?"],
            why=f"You are in {typed}.",
            installation=HOME,
        )
        tree = parsed(made.html)
        assert len(list(tree.iter("a"))) == 1
        assert not [e for e in tree.iter() if e.tag not in ("html", "head", "meta", "title", "body", "div", "p", "h1",
                                                            "a", "br")]  # fmt: skip
        message = compose(
            Letter(id="x", sender="s@example.org", to=made.to, subject=made.subject, text=made.text, html=made.html),
            datetime(2026, 10, 1, tzinfo=UTC),
        )
        assert message.as_bytes().count(b"\r\nTo: ") == 1
        assert one_line(f"From {typed}.") in made.text


@pytest.mark.parametrize("way", ["\n", "\r\n", "\u2028", "\x85", "\x0b", "\0", "\x1b"])
def test_a_break_in_a_subject_is_a_blank(way: str) -> None:
    made = letter(
        T,
        to="a@example.org",
        subject=f"Hello{way}Bcc: eve@example.org",
        paragraphs=["x"],
        why="y",
        installation=HOME,
    )
    assert made.subject == "Hello Bcc: eve@example.org"
