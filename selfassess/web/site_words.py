"""What the pages about this installation say: an administrator's words, else the program's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import render_template

from selfassess.services.retention import periods_in_force
from selfassess.services.retention_words import sentences
from selfassess.services.site_texts import SitePage, SiteText, site_texts
from selfassess.store.problem import StoreProblem
from selfassess.web.prose import Block, Inserts, Piece, Points, blocks_of
from selfassess.web.security.actors import accounts_exist
from selfassess.web.wiring import wiring

PERIODS = "{periods}"
"""Where it is put in how long things are kept."""


def ours(page: SitePage) -> str:
    """What the program says on this page by itself, as `web.prose` reads it."""
    # Only what is kept depends on whether there are accounts: help is there even when the database is not.
    alone = page is SitePage.PRIVACY and not accounts_exist()
    return render_template(f"words/{page.value}.md", alone=alone).strip()


def shown(page: SitePage) -> tuple[tuple[Block, ...], date | None]:
    """What stands on the page now, and the day on which somebody here wrote it."""
    written = _written()
    this = written[page]
    changed = this.changed_at.date() if this.text and this.changed_at else None
    words = _words(this)
    return blocks_of(words, _inserts(words, written[SitePage.CONTACTS])), changed


def previewed(page: SitePage, text: str) -> tuple[Block, ...]:
    """What the page would show for this text. Nothing is put into who can be asked: it is put into the others."""
    return blocks_of(text, {} if page is SitePage.CONTACTS else _inserts(text, _written()[SitePage.CONTACTS]))


def _written() -> Mapping[SitePage, SiteText]:
    """What was written for every page; while the database is away, people still find whom they can call."""
    try:
        return site_texts(wiring().database)
    except StoreProblem:
        return {page: SiteText(page=page) for page in SitePage}


def _words(written: SiteText) -> str:
    return written.text or ours(written.page)


def _inserts(text: str, contacts: SiteText) -> Inserts:
    """What is put into this text; the periods are only asked for where it names them."""
    found = {"contacts": blocks_of(_words(contacts))}
    if PERIODS in text:
        use = wiring()
        periods = sentences(use.t, periods_in_force(use.database), alone=not accounts_exist())
        found["periods"] = (Points(items=tuple((Piece(text=one),) for one in periods)),)
    return found
