"""What the pages about this installation say: an administrator's words, else the program's own."""

from __future__ import annotations

from datetime import date

from flask import render_template

from selfassess.services.retention import periods_in_force
from selfassess.services.retention_words import sentences
from selfassess.services.site_texts import SitePage, SiteText, site_texts
from selfassess.web.prose import Block, Inserts, Piece, Points, blocks_of
from selfassess.web.security.actors import accounts_exist
from selfassess.web.wiring import wiring


def ours(page: SitePage) -> str:
    """What the program says on this page by itself, as `web.prose` reads it; without accounts it says other things."""
    return render_template(f"words/{page.value}.md", alone=not accounts_exist()).strip()


def shown(page: SitePage) -> tuple[tuple[Block, ...], date | None]:
    """What stands on the page now, and the day on which somebody here wrote it."""
    written = site_texts(wiring().database)
    this = written[page]
    changed = this.changed_at.date() if this.text and this.changed_at else None
    return blocks_of(_words(this), _inserts(written[SitePage.CONTACTS])), changed


def previewed(text: str) -> tuple[Block, ...]:
    """What a page would show for this text."""
    return blocks_of(text, _inserts(site_texts(wiring().database)[SitePage.CONTACTS]))


def _words(written: SiteText) -> str:
    return written.text or ours(written.page)


def _inserts(contacts: SiteText) -> Inserts:
    use = wiring()
    periods = sentences(use.t, periods_in_force(use.database), alone=not accounts_exist())
    listed = Points(items=tuple((Piece(text=one),) for one in periods))
    return {"contacts": blocks_of(_words(contacts)), "periods": (listed,)}
