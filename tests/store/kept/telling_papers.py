"""What a database says about what is printed and written: brands, final documents, runs of packs, words, periods."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.branding import brand_to_change
from selfassess.services.catalogue import Catalogue
from selfassess.services.documents import document_file, kept_documents
from selfassess.services.pack_files import MANIFEST, packed
from selfassess.services.packs import RunShown, items_of, runs_of
from selfassess.services.retention import periods_in_force
from selfassess.services.site_texts import site_texts
from selfassess.store.database import Database
from selfassess.store.final_packs import FinalName, KeptAs, find_final
from selfassess.store.model import Assessment
from selfassess.store.names import names_of
from selfassess.store.pack_items import PackItem
from selfassess.store.pack_runs import RunState
from selfassess.store.people import Place

Facts = dict[str, Any]


def brand_as_said(database: Database, place: Place) -> Facts:
    """How it looks on paper; revision 0 where nobody ever chose."""
    kept = brand_to_change(database, OPERATOR, place)
    logo = kept.brand.logo
    return {
        "name": kept.brand.name,
        "accent": kept.brand.accent,
        "footer": kept.brand.footer,
        "logo": f"{logo.words}, {logo.width} × {logo.height}, {_hash(logo.png)}" if logo else None,
        "revision": kept.revision,
    }


def documents_as_said(database: Database, assessment: Assessment) -> Facts:
    """The documents that are kept for ever, each as it is given out now."""
    kept = kept_documents(database, OPERATOR, assessment.id)
    return {
        f"{document}{suffix}": _document(
            database, FinalName(assessment=assessment.id, document=document, suffix=suffix), one
        )
        for (document, suffix), one in sorted(kept.items())
    }


def _document(database: Database, name: FinalName, kept: KeptAs) -> Facts:
    given = document_file(
        database,
        OPERATOR,
        name.assessment,
        name.document,
        name.suffix,
        catalogue=Catalogue(offers=(), broken=()),
        t=Translator(),
        frames=None,
        now=kept.made_at,
    )
    with database.reading() as session:
        final = find_final(session, name)
    return {
        "kept": f"{kept.sha256}, {kept.size} bytes",
        "given_out": f"{_hash(given.content)}, {len(given.content)} bytes",
        "made": f"at {kept.made_at} by {final.version if final else 'nothing'}",
    }


def packs_as_said(database: Database, partnership: str) -> Facts:
    """Every run with its items, and of what is done the files that are given out."""
    return {
        f"{one.run.period} as {one.run.suffix}, asked for at {one.run.made_at}": _run(database, one)
        for one in runs_of(database, OPERATOR, partnership)
    }


def _run(database: Database, shown: RunShown) -> Facts:
    run = shown.run
    with database.reading() as session:
        names = names_of(session, "account", {run.requested_by} if run.requested_by else set())
    return {
        "by": names.get(run.requested_by or ""),
        "state": f"{run.state} {run.finished_at}",
        "items": [_item(one) for one in items_of(database, OPERATOR, run.id)],
        "given_out": _files(database, run.id) if run.state is RunState.DONE else None,
    }


def _item(one: PackItem) -> str:
    return (
        f"{one.name}, {one.edition} of {one.title}, {one.questionnaire} {one.year}:"
        f" {one.state} at {one.begun}, {one.sha256}, {one.size} bytes, {one.failure}"
    )


def _files(database: Database, run: str) -> Facts:
    """The manifest may say more one day."""
    whole = b"".join(packed(database, OPERATOR, run, Translator()))
    with ZipFile(BytesIO(whole)) as archive:
        return {name: _hash(archive.read(name)) for name in archive.namelist() if name != MANIFEST}


def site_as_said(database: Database) -> dict[str, Facts]:
    """What this installation says about itself in its own words, and how long it keeps what."""
    return {
        "texts": {
            page.value: {"text": one.text, "changed_at": str(one.changed_at), "revision": one.revision}
            for page, one in site_texts(database).items()
        },
        "periods": {
            kind.value: f"{one.months} months, revision {one.revision}"
            for kind, one in periods_in_force(database).items()
        },
    }


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
