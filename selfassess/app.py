"""The composition root: settings, database and pages become one application."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from selfassess.config import Settings
from selfassess.language import Translator
from selfassess.store.database import open_database
from selfassess.store.migrate import migrate
from selfassess.web.assets import install_assets
from selfassess.web.errors import install_errors
from selfassess.web.pages import install_templates
from selfassess.web.security.guard import install_guard
from selfassess.web.security.headers import install_headers
from selfassess.web.security.routes import install, require_policies
from selfassess.web.views import ALL
from selfassess.web.wiring import Wiring, connect


def create_app(settings: Settings) -> Flask:
    """The application on the database of `settings`, brought up to date.

    Raises `StoreProblem` where that cannot be used, and `UnguardedRouteError` where a page has no policy.
    """
    database = open_database(settings.database_url)
    migrate(database)
    # Static files have a route of their own, with a policy and an address that changes with their content.
    app = Flask("selfassess.web", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=[*settings.secret_key_fallbacks],
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    t = Translator()
    connect(
        app,
        Wiring(
            database=database,
            instance=settings.instance,
            t=t,
            now=lambda: datetime.now(UTC),
            base_address=settings.base_address,
            others_can_reach=settings.others_can_reach,
            wake=lambda: None,
            security_contact=settings.security_contact,
        ),
    )
    install_guard(app)
    install_headers(app)
    install_errors(app)
    install_templates(app, t)
    install_assets(app)
    install(app, ALL)
    require_policies(app)
    return app
