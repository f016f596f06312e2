"""Where packs of a region are asked for, made and taken along."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from selfassess.language import Translator
from selfassess.services.access import Actor
from selfassess.services.catalogue import Catalogue
from selfassess.services.pack_files import packed
from selfassess.services.pack_making import Making, left_to_make, make_item
from selfassess.services.pack_sight import seen_items
from selfassess.services.packs import (
    ask_for_packs,
)
from selfassess.store.pack_items import ItemState
from selfassess.store.pack_runs import PackRun

from .region import Region

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where nothing is asked of the database that the other tests here do not ask of both kinds."""

MADE = (ItemState.MADE, None)


class Desk:
    """Where packs of a region are asked for and made."""

    def __init__(self, region: Region, folder: Path) -> None:
        self.region, self.database, self.folder = region, region.database, folder

    def ask(self, who: Actor | None = None, *, by_job: bool = False) -> PackRun:
        place, now = self.region.partnership.id, self.region.now
        run = ask_for_packs(self.database, who or self.region.sam, place, "2026", ".html", by_job=by_job, now=now)
        assert run is not None
        return run

    def making(self, who: Actor | None = None) -> Making:
        catalogue = Catalogue(offers=(self.region.offer,), broken=())
        return Making(
            database=self.database,
            who=who or self.region.sam,
            catalogue=catalogue,
            t=Translator(),
            frames=self.folder,
            now=self.region.now,
        )

    def make(self, run: PackRun, who: Actor | None = None, most: int = 100) -> None:
        for item in left_to_make(self.database, who or self.region.sam, run.id)[:most]:
            make_item(self.making(who), run.id, item.name)

    def states(self, run: PackRun, who: Actor | None = None) -> dict[str, tuple[ItemState, str | None]]:
        found = seen_items(self.database, who or self.region.sam, run.id, Translator())
        return {one.title: (one.state, one.failure) for one in found}

    def archive(self, run: PackRun, who: Actor | None = None) -> bytes:
        return b"".join(packed(self.database, who or self.region.sam, run.id, Translator()))


def manifest(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zipfile.ZipFile(io.BytesIO(data)).read("manifest.json"))
    return found
