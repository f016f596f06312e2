"""What is printed and written in the database of a release: brands, final documents, runs of packs, words, periods."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from selfassess.interchange.logo import read_logo
from selfassess.language import Translator
from selfassess.report.blocks import Brand
from selfassess.services.access import WORKER, Actor
from selfassess.services.branding import Branded, set_brand
from selfassess.services.catalogue import Catalogue
from selfassess.services.documents import document_file
from selfassess.services.pack_making import MOST_BEGUN, Making, left_to_make, make_item
from selfassess.services.packs import JOB, ask_for_packs, cancel_run, finish_run
from selfassess.services.retention import Kind, PeriodSet, set_period
from selfassess.services.site_texts import SitePage, Written, write_site_text
from selfassess.services.work import settle_done, take
from selfassess.store.database import Database
from selfassess.store.jobs import Hold
from selfassess.store.pack_items import Edition, begin_item
from selfassess.store.people import Place

from .people import MAIL, People

NOTHING_ON_OFFER = Catalogue(offers=(), broken=())
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" width="48" height="32">
<rect width="48" height="32" fill="#0b5a4a"/><circle cx="16" cy="16" r="9" fill="#ffffff"/></svg>"""
PRIVACY = "## Preifatrwydd\n\nWe keep “little”, and **not** for long.\n\n- [Ask us](mailto:gofyn@example.org)\n"


def put_on_paper(database: Database, people: People, signed: str, now: datetime) -> None:
    """What was `signed` is printed for ever in colours that change afterwards; and all the rest."""
    hour = timedelta(hours=1)
    look_like_oneself(database, people, "#7a1f5c", 0, now)
    print_for_ever(database, people, signed, now + hour)
    look_like_oneself(database, people, "#0b5a4a", 1, now + 2 * hour)
    make_packs(database, people, now + 3 * hour)
    begin_packs(database, people, now + 4 * hour)
    write_pages(database, people.lead, now + 5 * hour)
    set_periods(database, people.lead, now + 6 * hour)


def look_like_oneself(database: Database, people: People, accent: str, seen: int, now: datetime) -> None:
    """The organisation with everything that can be chosen, the partnership with some of it."""
    logo = read_logo(LOGO.encode(), "A white moon, “lleuad”", Translator())
    whole = Brand(name="Tŷ Bach Cyf.", accent=accent, footer="Rhif elusen 1234567 & co.", logo=logo)
    looks = {Place(organisation=people.organisation): whole, Place(partnership=people.partnership): Brand(logo=logo)}
    for place, brand in looks.items():
        assert isinstance(set_brand(database, people.lead, place, brand, seen=seen, now=now), Branded)


def print_for_ever(database: Database, people: People, signed: str, now: datetime) -> None:
    """The pack by a worker, as after every signing, and another document by somebody who asks for it."""
    for who, document, suffix in ((WORKER, "pack", ".pdf"), (people.other, "board", ".html")):
        made = document_file(
            database, who, signed, document, suffix, catalogue=NOTHING_ON_OFFER, t=Translator(), frames=None, now=now
        )
        assert made.kept


def make_packs(database: Database, people: People, now: datetime) -> None:
    """The packs of the first year, one of which every worker that begins it dies of.

    The same packs in another format are not wanted after all.
    """
    run, job = ask(database, people, "2026", ".html", now), take(database, [JOB], "worker", now=now)
    assert job is not None
    for _ in range(MOST_BEGUN):
        with database.writing() as session:
            begin_item(session, run, shared_one(database, people, run))
    for item in left_to_make(database, people.other, run):
        make(database, people, run, item.name, now)
    done = now + timedelta(minutes=1)
    assert finish_run(database, people.other, run, MAIL, now=done)
    assert settle_done(database, Hold(job=job.id, worker="worker"), {"made": 2, "failed": 1}, now=done)
    cancel_run(database, people.other, ask(database, people, "2026", ".docx", now), now=done)


def begin_packs(database: Database, people: People, now: datetime) -> None:
    """The packs of the second year, of which one is made and the others wait."""
    run = ask(database, people, "2027", ".html", now)
    make(database, people, run, shared_one(database, people, run), now)


def ask(database: Database, people: People, period: str, suffix: str, now: datetime) -> str:
    run = ask_for_packs(database, people.other, people.partnership, period, suffix, by_job=True, now=now)
    assert run is not None
    return run.id


def shared_one(database: Database, people: People, run: str) -> str:
    """The name of the one that says of an organisation what it shares."""
    (found,) = (one.name for one in left_to_make(database, people.other, run) if one.edition is Edition.SHARED)
    return found


def make(database: Database, people: People, run: str, name: str, now: datetime) -> None:
    with tempfile.TemporaryDirectory() as frames:
        making = Making(
            database=database,
            who=people.other,
            catalogue=NOTHING_ON_OFFER,
            t=Translator(),
            frames=Path(frames),
            now=now,
        )
        make_item(making, run, name)


def write_pages(database: Database, who: Actor, now: datetime) -> None:
    """One in one's own words, and one in the program's own again."""
    for page, text, seen in ((SitePage.PRIVACY, PRIVACY, 0), (SitePage.HELP, "Ask.", 0), (SitePage.HELP, "", 1)):
        assert isinstance(write_site_text(database, who, page, text, seen=seen, now=now), Written)


def set_periods(database: Database, who: Actor, now: datetime) -> None:
    """One that holds, and one that is without end again."""
    for kind, months, seen in ((Kind.UNFINISHED, 36, 0), (Kind.ACCOUNTS, 24, 0), (Kind.ACCOUNTS, None, 1)):
        assert isinstance(set_period(database, who, kind, months, seen=seen, now=now), PeriodSet)
