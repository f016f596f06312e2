"""Giving one's own sheet away, or declining; and saying by the link in a letter that one wants no reminders."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import handing_over as services
from selfassess.services.contributor_reminders import stop_reminders, wants_reminders
from selfassess.services.handing_over import BEFORE_IT_IS_CLOSED, HandedOver, TooLate
from selfassess.services.own_sheet import OwnSheet
from selfassess.web.forms.contributors import read_taker, taker_form
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import OWN_SHEET, PUBLIC
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, Asked, ask, told
from selfassess.web.views.own_sheet import standing_words
from selfassess.web.views.sign_in import mail
from selfassess.web.wiring import wiring

routes = Routes("leaving")


def _back(here: OwnSheet) -> tuple[str, str]:
    return url_for("own_sheet.mine", id=here.opened.assessment.id), wiring().t("Your sheet")


@routes.get("/assessments/<string:id>/mine/hand-over", OWN_SHEET)
def hand_over_page(here: OwnSheet) -> Response:
    """To whom, and that the answers go with it."""
    return _ask_taker(here, _form(here))


def hand_over_again(why: Again, here: OwnSheet) -> Response:
    """The form with what was chosen, where it could not be trusted or kept."""
    form = _form(here)
    form.take(request.form)
    return _ask_taker(here, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/mine/hand-over", OWN_SHEET, again=hand_over_again)
def hand_over(here: OwnSheet) -> Response:
    """Hand it over."""
    use, form = wiring(), _form(here)
    form.take(request.form)
    to = read_taker(form, use.t)
    if to is None:
        return _ask_taker(here, form, status=WRONG)
    done = services.hand_over_mine(use.database, who(), here.opened.assessment.id, to, mail(), now=use.now())
    if isinstance(done, HandedOver):
        use.wake()
        flash(use.t("Your sheet is handed over, with your answers."))
        return redirect(url_for("home.home"), 303)
    if isinstance(done, TooLate):
        trouble = use.t("It is too late for that: the sheet is closed or no longer yours.")
    else:
        trouble = use.t("They have a sheet of their own by now. Choose somebody else.")
    return _ask_taker(here, form, status=409, trouble=trouble)


def _form(here: OwnSheet) -> PlainForm:
    use = wiring()
    return taker_form(use.t, services.takers_of_mine(use.database, who(), here.opened.assessment.id))


def _ask_taker(here: OwnSheet, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t, id = wiring().t, here.opened.assessment.id
    if here.standing not in BEFORE_IT_IS_CLOSED:
        return told(t("Nothing to hand over"), [standing_words(here.standing, t)], status=409 if status != 200 else 200)
    text = [
        t("Everything you have answered goes with it: whoever gets it can read it, and goes on with it as theirs. You"
          " do not take part any more.")
    ]  # fmt: skip
    if not form.control("to").options:
        text.append(t("There is nobody to hand it over to: everybody with a role here takes part already."))
        return told(t("Hand your sheet over"), text, links=[_back(here)])
    asked = Asked(
        title=t("Hand your sheet over"),
        text=text,
        action=url_for("leaving.hand_over", id=id),
        label=t("Hand it over with my answers"),
        back=_back(here),
        warning=True,
    )
    return ask(asked, form, status=status, trouble=trouble)


@routes.get("/assessments/<string:id>/mine/decline", OWN_SHEET)
def decline_page(here: OwnSheet) -> Response:
    """What it means not to take part."""
    t = wiring().t
    text = [
        t("The lead sees that you declined. What you have answered so far is kept, nobody sees it, and it does not"
          " count. If you are asked again later, you go on with it.")
    ]  # fmt: skip
    return page(
        "out.html",
        title=t("Decline to contribute"),
        text=text,
        action=url_for("leaving.decline", id=here.opened.assessment.id),
        label=t("Decline"),
        warning="",
        back=_back(here),
    )


@routes.post("/assessments/<string:id>/mine/decline", OWN_SHEET)
def decline(here: OwnSheet) -> Response:
    """Do not take part."""
    use = wiring()
    if not services.decline(use.database, who(), here.opened.assessment.id, now=use.now()):
        flash(standing_words(here.standing, use.t))
        return redirect(_back(here)[0], 303)
    flash(use.t("You do not take part in it."))
    return redirect(url_for("home.home"), 303)


# By the link in a letter


@routes.get("/reminders/<string:secret>", PUBLIC)
def no_reminders_page(secret: str) -> Response:
    """A button: programs that look through e-mail get every link in it."""
    t = wiring().t
    if not wants_reminders(wiring().database, secret):
        return _no_more()
    text = [t("You were asked to answer questions and would be reminded of the last day.")]
    asked = Asked(
        title=t("Get no more reminders"),
        text=text,
        action=url_for("leaving.no_reminders", secret=secret),
        label=t("No more reminders of this"),
    )
    return ask(asked)


@routes.post("/reminders/<string:secret>", PUBLIC)
def no_reminders(secret: str) -> Response:
    """No more of them, for this one assessment."""
    use = wiring()
    stop_reminders(use.database, who(), secret, now=use.now())
    return _no_more()


def _no_more() -> Response:
    t = wiring().t
    return told(t("You get no more reminders of this"), [t("To get them again, sign in and open your sheet.")])
