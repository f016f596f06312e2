"""`selfassess backup` and `selfassess drill`: a safe copy of everything, and proof that it can be restored."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from selfassess.cli.instance import progress
from selfassess.config import Settings, SettingsProblem, load_settings
from selfassess.config.files import key_file
from selfassess.services.access import OPERATOR
from selfassess.services.copy_file import CopyManifest, CopyProblem
from selfassess.services.copy_folder import newest_copy
from selfassess.services.restoring import drill as try_out
from selfassess.services.safe_copies import CopyMade, keep_copy, make_copy
from selfassess.store.database import open_database
from selfassess.store.occupying import come_in
from selfassess.store.problem import StoreProblem

_MEGABYTE = 1_000_000


@contextmanager
def settings_or_words() -> Iterator[Settings]:
    """The settings; what is wrong with them, with a copy or with a database is a message."""
    try:
        yield load_settings(os.environ)
    except (SettingsProblem, StoreProblem, CopyProblem) as problem:
        raise click.ClickException(str(problem)) from None


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--with-key", is_flag=True, help="Put the secret key into it as well.")
def backup(file: Path | None, *, with_key: bool) -> None:
    """Write a safe copy of everything into FILE, while people go on working, and read it back.

    Everything is the database and the questionnaires of one's own in the instance. Without FILE the copy goes into the
    folder that SELFASSESS_BACKUPS names, under its date, and the oldest there are deleted.
    """
    if file is None and with_key:
        raise click.UsageError("--with-key needs a FILE: the key does not lie about with every copy")
    now = datetime.now(UTC)
    with settings_or_words() as settings, closing(open_database(settings.database_url)) as database:
        come_in(database)
        with progress("Copying") as tell:
            if file is None:
                made = keep_copy(database, OPERATOR, settings.copies, instance=settings.instance, now=now, told=tell)
            else:
                key = settings.secret_key if with_key else None
                made = make_copy(database, OPERATOR, file, instance=settings.instance, key=key, now=now, told=tell)
        _tell(made, key_file(settings.instance))


def keys_of(settings: Settings) -> tuple[str, ...]:
    """What may open a copy that was downloaded from a page."""
    return (settings.secret_key, *settings.secret_key_fallbacks)


def _tell(made: CopyMade, key: Path) -> None:
    click.echo(f"{made.file}: {amount(made.manifest)}, {made.size / _MEGABYTE:.1f} MB, read back and found whole.")
    click.echo("It holds everybody’s answers: keep it where only those who may read them can.")
    if made.with_key:
        click.echo("It holds the secret key too, which proves to the program who is signed in.")
    else:
        click.echo(
            f"Not in it is the secret key ({key}, or what SELFASSESS_SECRET_KEY says), which second steps of signing "
            "in need: keep that as well."
        )


def amount(manifest: CopyManifest) -> str:
    """How much is in a copy."""
    return f"{manifest.rows:,} rows of {len(manifest.tables)} tables"


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
def drill(file: Path | None) -> None:
    """Restore FILE into a place that is thrown away, and compare: exit code 1 where anything is not as it was.

    Rows are counted and hashed, the figures of locked assessments and of partnerships computed again, the audit record
    walked. Without FILE it is the newest copy in the folder that SELFASSESS_BACKUPS names. Nothing else is touched.
    """
    with settings_or_words() as settings:
        newest = (file, None) if file else newest_copy(settings.copies.path)
        if newest is None:
            raise click.ClickException(f"{settings.copies.path}: holds no copy. Make one: selfassess backup")
        with progress("Restoring into a scratch place") as tell:
            tried = try_out(newest[0], keys=keys_of(settings), now=datetime.now(UTC), told=tell)
    for fault in tried.faults:
        click.echo(fault, err=True)
    if tried.faults:
        raise click.ClickException(f"{newest[0]}: can be restored, but holds what is wrong: {len(tried.faults)}")
    made = f"{tried.manifest.made_at:%d %B %Y %H:%M} UTC by version {tried.manifest.version}"
    click.echo(
        f"{newest[0]}, made {made}, can be restored: {amount(tried.manifest)} came out as they went in, "
        f"{tried.locked} locked assessments hold, {tried.events} events of the audit record are in order."
    )
