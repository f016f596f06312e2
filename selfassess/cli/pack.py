"""`selfassess pack`: the packs of every organisation of a partnership for a period, in one archive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from selfassess.cli.files import InputProblems, write_pieces
from selfassess.cli.instance import open_instance, progress
from selfassess.cli.organisation import partnership_named
from selfassess.config import Settings
from selfassess.jobs.side_by_side import Instance, WorkersEndError, make_side_by_side
from selfassess.language import Translator
from selfassess.services.access import OPERATOR
from selfassess.services.pack_contents import periods_offered
from selfassess.services.pack_files import packed
from selfassess.services.packs import (
    ask_for_packs,
    counts_of_run,
    finish_run,
    forget_run,
    formats,
    items_of,
)
from selfassess.services.problems import NotFoundError
from selfassess.store.database import Database
from selfassess.store.pack_items import Counts, ItemState
from selfassess.store.pack_runs import PackRun
from selfassess.store.people import Partnership

_FORMATS = click.Choice([suffix[1:] for suffix in formats()])


@click.command()
@click.option("--partnership", "named", required=True, metavar="NAME", help="The partnership, by name or id.")
@click.option("--period", required=True, help="The year or span of the assessments, as written in them: 2026")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The archive to write: packs.zip")
@click.option("--format", "suffix", type=_FORMATS, default="pdf", show_default=True, help="Of the packs.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that make packs.")
@click.option("--anew", is_flag=True, help="Begin again, even where an earlier run was stopped half way.")
def pack(named: str, period: str, out: Path, suffix: str, workers: int, *, anew: bool) -> None:
    """Make a pack for each organisation, and the edition of the steering group, with a manifest of their hashes.

    Stopped half way, the same command goes on. One that cannot be made is named, stops no other, and gives exit code 1.
    """
    _require_writable(out)
    with open_instance() as (database, settings):
        place = partnership_named(database, named)
        run = _run(database, place, period, f".{suffix}", anew=anew)
        with _alone_at_the_end():
            _make(database, settings, run, workers)
            failed = [one for one in items_of(database, OPERATOR, run.id) if one.state is ItemState.FAILED]
            counts, size, sha256 = _write(database, run, out)
            # Not before: where it cannot be written, the same command writes it later and makes nothing again.
            finish_run(database, OPERATOR, run.id, None, now=datetime.now(UTC))
            forget_run(database, OPERATOR, run.id)
    for one in failed:
        click.echo(f"{one.title}: {one.failure}", err=True)
    click.echo(f"{out}: {_packs(counts.made)}, {size:,} bytes, SHA-256 {sha256}")
    if failed:
        raise click.ClickException(f"{_packs(len(failed))} could not be made; manifest.json in the archive says which.")


@contextmanager
def _alone_at_the_end() -> Iterator[None]:
    """Two who give the same command at once make the same run together; whoever is ready first takes it along."""
    try:
        yield
    except NotFoundError:
        raise click.ClickException(
            "Another selfassess pack was at the same packs, and has taken them along or begun again. Nothing was "
            "written here: give the command again to have them here too."
        ) from None


def _require_writable(out: Path) -> None:
    """What can be known before packs are made for minutes."""
    if out.exists() and not out.is_file():
        raise InputProblems([f"{out}: is not a file, so it cannot be replaced by one"])
    if not out.parent.is_dir():
        raise InputProblems([f"{out}: there is no folder {out.parent} to write it in"])


def _run(database: Database, place: Partnership, period: str, suffix: str, *, anew: bool) -> PackRun:
    """A new run, or the one that was stopped half way."""
    now = datetime.now(UTC)
    run = _asked(database, place, period, suffix, now)
    if anew and run.made_at != now:
        forget_run(database, OPERATOR, run.id)
        run = _asked(database, place, period, suffix, now)
    if run.made_at != now:
        counts, begun = counts_of_run(database, OPERATOR, run.id), Translator().date(run.made_at.date())
        click.echo(
            f"Going on with what was begun on {begun}: {counts.settled} of {counts.total} are made. "
            "--anew begins again.",
            err=True,
        )
    return run


def _asked(database: Database, place: Partnership, period: str, suffix: str, now: datetime) -> PackRun:
    run = ask_for_packs(database, OPERATOR, place.id, period, suffix, by_job=False, now=now)
    if run is None:
        periods = ", ".join(periods_offered(database, OPERATOR, place.id)) or "none"
        raise click.ClickException(f"There is nothing of {place.name} for {period}. Periods there are: {periods}.")
    return run


def _make(database: Database, settings: Settings, run: PackRun, workers: int) -> None:
    instance = Instance(database_url=settings.database_url, folder=settings.instance)
    try:
        with progress("Making packs") as tell:
            make_side_by_side(database, instance, run.id, workers, tell)
    except WorkersEndError:
        raise click.ClickException(
            "The processes that make packs end without a word. selfassess doctor looks why."
        ) from None
    except KeyboardInterrupt:
        raise click.ClickException("Stopped. What is made is kept: the same command goes on from here.") from None


def _write(database: Database, run: PackRun, out: Path) -> tuple[Counts, int, str]:
    """Gives how many packs are in it, its size in bytes and its hash."""
    hashed = hashlib.sha256()

    def pieces() -> Iterator[bytes]:
        for piece in packed(database, OPERATOR, run.id, Translator()):
            hashed.update(piece)
            yield piece

    size = write_pieces(out, pieces())
    return counts_of_run(database, OPERATOR, run.id), size, hashed.hexdigest()


def _packs(count: int) -> str:
    return Translator().plural("{count} pack", "{count} packs", count)
