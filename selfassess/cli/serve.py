"""`selfassess serve` and `selfassess demo`: the pages, on this machine, with or without example data."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime

import click

from selfassess.app import create_app
from selfassess.config import Settings, SettingsProblem, load_settings
from selfassess.services.access import OPERATOR
from selfassess.services.example import has_example, load_example
from selfassess.services.problems import UnreadableExampleError
from selfassess.store.database import open_database, place_of
from selfassess.store.migrate import migrate
from selfassess.store.problem import StoreProblem
from selfassess.web.serving import NotLocalError, serve_until_stopped

ADDRESS_OPTIONS = (
    click.option("--host", help="Address to listen on; only this machine’s own until accounts exist."),
    click.option("--port", type=click.IntRange(1, 65535), help="Port; the next free one where it is taken."),
)


def address_options(command: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(ADDRESS_OPTIONS):
        command = option(command)
    return command


@click.command()
@address_options
def serve(host: str | None, port: int | None) -> None:
    """Serve the pages on this machine."""
    listen(host, port, example=False)


@click.command()
@address_options
def demo(host: str | None, port: int | None) -> None:
    """Serve the pages with a made-up organisation’s answers over two years, to look around in."""
    listen(host, port, example=True)


def listen(host: str | None, port: int | None, *, example: bool) -> None:
    """Open the instance, load the example where asked, and serve until stopped; a problem ends with exit code 1."""
    try:
        settings = load_settings(os.environ)
        if example:
            make_example(settings)
        app = create_app(settings)
        host, port = host or settings.host, port or settings.port
        serve_until_stopped(
            app, host, port, say=lambda address: welcome(address, settings, example=example), warn=click.echo
        )
    except (SettingsProblem, StoreProblem, NotLocalError, UnreadableExampleError) as problem:
        raise click.ClickException(str(problem)) from None


def make_example(settings: Settings) -> None:
    """Put the made-up organisations into the instance, unless they are there."""
    with closing(open_database(settings.database_url)) as database:
        migrate(database)
        if not has_example(database, OPERATOR):
            load_example(database, OPERATOR, now=datetime.now(UTC))


def welcome(address: str, settings: Settings, *, example: bool) -> None:
    """Where it is, where data live, and what to try."""
    look = "look at the example’s results, " if example else "start an assessment, "
    click.echo(
        f"""
  selfassess is ready at  {address}
  Data live in            {settings.instance}
  Answers are kept in     {place_of(settings.database_url)}

  Try:  open the address, {look}answer a section, print the report.
  Stop: Ctrl+C
"""
    )
