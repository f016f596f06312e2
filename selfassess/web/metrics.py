"""Numbers for Prometheus: what this process has answered, and what waits in the tables that all processes share.

Requests are counted by each process for itself, so where several serve, each is asked at its own port and Prometheus
adds them up; adding up what waits would count it several times. The only module that knows prometheus_client, an extra:
nothing imports it unless the page is asked for by a setting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from selfassess import __version__
from selfassess.services.measures import measures
from selfassess.store.database import Database
from selfassess.store.problem import StoreProblem
from selfassess.web.request_log import Answered

# When each number began would be as many lines again, of no use to anybody.
disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no types

_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_PAGE = ("method", "route")


class Metrics:
    """The numbers of one process. Nothing in them names a person, a place or anything that somebody typed."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        about = Gauge("selfassess_info", "Which version this is; always 1.", ["version"], registry=registry)
        about.labels(__version__).set(1)
        self._requests = Counter(
            "selfassess_requests", "Requests that this process has answered.", [*_PAGE, "status"], registry=registry
        )
        self._seconds = Histogram(
            "selfassess_request_seconds",
            "How long this process took to answer.",
            _PAGE,
            buckets=_SECONDS,
            registry=registry,
        )
        self._statements = Counter(
            "selfassess_statements", "What these requests asked of the database.", _PAGE, registry=registry
        )
        registry.register(_Waiting(database, now))

    def count(self, answered: Answered) -> None:
        """Add an answer."""
        self._requests.labels(answered.method, answered.route, str(answered.status)).inc()
        self._seconds.labels(answered.method, answered.route).observe(answered.seconds)
        self._statements.labels(answered.method, answered.route).inc(answered.statements)

    def text(self) -> bytes:
        """All numbers as Prometheus reads them."""
        return generate_latest(self._registry)


class _Waiting(Collector):
    """Asked of the database each time, so that every process says the same."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: without it the database would be asked when this is registered."""
        yield from ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """What waits; where the database cannot be used, only that."""
        usable = GaugeMetricFamily("selfassess_database_usable", "Whether the database could be asked just now.")
        try:
            found = measures(self._database, now=self._now())
        except StoreProblem:
            usable.add_metric([], 0)
            yield usable
            return
        usable.add_metric([], 1)
        yield usable
        of_all = "of all processes together"
        for kind, counts, due_for in (
            ("job", found.jobs, found.job_due_for),
            ("message", found.messages, found.message_due_for),
        ):
            states = GaugeMetricFamily(
                f"selfassess_{kind}s", f"How many {kind}s there are, {of_all}.", labels=["state"]
            )
            for state, count in sorted(counts.items()):
                states.add_metric([state], count)
            yield states
            words = f"Since when, in seconds, the oldest {kind} has been due that nobody has taken, {of_all}."
            yield GaugeMetricFamily(f"selfassess_{kind}_due_seconds", words, value=due_for)
