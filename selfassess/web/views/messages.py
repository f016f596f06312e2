"""The messages that were not sent, for administrators: why, another try, and a message to see whether mail works."""

from __future__ import annotations

import secrets

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services.access import ActorKind
from selfassess.services.messages import MOST_SHOWN, Unsent, message_for, outbox, retry_message, send_test_message
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import ADMINISTRATOR, administrator
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("messages")


@routes.get("/messages", ADMINISTRATOR)
def messages() -> Response:
    """How the outbox stands."""
    use = wiring()
    return page(
        "messages.html",
        title=use.t("Messages"),
        outbox=outbox(use.database, who()),
        now=use.now(),
        most=MOST_SHOWN,
        can_test=who().kind is ActorKind.PERSON,
        token=secrets.token_hex(8),
    )


@routes.post("/messages/<string:message>/retry", administrator(message=message_for))
def retry(message: Unsent) -> Response:
    """Have one tried again at once."""
    use = wiring()
    if retry_message(use.database, who(), message.id, now=use.now()):
        use.wake()
        flash(use.t("The message will be tried again at once. Reload this page in a moment to see what came of it."))
    else:
        flash(use.t("The message is on its way, or was sent already, or its words are no longer kept."))
    return redirect(url_for("messages.messages"), 303)


@routes.post("/messages/test", ADMINISTRATOR)
def test() -> Response:
    """Send a message to whoever asks."""
    use = wiring()
    token = request.form.get("token", "")
    email = send_test_message(
        use.database,
        who(),
        use.t,
        token=token if token.isalnum() and len(token) <= 32 else secrets.token_hex(8),
        installation=use.base_address,
        now=use.now(),
    )
    if email:
        use.wake()
        flash(use.t("A test message to {email} is on its way.", email=email))
    else:
        flash(use.t("There is no address of yours to send a test message to."))
    return redirect(url_for("messages.messages"), 303)
