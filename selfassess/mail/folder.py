"""Letters as files in a folder, so that everything can be tried without a mail server."""

from __future__ import annotations

import os
import secrets
from email.message import EmailMessage
from pathlib import Path

from selfassess.mail.problems import TransientProblem


class FolderTransport:
    """One `.eml` file a letter, which e-mail programs open; named by time and Message-ID, so that a retry is no second.

    The folder is made with the first letter, for this user alone: letters hold links that let people in.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write it whole or not at all."""
        at = message["Date"].datetime.strftime("%Y-%m-%d-%H%M%S")
        name = message["Message-ID"].strip("<>").partition("@")[0]
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for earlier in self._folder.glob(f"*-{name}.eml"):
                earlier.unlink(missing_ok=True)
            self._write(self._folder / f"{at}-{name}.eml", message.as_bytes())
        except OSError as error:
            raise TransientProblem(f"The folder {self._folder} cannot be written to: {error.strerror}.") from error

    def _write(self, file: Path, data: bytes) -> None:
        beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(data)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
