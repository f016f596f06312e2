"""Signing a result: what is signed, in a few figures and the words, then name, role and day."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.blocks import Column, Table
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material
from selfassess.services.assessments import OpenAssessment, open_assessment
from selfassess.services.problems import NotNowError
from selfassess.services.results import results
from selfassess.services.rights import Action
from selfassess.services.signing import SignedMeanwhile, first_day, sign
from selfassess.services.signing_words import result_statement
from selfassess.web.forms.places import seen_revision
from selfassess.web.forms.signing import SignForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.login import signed_in
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.sharing_shown import sharing_told
from selfassess.web.views.way import too_late_words
from selfassess.web.wiring import wiring

routes = Routes("signing")


@routes.get("/assessments/<string:id>/sign", in_assessment(Action.SIGN))
def ask(here: OpenAssessment) -> Response:
    """What is to be signed, and the form."""
    if Action.SIGN not in here.may or not here.assessment.signing:
        raise NotNowError(Action.SIGN.value, here.assessment.status)
    form = _form(here)
    form.fill(seen=here.assessment.revision, name=own_name(), signed_on=wiring().now().date())
    return _ask(here, form)


def ask_again(why: Again, here: OpenAssessment) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask(here, _typed(here), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/sign", in_assessment(Action.SIGN), again=ask_again)
def signed(here: OpenAssessment) -> Response:
    """Sign and lock; the same form sent twice signs once."""
    use, form = wiring(), _typed(here)
    said = form.signing(use.now().date(), first_day(here.assessment))
    if said is None:
        return _ask(here, form, status=422)
    try:
        done = sign(use.database, who(), here.assessment.id, said, seen=seen_revision(form), now=use.now())
    except NotNowError as late:
        return _ask(here, form, status=409, trouble=too_late_words(use.t, late.status))
    if isinstance(done, SignedMeanwhile):
        return _meanwhile(here, form, done)
    flash(use.t("The result is signed and locked."))
    return redirect(url_for("results.results", id=here.assessment.id), 303)


def _meanwhile(here: OpenAssessment, form: SignForm, done: SignedMeanwhile) -> Response:
    t = wiring().t
    form.control("seen").data = str(done.stored.revision)
    if done.signature is None:
        words = t("Somebody changed the assessment meanwhile. Look at it again, then sign.")
    else:
        words = t("{name}, {role}, has signed it meanwhile.", name=done.signature.name, role=done.signature.role)
    now = open_assessment(wiring().database, who(), here.assessment.id)
    return _ask(now, form, status=409, trouble=words)


def own_name() -> str:
    """What whoever is signed in is called; empty for those who are not."""
    found = signed_in()
    return found.account.name if found else ""


def _form(here: OpenAssessment) -> SignForm:
    t = wiring().t
    return SignForm(t, result_statement(t, here.questionnaire, here.assessment.details))


def _typed(here: OpenAssessment) -> SignForm:
    form = _form(here)
    form.take(request.form)
    return form


def _ask(here: OpenAssessment, form: SignForm, *, status: int = 200, trouble: str = "") -> Response:
    use, id = wiring(), here.assessment.id
    t = use.t
    sees = here.may_see_answers
    material = results(use.database, who(), id, catalogue=use.catalogue(), earlier=None) if sees else None
    return page(
        "sign.html",
        title=t("Sign the result"),
        status=status,
        assessment=here.assessment,
        questionnaire=here.questionnaire,
        overall=material.card.overall if material else None,
        table=_sections(material, t) if material else None,
        lowered=_lowered(material, t) if material else (),
        dissent=sum(bool(one.dissent) for one in material.proceedings.agreed)
        if material and material.proceedings
        else 0,
        statement=result_statement(t, here.questionnaire, here.assessment.details),
        sharing=sharing_told(here),
        form=form,
        faults=form.faults(),
        trouble=trouble,
        back=(url_for("assessments.hub", id=id), t("All sections")),
    )


def _sections(material: Material, t: Translator) -> Table:
    questionnaire = material.questionnaire
    columns = [Column(title=t("Section"), width=5), Column(title=t("Stage"), width=3)]
    if material.weighs_evidence:
        columns.append(Column(title=t("Backed by evidence"), width=3))
    columns.append(Column(title=t("Score"), width=1, kind="number"))
    rows = []
    for section in questionnaire.sections:
        result = material.card.section(section.id)
        stages = [result.stage, *([result.supported_stage] if material.weighs_evidence else [])]
        rows.append((
            wording.section_name(t, section),
            *(wording.stage_words(t, questionnaire, stage) for stage in stages),
            wording.section_score_words(t, result),
        ))  # fmt: skip
    return Table(caption=t("Section by section"), columns=tuple(columns), rows=tuple(rows))


def _lowered(material: Material, t: Translator) -> tuple[tuple[str, str], ...]:
    """Every level that a moderator set lower, and why."""
    found = material.card.lowered
    return tuple(
        (question_label(section, one.id, t), wording.lowered_words(t, material.questionnaire, found[one.id]))
        for section in material.questionnaire.sections
        for one in section.questions
        if one.id in found
    )
