"""`selfassess upgrade`: the tables of a database of an older version become those of this one."""

from __future__ import annotations

import os
from contextlib import closing

import click

from selfassess.config import SettingsProblem, load_settings
from selfassess.store.database import open_database
from selfassess.store.problem import StoreProblem
from selfassess.store.upgrade import upgrade as upgrade_database


@click.command()
def upgrade() -> None:
    """Bring the database up to date with this version, which a start does by itself only to a SQLite file.

    All of it is done or nothing. Of a SQLite file a copy is kept beside; back a server's database up before, and stop
    what uses it.
    """
    try:
        settings = load_settings(os.environ)
        with closing(open_database(settings.database_url)) as database:
            done = upgrade_database(database)
            place = database.place
    except (SettingsProblem, StoreProblem) as problem:
        raise click.ClickException(str(problem)) from None
    if done is None:
        click.echo(f"{place} is up to date.")
    elif done.steps.before is None:
        click.echo(f"{place} was empty, and has its tables now (step {done.steps.after}).")
    else:
        click.echo(f"{place} was at step {done.steps.before}, and is at step {done.steps.after} now.")
    if done and done.copy:
        click.echo(f"As it was before, it is kept in {done.copy}")
