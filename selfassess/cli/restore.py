"""`selfassess restore` and `selfassess move`: a safe copy in the place of everything, and everything elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from selfassess.cli.backup import amount, keys_of, settings_or_words
from selfassess.cli.instance import progress
from selfassess.config.files import key_file
from selfassess.services import restoring
from selfassess.services.restoring import Restored
from selfassess.store.database import fault_of_url, file_at


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--with-key", is_flag=True, help="Take the secret key from it too, where it was made --with-key.")
def restore(file: Path, *, with_key: bool) -> None:
    """Put the safe copy FILE in the place of everything, or into an empty installation, also of a newer version.

    Stop the server and workers first. The database that is there is kept, and where is said.
    """
    with settings_or_words() as settings:
        if with_key and settings.secret_key_given:
            raise click.UsageError("--with-key: SELFASSESS_SECRET_KEY or SELFASSESS_SECRET_KEY_FILE says another key")
        with progress("Restoring") as tell:
            done = restoring.restore(
                settings.database_url,
                file,
                instance=settings.instance,
                keys=keys_of(settings),
                key_file=key_file(settings.instance) if with_key else None,
                now=datetime.now(UTC),
                told=tell,
            )
    _tell(done)


def _tell(done: Restored) -> None:
    made_at = f"{done.manifest.made_at:%d %B %Y %H:%M} UTC"
    click.echo(f"{done.place} is as it was on {made_at}: {amount(done.manifest)}, each counted and compared.")
    for name in done.files:
        click.echo(f"{name} is as it was, too.")
    for one in (done.kept, *done.aside):
        if one:
            click.echo(f"What was there before is kept: {one}. Delete it when you are sure.")
    click.echo(
        "Everybody has to sign in again. Messages that waited then are not sent: the page of messages has them. What "
        "was done after the copy was made is not in it: who was erased since has to be erased again."
    )


def _address(_: click.Context, __: click.Parameter, url: str) -> str:
    fault = fault_of_url(url)
    if fault:
        raise click.BadParameter(f"the address {fault}")
    return url


@click.command()
@click.option("--to", "url", required=True, metavar="URL", callback=_address, help="postgresql://… or sqlite:////…")
def move(url: str) -> None:
    """Carry everything into the empty database at URL: from SQLite to PostgreSQL or back.

    Stop the server and workers first. Every table is counted and compared on both sides. The database it comes from
    stays as it is. What is killed half way leaves the other one empty: run it again.
    """
    with settings_or_words() as settings, progress("Moving") as tell:
        done = restoring.move(settings.database_url, url, instance=settings.instance, now=datetime.now(UTC), told=tell)
    click.echo(f"{amount(done.manifest)} are in {done.target}, each counted and compared.")
    click.echo("From now on, start the program with that address in SELFASSESS_DATABASE_URL:")
    click.echo(f"  {url if file_at(url) else done.target}")
    click.echo(f"{done.source} is as it was. Delete it when you are sure.")
