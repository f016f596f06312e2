"""What can be taken along and brought back: the report in every format, the answers file out and in."""

from __future__ import annotations

import secrets

from flask import redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.questionnaire.problems import Problem
from selfassess.render.html import render_html
from selfassess.render.table import RENDERERS
from selfassess.report.filename import report_filename
from selfassess.report.material import Material
from selfassess.report.report import build_report
from selfassess.services.assessments import OpenAssessment
from selfassess.services.files import export_answers, import_answers
from selfassess.services.results import results
from selfassess.services.rights import Action
from selfassess.services.starting import organisations_to_start_in
from selfassess.services.years import choose_years_before
from selfassess.web.forms.details import owner_control, read_owner
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.section import Fault
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.headers import nonce
from selfassess.web.security.policies import SIGNED_IN, in_assessment
from selfassess.web.security.routes import Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.contributors import today_here
from selfassess.web.views.reading import as_our_page, attachment
from selfassess.web.views.year_choice import asked_years, year_faults, year_ticks
from selfassess.web.wiring import wiring

LONGEST_NAME = 200
ANSWERS = "-answers.json"

routes = Routes("files")


@routes.get("/assessments/<string:id>/report", in_assessment(Action.SEE_ANSWERS))
def report(here: OpenAssessment) -> Response:
    """Which formats there are, and which earlier years stand in it: `years` in the address, or all there are."""
    use, t, asked = wiring(), wiring().t, asked_years()
    choice = choose_years_before(use.database, who(), here.assessment.id, asked)
    ticks = year_ticks(choice, t)
    notes = {
        ".pdf": t("To print and to hand to a board; accessible (PDF/UA)"),
        ".html": t("One page that needs nothing else, readable on a phone"),
        ".docx": t("The same with real headings and tables, to go on writing in"),
        ".json": t("Every figure, for other programs"),
        ".csv": t("One row a question, for a spreadsheet"),
    }
    return page(
        "report.html",
        title=t("Report and answers file"),
        status=WRONG if choice.faults else 200,
        assessment=here.assessment,
        choice=choice,
        ticks=ticks,
        faults=year_faults(ticks),
        asked={} if asked is None else {"years": list(asked), "chosen": "yes"},
        renderers=RENDERERS,
        notes=notes,
        back=(url_for("assessments.hub", id=here.assessment.id), t("All sections")),
    )


@routes.get("/assessments/<string:id>/report/view", in_assessment(Action.SEE_ANSWERS))
def view(here: OpenAssessment) -> Response:
    """The report as a page to read."""
    use, material = wiring(), _material(here)
    if material is None:
        return _back_to_choosing(here)
    html = render_html(build_report(material, use.t), use.t, nonce(), frames=use.frames)
    back = url_for("files.report", id=here.assessment.id), use.t("Back to report and answers file")
    return as_our_page(html, back)


@routes.get("/assessments/<string:id>/report.<string:suffix>", in_assessment(Action.SEE_ANSWERS))
def download(here: OpenAssessment, suffix: str) -> Response:
    """The report as a file, in the format that its ending names."""
    renderer = RENDERERS.get(f".{suffix}")
    if renderer is None:
        raise NotFound
    material = _material(here)
    if material is None:
        return _back_to_choosing(here)
    return attachment(
        renderer.render(material, wiring().t), renderer.media_type, report_filename(material.sheet, f".{suffix}")
    )


@routes.get("/assessments/<string:id>/answers.json", in_assessment(Action.SEE_ANSWERS))
def export(here: OpenAssessment) -> Response:
    """The answers as a file that can be read in again."""
    use = wiring()
    name = report_filename(here.sheet, ANSWERS)
    return attachment(
        export_answers(use.database, who(), here.assessment.id),
        "application/json",
        name,
    )


def _material(here: OpenAssessment) -> Material | None:
    """With the earlier years that the address names, or all there are; None where they cannot stand in a row."""
    use, id = wiring(), here.assessment.id
    choice = choose_years_before(use.database, who(), id, asked_years())
    if choice.faults:
        return None
    *earlier, _ = [one.id for one in choice.chosen]
    return results(
        use.database,
        who(),
        id,
        catalogue=use.catalogue(),
        earlier=earlier[-1] if earlier else None,
        further=earlier[:-1],
        today=today_here(),
    )


def _back_to_choosing(here: OpenAssessment) -> Response:
    """To the page that says why the years cannot stand in one report."""
    return redirect(url_for("files.report", id=here.assessment.id, chosen="yes", years=list(asked_years() or ())), 303)


@routes.get("/import", SIGNED_IN)
def import_page() -> Response:
    """Choose an answers file."""
    return _ask_file(_owner_form(), secrets.token_urlsafe(24))


@routes.post("/import", SIGNED_IN)
def import_file() -> Response:
    """A new assessment from the file, or everything that is wrong with it; the same form sent twice makes one."""
    use, form = wiring(), _owner_form()
    form.take(request.form)
    owner = read_owner(form.control("organisation"), use.t) if form.controls else None
    file, token = request.files.get("file"), request.form.get("token", "")[:80]
    missing = file is None or not file.filename or not token
    if file is None or missing or form.faults():
        fault = Fault(name=use.t("Answers file"), sentence=use.t("Choose a file"), focus="file")
        return _ask_file(form, token or secrets.token_urlsafe(24), faults=(fault,) if missing else ())
    name = str(file.filename)[:LONGEST_NAME]
    done = import_answers(
        use.database,
        who(),
        use.catalogue(),
        file.stream.read(),
        name,
        organisation=owner,
        token=token,
        now=use.now(),
    )
    if done.assessment is None:
        count = use.t.plural("The file has {count} problem", "The file has {count} problems", len(done.problems))
        fault = Fault(name=use.t("Answers file"), sentence=count, focus="file")
        return _ask_file(form, token, faults=(fault,), problems=done.problems, filename=name)
    return redirect(url_for("assessments.hub", id=done.assessment.id), 303)


def _owner_form() -> PlainForm:
    """Asks for the organisation, where that is not said by the file."""
    use = wiring()
    owners = organisations_to_start_in(use.database, who())
    form = PlainForm({} if owners is None else {"organisation": owner_control(owners, use.t)})
    if owners is not None and len(owners) == 1:
        form.fill(organisation=owners[0].id)
    return form


def _ask_file(
    form: PlainForm,
    token: str,
    *,
    faults: tuple[Fault, ...] = (),
    problems: tuple[Problem, ...] = (),
    filename: str = "",
) -> Response:
    t = wiring().t
    return page(
        "import.html",
        title=t("Start from an answers file"),
        status=422 if faults or form.faults() else 200,
        form=form,
        token=token,
        faults=(*form.faults(), *faults),
        file_faults=faults,
        problems=problems,
        filename=filename,
        back=(url_for("home.home"), t("Your assessments")),
    )
