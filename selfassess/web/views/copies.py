"""Safe copies of everything, for administrators: which there are, one more, and one to keep elsewhere."""

from __future__ import annotations

from fractions import Fraction

from flask import flash, redirect, stream_with_context, url_for
from werkzeug import Response

from selfassess.services.access import ActorKind
from selfassess.services.taking_copies import ask_for_copy, see_copies, take_copy
from selfassess.store.jobs import OPEN
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import ADMINISTRATOR
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("copies")

_MEGABYTE = 1_000_000


@routes.get("/copies", ADMINISTRATOR)
def copies() -> Response:
    """What there is, and where."""
    use = wiring()
    found = see_copies(use.database, who(), use.copies)
    return page(
        "copies.html",
        title=use.t("Safe copies"),
        kept=[(one, use.t.number(Fraction(one.size, _MEGABYTE), 1)) for one in found.kept],
        last=found.last,
        under_way=found.last is not None and found.last.state in OPEN,
        folder=use.copies,
        alone=who().kind is ActorKind.LOCAL,
        back=(url_for("administration.administration"), use.t("Administration")),
    )


@routes.post("/copies", ADMINISTRATOR)
def make() -> Response:
    """Have one made; sent twice, it is made once."""
    use = wiring()
    ask_for_copy(use.database, who(), now=use.now())
    use.wake()
    flash(use.t("A copy is being made. Reload this page in a moment to see it."))
    return redirect(url_for("copies.copies"), 303)


@routes.post("/copies/<string:file>", ADMINISTRATOR)
def take(file: str) -> Response:
    """Give it out, in parts: it may be large."""
    use = wiring()
    taken = take_copy(use.database, who(), use.copies, file, use.secret_key, now=use.now())
    response = Response(stream_with_context(taken.parts), content_type="application/zip")
    if taken.name.endswith(".sealed"):
        response.content_type = "application/octet-stream"
    response.content_length = taken.size
    response.headers.set("Content-Disposition", "attachment", filename=taken.name)
    return response
