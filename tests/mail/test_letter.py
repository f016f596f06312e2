"""Letters become e-mails in which nothing that was typed is a header."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from selfassess.mail.letter import Letter, address_of, compose
from selfassess.mail.problems import PermanentProblem

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
LETTER = Letter(
    id="abc123",
    sender="selfassess <assess@example.org>",
    to="ann@example.org",
    subject="Invitation",
    text="Hello Ann,\n\nŵŷ – “yes”\n",
    html="<p>Hello Ann, ŵŷ</p>",
)


def read(message: EmailMessage) -> EmailMessage:
    """As whoever gets it reads it."""
    got = message_from_bytes(message.as_bytes(), policy=SMTP)
    assert isinstance(got, EmailMessage)
    return got


def test_a_letter_has_both_parts_and_its_headers_once() -> None:
    got = read(compose(LETTER, AT))
    assert sorted(got.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress",
         "MIME-Version", "Content-Type"])  # fmt: skip
    assert got["From"] == "selfassess <assess@example.org>"
    assert got["To"] == "ann@example.org"
    assert got["Date"] == "Thu, 01 Oct 2026 09:30:00 +0000"
    assert got["Message-ID"] == "<abc123@example.org>"
    assert got["Auto-Submitted"] == "auto-generated"
    plain, html = got.iter_parts()
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert (plain.get_content_type(), plain.get_content()) == ("text/plain", LETTER.text.replace("\n", "\r\n"))
    assert (html.get_content_type(), html.get_content().strip()) == ("text/html", LETTER.html)


def test_a_retry_has_the_same_message_id() -> None:
    later = datetime(2026, 10, 2, tzinfo=UTC)
    assert compose(LETTER, AT)["Message-ID"] == compose(LETTER, later)["Message-ID"]


def test_what_goes_out_is_ascii_with_lines_a_server_takes() -> None:
    long = replace(LETTER, subject="ŵ" * 400, text="word " * 5000, html="x" * 20000)
    data = compose(long, AT).as_bytes()
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert read(compose(long, AT))["Subject"] == long.subject


INJECTIONS = [
    f"{before}{way}{after}"
    for way in ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\0", "\x1b")
    for before, after in (("Hello", "Bcc: eve@example.org"), ("", "Subject: other"), ("Hello", "\n\n<p>body"))
]


@pytest.mark.parametrize("text", INJECTIONS, ids=ascii)
def test_no_character_that_could_begin_another_header_is_sent(text: str) -> None:
    for field in ("subject", "to", "sender", "id"):
        with pytest.raises(PermanentProblem):
            compose(replace(LETTER, **{field: text}), AT)
        with pytest.raises(PermanentProblem):
            compose(replace(LETTER, **{field: getattr(LETTER, field) + text}), AT)


@pytest.mark.parametrize(
    "to",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "ann@example.org, eve@example.org",
        "ann@example.org; eve@example.org",
        "ann@example.org eve@example.org",
        "Ann <ann@example.org>, Eve <eve@example.org>",
        "<ann@example.org> <eve@example.org>",
        "friends: ann@example.org, eve@example.org;",
        "Ann <ann@example.org",
        "ann@example.org>",
        "ann(comment)@example.org",
        "ann@exa mple.org",
        "ann@[127.0.0.1]",
        "a" * 65 + "@example.org",
        "ann@example..org",
        "ann@-example.org",
        "änn@example.org",
        "ann@" + "a" * 64 + ".org",
        'Ann "the" best <ann@example.org>',
    ],
)
def test_what_is_not_exactly_one_address_is_refused(to: str) -> None:
    with pytest.raises(PermanentProblem, match=r"^The address"):
        compose(replace(LETTER, to=to), AT)


@pytest.mark.parametrize(
    ("written", "spec"),
    [
        ("ann@example.org", "ann@example.org"),
        ("o'neill+tag@sub.example.org", "o'neill+tag@sub.example.org"),
        ("ann@localhost", "ann@localhost"),
        ("ann@mail.internal", "ann@mail.internal"),
        ("ann@exämple.org", "ann@xn--exmple-cua.org"),
        ("Ann <ann@example.org>", "ann@example.org"),
        ('"Ann, of the council" <ann@example.org>', "ann@example.org"),
    ],
)
def test_addresses_as_people_have_them_are_taken(written: str, spec: str) -> None:
    assert address_of(written).addr_spec == spec


def test_a_name_stands_before_the_senders_address_whatever_it_holds() -> None:
    letter = replace(LETTER, sender='"Council, the; <best>" <assess@example.org>')
    (sender,) = read(compose(letter, AT))["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Council, the; <best>", "assess@example.org")


def test_a_text_that_cannot_be_sent_is_refused() -> None:
    for text in ("a\0b", "\ud800", "\x1b[31m"):
        with pytest.raises(PermanentProblem, match="text"):
            compose(replace(LETTER, text=text), AT)
        with pytest.raises(PermanentProblem, match="text"):
            compose(replace(LETTER, html=text), AT)
