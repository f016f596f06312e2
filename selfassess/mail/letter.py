"""A letter and the e-mail it becomes: one sender, one recipient, plain words and the same as a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from selfassess.mail.problems import PermanentProblem

# Controls of every kind, and what some programs end a line with: in a header each is the way to write a second one.
_BREAKS_A_HEADER = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_NO_ID = re.compile(r"[^A-Za-z0-9-]")

# What browsers take for an address (WHATWG HTML, valid e-mail address); a name before it may stand in quotes.
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_BARE = re.compile(rf"([A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}})@({_LABEL}(?:\.{_LABEL})*)")
_NAMED = re.compile(r"""(?:"([^"]*)"|([^"<>@,;:()]*?)) *<([^<>]*)>""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be sent. `id` stays the same at every try, so that whoever gets it twice can tell."""

    id: str
    sender: str
    to: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)


def compose(letter: Letter, at: datetime) -> EmailMessage:
    """The e-mail, dated `at`; `PermanentProblem` for addresses, subjects and texts that could not safely be sent."""
    message = EmailMessage(policy=SMTP)
    sender, recipient = address_of(letter.sender), address_of(letter.to)
    message["From"] = sender
    message["To"] = Address(addr_spec=recipient.addr_spec)
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(at.astimezone(UTC))
    message["Message-ID"] = f"<{_checked_id(letter.id)}@{sender.domain}>"
    # RFC 3834: nobody's absence is told to a machine.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(_printable(letter.text))
    message.add_alternative(_printable(letter.html), subtype="html")
    return message


def address_of(written: str) -> Address:
    """`somebody@example.org` or `Name <somebody@example.org>`; `PermanentProblem` where it is not exactly one."""
    if _BREAKS_A_HEADER.search(written):
        raise PermanentProblem("The address holds a line break or another character no address has.")
    named = _NAMED.fullmatch(written)
    name, spec = (named[1] or named[2] or "", named[3]) if named else ("", written)
    local, _, domain = spec.rpartition("@")
    try:
        # A mail server knows a name with other letters, such as ä, by this spelling.
        found = _BARE.fullmatch(f"{local}@{domain.encode('idna').decode('ascii')}")
    except UnicodeError:
        found = None
    if found is None:
        raise PermanentProblem("The address is not one e-mail address, such as somebody@example.org.")
    return Address(display_name=name, username=found[1], domain=found[2])


def _one_line(subject: str) -> str:
    if _BREAKS_A_HEADER.search(subject):
        raise PermanentProblem("The subject holds a line break or another character no subject has.")
    return subject


def _printable(text: str) -> str:
    if _NO_TEXT.search(text):
        raise PermanentProblem("The text holds a character that cannot be sent.")
    return text


def _checked_id(id: str) -> str:
    if not id or _NO_ID.search(id):
        raise PermanentProblem("The id of the message is none.")
    return id
