"""`selfassess worker`: jobs and messages, beside a server or on another machine with the same database."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

import click

from selfassess.config import Settings, SettingsProblem, load_settings
from selfassess.config.logs import begin_logging
from selfassess.jobs.beside import Beside, end_with, let_others_go_first
from selfassess.jobs.waking import Waking
from selfassess.jobs.worker import Worker
from selfassess.jobs.workplace import Workplace
from selfassess.language import Translator
from selfassess.mail.transports import open_transport
from selfassess.store.database import open_database
from selfassess.store.problem import StoreProblem
from selfassess.store.upgrade import bring_up_to_date


@click.command()
@click.option("--count", type=click.IntRange(1, 64), default=1, show_default=True, help="Workers, each a process.")
@click.option("--until-input-ends", "child", is_flag=True, hidden=True)
def worker(count: int, *, child: bool) -> None:
    """Do jobs and send messages, until stopped; serve has one worker beside it already."""
    try:
        settings = load_settings(os.environ)
        begin_logging(settings.log)
        one = Worker(workplace(settings), waking(settings))
    except (SettingsProblem, StoreProblem) as problem:
        raise click.ClickException(str(problem)) from None
    if child or count == 1:
        let_others_go_first()
    if child:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all on a terminal; whoever started this decides
        end_with(sys.stdin.buffer, one.stop)
        one.run()
    elif count == 1:
        stop_on_signals(one.stop)
        one.run()
    else:
        keep(count)


def workplace(settings: Settings) -> Workplace:
    """What a worker works with, the database brought up to date; raises `StoreProblem`."""
    database = open_database(settings.database_url, slow_ms=settings.slow_query_ms)
    bring_up_to_date(database)
    return Workplace(
        database=database,
        instance=settings.instance,
        t=Translator(),
        clock=lambda: datetime.now(UTC),
        base_address=settings.base_address,
        transport=open_transport(settings.mail, settings.instance / "mail"),
        sender=settings.mail_from,
        copies=settings.copies,
    )


def waking(settings: Settings) -> Waking:
    """The way between pages and workers."""
    return Waking(settings.queue, database_url=settings.database_url, instance=settings.instance)


def stop_on_signals(stop: Callable[[], None]) -> None:
    """Stop in good order at Ctrl+C or a termination signal; at the second one at once."""

    def asked(number: int, _: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, asked)


def keep(count: int) -> None:
    """So many workers, each in a process of its own, so that one that dies takes no other with it."""
    with Beside(count=count) as workers:
        stop_on_signals(workers.end)
        workers.wait()
