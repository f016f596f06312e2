"""Making the packs of a run, one at a time: any number of workers may, and whoever dies leaves nothing half made."""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from selfassess.language import Translator
from selfassess.render.table import WRITERS
from selfassess.report.documents import PACK
from selfassess.report.partnership.report import partnership_report
from selfassess.report.partnership.shared_edition import shared_edition
from selfassess.services.access import Actor
from selfassess.services.catalogue import Catalogue
from selfassess.services.documents import document_file
from selfassess.services.packs import required_run
from selfassess.services.partnership_actions import partnership_year
from selfassess.services.problems import NotFoundError, NotPermittedError, UnreadableQuestionnaireError
from selfassess.services.schedule import LONDON
from selfassess.services.shared_editions import shared_result
from selfassess.store import pack_items as item_rows
from selfassess.store.database import Database
from selfassess.store.pack_items import Edition, ItemState, PackItem
from selfassess.store.pack_runs import PackRun, RunState
from selfassess.store.problem import StoreProblem

MOST_BEGUN = 3
"""What was begun so often and never came to an end takes workers down with it: it is given up."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What packs are made with, and for whom: whoever asked for the run, whose rights are asked again at each item.

    `frames` is a folder that keeps the drawn frames of charts; `now` is the moment of this item.
    """

    database: Database
    who: Actor
    catalogue: Catalogue
    t: Translator
    frames: Path
    now: datetime


class _CannotBeMadeError(Exception):
    """This item cannot be made; the message says why."""


class _NamedNoMoreError(Exception):
    """Its organisation is not named any more to whoever asked for it: they are not to be told of it, not even that."""


def left_to_make(database: Database, who: Actor, run: str) -> tuple[PackItem, ...]:
    """What still waits, by name; nothing of a run that is finished. Raises `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        found = required_run(session, who, run)
        every = item_rows.items_of(session, run) if found.state is RunState.WAITING else ()
    return tuple(one for one in every if one.state is ItemState.WAITING)


def make_item(making: Making, run_id: str, name: str) -> None:
    """Make one, and keep it or why it cannot be made; what another worker made meanwhile stays.

    Raises `NotFoundError` and `NotPermittedError` where the whole run is nothing for `who` any more, and `StoreProblem`
    where nothing can be kept: then the item waits still.
    """
    database = making.database
    with database.writing() as session:
        run = required_run(session, making.who, run_id)
        item = item_rows.begin_item(session, run_id, name)
        if item is None:
            return
        if item.begun > MOST_BEGUN:
            item_rows.fail_item(session, run_id, name, making.t("Whatever made it ended without a word. Ask for help."))
            return
    try:
        _make_and_keep(making, run, item)
    except StoreProblem:
        # Not the fault of the item: however often a disk is full, it shall be made once there is room.
        with suppress(StoreProblem), database.writing() as session:
            item_rows.uncount_item(session, run_id, name)
        raise


def _make_and_keep(making: Making, run: PackRun, item: PackItem) -> None:
    try:
        content = _content(making, run, item)
    except _CannotBeMadeError as problem:
        with making.database.writing() as session:
            item_rows.fail_item(session, run.id, item.name, str(problem))
        return
    except _NamedNoMoreError:
        with making.database.writing() as session:
            item_rows.drop_item(session, run.id, item.name)
        return
    with making.database.writing() as session:
        item_rows.keep_item(session, run.id, item.name, content, hashlib.sha256(content).hexdigest())


def _content(making: Making, run: PackRun, item: PackItem) -> bytes:
    """Nothing that goes wrong with one item stops the others; only a lost database stops all."""
    t = making.t
    try:
        return _EDITIONS[item.edition](making, run, item)
    except (_CannotBeMadeError, _NamedNoMoreError, StoreProblem):
        raise
    except NotFoundError:
        raise _CannotBeMadeError(t("It is not there any more, or not for whoever asked for it.")) from None
    except NotPermittedError:
        raise _CannotBeMadeError(t("Whoever asked for it may not see these answers any more.")) from None
    except UnreadableQuestionnaireError as error:
        raise _CannotBeMadeError(str(error)) from error
    except Exception as error:
        logger.exception("Pack %s of run %s failed.", item.name, run.id)
        words = t("Something went wrong on our side ({error}). Ask for help.", error=type(error).__name__)
        raise _CannotBeMadeError(words) from error


def _complete(making: Making, run: PackRun, item: PackItem) -> bytes:
    made = document_file(
        making.database,
        making.who,
        item.assessment or "",
        PACK,
        run.suffix,
        catalogue=making.catalogue,
        t=making.t,
        frames=making.frames,
        now=making.now,
    )
    return made.content


def _shared(making: Making, run: PackRun, item: PackItem) -> bytes:
    found = shared_result(
        making.database,
        making.who,
        run.partnership,
        item.questionnaire,
        year=item.year or 0,
        assessment=item.assessment or "",
        t=making.t,
        today=making.now.astimezone(LONDON).date(),
    )
    if found is None:
        raise _NamedNoMoreError
    return WRITERS[run.suffix].write(shared_edition(found, making.t), making.t, frames=making.frames)


def _steering(making: Making, run: PackRun, item: PackItem) -> bytes:
    found = partnership_year(
        making.database,
        making.who,
        run.partnership,
        item.questionnaire,
        year=item.year or 0,
        t=making.t,
        today=making.now.astimezone(LONDON).date(),
        on_paper=True,
    )
    if found is None:
        raise _CannotBeMadeError(making.t("Nothing of that year is shared any more."))
    return WRITERS[run.suffix].write(partnership_report(found, making.t), making.t, frames=making.frames)


_EDITIONS = {Edition.COMPLETE: _complete, Edition.SHARED: _shared, Edition.STEERING: _steering}
