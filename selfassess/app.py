"""The composition root: settings, database and pages become one application."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from selfassess.config import Settings, load_settings, require_ready_for_others
from selfassess.config.logs import begin_logging
from selfassess.config.variables import METRICS_HERE
from selfassess.language import Translator
from selfassess.store.database import Database, open_database
from selfassess.store.upgrade import bring_up_to_date
from selfassess.web.application import Application
from selfassess.web.assets import install_assets
from selfassess.web.errors import install_errors
from selfassess.web.pages import install_templates
from selfassess.web.request_log import Answered, OfRequest, install_request_log
from selfassess.web.security.guard import install_guard
from selfassess.web.security.headers import install_headers
from selfassess.web.security.login import install_login
from selfassess.web.security.routes import install, require_policies
from selfassess.web.views import ALL
from selfassess.web.wiring import Numbers, Wiring, connect


def create_app(settings: Settings) -> Flask:
    """The application on the database of `settings`, brought up to date.

    Raises `StoreProblem` where that cannot be used, and `UnguardedRouteError` where a page has no policy.
    """
    database = open_database(settings.database_url, slow_ms=settings.slow_query_ms)
    bring_up_to_date(database)
    # Static files have a route of their own, with a policy and an address that changes with their content.
    app = Application("selfassess.web", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=[*settings.secret_key_fallbacks],
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    use = _wiring(settings, database)
    numbers, counting = _numbers(settings, use)
    connect(app, replace(use, metrics=numbers))
    if settings.proxies:
        # The name asked for is what the nearest proxy passes on as Host: a header beside it anybody could have sent.
        trusted = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0)
        app.wsgi_app = trusted  # type: ignore[method-assign]  # the way Flask says to wrap it
    install_request_log(app, *counting)
    install_guard(app, https=settings.base_address.startswith("https:"))
    install_headers(app)
    install_errors(app)
    install_templates(app, use.t)
    install_assets(app)
    install_login(app)
    install(app, ALL)
    require_policies(app)
    return app


def _wiring(settings: Settings, database: Database) -> Wiring:
    return Wiring(
        database=database,
        instance=settings.instance,
        t=Translator(),
        now=lambda: datetime.now(UTC),
        base_address=settings.base_address,
        hosts=frozenset(settings.hosts),
        others_can_reach=settings.others_can_reach,
        wake=_waking(settings),
        copies=settings.copies,
        secret_key=settings.secret_key,
        mail=settings.mail,
        metrics=None,
        security_contact=settings.security_contact,
    )


def _numbers(settings: Settings, use: Wiring) -> tuple[Numbers | None, tuple[Callable[[Answered], None], ...]]:
    """Those for Prometheus, and what counts answers for them; its library is an extra, and loaded only if asked for."""
    if settings.metrics is None:
        return None, ()
    from selfassess.web.metrics import Metrics

    metrics = Metrics(use.database, use.now)
    token = None if settings.metrics == METRICS_HERE else settings.metrics
    return Numbers(token=token, text=metrics.text), (metrics.count,)


def _waking(settings: Settings) -> Callable[[], None]:
    """Wakes a worker. What carries the word is imported when there is the first one: starting must not wait for it."""

    @cache
    def way() -> Any:
        from selfassess.jobs.waking import Waking

        return Waking(settings.queue, database_url=settings.database_url, instance=settings.instance)

    return lambda: way().wake()


def make_app() -> Flask:
    """For another server of WSGI applications, such as `waitress-serve --call selfassess.app:make_app`.

    Where that server listens is not ours to know, so it is taken to be open to others: `SettingsProblem` says what is
    missing. Workers are not started: `selfassess worker` does that.
    """
    given = load_settings(os.environ)
    begin_logging(given.log, OfRequest())
    settings = replace(given, host="0.0.0.0")  # noqa: S104 - listens nowhere: the careful guess
    require_ready_for_others(settings)
    return create_app(settings)
