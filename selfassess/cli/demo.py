"""`selfassess demo`: the pages with made-up data to look around in, one organisation’s or a whole partnership’s."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import click

from selfassess.cli.instance import progress
from selfassess.cli.serve import listen, options
from selfassess.config import Settings
from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import Offer, questionnaires_on_offer
from selfassess.services.demonstration import NotEmptyError, Size, make_partnership
from selfassess.services.example import has_example, load_example
from selfassess.store.database import open_database, place_of
from selfassess.store.upgrade import bring_up_to_date

QUESTIONNAIRE = "bnssg-pledge"
MOST_ORGANISATIONS, MOST_YEARS = 5000, 10


@click.command()
@click.option(
    "--organisations",
    type=click.IntRange(1, MOST_ORGANISATIONS),
    help="A partnership of so many instead: 100 over 5 years take about ten seconds, 1000 over 10 about three minutes.",
)
@click.option("--years", type=click.IntRange(1, MOST_YEARS), help="Over so many years; 5 unless said.")
@click.option("--seed", type=click.IntRange(0), help="Other numbers make others up; 0 unless said.")
@options
def demo(
    host: str | None,
    port: int | None,
    organisations: int | None,
    years: int | None,
    seed: int | None,
    *,
    no_worker: bool,
) -> None:
    """Serve the pages with a made-up organisation’s answers over two years, to look around in.

    With --organisations: with a partnership of made-up organisations and their signed results. It needs an empty
    instance, goes on where it was stopped, and is removed by the button on the first page.
    """
    if organisations is None:
        if years is not None or seed is not None:
            raise click.UsageError("--years and --seed need --organisations.")
        listen(host, port, prepare=make_example, worker=not no_worker)
        return
    size = Size(organisations=organisations, years=years or 5, seed=seed or 0)
    listen(host, port, prepare=lambda settings: fill(settings, size), worker=not no_worker)


def make_example(settings: Settings) -> str:
    """Put the made-up organisations into the instance, unless they are there; gives what to try."""
    with closing(open_database(settings.database_url)) as database:
        bring_up_to_date(database)
        if not has_example(database, OPERATOR):
            load_example(database, OPERATOR, now=datetime.now(UTC))
    return "open the address, look at the example’s results, answer a section, print the report."


def fill(settings: Settings, size: Size) -> str:
    """Put a partnership of this size into the instance, or what is missing of it; gives what to try."""
    offer = newest()
    with closing(open_database(settings.database_url)) as database:
        bring_up_to_date(database)
        with progress("Making up organisations and their results") as tell:
            try:
                made = make_partnership(database, OPERATOR, size, offer, now=datetime.now(UTC), told=tell)
            except NotEmptyError:
                raise click.ClickException(
                    f"{place_of(settings.database_url)} is not empty. Made-up organisations do not go among others: "
                    "name a new folder in SELFASSESS_INSTANCE, or an empty database in SELFASSESS_DATABASE_URL."
                ) from None
    return (
        f"what the steering group sees, {{address}}/partnerships/{made.id}/shared/{offer.questionnaire.id}\n"
        "        (whoever works without accounts sees it all; with accounts, those of its steering group)"
    )


def newest() -> Offer:
    """The newest version of the questionnaire that the made-up organisations answer."""
    for versions in questionnaires_on_offer().versions:
        if versions[0].questionnaire.id == QUESTIONNAIRE:
            return versions[0]
    raise click.ClickException(
        f"{QUESTIONNAIRE}, which ships with the program, cannot be read: selfassess check says why."
    )
