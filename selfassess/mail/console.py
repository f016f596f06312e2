"""Letters shown on the terminal the program runs in, for those who write it."""

from __future__ import annotations

import sys
from email.message import EmailMessage


class ConsoleTransport:
    """Prints the plain words of each letter."""

    def send(self, message: EmailMessage) -> None:
        """Never fails for what stands in the letter: a terminal that lacks a character shows another."""
        body = message.get_body(("plain",))
        words = body.get_content() if body else ""
        said = f"\n--- e-mail to {message['To']}: {message['Subject']}\n{words}--- end of e-mail\n"
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(said.encode(encoding, errors="replace").decode(encoding))
        sys.stderr.flush()
