"""Whether one is reminded of an organisation's actions: the page to which every such letter has a link."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug import Response

from selfassess.services.access import ActorKind
from selfassess.services.action_reminders import choose_reminders, wants_reminders
from selfassess.services.rights import Action
from selfassess.store.people import Organisation
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Routes
from selfassess.web.views.asking import Asked, ask
from selfassess.web.wiring import wiring

routes = Routes("action_reminders")

_SEE = in_organisation(Action.SEE_PLAN)


@routes.get("/organisations/<string:organisation>/reminders", _SEE)
def reminders(organisation: Organisation) -> Response:
    """When one is reminded, and a button to get none, or to get them again."""
    use = wiring()
    if who().kind is not ActorKind.PERSON:
        return _nobody(organisation)
    wanted = wants_reminders(use.database, who(), organisation.id)
    return ask(_asked_to_stop(organisation) if wanted else _asked_to_start(organisation))


def _nobody(organisation: Organisation) -> Response:
    t = wiring().t
    return page(
        "account/told.html",
        title=_title(organisation),
        text=[t("Reminders are e-mails to people with accounts. As long as there are no accounts, nobody gets any.")],
        links=[
            (url_for("calendar_feeds.feeds", organisation=organisation.id), t("Have the days in your calendar")),
            (url_for("set_up.set_up_page"), t("Set up accounts")),
        ],
        example=organisation.example,
        back=back_to_board(organisation),
    )


def _asked_to_stop(organisation: Organisation) -> Asked:
    t = wiring().t
    text = [
        t("You are reminded by e-mail of actions that are yours. Whoever leads {organisation} is reminded of all of"
          " them, and of the days on which a plan is looked at.", organisation=organisation.name),
        t("A letter goes out two weeks before the day, on the day, a week after, and then once a month for as long as"
          " something is open. It tells of everything at once, so there is never more than one a day."),
    ]  # fmt: skip
    return _asked(organisation, text, "action_reminders.stop", t("No more reminders"))


def _asked_to_start(organisation: Organisation) -> Asked:
    t = wiring().t
    text = [t("You get no reminders of the actions of {organisation}. What is yours stays yours, and you see it when"
              " you sign in.", organisation=organisation.name)]  # fmt: skip
    return _asked(organisation, text, "action_reminders.start", t("Remind me again"))


def _asked(organisation: Organisation, text: list[str], endpoint: str, label: str) -> Asked:
    return Asked(
        title=_title(organisation),
        text=text,
        action=url_for(endpoint, organisation=organisation.id),
        label=label,
        back=back_to_board(organisation),
    )


def _title(organisation: Organisation) -> str:
    return wiring().t("Reminders of actions: {organisation}", organisation=organisation.name)


def back_to_board(organisation: Organisation) -> tuple[str, str]:
    """Where pages about reminders and calendars lead back to."""
    return url_for("plans.board", organisation=organisation.id), wiring().t("Actions")


@routes.post("/organisations/<string:organisation>/reminders/stop", _SEE)
def stop(organisation: Organisation) -> Response:
    """Get no more of them."""
    use = wiring()
    choose_reminders(use.database, who(), organisation.id, wanted=False, now=use.now())
    flash(use.t("You get no more reminders of the actions of {organisation}.", organisation=organisation.name))
    return redirect(url_for("action_reminders.reminders", organisation=organisation.id), 303)


@routes.post("/organisations/<string:organisation>/reminders/start", _SEE)
def start(organisation: Organisation) -> Response:
    """Get them again."""
    use = wiring()
    choose_reminders(use.database, who(), organisation.id, wanted=True, now=use.now())
    flash(use.t("You are reminded of the actions of {organisation} again.", organisation=organisation.name))
    return redirect(url_for("action_reminders.reminders", organisation=organisation.id), 303)
