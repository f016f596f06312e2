"""Codes from an app, by Flask-Security's `Totp`.

Of Flask-Security only this part is at work here, the one of its parts that stands by itself. Its pages sign people in
when a link is merely got, which mail scanners do; its sessions live in the cookie; its roles are global. Importing it
takes a fifth of a second, so this module is imported where codes are used and not at the start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_security import UserMixin
from flask_security.totp import Totp

_LATE_OR_EARLY = 30
"""Seconds that a phone's clock, or a slow typist, may be off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """What an app is set up with: `image` is a QR code as the address of a picture, `key` the same to be typed."""

    key: str
    image: str


class _Person(UserMixin):
    """Somebody as Flask-Security is shown them: the number of the last code goes in, that of this one comes out."""

    def __init__(self, last: int | None) -> None:
        self.last = last
        self.taken: int | None = None


class Codes(Totp):
    """Codes that are each taken once."""

    def get_last_counter(self, user: Any) -> int | None:
        last: int | None = user.last
        return last

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        user.taken = tmatch.counter

    def number_of(self, secret: str, code: str, last: int | None) -> int | None:
        """The number of the code, later than `last`; None where it is not one of this secret now."""
        person = _Person(last)
        typed = "".join(code.split())
        if not typed.isascii():
            return None
        return person.taken if self.verify_totp(typed, secret, person, window=_LATE_OR_EARLY) else None

    def app_for(self, secret: str, email: str) -> App:
        """What to show to whom sets up an app."""
        return App(key=self.get_totp_pretty_key(secret), image=self.generate_qrcode(email, secret))
