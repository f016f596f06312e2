"""The database of the instance that settings name, and a bar for what takes long in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import click

from selfassess.config import Settings, SettingsProblem, load_settings
from selfassess.store.database import Database, open_database
from selfassess.store.problem import StoreProblem
from selfassess.store.upgrade import bring_up_to_date


@contextmanager
def open_instance() -> Iterator[tuple[Database, Settings]]:
    """The database, brought up to date, and the settings; what is wrong with them is a message."""
    try:
        settings = load_settings(os.environ)
        with closing(open_database(settings.database_url, slow_ms=settings.slow_query_ms)) as database:
            bring_up_to_date(database)
            yield database, settings
    except (SettingsProblem, StoreProblem) as problem:
        raise click.ClickException(str(problem)) from None


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal, fed with how many are done of how many; nothing where output goes to a file."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield tell
