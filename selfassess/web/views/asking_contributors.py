"""Asking people to contribute: those of the organisation, and others by e-mail."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import contributors as services
from selfassess.services.assessments import OpenAssessment
from selfassess.services.contributor_list import contributors_in
from selfassess.services.invitations import Invited, InvitedBefore, TooMany
from selfassess.services.participating import BEFORE_THE_WORKSHOP
from selfassess.voices.steps import WorkStatus
from selfassess.web.forms.contributors import invite_form, members_form, read_people, read_wanted
from selfassess.web.forms.person import read_email
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_text
from selfassess.web.pages import again_words
from selfassess.web.security.actors import who
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, Asked, ask, told
from selfassess.web.views.contributors import LEAD, back_to_list, list_address, over, today_here
from selfassess.web.views.invitations import too_many_words
from selfassess.web.views.sign_in import mail
from selfassess.web.wiring import wiring

routes = Routes("asking")


@routes.get("/assessments/<string:id>/contributors/ask", LEAD)
def ask_page(here: OpenAssessment) -> Response:
    """People of the organisation."""
    return _ask_members(here, _members_form(here))


def ask_again(why: Again, here: OpenAssessment) -> Response:
    """The form with what was chosen, where it could not be trusted or kept."""
    form = _members_form(here)
    form.take(request.form)
    return _ask_members(here, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/contributors/ask", LEAD, again=ask_again)
def ask_members(here: OpenAssessment) -> Response:
    """Ask those ticked."""
    use, form = wiring(), _members_form(here)
    form.take(request.form)
    people = read_people(form, use.t)
    wanted = read_wanted(form, use.t, today=today_here())
    if people is None or wanted is None:
        return _ask_members(here, form, status=WRONG)
    count = services.ask_members(use.database, who(), here.assessment.id, people, wanted, mail(), now=use.now())
    use.wake()
    flash(use.t.plural("{count} person is asked.", "{count} people are asked.", count))
    return redirect(list_address(here), 303)


def _members_form(here: OpenAssessment) -> PlainForm:
    use = wiring()
    people = contributors_in(use.database, who(), here.assessment.id).to_ask
    return members_form(use.t, people, here.questionnaire.sections)


def _how_it_goes(here: OpenAssessment) -> str:
    t = wiring().t
    if here.assessment.status is WorkStatus.DRAFT:
        return t("They get an e-mail as soon as you open the assessment to contributors. Each answers apart: you see"
                 " how far they are, and nobody’s answers before the workshop.")  # fmt: skip
    return t("They get an e-mail. Each answers apart: you see how far they are, and nobody’s answers before the"
             " workshop.")  # fmt: skip


def _ask_members(here: OpenAssessment, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t, id = wiring().t, here.assessment.id
    if here.assessment.status not in BEFORE_THE_WORKSHOP:
        return over(here)
    links = [(url_for("asking.invite_page", id=id), t("Invite somebody who has no role here yet"))]
    if not form.control("people").options:
        text = [t("Everybody who has a role in the organisation takes part already.")]
        return told(t("Ask people to contribute"), text, links=[*links, back_to_list(here)])
    asked = Asked(
        title=t("Ask people to contribute"),
        text=[_how_it_goes(here), t("Whoever is asked can answer by it, whatever other roles they have.")],
        action=url_for("asking.ask_members", id=id),
        label=t("Ask them"),
        links=links,
        back=back_to_list(here),
    )
    return ask(asked, form, status=status, trouble=trouble)


@routes.get("/assessments/<string:id>/contributors/invite", LEAD)
def invite_page(here: OpenAssessment) -> Response:
    """Somebody new, by e-mail."""
    return _ask_invite(here, invite_form(wiring().t, here.questionnaire.sections))


def _typed_invite(here: OpenAssessment) -> PlainForm:
    form = invite_form(wiring().t, here.questionnaire.sections)
    form.take(request.form)
    return form


def invite_again(why: Again, here: OpenAssessment) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_invite(here, _typed_invite(here), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/contributors/invite", LEAD, again=invite_again)
def invite(here: OpenAssessment) -> Response:
    """Send it."""
    use, form = wiring(), _typed_invite(here)
    name, email = read_text(form.control("name"), use.t), read_email(form.control("email"), use.t)
    wanted = read_wanted(form, use.t, today=today_here())
    if email is None or wanted is None:
        return _ask_invite(here, form, status=WRONG)
    done = services.invite_to_contribute(
        use.database, who(), here.assessment.id, name or "", email, wanted, mail(), now=use.now()
    )
    if isinstance(done, TooMany):
        return _ask_invite(here, form, status=429, trouble=too_many_words(done))
    if isinstance(done, services.AskedBefore):
        form.control("email").blame(use.t("Whoever has this address contributes already"))
        return _ask_invite(here, form, status=WRONG)
    use.wake()
    if isinstance(done, Invited):
        flash(use.t("The invitation is on its way to {email}. Who accepts it is asked.", email=email))
    elif isinstance(done, InvitedBefore):
        flash(use.t("{email} was invited before. Who accepts that invitation is asked.", email=email))
    else:
        flash(use.t("{email} belongs to somebody with a role here, who is asked now.", email=email))
    return redirect(list_address(here), 303)


def _ask_invite(here: OpenAssessment, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    if here.assessment.status not in BEFORE_THE_WORKSHOP:
        return over(here)
    asked = Asked(
        title=t("Invite somebody to contribute"),
        text=[t("Who accepts becomes a contributor of the organisation, and is asked at once.")],
        action=url_for("asking.invite", id=here.assessment.id),
        label=t("Invite"),
        back=back_to_list(here),
    )
    return ask(asked, form, status=status, trouble=trouble)
