"""The workshop: its agenda, accepting what people agree on, its time, the screen that the room looks at, its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, make_response, redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.language import Translator
from selfassess.render.table import WRITERS
from selfassess.report.filename import report_filename
from selfassess.report.workshop_sheet import workshop_sheet
from selfassess.services.agreeing import ChangedMeanwhile, accept_proposals
from selfassess.services.assessments import OpenAssessment
from selfassess.services.results import results
from selfassess.services.rights import Action
from selfassess.services.workshop import PlannedMeanwhile, Workshop, open_workshop, plan_workshop, show_on_screen
from selfassess.voices.agenda import Standing, Topic
from selfassess.web.forms.controls import Hidden
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.workshop import PlanForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.earlier import latest_year
from selfassess.web.views.way import shown_way
from selfassess.web.views.workshop_shown import Showing, ShownTopic
from selfassess.web.wiring import wiring

MOST_SHOWN = 40
"""Questions of one kind on a page: of a questionnaire with hundreds the page stays light."""

GROUPS = {"near": (Standing.NEAR,), "agreed": (Standing.AGREED, Standing.ALONE)}
"""What can be accepted in one step, by the name that its button sends."""

routes = Routes("workshop")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Some questions of the agenda, a page of them. `to_accept` counts those that its button would settle.

    `pages` is how many there are, `number` which this is, from 1. `first` is the place of its first question, from 1.
    """

    name: str
    count: int
    left: int
    to_accept: int
    topics: list[ShownTopic]
    first: int
    number: int
    pages: int


@routes.get("/assessments/<string:id>/workshop", in_assessment(Action.SEE_WORKSHOP))
def agenda(here: OpenAssessment) -> Response:
    """What divides people first, ranked; then what they nearly or fully agree on, folded."""
    return _agenda(here)


def _agenda(here: OpenAssessment, *, status: int = 200, trouble: str = "") -> Response:
    use, id = wiring(), here.assessment.id
    workshop = open_workshop(use.database, who(), id)
    showing, found = Showing(workshop, use.t), workshop.agenda
    so_far, proposed = showing.whole_figures()
    following = next(iter(workshop.left(workshop.topics)), None)
    return page(
        "workshop/agenda.html",
        title=use.t("Workshop"),
        status=status,
        trouble=trouble,
        assessment=workshop.opened.assessment,
        questionnaire=workshop.opened.questionnaire,
        workshop=workshop,
        discuss=_listed("discuss", found.discuss, showing),
        near=_listed("near", found.near, showing),
        agreed=_listed("agreed", found.agreed, showing),
        so_far=so_far,
        proposed=proposed,
        next_up=showing.topic(following) if following else None,
        way_on=shown_way(workshop.opened).on if workshop.may_hold else None,
        few=showing.few_words(),
        time=_time_words(workshop, use.t),
        back=(url_for("assessments.hub", id=id), use.t("All sections")),
    )


