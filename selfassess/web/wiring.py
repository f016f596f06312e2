"""What every page works with: the database, the instance, the language, the clock; handed in once, asked for here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from flask import Flask, current_app

from selfassess.language import Translator
from selfassess.services.catalogue import Catalogue, questionnaires_on_offer
from selfassess.services.copy_folder import CopyFolder
from selfassess.store.database import Database

NAME = "selfassess"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers for Prometheus as text, for whoever brings the token; without one for programs of this machine."""

    token: str | None = field(repr=False)
    text: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """`instance` holds questionnaires of one's own and the charts' finished frames; `now` gives aware times."""

    database: Database
    instance: Path
    t: Translator
    now: Callable[[], datetime]
    base_address: str
    """What links in messages begin with: `https://assess.example.org`. Never made of what a request says."""
    hosts: frozenset[str]
    """The names it answers to besides those of this machine."""
    others_can_reach: bool
    """Whether anybody but this machine can come here; then nobody is let in without an account."""
    wake: Callable[[], None]
    """Tells workers, after the transaction, that there is a job or a message; without it they look by themselves."""
    copies: CopyFolder
    """Where safe copies are."""
    secret_key: str = field(repr=False)
    """What sealed copies open with."""
    mail: str = field(repr=False)
    """How messages are sent, as `mail.transports` reads it."""
    metrics: Numbers | None
    """None where no setting asks for them."""
    security_contact: str | None
    """Where to report a weakness, as security.txt says it."""

    def catalogue(self) -> Catalogue:
        """What an assessment can be started from, as the files are now; texts read before are not read again."""
        return questionnaires_on_offer(self.instance)

    @property
    def frames(self) -> Path:
        """Where finished frames of charts are kept."""
        return self.instance / "frames"


def connect(app: Flask, wiring: Wiring) -> None:
    """Give the application what its pages work with."""
    app.extensions[NAME] = wiring


def wiring() -> Wiring:
    """What the page that answers the present request works with."""
    found = current_app.extensions[NAME]
    assert isinstance(found, Wiring)  # noqa: S101 - `connect` put it there
    return found


def links_begin_with(app: Flask, address: str) -> None:
    """Say where the application is, once it is known which port was free."""
    connect(app, replace(app.extensions[NAME], base_address=address))
