"""A safe copy put in the place of everything, tried out, or carried into another database; only from a terminal."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from selfassess.services.access import OPERATOR
from selfassess.services.audit import Event, record
from selfassess.services.audit_check import check_audit
from selfassess.services.copy_file import KEY, CopyManifest, CopyProblem, OpenCopy, open_copy, write_copy
from selfassess.services.figure_check import check_figures
from selfassess.services.final_check import check_finals
from selfassess.services.locking import check_cards
from selfassess.services.restored_files import put_back, put_key_back
from selfassess.services.safe_copies import only_ours, require_step, subject_of
from selfassess.services.sealing import opened
from selfassess.store.copying.going_back import let_rest
from selfassess.store.copying.loading import UnfitError, load
from selfassess.store.copying.replacing import fill_file, is_empty, replace_all
from selfassess.store.database import Transaction, open_database, place_of, sqlite_url
from selfassess.store.occupying import alone_in

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put in place. `kept`: where the database that was there is, in words; None where there was none.

    `files` of the instance that were written, and `aside`, where those that were other ones before are now.
    """

    manifest: CopyManifest
    place: str
    kept: str | None
    files: tuple[str, ...]
    aside: tuple[Path, ...]


def restore(
    url: str,
    file: Path,
    *,
    instance: Path,
    keys: Sequence[str] = (),
    key_file: Path | None = None,
    now: datetime,
    told: Told,
) -> Restored:
    """Put a safe copy in the place of the database at this address, and of the instance's own questionnaires.

    Of an older version, it is brought up to date. The copy is read whole and proved first, and proved again in its
    new place, before it takes the place of anything. `keys` open one that is sealed. `key_file` is where its secret key
    goes, where it is wanted. Raises `CopyProblem`, and `StoreProblem` where the database cannot be used or a program
    uses it; nothing is changed then.
    """
    with opened(file, keys) as plain, open_copy(plain) as copy:
        copy.check()
        if key_file and KEY not in copy.manifest.files:
            raise CopyProblem(f"{file}: does not hold the secret key: it was made without --with-key.")

        def fill(session: Transaction) -> None:
            _load(session, copy, told)
            let_rest(session, "Not sent: it waited when the copy was made that was restored, and was probably sent.")
            record(session, OPERATOR, Event.COPY_RESTORED, subject_of(copy.manifest), now=now)

        kept = replace_all(url, fill, now)
        files, aside = put_back(copy, instance, now)
        if key_file:
            aside += put_key_back(copy, key_file, now)
    return Restored(manifest=copy.manifest, place=place_of(url), kept=kept, files=files, aside=aside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """What came of trying a copy out: how much was proved, and a sentence for each thing that is wrong."""

    manifest: CopyManifest
    locked: int
    events: int
    faults: tuple[str, ...]


def drill(file: Path, *, keys: Sequence[str] = (), now: datetime, told: Told) -> Drilled:
    """Restore a safe copy into a file that is thrown away, and prove counts, hashes, figures, documents and record.

    Touches nothing else. Raises `CopyProblem` where it could not even be restored.
    """
    with opened(file, keys) as plain, open_copy(plain) as copy, tempfile.TemporaryDirectory() as folder:
        copy.check()
        scratch = Path(folder) / "drill.sqlite3"
        fill_file(scratch, lambda session: _load(session, copy, told))
        with closing(open_database(sqlite_url(scratch))) as database:
            cards = check_cards(database, OPERATOR)
            figures = check_figures(database, OPERATOR, now=now)
            finals = check_finals(database, OPERATOR)
            record_checked = check_audit(database)
    wrong = (f"assessment {one.assessment.id}: {one.fault}" for one in cards.faults)
    faults = (*wrong, *figures, *finals.faults, *record_checked.faults)
    return Drilled(manifest=copy.manifest, locked=cards.count, events=record_checked.events, faults=faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What was carried, from where to where; what it was carried from is as it was."""

    manifest: CopyManifest
    source: str
    target: str


def move(source: str, target: str, *, instance: Path, now: datetime, told: Told) -> Moved:
    """Carry everything from the database at one address into the empty one at another, of either kind.

    Every table is counted and hashed where it was and where it is. Raises `CopyProblem`, and `StoreProblem` where one
    of the two cannot be used or a program uses it; the target is empty then, and a move that was killed begins anew.
    """
    if not is_empty(target):
        raise CopyProblem(f"The database {place_of(target)} is not empty, so nothing can be moved there.")
    with alone_in(source), _carried(source, instance, now, told) as copy:

        def fill(session: Transaction) -> None:
            _load(session, copy, told)
            record(session, OPERATOR, Event.DATABASE_MOVED, subject_of(copy.manifest), now=now)

        replace_all(target, fill, now)
    return Moved(manifest=copy.manifest, source=place_of(source), target=place_of(target))


@contextmanager
def _carried(source: str, instance: Path, now: datetime, told: Told) -> Iterator[OpenCopy]:
    """What is in the database, as a copy that is gone when it has arrived."""
    file = instance / "moving.zip"
    try:
        file.unlink(missing_ok=True)  # of a move that was killed
        with closing(open_database(source)) as database, database.reading() as session, only_ours(file) as out:
            step = require_step(session, database.place)
            write_copy(session, out, step=step, made_at=now, files={}, told=told)
        with open_copy(file) as copy:
            yield copy
    except OSError as error:
        raise CopyProblem(f"{file}: cannot be written: {error.strerror or error}. Free some space there.") from None
    finally:
        with suppress(OSError):  # where nothing can be written nothing can be removed, and nothing is there
            file.unlink(missing_ok=True)


def _load(session: Transaction, copy: OpenCopy, told: Told) -> None:
    manifest = copy.manifest
    try:
        load(session, manifest.step, manifest.tables, copy.lines, told)
    except UnfitError as error:
        why = f"{copy.file}: cannot be restored: {error}. Nothing was changed; take another copy."
        raise CopyProblem(why) from None
