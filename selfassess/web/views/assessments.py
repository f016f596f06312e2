"""One assessment as a whole: starting it, its list of sections, its details."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.answers.completeness import Progress, SectionCompleteness, completeness
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.services.assessments import (
    DetailsConflict,
    DetailsSaved,
    OpenAssessment,
    change_details,
    open_assessment,
    start_assessment,
)
from selfassess.services.catalogue import Offer
from selfassess.store.model import AssessmentStatus, Details
from selfassess.web.forms.details import DetailsForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.routes import Again, Policy, Routes
from selfassess.web.views.progress import Counted
from selfassess.web.wiring import wiring

routes = Routes("assessments")


# Starting


@routes.get("/assessments/new/<string:sha256>", Policy.LOCAL_LEAD)
def new(sha256: str) -> Response:
    """Whose assessment it is and when; for the questionnaire text of this hash."""
    use, offer = wiring(), _offer(sha256)
    form = DetailsForm(offer.questionnaire, use.t)
    form.fill(None, today=use.now().date(), token=secrets.token_urlsafe(24))
    return _ask_new(offer, form)


def new_again(why: Again, sha256: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    offer = _offer(sha256)
    form = DetailsForm(offer.questionnaire, wiring().t)
    form.take(request.form)
    return _ask_new(offer, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/new/<string:sha256>", Policy.LOCAL_LEAD, again=new_again)
def start(sha256: str) -> Response:
    """Make it; the same form sent twice makes one."""
    use, offer = wiring(), _offer(sha256)
    form = DetailsForm(offer.questionnaire, use.t)
    form.take(request.form)
    details = form.details()
    if details is None or not form.token:
        return _ask_new(offer, form, status=422)
    made = start_assessment(use.database, offer, details, token=form.token, now=use.now())
    return redirect(url_for("assessments.hub", id=made.id), 303)


def _offer(sha256: str) -> Offer:
    offer = wiring().catalogue().by_hash(sha256)
    if offer is None:
        raise NotFound
    return offer


def _ask_new(offer: Offer, form: DetailsForm, *, status: int = 200, trouble: str = "") -> Response:
    t, questionnaire = wiring().t, offer.questionnaire
    return page(
        "details.html",
        title=t("Start an assessment"),
        caption=t.text(questionnaire.title),
        status=status,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        action=url_for("assessments.start", sha256=offer.sha256),
        back=(url_for("questionnaires.start", id=questionnaire.id, version=questionnaire.version), t("Back")),
    )


# The list of sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A section on the list. `kind` is the look of its tag: open, going, done or none. Done: nothing is left open."""

    section: Section
    link: str
    tag: str
    kind: str
    note: str


@routes.get("/assessments/<string:id>", Policy.LOCAL_LEAD)
def hub(id: str) -> Response:
    """What there is to do, and how far it is done."""
    use = wiring()
    opened = open_assessment(use.database, id)
    counts = completeness(opened.questionnaire, opened.sheet)
    finished = opened.assessment.status is AssessmentStatus.FINISHED
    return page(
        "hub.html",
        title=use.t.text(opened.questionnaire.title),
        assessment=opened.assessment,
        sections=[
            _row(opened, section, count, finished, use.t)
            for section, count in zip(opened.questionnaire.sections, counts, strict=True)
        ],
        counted=Counted.of(counts),
        back=(url_for("home.home"), use.t("Your assessments")),
    )


def _row(opened: OpenAssessment, section: Section, count: SectionCompleteness, finished: bool, t: Translator) -> Row:
    tag, kind = {
        Progress.NOTHING_TO_ANSWER: (t("Does not apply"), "none"),
        Progress.NOT_STARTED: (t("Not started"), "open"),
        Progress.IN_PROGRESS: (t("In progress"), "going"),
        Progress.COMPLETE: (t("Done"), "done"),
    }[count.progress]
    if finished:
        link = url_for("assessments.check", id=opened.assessment.id, _anchor=f"{section.id}_section")
    else:
        link = url_for("sections.section", id=opened.assessment.id, section=section.id)
    return Row(section=section, link=link, tag=tag, kind=kind, note=Counted.of([count]).words(t))


# Details


@routes.get("/assessments/<string:id>/details", Policy.LOCAL_LEAD)
def details(id: str) -> Response:
    """Organisation, period, date and facts."""
    use = wiring()
    opened = open_assessment(use.database, id)
    form = DetailsForm(opened.questionnaire, use.t)
    form.fill(opened.assessment.details, today=use.now().date(), seen=opened.assessment.revision)
    trouble = finished_words(use.t) if opened.assessment.status is AssessmentStatus.FINISHED else ""
    return _ask_details(opened, form, trouble=trouble)


def details_again(why: Again, id: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    opened, form = _typed_details(id)
    return _ask_details(opened, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/details", Policy.LOCAL_LEAD, again=details_again)
def save_details(id: str) -> Response:
    """Keep them, unless somebody else changed them meanwhile."""
    use = wiring()
    opened, form = _typed_details(id)
    said = form.details()
    if said is None:
        return _ask_details(opened, form, status=422)
    done = change_details(use.database, id, said, seen=form.seen, now=use.now())
    if isinstance(done, DetailsConflict):
        form.control("seen").data = str(done.stored.revision)
        words = use.t("Somebody else changed these details meanwhile. What you typed is still here: save it again.")
        return _ask_details(opened, form, status=409, trouble=words, stored=done.stored.details)
    if not isinstance(done, DetailsSaved):
        return _ask_details(opened, form, status=409, trouble=finished_words(use.t))
    flash(use.t("The details are saved."))
    leave = request.form.get("action") == "leave"
    return redirect(url_for("home.home") if leave else url_for("assessments.hub", id=id), 303)


def _typed_details(id: str) -> tuple[OpenAssessment, DetailsForm]:
    opened = open_assessment(wiring().database, id)
    form = DetailsForm(opened.questionnaire, wiring().t)
    form.take(request.form)
    return opened, form


def _ask_details(
    opened: OpenAssessment, form: DetailsForm, *, status: int = 200, trouble: str = "", stored: Details | None = None
) -> Response:
    t, id = wiring().t, opened.assessment.id
    return page(
        "details.html",
        title=t("Details of the assessment"),
        status=status,
        assessment=opened.assessment,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        stored=stored,
        action=url_for("assessments.save_details", id=id),
        back=(url_for("assessments.hub", id=id), t("All sections")),
    )


def finished_words(t: Translator) -> str:
    """Why nothing can be changed."""
    return t("This assessment is finished. Reopen it to make changes.")
