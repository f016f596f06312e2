"""Whether this installation is well, for its administrators, and what to do where it is not."""

from __future__ import annotations

from flask import url_for
from werkzeug import Response

from selfassess.mail.transports import open_transport
from selfassess.services.doctor.check_up import check_up
from selfassess.services.doctor.findings import Depth, Installation, State
from selfassess.web.assets import missing_assets
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import ADMINISTRATOR
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("doctor")


@routes.get("/administration/health", ADMINISTRATOR)
def health() -> Response:
    """What `selfassess doctor` says, as far as one can wait for it on a page."""
    use = wiring()
    here = Installation(
        database=use.database,
        instance=use.instance,
        copies=use.copies,
        transport=open_transport(use.mail, use.instance / "mail"),
        base_address=use.base_address,
        others_can_reach=use.others_can_reach,
        missing_assets=missing_assets,
        t=use.t,
        now=use.now(),
    )
    found = check_up(here, who(), Depth.PAGE)
    groups = [
        (use.t("To be mended"), State.WRONG),
        (use.t("To think about"), State.ADVICE),
        (use.t("Not looked at here"), State.NOT_CHECKED),
        (use.t("Well"), State.GOOD),
    ]
    return page(
        "doctor.html",
        title=use.t("How this installation is doing"),
        groups=[
            (name, state, some) for name, state in groups if (some := [one for one in found if one.state is state])
        ],
        well=not any(one.state is State.WRONG for one in found),
        back=(url_for("administration.administration"), use.t("Administration")),
    )
