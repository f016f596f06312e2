"""What was made in a run, to be taken along: the manifest, and the archive as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from selfassess.interchange.archive import archive
from selfassess.language import Translator
from selfassess.services.access import Actor
from selfassess.services.pack_sight import as_seen
from selfassess.services.packs import required_run
from selfassess.services.problems import NotFoundError
from selfassess.store import pack_items as item_rows
from selfassess.store.database import Database
from selfassess.store.pack_items import ItemState, PackItem
from selfassess.store.pack_runs import PackRun, RunState
from selfassess.store.partnerships import find_partnership

MANIFEST = "manifest.json"


def packed(database: Database, who: Actor, id: str, t: Translator) -> Iterator[bytes]:
    """The archive of a run of which nothing waits, piece by piece, for whoever asked for it; the same bytes each time.

    What they may not see any more is not in it. Raises `NotFoundError`, also where anything waits, and
    `NotPermittedError` before the first piece; after it `NotFoundError` where the run is forgotten meanwhile: an
    archive that breaks off is noticed, one that lacks files is not.
    """
    with database.reading() as session:
        run = required_run(session, who, id)
        items = item_rows.items_of(session, id)
        if run.state is RunState.CANCELLED or any(one.state is ItemState.WAITING for one in items):
            raise NotFoundError("These packs are not made yet, or not any more.")
        place = find_partnership(session, run.partnership)
        items = as_seen(session, who, run, items, t)
        manifest = manifest_of(place.name if place else "", run, items)
    return archive(_files(database, id, items, manifest))


def manifest_of(partnership: str, run: PackRun, items: Sequence[PackItem]) -> bytes:
    """What is in the archive and what is not, and why; nothing of the moment or the machine it was made on."""
    said = {
        "format": 1,
        "partnership": partnership,
        "period": run.period,
        "files": [_told(one) for one in items],
    }
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


def _told(one: PackItem) -> dict[str, Any]:
    about = {"name": one.name, "title": one.title, "edition": one.edition.value, "questionnaire": one.questionnaire}
    if one.state is ItemState.MADE:
        return {**about, "sha256": one.sha256, "size": one.size}
    return {**about, "failed": one.failure or "It was not made."}


def _files(database: Database, run: str, items: Sequence[PackItem], manifest: bytes) -> Iterator[tuple[str, bytes]]:
    """In the order of their names; each read when its turn comes, in a transaction of its own."""
    for name in sorted([MANIFEST, *(one.name for one in items if one.state is ItemState.MADE)]):
        if name == MANIFEST:
            yield name, manifest
            continue
        with database.reading() as session:
            content = item_rows.content_of(session, run, name)
        if content is None:
            raise NotFoundError("These packs were forgotten while they were taken along.")
        yield name, content
