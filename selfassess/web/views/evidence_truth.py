"""Whether a piece of evidence is still true: confirmed with a day, retired, brought back."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.services import evidence as services
from selfassess.services.evidence import Stale, evidence_to_change
from selfassess.services.rights import Action
from selfassess.store.evidence import EvidenceRecord
from selfassess.store.people import Organisation
from selfassess.web.forms.evidence import day_form, read_past_day
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.evidence import show_piece, stale_words
from selfassess.web.wiring import wiring

routes = Routes("evidence")

_CHANGE_ONE = in_organisation(Action.ADD_EVIDENCE, evidence=evidence_to_change)


def confirm_again(why: Again, organisation: Organisation, evidence: EvidenceRecord) -> Response:
    """The page with the day that was typed, where it could not be trusted or kept."""
    trouble = again_words(why, wiring().t)
    return show_piece(organisation, evidence.id, form=_typed(), status=why.value, trouble=trouble)


@routes.post(
    "/organisations/<string:organisation>/evidence/<string:evidence>/confirm", _CHANGE_ONE, again=confirm_again
)
def confirm(organisation: Organisation, evidence: EvidenceRecord) -> Response:
    """It was true on this day; without a day, today."""
    use, form = wiring(), _typed()
    today, on = use.now().date(), form.control("on")
    day = today if "on_day" not in request.form else read_past_day(on, use.t, today, missing=use.t("Enter the day"))
    if day is None:
        return show_piece(organisation, evidence.id, form=form, status=WRONG)
    seen = form.control("seen").number
    done = services.confirm_evidence(use.database, who(), organisation.id, evidence.id, day, seen=seen, now=use.now())
    if isinstance(done, Stale):
        return _stale(organisation, done)
    flash(use.t("“{title}” was still true on {day}.", title=done.said.title, day=use.t.date(day)))
    return _back(organisation, evidence)


@routes.post("/organisations/<string:organisation>/evidence/<string:evidence>/retire", _CHANGE_ONE)
def retire(organisation: Organisation, evidence: EvidenceRecord) -> Response:
    """It is no longer true."""
    use, seen = wiring(), _typed().control("seen").number
    done = services.retire_evidence(use.database, who(), organisation.id, evidence.id, seen=seen, now=use.now())
    if isinstance(done, Stale):
        return _stale(organisation, done)
    flash(use.t("“{title}” is retired: it is offered no more. Answers that use it keep it.", title=done.said.title))
    return _back(organisation, evidence)


@routes.post("/organisations/<string:organisation>/evidence/<string:evidence>/return", _CHANGE_ONE)
def bring_back(organisation: Organisation, evidence: EvidenceRecord) -> Response:
    """It is true after all."""
    use, seen = wiring(), _typed().control("seen").number
    done = services.bring_back_evidence(use.database, who(), organisation.id, evidence.id, seen=seen, now=use.now())
    if isinstance(done, Stale):
        return _stale(organisation, done)
    flash(use.t("“{title}” is offered again.", title=done.said.title))
    return _back(organisation, evidence)


def _typed() -> PlainForm:
    t = wiring().t
    form = day_form(t, t("When was it last checked to be true?"))
    form.take(request.form)
    return form


def _stale(organisation: Organisation, stale: Stale) -> Response:
    return show_piece(organisation, stale.stored.id, status=409, trouble=stale_words(stale.stored))


def _back(organisation: Organisation, evidence: EvidenceRecord) -> Response:
    """To the list, where one came from there."""
    if request.form.get("from") == "list":
        return redirect(url_for("evidence.evidence", organisation=organisation.id), 303)
    return redirect(url_for("evidence.piece", organisation=organisation.id, evidence=evidence.id), 303)
