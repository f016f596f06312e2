"""What was made in a run, to be taken along: the manifest, the archive as a stream, what may not be given out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from selfassess.disclosure.sharing import Audience
from selfassess.interchange.archive import archive
from selfassess.language import Translator
from selfassess.services.access import Actor, may_in_organisation
from selfassess.services.packs import required_run
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store import pack_items as item_rows
from selfassess.store.assessments import find_assessment
from selfassess.store.database import Database, Transaction
from selfassess.store.named_results import named_in
from selfassess.store.pack_items import Edition, ItemState, PackItem
from selfassess.store.pack_runs import PackRun, RunState
from selfassess.store.partnerships import find_partnership

MANIFEST = "manifest.json"


def packed(database: Database, who: Actor, id: str, t: Translator) -> Iterator[bytes]:
    """The archive of a run of which nothing waits, piece by piece, for whoever asked for it; the same bytes each time.

    What they may not see any more is taken out first, and the manifest says so. Raises before the first piece, not
    after it: `NotFoundError`, also where anything waits, and `NotPermittedError`.
    """
    _take_out_hidden(database, who, id, t)
    with database.reading() as session:
        run = required_run(session, who, id)
        items = item_rows.items_of(session, id)
        if run.state is RunState.CANCELLED or any(one.state is ItemState.WAITING for one in items):
            raise NotFoundError("These packs are not made yet, or not any more.")
        place = find_partnership(session, run.partnership)
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
        if content is not None:  # else forgotten while it was taken along: the manifest tells what is missing
            yield name, content


def _take_out_hidden(database: Database, who: Actor, id: str, t: Translator) -> None:
    """Fail what was made and is no longer for `who`: a role that ended, a result that is shared no more."""
    if who.trusted:
        return
    with database.reading() as session:
        run = required_run(session, who, id)
        sees = _Sight(session, who, run)
        made = [one for one in item_rows.items_of(session, id) if one.state is ItemState.MADE]
        hidden = [one.name for one in made if not sees.sees(one)]
    if not hidden:
        return
    with database.writing() as session:
        for name in hidden:
            why = t("It was made, but is not for whoever asked for it any more.")
            item_rows.fail_item(session, id, name, why, was=ItemState.MADE)


class _Sight:
    """What somebody sees of a run at this moment; who is named in a year is asked once."""

    def __init__(self, session: Transaction, who: Actor, run: PackRun) -> None:
        self._session, self._who, self._run = session, who, run
        self._named: dict[tuple[str, int], frozenset[str]] = {}

    def sees(self, one: PackItem) -> bool:
        match one.edition:
            case Edition.STEERING:
                return True  # that they see what is shared was asked before; reports that were made stay as they are
            case Edition.COMPLETE:
                return self._sees_answers(one.assessment or "")
            case Edition.SHARED:
                return one.assessment in self._named_in(one.questionnaire, one.year or 0)

    def _sees_answers(self, assessment: str) -> bool:
        found = find_assessment(self._session, assessment)
        return found is not None and may_in_organisation(
            self._session, self._who, Action.SEE_ANSWERS, found.organisation_id, status=found.status
        )

    def _named_in(self, questionnaire: str, year: int) -> frozenset[str]:
        if (questionnaire, year) not in self._named:
            named = named_in(self._session, self._run.partnership, questionnaire, Audience.STEERING, year)
            self._named[questionnaire, year] = frozenset(one.assessment for one in named)
        return self._named[questionnaire, year]
