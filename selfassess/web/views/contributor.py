"""One contributor, for the lead: what they are asked for, ending their part, handing their sheet over."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import contributors as services
from selfassess.services import handing_over
from selfassess.services.assessments import OpenAssessment
from selfassess.services.contributor_list import Contributor, contributor_in
from selfassess.services.handing_over import HandedOver
from selfassess.services.participating import BEFORE_THE_WORKSHOP, Wanted
from selfassess.services.rights import Action
from selfassess.web.forms.contributors import read_taker, read_wanted, taker_form, wanted_form
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, Asked, ask, told
from selfassess.web.views.contributors import back_to_list, list_address, over, today_here
from selfassess.web.views.sign_in import mail
from selfassess.web.wiring import wiring

routes = Routes("contributor")

_ONE = in_assessment(Action.RUN_ASSESSMENT, participation=contributor_in)


@routes.get("/assessments/<string:id>/contributors/<string:participation>", _ONE)
def contributor(here: OpenAssessment, participation: Contributor) -> Response:
    """What they are asked for."""
    part = participation.participation
    wanted = Wanted(sections=part.sections, due_on=part.due_on)
    return _ask_wanted(here, participation, wanted_form(wiring().t, here.questionnaire.sections, wanted))


def contributor_again(why: Again, here: OpenAssessment, participation: Contributor) -> Response:
    """The form with what was chosen, where it could not be trusted or kept."""
    form = _typed_wanted(here)
    return _ask_wanted(here, participation, form, status=why.value, trouble=again_words(why, wiring().t))


def _typed_wanted(here: OpenAssessment) -> PlainForm:
    form = wanted_form(wiring().t, here.questionnaire.sections)
    form.take(request.form)
    return form


@routes.post("/assessments/<string:id>/contributors/<string:participation>", _ONE, again=contributor_again)
def change(here: OpenAssessment, participation: Contributor) -> Response:
    """Ask for something else."""
    use, form, part = wiring(), _typed_wanted(here), participation.participation
    wanted = read_wanted(form, use.t, today=today_here(), before=part.due_on)
    if wanted is None:
        return _ask_wanted(here, participation, form, status=WRONG)
    services.ask_anew(use.database, who(), here.assessment.id, part.id, wanted, now=use.now())
    flash(use.t("What {name} is asked for is saved.", name=participation.account.name))
    return redirect(list_address(here), 303)


def _ask_wanted(
    here: OpenAssessment, one: Contributor, form: PlainForm, *, status: int = 200, trouble: str = ""
) -> Response:
    t = wiring().t

    def at(endpoint: str) -> str:
        return url_for(endpoint, id=here.assessment.id, participation=one.participation.id)

    if here.assessment.status not in BEFORE_THE_WORKSHOP or not one.participation.active:
        return over(here)
    asked = Asked(
        title=t("What {name} is asked for", name=one.account.name),
        text=[t("What they have answered stays, also in sections you take away; it counts only in those asked for.")],
        action=at("contributor.change"),
        label=t("Save"),
        links=[
            (at("contributor.hand_over_page"), t("Hand their sheet over to somebody else")),
            (at("contributor.withdraw_page"), t("End their part")),
        ],
        back=back_to_list(here),
    )
    return ask(asked, form, status=status, trouble=trouble)


@routes.get("/assessments/<string:id>/contributors/<string:participation>/withdraw", _ONE)
def withdraw_page(here: OpenAssessment, participation: Contributor) -> Response:
    """What it means to end somebody's part."""
    t, name = wiring().t, participation.account.name
    text = [t("{name} can write no more. What they answered is kept, nobody sees it, and it does not count. If you ask"
              " them again, they go on with it.", name=name)]  # fmt: skip
    return page(
        "out.html",
        title=t("End the part of {name}", name=name),
        text=text,
        action=url_for("contributor.withdraw", id=here.assessment.id, participation=participation.participation.id),
        label=t("End it"),
        warning="",
        back=back_to_list(here),
    )


@routes.post("/assessments/<string:id>/contributors/<string:participation>/withdraw", _ONE)
def withdraw(here: OpenAssessment, participation: Contributor) -> Response:
    """End it."""
    use = wiring()
    services.withdraw(use.database, who(), here.assessment.id, participation.participation.id, now=use.now())
    flash(use.t("{name} does not take part any more.", name=participation.account.name))
    return redirect(list_address(here), 303)


@routes.get("/assessments/<string:id>/contributors/<string:participation>/hand-over", _ONE)
def hand_over_page(here: OpenAssessment, participation: Contributor) -> Response:
    """To whom, and that the answers go with it."""
    return _ask_taker(here, participation, _taker_form(here, participation))


def hand_over_again(why: Again, here: OpenAssessment, participation: Contributor) -> Response:
    """The form with what was chosen, where it could not be trusted or kept."""
    form = _taker_form(here, participation)
    form.take(request.form)
    return _ask_taker(here, participation, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/contributors/<string:participation>/hand-over", _ONE, again=hand_over_again)
def hand_over(here: OpenAssessment, participation: Contributor) -> Response:
    """Hand it over."""
    use, form = wiring(), _taker_form(here, participation)
    form.take(request.form)
    to = read_taker(form, use.t)
    if to is None:
        return _ask_taker(here, participation, form, status=WRONG)
    part = participation.participation.id
    done = handing_over.hand_over(use.database, who(), here.assessment.id, part, to, mail(), now=use.now())
    if not isinstance(done, HandedOver):
        trouble = use.t("They have a sheet of their own by now. Choose somebody else.")
        return _ask_taker(here, participation, form, status=409, trouble=trouble)
    use.wake()
    flash(use.t("The sheet of {name} is handed over, with its answers.", name=participation.account.name))
    return redirect(list_address(here), 303)


def _taker_form(here: OpenAssessment, one: Contributor) -> PlainForm:
    use = wiring()
    if here.assessment.status not in BEFORE_THE_WORKSHOP or not one.participation.active:
        return taker_form(use.t, ())
    return taker_form(use.t, handing_over.takers_of(use.database, who(), here.assessment.id, one.participation.id))


def _ask_taker(
    here: OpenAssessment, one: Contributor, form: PlainForm, *, status: int = 200, trouble: str = ""
) -> Response:
    t, name = wiring().t, one.account.name
    title, back = t("Hand over the sheet of {name}", name=name), back_to_list(here)
    if not form.control("to").options:
        return told(title, [t("There is nobody to hand it over to.")], links=[back])
    text = [
        t("Everything {name} has answered goes with it: whoever gets it can read it and goes on with it. {name} gets an"
          " e-mail that says so.", name=name),
        t("Leads are not among those shown: they see no answers before the workshop."),
    ]  # fmt: skip
    asked = Asked(
        title=title,
        text=text,
        action=url_for("contributor.hand_over", id=here.assessment.id, participation=one.participation.id),
        label=t("Hand it over with the answers"),
        back=back,
        warning=True,
    )
    return ask(asked, form, status=status, trouble=trouble)
