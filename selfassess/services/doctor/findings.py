"""What a check finds, and what it is told of the installation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from pathlib import Path

from selfassess.language import Translator
from selfassess.mail.transports import Transport
from selfassess.services.copy_folder import CopyFolder
from selfassess.store.database import Database


class State(StrEnum):
    """How a thing is. Only `WRONG` means that somebody has to do something."""

    GOOD = "good"
    ADVICE = "advice"
    """It works; it could be better or safer."""
    WRONG = "wrong"
    NOT_CHECKED = "not checked"


class Depth(IntEnum):
    """How long may be looked: on a page, by the command, by the command with --all."""

    PAGE = 0
    COMMAND = 1
    EVERYTHING = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`about` names the thing, `said` how it is, `mend` what to do; all in words, `mend` empty where nothing is."""

    about: str
    state: State
    said: str
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What there is to look at. `missing_assets` gives files that pages need and are not there."""

    database: Database
    instance: Path
    copies: CopyFolder
    transport: Transport = field(repr=False)
    base_address: str
    others_can_reach: bool
    missing_assets: Callable[[], tuple[str, ...]]
    t: Translator
    now: datetime

    @property
    def file_size(self) -> int:
        """Of a database in a file, in bytes; 0 where there is none."""
        file = self.database.file
        return file.stat().st_size if file and file.exists() else 0


Check = Callable[[Installation, Depth], Iterable[Finding]]
