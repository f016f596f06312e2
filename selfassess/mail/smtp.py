"""Letters handed to a mail server, over TLS unless told otherwise."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from enum import StrEnum
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote

from selfassess.mail.problems import PermanentProblem, TransientProblem

SECONDS = 30.0
"""How long each step may take; a letter takes about ten of them."""

SECONDS_TO_TRY_OUT = 5.0
"""The same where somebody waits to hear whether the server is there."""


class Tls(StrEnum):
    """When the connection is encrypted."""

    STARTTLS = "starttls"
    """After a greeting in clear; a server that cannot do it is refused."""
    ALWAYS = "always"
    """From the start."""
    NEVER = "never"
    """For a server on this machine or in a closed network."""


_PORTS = {Tls.STARTTLS: 587, Tls.ALWAYS: 465, Tls.NEVER: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpTransport:
    """A mail server. A connection is made for each letter: they are few, and one that was kept may be dead."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: Tls = Tls.STARTTLS
    seconds: float = SECONDS
    certificates: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    def send(self, message: EmailMessage) -> None:
        """Hand it to the server, which then has it; what it answers to the letter decides whether to try again."""
        with _told(self.host, self.port, letter=False):
            server = self._connected()
        try:
            with _told(self.host, self.port, letter=True):
                # Not `send_message`, which puts a > before each line that begins with “From ”.
                server.sendmail(_address(message["From"]), [_address(message["To"])], message.as_bytes())
        finally:
            _hang_up(server)

    def try_out(self) -> None:
        """Come in and go, as before a letter, waiting less. `TransientProblem` where the server does not let us in."""
        with _told(self.host, self.port, letter=False):
            server = replace(self, seconds=SECONDS_TO_TRY_OUT)._connected()
        _hang_up(server)

    def _connected(self) -> smtplib.SMTP:
        if self.tls is Tls.ALWAYS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.seconds, context=self.certificates
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        try:
            if self.tls is Tls.STARTTLS:
                server.starttls(context=self.certificates)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def smtp_transport(address: SplitResult) -> SmtpTransport:
    """From `smtp://user:password@host:port?tls=…`; `ValueError` as the end of a sentence about the setting."""
    asked = parse_qs(address.query, keep_blank_values=True)
    if not address.hostname or address.path.strip("/") or asked.keys() - {"tls"}:
        raise ValueError("must be written smtp://user:password@host:port, with ?tls=… if need be.")
    try:
        tls, port = Tls(asked.get("tls", ["starttls"])[-1]), address.port
    except ValueError:
        raise ValueError("has a port that is no number up to 65535, or a tls other than those three: "
                         "starttls, always, never.") from None  # fmt: skip
    return SmtpTransport(
        host=address.hostname,
        port=port or _PORTS[tls],
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        tls=tls,
    )


def _address(header: Any) -> str:
    only: str = header.addresses[0].addr_spec
    return only


def _hang_up(server: smtplib.SMTP) -> None:
    # The letter is the server's once it said so: a goodbye that fails must not have it sent again.
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()


@contextmanager
def _told(host: str, port: int, *, letter: bool) -> Iterator[None]:
    """Every failure of a server as a problem that says whether to try again. No password is in any of them.

    Only what is answered to a `letter` is ever for good: a wrong password or a missing certificate can be mended.
    """
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise _refused(code, words, letter=letter) from error
    except smtplib.SMTPServerDisconnected as error:
        raise TransientProblem(f"The mail server {host} broke off the connection.") from error
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error, letter=letter) from error
    except smtplib.SMTPNotSupportedError as error:
        raise TransientProblem(f"The mail server {host} cannot do what is needed: {error}") from error
    except (smtplib.SMTPException, OSError) as error:
        raise TransientProblem(f"The mail server {host}:{port} cannot be reached: {error}") from error


def _refused(code: int, words: bytes | str, *, letter: bool) -> TransientProblem | PermanentProblem:
    said = words.decode("utf-8", errors="replace") if isinstance(words, bytes) else words
    told = f"The mail server answered {code}: {' '.join(said.split())}"[:500]
    # 5xx is for good; 4xx, and what is no answer of a mail server at all (-1), may pass.
    return PermanentProblem(told) if letter and 500 <= code < 600 else TransientProblem(told)
