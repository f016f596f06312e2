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
from selfassess.report.diagrams import question_label
from selfassess.services.assessments import (
    DetailsConflict,
    OpenAssessment,
    change_details,
)
from selfassess.services.catalogue import Offer
from selfassess.services.contributor_list import turnout
from selfassess.services.own_sheet import own_standing
from selfassess.services.problems import NotNowError
from selfassess.services.rights import Action
from selfassess.services.signing import signatures
from selfassess.services.starting import organisations_to_start_in, start_assessment
from selfassess.services.status_words import status_means
from selfassess.store.model import Details
from selfassess.voices.steps import WorkStatus
from selfassess.web.forms.details import DetailsForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import SIGNED_IN, in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.looked_back import looked_back, looked_back_line
from selfassess.web.views.next_year import next_of
from selfassess.web.views.progress import Counted
from selfassess.web.views.sharing_shown import sharing_told
from selfassess.web.views.shown import moderated_words
from selfassess.web.views.way import shown_way, too_late_words
from selfassess.web.wiring import wiring

routes = Routes("assessments")


# Starting


@routes.get("/assessments/new/<string:sha256>", SIGNED_IN)
def new(sha256: str) -> Response:
    """Whose assessment it is and when; for the questionnaire text of this hash."""
    use, offer = wiring(), _offer(sha256)
    form = _new_form(offer)
    form.fill(None, today=use.now().date(), token=secrets.token_urlsafe(24))
    return _ask_new(offer, form)


