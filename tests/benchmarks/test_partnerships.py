"""What a steering group looks at, over 1,000 organisations and 10 years, on SQLite and PostgreSQL; and proving it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

from selfassess.services.access import LOCAL, OPERATOR
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.demonstration import Size, make_partnership
from selfassess.services.figure_check import check_figures
from selfassess.services.locking import check_cards
from selfassess.services.partnership_figures import trend
from selfassess.store.database import open_database

from .serving import Browser, Served

SIZE = Size(organisations=1000, years=10)
PLEDGE = "bnssg-pledge"
REQUESTS = 8


class Made(NamedTuple):
    """A database with the whole of it, which kind of database it is, and what making it took."""

    url: str
    kind: str
    seconds: float


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, migrated_file: Any
) -> Iterator[Made]:
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("thousand") / "answers.sqlite3"
        file.write_bytes(migrated_file.read_bytes())
        url, server = f"sqlite:///{file}", None
    else:
        server = request.getfixturevalue("postgresql")
        name = server.new_database(migrated=True)
        url = server.url(name)
    offer = questionnaires_on_offer().by_name(PLEDGE, "1.1.0")
    assert offer is not None
    start = time.process_time()
    with closing(open_database(url)) as database:
        make_partnership(database, OPERATOR, SIZE, offer, now=datetime.now(UTC))
    yield Made(url=url, kind=request.param, seconds=time.process_time() - start)
    if server:
        server.drop(name)


def test_making_and_proving_a_thousand_organisations(made: Made, table: Any) -> None:
    table.figure(f"{made.kind}: 1,000 organisations over 10 years made, in this process", made.seconds, "s")
    with closing(open_database(made.url)) as database:
        start = time.process_time()
        checked = check_cards(database, OPERATOR)
        assert (checked.faults, check_figures(database, OPERATOR, now=datetime.now(UTC))) == ((), ())
        table.figure(f"{made.kind}: verify of {checked.count} results", time.process_time() - start, "s")


def test_pages_of_a_thousand_organisations_beside_an_empty_page(
    made: Made, race: Any, table: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Beside a page of the program with a few sentences, and beside a bare Flask view, on the same server.

    On PostgreSQL, what its own process does is not counted.
    """
    served = Served(tmp_path_factory.mktemp("instance"), made.url)
    shared = f"/partnerships/{SIZE.id()}/shared/{PLEDGE}"

    def ask(port: int, address: str) -> None:
        with closing(Browser(port)) as browser:
            for _ in range(REQUESTS):
                assert browser.get(address) or address == "/"

    try:
        heatmap, years, words, bare = race(
            lambda: ask(served.port, shared),
            lambda: ask(served.port, f"{shared}/years"),
            lambda: ask(served.port, "/help"),
            lambda: ask(served.empty, "/"),
            clock=served.cpu,
        )
    finally:
        served.process.kill()
        served.process.communicate()
    each = [seconds / REQUESTS for seconds in (heatmap, years, words, bare)]
    for what, seconds in (("first page of the heatmap", each[0]), ("trend", each[1])):
        table.ratio(f"{made.kind}: {what} / a page of the program with words alone", seconds, each[2], 10)
        table.ratio(f"{made.kind}: {what} / an empty Flask view", seconds, each[3], 10)


def test_asking_for_the_trend(made: Made, race: Any, table: Any) -> None:
    with closing(open_database(made.url)) as database:
        assert trend(database, LOCAL, SIZE.id(), PLEDGE)
        (seconds,) = race(lambda: [trend(database, LOCAL, SIZE.id(), PLEDGE) for _ in range(10)])
    table.figure(f"{made.kind}: trend of ten years asked for and made values of", 100 * seconds, "ms")
