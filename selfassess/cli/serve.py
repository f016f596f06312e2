"""`selfassess serve`: the pages, and a worker beside them."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import UTC, datetime

import click

from selfassess.app import create_app
from selfassess.config import Settings, SettingsProblem, load_settings, require_ready_for_others
from selfassess.config.logs import begin_logging
from selfassess.jobs.beside import Beside
from selfassess.services.problems import UnreadableExampleError
from selfassess.services.set_up import new_set_up_link
from selfassess.store.database import open_database, place_of
from selfassess.store.problem import StoreProblem
from selfassess.web.request_log import OfRequest
from selfassess.web.serving import NotServedError, Server
from selfassess.web.wiring import links_begin_with

OPTIONS = (
    click.option("--host", help="Address to listen on; others than this machine’s own need settings, which are said."),
    click.option("--port", type=click.IntRange(1, 65535), help="Port; on this machine the next free one if taken."),
    click.option("--no-worker", is_flag=True, help="Without a worker beside: jobs and e-mails wait for one."),
)
TRY = "open the address, start an assessment, answer a section, print the report."


def options(command: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command()
@options
def serve(host: str | None, port: int | None, *, no_worker: bool) -> None:
    """Serve the pages, and do jobs and send e-mails beside them."""
    listen(host, port, prepare=lambda _: TRY, worker=not no_worker)


def listen(host: str | None, port: int | None, *, prepare: Callable[[Settings], str], worker: bool) -> None:
    """Open the instance and serve until stopped; a problem ends with exit code 1.

    `prepare` puts into it what is to be there first, and gives what to try, where `{address}` stands for the address.
    """
    try:
        settings = load_settings(os.environ)
        begin_logging(settings.log, OfRequest())
        host = (host or settings.host).strip("[]").lower()
        settings = replace(settings, host=host, port=port or settings.port)
        require_ready_for_others(settings)
        tries = prepare(settings)
        app = create_app(settings)
        server = Server(app, settings.host, settings.port)
        settings = replace(settings, port=server.port)
        links_begin_with(app, settings.base_address)
        set_up = set_up_link(settings)
    except (SettingsProblem, StoreProblem, NotServedError, UnreadableExampleError) as problem:
        raise click.ClickException(str(problem)) from None
    if server.taken:
        click.echo(f"Port {server.taken[0]} is taken by another program: using {server.port} instead.")
    welcome(server.address, settings, tries=tries, set_up=set_up)
    with beside(settings) if worker else nullcontext():
        server.run_until_stopped()


def set_up_link(settings: Settings) -> str | None:
    """Where the first administrator can be made, while there is none."""
    with closing(open_database(settings.database_url)) as database:
        return new_set_up_link(database, settings.base_address, datetime.now(UTC))


def beside(settings: Settings) -> Beside:
    """A worker that writes the same links as the pages, and ends with them."""
    return Beside(environ={"SELFASSESS_ADDRESS": settings.base_address})


def welcome(address: str, settings: Settings, *, tries: str, set_up: str | None) -> None:
    """Where it is, where data live, and what to try."""
    click.echo(
        f"""
  selfassess is ready at  {settings.address or address}
  Data live in            {settings.instance}
  Answers are kept in     {place_of(settings.database_url)}
"""
    )
    if set_up:
        why = "To begin, make the first account" if settings.others_can_reach else "For several people, make accounts"
        click.echo(f"  {why}; this address works once, for a day:\n  {set_up}\n")
    if not settings.others_can_reach:
        click.echo(f"  Try:  {tries.replace('{address}', settings.address or address)}")
    elif settings.base_address.startswith("http:"):
        click.echo("  Warning: without https passwords and answers can be read on their way. Put a proxy before it.")
    click.echo("  Stop: Ctrl+C\n")