def _listed(name: str, topics: Sequence[Topic], showing: Showing) -> Listed:
    pages = max(1, -(-len(topics) // MOST_SHOWN))
    asked = request.args.get(name, "1")
    number = min(int(asked), pages) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 else 1
    number = max(1, number)
    start = (number - 1) * MOST_SHOWN
    return Listed(
        name=name,
        count=len(topics),
        left=len(showing.workshop.left(topics)),
        to_accept=len(showing.workshop.to_accept(*GROUPS.get(name, ()))),
        topics=showing.topics(topics[start : start + MOST_SHOWN]),
        first=start + 1,
        number=number,
        pages=pages,
    )


def _time_words(workshop: Workshop, t: Translator) -> str:
    """What the time is enough for; empty where nobody said how much there is."""
    plan = workshop.plan
    if plan is None:
        return ""
    words = t.plural("{count} minute is planned", "{count} minutes are planned", plan.available)
    if not plan.left_over:
        return t("{planned}: time for everything.", planned=words)
    return t.plural(
        "{planned}: time for all but {count} question. With {missing} more minutes there would be.",
        "{planned}: time for all but {count} questions. With {missing} more minutes there would be.",
        len(plan.left_over),
        planned=words,
        missing=plan.missing,
    )


def accept_again(why: Again, here: OpenAssessment) -> Response:
    """The agenda, where the button could not be trusted or what it does not kept."""
    return _agenda(here, status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/workshop", in_assessment(Action.HOLD_WORKSHOP), again=accept_again)
def accept(here: OpenAssessment) -> Response:
    """Settle all that people agree on, or nearly; the same button twice settles it once."""
    use, group = wiring(), request.form.get("accept", "")
    if group not in GROUPS:
        raise NotFound
    form = PlainForm({"seen": Hidden()})
    form.take(request.form)
    seen = form.control("seen").number
    done = accept_proposals(use.database, who(), here.assessment.id, GROUPS[group], seen=seen, now=use.now())
    if isinstance(done, ChangedMeanwhile):
        words = use.t("The assessment was changed meanwhile. This is how it stands now: look again, then accept.")
        return _agenda(here, status=409, trouble=words)
    flash(use.t.plural("{count} question is settled as proposed.", "{count} questions are settled as proposed.",
                       len(done.changed)))  # fmt: skip
    return redirect(url_for("workshop.agenda", id=here.assessment.id), 303)


# Its day and its time


@routes.get("/assessments/<string:id>/workshop/plan", in_assessment(Action.DESCRIBE))
def plan(here: OpenAssessment) -> Response:
    """When it is, and how long it may take."""
    form = PlanForm(wiring().t)
    form.show(here.assessment)
    return _ask_plan(here, form)


def plan_again(why: Again, here: OpenAssessment) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_plan(here, _typed_plan(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/workshop/plan", in_assessment(Action.DESCRIBE), again=plan_again)
def save_plan(here: OpenAssessment) -> Response:
    """Keep it, unless somebody else changed the assessment meanwhile."""
    use, form = wiring(), _typed_plan()
    said = form.said()
    if form.faults():
        return _ask_plan(here, form, status=422)
    done = plan_workshop(use.database, who(), here.assessment.id, **said, seen=form.seen, now=use.now())
    if isinstance(done, PlannedMeanwhile):
        form.control("seen").data = str(done.stored.revision)
        words = use.t("Somebody else changed the assessment meanwhile. What you typed is still here: save it again.")
        return _ask_plan(here, form, status=409, trouble=words)
    flash(use.t("The plan of the workshop is saved."))
    return redirect(_home(done.assessment.id, may_look=Action.SEE_WORKSHOP in here.may), 303)


def _home(id: str, *, may_look: bool) -> str:
    return url_for("workshop.agenda" if may_look else "assessments.hub", id=id)


def _typed_plan() -> PlanForm:
    form = PlanForm(wiring().t)
    form.take(request.form)
    return form


def _ask_plan(here: OpenAssessment, form: PlanForm, *, status: int = 200, trouble: str = "") -> Response:
    t, id = wiring().t, here.assessment.id
    return page(
        "workshop/plan.html",
        title=t("Plan the workshop"),
        status=status,
        trouble=trouble,
        assessment=here.assessment,
        form=form,
        faults=form.faults(),
        back=(_home(id, may_look=Action.SEE_WORKSHOP in here.may), t("Back")),
    )


# The screen


@routes.get("/assessments/<string:id>/workshop/screen", in_assessment(Action.SEE_WORKSHOP))
def screen(here: OpenAssessment) -> Response:
    """What the room looks at: the question the lead is at. It never shows what anybody wrote."""
    use, id = wiring(), here.assessment.id
    workshop = open_workshop(use.database, who(), id)
    showing, current = Showing(workshop, use.t), workshop.current
    return page(
        "workshop/screen.html",
        title=use.t("Workshop"),
        look="on-screen",
        assessment=workshop.opened.assessment,
        questionnaire=workshop.opened.questionnaire,
        workshop=workshop,
        one=showing.topic(current) if current else None,
        place=1 + workshop.topics.index(current) if current else 0,
        figures=showing.section_figures(showing.topic(current).section) if current else "",
        back=(url_for("workshop.agenda", id=id), use.t("Back to the agenda")),
    )


@routes.post("/assessments/<string:id>/workshop/screen", in_assessment(Action.HOLD_WORKSHOP))
def put(here: OpenAssessment) -> Response:
    """Put a question on the screen."""
    id, question = here.assessment.id, request.form.get("question", "")
    show_on_screen(wiring().database, who(), id, question)
    return redirect(url_for("workshop.question", id=id, question=question), 303)


# On paper


@routes.get("/assessments/<string:id>/workshop/sheet.pdf", in_assessment(Action.SEE_WORKSHOP))
def sheet_pdf(here: OpenAssessment) -> Response:
    """The sheet to print."""
    return _sheet(here, ".pdf")


@routes.get("/assessments/<string:id>/workshop/sheet.html", in_assessment(Action.SEE_WORKSHOP))
def sheet_html(here: OpenAssessment) -> Response:
    """The same as one web page that needs nothing else."""
    return _sheet(here, ".html")


def _sheet(here: OpenAssessment, suffix: str) -> Response:
    use, id, writer = wiring(), here.assessment.id, WRITERS[suffix]
    workshop = open_workshop(use.database, who(), id)
    earlier = latest_year(use, who(), id)
    material = results(
        use.database,
        who(),
        id,
        catalogue=use.catalogue(),
        earlier=earlier,
        action=Action.SEE_WORKSHOP,
        on_paper=True,
    )
    document = workshop_sheet(material, use.t, agenda=workshop.agenda, plan=workshop.plan)
    response = make_response(writer.write(document, use.t, frames=use.frames))
    response.content_type = writer.media_type
    name = report_filename(material.sheet, suffix, "workshop")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