def new_again(why: Again, sha256: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    offer = _offer(sha256)
    form = _new_form(offer)
    form.take(request.form)
    return _ask_new(offer, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/new/<string:sha256>", SIGNED_IN, again=new_again)
def start(sha256: str) -> Response:
    """Make it; the same form sent twice makes one."""
    use, offer = wiring(), _offer(sha256)
    form = _new_form(offer)
    form.take(request.form)
    details = form.details()
    if details is None or not form.token:
        return _ask_new(offer, form, status=422)
    made = start_assessment(
        use.database, who(), offer, details, organisation=form.owner, token=form.token, now=use.now()
    )
    return redirect(url_for("assessments.hub", id=made.id), 303)


def _new_form(offer: Offer) -> DetailsForm:
    use = wiring()
    return DetailsForm(offer.questionnaire, use.t, organisations_to_start_in(use.database, who()))


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
        back=(
            url_for("questionnaires.start", questionnaire=questionnaire.id, version=questionnaire.version),
            t("Back"),
        ),
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


@routes.get("/assessments/<string:id>", in_assessment(Action.SEE_ASSESSMENT))
def hub(here: OpenAssessment) -> Response:
    """What there is to do, and how far it is done."""
    use = wiring()
    counts, way = completeness(here.questionnaire, here.sheet), shown_way(here)
    to_workshop = way.workshop_held and Action.SEE_WORKSHOP in here.may
    return page(
        "hub.html",
        title=use.t.text(here.questionnaire.title),
        assessment=here.assessment,
        sections=[
            _row(here, section, count, use.t)
            for section, count in zip(here.questionnaire.sections, counts, strict=True)
        ],
        counted=Counted.of(counts),
        may_correct=Action.CORRECT in here.may,
        may_answer=here.may_answer,
        may_run=here.may_run,
        may_see_evidence=Action.SEE_EVIDENCE in here.may,
        may_see_answers=here.may_see_answers,
        next=next_of(here.assessment),
        looked_back=looked_back_line(looked_back(here), use.t),
        may_see_plan=Action.SEE_PLAN in here.may,
        sharing=sharing_told(here),
        way=way,
        in_workshop=to_workshop and here.assessment.status is WorkStatus.WORKSHOP,
        had_workshop=to_workshop,
        turnout=_turnout(here, use.t),
        moderated=_moderated(here, use.t),
        may_moderate=Action.MODERATE in here.may,
        signatures=signatures(use.database, who(), here.assessment.id),
        own=own_standing(use.database, who(), here.assessment.id),
        back=(url_for("home.home"), use.t("Your assessments")),
    )


def _turnout(here: OpenAssessment, t: Translator) -> str:
    """For the lead while people answer apart: how many have finished; else empty."""
    if not here.may_run or here.assessment.status is not WorkStatus.OPEN:
        return ""
    finished, count = turnout(wiring().database, who(), here.assessment.id)
    return t.plural(
        "{finished} of {count} contributor has finished",
        "{finished} of {count} contributors have finished",
        count,
        finished=finished,
    )


def _moderated(here: OpenAssessment, t: Translator) -> list[tuple[str, str, str, str]]:
    """Each answer that was returned or is backed less: an address, its question, what was done, and the note."""
    id, found = here.assessment.id, []
    for section in here.questionnaire.sections:
        for question in section.questions:
            did, note = moderated_words(here, question.id, t)
            if not did:
                continue
            link = url_for("moderation_question.question", id=id, question=question.id)
            if here.assessment.status is WorkStatus.WORKSHOP:
                link = url_for("workshop.question", id=id, question=question.id)
            elif here.may_answer:
                link = url_for("sections.section", id=id, section=section.id, _anchor=f"{question.id}_question")
            found.append((link, question_label(section, question.id, t), did, note))
    return found


def _row(opened: OpenAssessment, section: Section, count: SectionCompleteness, t: Translator) -> Row:
    tag, kind = {
        Progress.NOTHING_TO_ANSWER: (t("Does not apply"), "none"),
        Progress.NOT_STARTED: (t("Not started"), "open"),
        Progress.IN_PROGRESS: (t("In progress"), "going"),
        Progress.COMPLETE: (t("Done"), "done"),
    }[count.progress]
    if not opened.may_answer:
        link = url_for("assessments.check", id=opened.assessment.id, _anchor=f"{section.id}_section")
    else:
        link = url_for("sections.section", id=opened.assessment.id, section=section.id)
    return Row(section=section, link=link, tag=tag, kind=kind, note=Counted.of([count]).words(t))


# Details


@routes.get("/assessments/<string:id>/details", in_assessment(Action.DESCRIBE))
def details(here: OpenAssessment) -> Response:
    """Organisation, period, date and facts."""
    use = wiring()
    form = _details_form(here)
    form.fill(here.assessment.details, today=use.now().date(), seen=here.assessment.revision)
    return _ask_details(here, form)


def details_again(why: Again, here: OpenAssessment) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    form = _typed_details(here)
    return _ask_details(here, form, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/details", in_assessment(Action.DESCRIBE), again=details_again)
def save_details(here: OpenAssessment) -> Response:
    """Keep them, unless somebody else changed them meanwhile."""
    use = wiring()
    form = _typed_details(here)
    said = form.details()
    if said is None:
        return _ask_details(here, form, status=422)
    try:
        done = change_details(use.database, who(), here.assessment.id, said, seen=form.seen, now=use.now())
    except NotNowError as late:
        return _ask_details(here, form, status=409, trouble=too_late_words(use.t, late.status))
    if isinstance(done, DetailsConflict):
        form.control("seen").data = str(done.stored.revision)
        words = use.t("Somebody else changed these details meanwhile. What you typed is still here: save it again.")
        return _ask_details(here, form, status=409, trouble=words, stored=done.stored.details)
    flash(use.t("The details are saved."))
    leave = request.form.get("action") == "leave"
    return redirect(url_for("home.home") if leave else url_for("assessments.hub", id=here.assessment.id), 303)


def _typed_details(here: OpenAssessment) -> DetailsForm:
    form = _details_form(here)
    form.take(request.form)
    return form


def _details_form(here: OpenAssessment) -> DetailsForm:
    # With accounts an assessment stays with its organisation, whose name is changed in its own place.
    whose = "" if who().trusted else here.assessment.details.organisation
    return DetailsForm(here.questionnaire, wiring().t, whose=whose)


def _ask_details(
    here: OpenAssessment, form: DetailsForm, *, status: int = 200, trouble: str = "", stored: Details | None = None
) -> Response:
    t, id = wiring().t, here.assessment.id
    return page(
        "details.html",
        title=t("Details of the assessment"),
        status=status,
        assessment=here.assessment,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        closed="" if Action.DESCRIBE in here.may else status_means(t, here.assessment.status),
        stored=stored,
        action=url_for("assessments.save_details", id=id),
        back=(url_for("assessments.hub", id=id), t("All sections")),
    )
