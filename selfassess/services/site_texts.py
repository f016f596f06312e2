"""The pages an installation tells about itself with: help, accessibility, privacy, and who can be asked.

Each says what the program says by itself until an administrator writes other words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.problems import NotFoundError
from selfassess.store.database import Database, Transaction
from selfassess.store.site_texts import KeptText, keep_text, text_kept, texts_kept

LONGEST_TEXT = 30_000
"""Characters of one page."""


class SitePage(StrEnum):
    """What can be written in one's own words."""

    CONTACTS = "contacts"
    """Who can be asked here; it stands on the other pages, and is no page of its own."""
    HELP = "help"
    ACCESSIBILITY = "accessibility"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteText:
    """What an administrator wrote for a page; an empty `text` means the program's own words.

    `revision` is 0 and `changed_at` None where nobody ever changed it.
    """

    page: SitePage
    text: str = ""
    changed_at: datetime | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The page says what was sent, by this submit or by the same one sent before."""

    now: SiteText


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenMeanwhile:
    """Nothing was changed: somebody else wrote since the form was filled. `now` is what the page says."""

    now: SiteText


def site_texts(database: Database) -> Mapping[SitePage, SiteText]:
    """What was written for every page; everybody may read it."""
    with database.reading() as session:
        kept = texts_kept(session)
    return {page: _text(page, kept.get(page.value)) for page in SitePage}


def site_text_for(database: Database, who: Actor, page: str) -> SiteText:
    """What was written for a page, to be changed. For administrators; `NotFoundError` for a page there is not."""
    with database.reading() as session:
        require_administrator(session, who)
        if page not in tuple(SitePage):
            raise NotFoundError(f"There is no page {page} to be written.")
        return _text(SitePage(page), text_kept(session, page))


def write_site_text(
    database: Database, who: Actor, page: SitePage, text: str, *, seen: int, now: datetime
) -> Written | WrittenMeanwhile:
    """Let the page say this; with an empty text the program's own words again. `seen` is `SiteText.revision`."""
    with database.writing() as session:
        require_administrator(session, who)
        stored = _text(page, text_kept(session, page.value, to_change=True))
        if stored.text == text:
            return Written(now=stored)
        if stored.revision != seen:
            return WrittenMeanwhile(now=stored)
        keep_text(session, page.value, text, now, by=who.account)
        _record(session, who, page, text, now)
        return Written(now=_text(page, text_kept(session, page.value)))


def _record(session: Transaction, who: Actor, page: SitePage, text: str, now: datetime) -> None:
    event = Event.SITE_TEXT_WRITTEN if text else Event.SITE_TEXT_BROUGHT_BACK
    record(session, who, event, Subject(kind="page", id=page.value), now=now, after={"page": page.value})


def _text(page: SitePage, kept: KeptText | None) -> SiteText:
    if kept is None:
        return SiteText(page=page)
    return SiteText(page=page, text=kept.text, changed_at=kept.changed_at, revision=kept.revision)
