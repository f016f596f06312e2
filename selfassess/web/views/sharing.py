"""With whom a result is shared: what is chosen in each partnership, choosing, and what a change would mean."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.disclosure.sharing import Choice
from selfassess.services.access import Actor
from selfassess.services.assessments import OpenAssessment
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.services.sharing import ChosenMeanwhile, Shared, share, sharing_of
from selfassess.services.sharing_words import change_meaning, choice_meaning, choice_name, standing_words
from selfassess.store.database import Database
from selfassess.web.forms.sharing import SharingForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.wiring import wiring

routes = Routes("sharing")

_ADDRESS = "/assessments/<string:id>/sharing"


def _shared_in(database: Database, who: Actor, here: OpenAssessment, partnership: str) -> Shared:
    for one in sharing_of(database, who, here.assessment.id):
        if one.partnership.id == partnership:
            return one
    raise NotFoundError(f"There is no partnership {partnership} that this organisation belongs to.")


_SHARE = in_assessment(Action.SHARE, partnership=_shared_in)


@routes.get(_ADDRESS, in_assessment(Action.SEE_ANSWERS))
def sharing(here: OpenAssessment) -> Response:
    """What is chosen in each partnership the organisation belongs to."""
    use, assessment = wiring(), here.assessment
    return page(
        "sharing/listed.html",
        title=use.t("Sharing"),
        assessment=assessment,
        shared=sharing_of(use.database, who(), assessment.id),
        standing_words=standing_words,
        choice_meaning=choice_meaning,
        may_share=Action.SHARE in here.may,
        back=(url_for("assessments.hub", id=assessment.id), use.t("All sections")),
    )


@routes.get(f"{_ADDRESS}/<string:partnership>", _SHARE)
def choose(here: OpenAssessment, partnership: Shared) -> Response:
    """The four choices, each with what it lets others see."""
    form = SharingForm(wiring().t, partnership.partnership.name)
    form.show(partnership)
    return _ask(here, partnership, form)


@routes.get(f"{_ADDRESS}/<string:partnership>/change", _SHARE)
def confirm(here: OpenAssessment, partnership: Shared) -> Response:
    """What the choice in the address would change, and what it would not; nothing is changed yet."""
    if "seen" not in request.args:  # nobody came here by the form
        return redirect(url_for("sharing.choose", id=here.assessment.id, partnership=partnership.partnership.id), 303)
    form = SharingForm(wiring().t, partnership.partnership.name)
    form.take(request.args)
    chosen = form.chosen()
    if chosen is None:
        return _ask(here, partnership, form, status=WRONG)
    if form.control("seen").number != partnership.revision:
        return _meanwhile(here, partnership, form)
    return _confirm(here, partnership, chosen)


def save_again(why: Again, here: OpenAssessment, partnership: Shared) -> Response:
    """The form with what was chosen, where it could not be trusted or kept."""
    form = _sent(partnership)
    return _ask(here, partnership, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post(f"{_ADDRESS}/<string:partnership>/change", _SHARE, again=save_again)
def save(here: OpenAssessment, partnership: Shared) -> Response:
    """Share it so; the same form sent twice chooses once."""
    use, form = wiring(), _sent(partnership)
    chosen = form.chosen()
    if chosen is None:
        return _ask(here, partnership, form, status=WRONG)
    id, seen = here.assessment.id, form.control("seen").number
    done = share(use.database, who(), id, partnership.partnership.id, chosen, seen=seen, now=use.now())
    if isinstance(done, ChosenMeanwhile):
        return _meanwhile(here, done.shared, form)
    words = use.t("{partnership}: {choice}.", partnership=partnership.partnership.name,
                  choice=standing_words(use.t, done.shared))  # fmt: skip
    flash(words)
    return redirect(url_for("sharing.sharing", id=id), 303)


def _sent(partnership: Shared) -> SharingForm:
    form = SharingForm(wiring().t, partnership.partnership.name)
    form.take(request.form)
    return form


def _meanwhile(here: OpenAssessment, stored: Shared, form: SharingForm) -> Response:
    t = wiring().t
    form.control("seen").data = str(stored.revision)
    words = t("Somebody else chose meanwhile: it is “{choice}” now. What you chose is still marked: look, then go on.",
              choice=choice_name(t, stored.choice))  # fmt: skip
    return _ask(here, stored, form, status=409, trouble=words)


def _ask(here: OpenAssessment, stored: Shared, form: SharingForm, *, status: int = 200, trouble: str = "") -> Response:
    t, id = wiring().t, here.assessment.id
    return page(
        "sharing/choose.html",
        title=t("Choose with whom it is shared"),
        status=status,
        assessment=here.assessment,
        stored=stored,
        now=standing_words(t, stored),
        form=form,
        faults=form.faults(),
        trouble=trouble,
        action=url_for("sharing.confirm", id=id, partnership=stored.partnership.id),
        back=(url_for("sharing.sharing", id=id), t("Sharing")),
    )


def _confirm(here: OpenAssessment, stored: Shared, chosen: Choice) -> Response:
    t, id, place = wiring().t, here.assessment.id, stored.partnership.id
    return page(
        "sharing/confirm.html",
        title=t("Check what changes"),
        assessment=here.assessment,
        stored=stored,
        chosen=chosen,
        before=standing_words(t, stored),
        after=choice_name(t, chosen),
        meaning=choice_meaning(t, chosen),
        changes=change_meaning(t, stored.choice, chosen),
        action=url_for("sharing.save", id=id, partnership=place),
        back=(url_for("sharing.choose", id=id, partnership=place), t("Choose again")),
    )
