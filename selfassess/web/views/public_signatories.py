"""The public list of those who signed in a partnership: whether there is to be one, and the list for everybody."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.report.blocks import Column, Table
from selfassess.services.partnerships import Stale, publish_signatories
from selfassess.services.rights import Action
from selfassess.services.signatories import PublicSignatory, public_partnership, public_signatories
from selfassess.store.people import Partnership
from selfassess.web.forms.controls import Hidden
from selfassess.web.forms.places import seen_revision
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_partnership, published
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.organisations import stale_words
from selfassess.web.wiring import wiring

routes = Routes("public_signatories")

_SETTING = "/partnerships/<string:partnership>/signatories/public"
_RUN = in_partnership(Action.RUN_PARTNERSHIP)
_YES = "yes"


@routes.get(_SETTING, _RUN)
def setting(partnership: Partnership) -> Response:
    """What is public or would be, and the address where it is."""
    form = _form()
    form.fill(public="" if partnership.signatories_public else _YES, seen=partnership.revision)
    return _show(partnership, form)


def setting_again(why: Again, partnership: Partnership) -> Response:
    """The same, where the form could not be trusted or kept."""
    return _show(partnership, _typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_SETTING, _RUN, again=setting_again)
def set_public(partnership: Partnership) -> Response:
    """Begin or end that anybody sees the list, unless somebody changed the partnership meanwhile."""
    use, form = wiring(), _typed()
    public = form.control("public").data == _YES
    done = publish_signatories(use.database, who(), partnership.id, public, seen=seen_revision(form), now=use.now())
    if isinstance(done, Stale):
        fresh = _form()
        fresh.fill(public="" if done.stored.signatories_public else _YES, seen=done.stored.revision)
        return _show(done.stored, fresh, status=409, trouble=stale_words(use.t, done.stored.name))
    flash(use.t("The list is public now.") if public else use.t("The list is no longer public."))
    return redirect(url_for("public_signatories.setting", partnership=partnership.id), 303)


def _form() -> PlainForm:
    """`public`: what the button is for."""
    return PlainForm({"public": Hidden(), "seen": Hidden()})


def _typed() -> PlainForm:
    form = _form()
    form.take(request.form)
    return form


def _show(partnership: Partnership, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    use = wiring()
    here = url_for("public_signatories.signatories", published=partnership.id)
    return page(
        "signatories/setting.html",
        title=use.t("Public list of signatories"),
        caption=partnership.name,
        status=status,
        partnership=partnership,
        form=form,
        trouble=trouble,
        tables=_tables(partnership, use.t),
        address=f"{use.base_address}{here}",
        only_here=not use.others_can_reach,
        back=(
            url_for("signatories.in_partnership_now", partnership=partnership.id),
            use.t("Who has signed"),
        ),
    )


@routes.get("/signatories/<string:published>", published(published=public_partnership))
def signatories(published: Partnership) -> Response:
    """The list for everybody. For any other address there is nothing, as if there never had been.

    Kept by no cache, as every page: it ends at once when the partnership ends it, and its menu is that of who looks.
    """
    t = wiring().t
    response = page(
        "signatories/public.html",
        title=t("Who has signed"),
        caption=published.name,
        tables=_tables(published, t),
    )
    # Whoever is told of the list comes by its link; what a search engine copies stays when the list has ended.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _tables(partnership: Partnership, t: Translator) -> list[Table]:
    """The list itself: for each pledge or concordat that was signed, the organisations that did."""
    use = wiring()
    found = public_signatories(use.database, use.catalogue(), t, partnership)
    titles = (t("Organisation"), t("Signed as"), t("On"))
    return [
        Table(
            caption=framework,
            columns=tuple(Column(title=title) for title in titles),
            rows=tuple(_row(one, t) for one in found if one.framework == framework),
        )
        for framework in sorted({one.framework for one in found}, key=str.casefold)
    ]


def _row(one: PublicSignatory, t: Translator) -> tuple[str, ...]:
    name = t("{organisation} (example)", organisation=one.organisation) if one.example else one.organisation
    return name, one.role, t.date(one.signed_on)
