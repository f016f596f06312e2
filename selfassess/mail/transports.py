"""The ways to send, by the address that names one: a mail server, a folder to try everything with, a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from types import MappingProxyType
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from selfassess.mail.console import ConsoleTransport
from selfassess.mail.folder import FolderTransport
from selfassess.mail.smtp import smtp_transport


class Transport(Protocol):
    """Where e-mails go."""

    def send(self, message: EmailMessage) -> None:
        """Hand it over: done when this returns. `TransientProblem` or `PermanentProblem` where it could not be."""


def _smtp(address: SplitResult, _: Path) -> Transport:
    return smtp_transport(address)


def _folder(_: SplitResult, folder: Path) -> Transport:
    return FolderTransport(folder)


def _console(_: SplitResult, __: Path) -> Transport:
    return ConsoleTransport()


TRANSPORTS: Mapping[str, Callable[[SplitResult, Path], Transport]] = MappingProxyType(
    {"folder": _folder, "console": _console, "smtp": _smtp}
)
"""By the first word of SELFASSESS_MAIL."""


def open_transport(address: str, folder: Path) -> Transport:
    """What SELFASSESS_MAIL names: `folder` (into the one given), `console`, or `smtp://user:password@host:port?tls=…`.

    Nothing is connected yet. `ValueError`, worded as the end of a sentence about the setting, where it names none.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        raise ValueError(_EXPECTED) from None
    kind = parts.scheme or parts.path
    if kind not in TRANSPORTS or (kind != "smtp" and address != kind):
        raise ValueError(_EXPECTED)
    return TRANSPORTS[kind](parts, folder)


_EXPECTED = "must be folder, console or smtp://user:password@host:port, with ?tls=starttls, ?tls=always or ?tls=never."
