"""The days of actions in a calendar program: addresses made, listed and revoked, and what such a program reads."""

from __future__ import annotations

import secrets

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import calendar_feeds as services
from selfassess.services.access import ActorKind
from selfassess.services.calendar_feeds import Made, MadeBefore, feed_address, feed_in, feeds_of, read_feed
from selfassess.services.rights import Action
from selfassess.store.calendar_feeds import CalendarFeed
from selfassess.store.people import Organisation
from selfassess.web.forms.controls import Hidden, Option, Radios
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import PUBLIC, in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.action_reminders import back_to_board
from selfassess.web.views.asking import WRONG
from selfassess.web.wiring import wiring

routes = Routes("calendar_feeds")

_SEE = in_organisation(Action.SEE_PLAN)
_ONE = in_organisation(Action.SEE_PLAN, feed=feed_in)
_OWN, _ALL = "own", "all"


@routes.get("/organisations/<string:organisation>/calendar", _SEE)
def feeds(organisation: Organisation) -> Response:
    """The addresses one has made, and the form for another."""
    form = _form(organisation)
    form.fill(of=_OWN if who().kind is ActorKind.PERSON else _ALL, token=secrets.token_hex(16))
    return _show(organisation, form)


def _form(organisation: Organisation) -> PlainForm:
    """`of`: what it shows; without accounts nobody owns anything. `token`: so that one form makes one address."""
    t = wiring().t
    everything = Option(
        value=_ALL,
        label=t("Every action of {organisation}", organisation=organisation.name),
        hint=t("And the days on which a plan is looked at together."),
    )
    own = Option(value=_OWN, label=t("Actions that are mine"))
    of = Radios(t("What should the calendar show?"), options=[own, everything])
    return PlainForm({"of": of if who().kind is ActorKind.PERSON else Hidden(), "token": Hidden()})


def make_again(why: Again, organisation: Organisation) -> Response:
    """The form with what was chosen, where it could not be trusted or kept."""
    return _show(organisation, _typed(organisation), status=why.value, trouble=again_words(why, wiring().t))


def _typed(organisation: Organisation) -> PlainForm:
    form = _form(organisation)
    form.take(request.form)
    return form


@routes.post("/organisations/<string:organisation>/calendar", _SEE, again=make_again)
def make(organisation: Organisation) -> Response:
    """Make one, and show its address this once."""
    use, form = wiring(), _typed(organisation)
    of, token = form.control("of"), str(form.control("token").data or "")[:80]
    if of.data not in (_OWN, _ALL):
        of.blame(use.t("Choose what the calendar should show"))
        return _show(organisation, form, status=WRONG)
    done = services.make_feed(
        use.database, who(), organisation.id, own=of.data == _OWN, token=token or secrets.token_hex(16), now=use.now()
    )
    if isinstance(done, Made):
        return _made(organisation, done)
    if isinstance(done, MadeBefore):
        trouble = use.t("The address was made already, and shown then. If you did not keep it, revoke it below and"
                        " make another.")  # fmt: skip
    else:
        trouble = use.t("You have {count} addresses already. Revoke one that you no longer use.",
                        count=services.MOST_FEEDS)  # fmt: skip
    form.control("token").data = secrets.token_hex(16)
    return _show(organisation, form, status=409, trouble=trouble)


def _made(organisation: Organisation, done: Made) -> Response:
    use = wiring()
    return page(
        "actions/calendar_made.html",
        title=use.t("The address for your calendar program"),
        address=feed_address(use.base_address, done.secret),
        only_here=not use.others_can_reach,
        example=organisation.example,
        back=(url_for("calendar_feeds.feeds", organisation=organisation.id), use.t("Actions in your calendar")),
    )


def _show(organisation: Organisation, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    use = wiring()
    return page(
        "actions/calendar.html",
        title=use.t("Actions in your calendar"),
        caption=organisation.name,
        status=status,
        organisation=organisation,
        feeds=feeds_of(use.database, who(), organisation.id),
        alone=who().kind is not ActorKind.PERSON,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        example=organisation.example,
        back=back_to_board(organisation),
    )


@routes.post("/organisations/<string:organisation>/calendar/<string:feed>/revoke", _ONE)
def revoke(organisation: Organisation, feed: CalendarFeed) -> Response:
    """Let an address give nothing any more."""
    use = wiring()
    services.revoke_feed(use.database, who(), organisation.id, feed.id, now=use.now())
    flash(use.t("The address is revoked. Calendar programs that used it find nothing there any more."))
    return redirect(url_for("calendar_feeds.feeds", organisation=organisation.id), 303)


@routes.get("/calendar/<string:secret>.ics", PUBLIC)
def calendar(secret: str) -> Response:
    """What a calendar program reads. It cannot sign in, so the address is the key; for any other there is nothing."""
    use = wiring()
    data = read_feed(use.database, use.t, secret, base_address=use.base_address, now=use.now())
    response = Response(data, content_type="text/calendar; charset=utf-8")
    # Programs ask again and again: each time they ask, and mostly the answer is that nothing has changed.
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)
