"""The database of the instance that settings name, for commands that change something in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

import click

from selfassess.config import Settings, SettingsProblem, load_settings
from selfassess.store.database import Database, open_database
from selfassess.store.migrate import migrate
from selfassess.store.problem import StoreProblem


@contextmanager
def open_instance() -> Iterator[tuple[Database, Settings]]:
    """The database, brought up to date, and the settings; what is wrong with them is a message."""
    try:
        settings = load_settings(os.environ)
        with closing(open_database(settings.database_url)) as database:
            migrate(database)
            yield database, settings
    except (SettingsProblem, StoreProblem) as problem:
        raise click.ClickException(str(problem)) from None
