"""What can be taken along and brought back: the report in every format, the answers file out and in."""

from __future__ import annotations

import secrets
from typing import Any

from flask import redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.language import Translator
from selfassess.questionnaire.problems import Problem
from selfassess.render.html import render_html
from selfassess.render.table import RENDERERS, UnknownFormatError
from selfassess.report.documents import build_document
from selfassess.report.filename import report_filename
from selfassess.services.assessments import OpenAssessment
from selfassess.services.documents import document_file, kept_documents
from selfassess.services.files import export_answers, import_answers
from selfassess.services.results import LATEST, results
from selfassess.services.rights import Action
from selfassess.services.starting import organisations_to_start_in
from selfassess.services.years import choose_years_before
from selfassess.voices.steps import WorkStatus
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
from selfassess.web.views.document_choice import DATA, HINTS, PRINTED, annex_ticks, asked_document, told_kept
from selfassess.web.views.reading import as_our_page, attachment
from selfassess.web.views.year_choice import asked_years, year_faults, year_ticks
from selfassess.web.wiring import wiring

LONGEST_NAME = 200
ANSWERS = "-answers.json"

routes = Routes("files")


@routes.get("/assessments/<string:id>/report", in_assessment(Action.SEE_ANSWERS))
def report(here: OpenAssessment) -> Response:
    """Which documents there are and in which formats, and which earlier years stand in it.

    `document`, `annex` and `years` in the address say what was chosen; unasked it is the complete pack with all years.
    """
    use, t, asked, document = wiring(), wiring().t, asked_years(), asked_document()
    choice = choose_years_before(use.database, who(), here.assessment.id, asked)
    ticks = year_ticks(choice, t)
    kept = kept_documents(use.database, who(), here.assessment.id) if here.assessment.locked_at else {}
    years = {} if asked is None else {"years": list(asked), "chosen": "yes"}
    return page(
        "report.html",
        title=t("Report and answers file"),
        status=WRONG if choice.faults else 200,
        assessment=here.assessment,
        unsigned=here.assessment.signing and here.assessment.status is WorkStatus.AGREED,
        document=document,
        hints=HINTS,
        annexes=annex_ticks(document, t),
        choice=choice,
        ticks=ticks,
        faults=year_faults(ticks),
        asked=document.address | years,
        years=years,
        formats=RENDERERS,
        printed=PRINTED,
        data=DATA,
        notes=_notes(t),
        kept=told_kept(kept, t),
        is_kept=bool(here.assessment.locked_at) and asked is None and not document.annexes,
        runs=Action.RUN_ORGANISATION in here.may,
        back=(url_for("assessments.hub", id=here.assessment.id), t("All sections")),
    )


def _notes(t: Translator) -> dict[str, str]:
    """What each format is for, by its ending."""
    return {
        ".pdf": t("To print and to hand to a board; accessible (PDF/UA)"),
        ".html": t("One page that needs nothing else, readable on a phone"),
        ".docx": t("The same with real headings and tables, to go on writing in"),
        ".json": t("Every figure, for other programs"),
        ".csv": t("One row a question, for a spreadsheet"),
        ".xlsx": t("Every figure and answer in sheets, and what each column means"),
    }


@routes.get("/assessments/<string:id>/report/view", in_assessment(Action.SEE_ANSWERS))
def view(here: OpenAssessment) -> Response:
    """The document as a page to read."""
    use, chosen, beside = wiring(), asked_document(), _beside(here)
    if beside is None:
        return _back_to_choosing(here)
    earlier, further = beside
    material = results(
        use.database,
        who(),
        here.assessment.id,
        catalogue=use.catalogue(),
        earlier=earlier,
        further=further,
        today=today_here(),
        on_paper=True,
    )
    built = build_document(material, use.t, chosen.kind.id, chosen.annexes)
    html = render_html(built, use.t, nonce(), frames=use.frames)
    back = url_for("files.report", **_asked_again(here)), use.t("Back to report and answers file")
    return as_our_page(html, back)


@routes.get("/assessments/<string:id>/report.<string:suffix>", in_assessment(Action.SEE_ANSWERS))
def download(here: OpenAssessment, suffix: str) -> Response:
    """The document as a file, in the format that its ending names."""
    use, chosen = wiring(), asked_document()
    beside = (LATEST, []) if asked_years() is None else _beside(here)
    if beside is None:
        return _back_to_choosing(here)
    earlier, further = beside
    try:
        file = document_file(
            use.database,
            who(),
            here.assessment.id,
            chosen.kind.id,
            f".{suffix}",
            annexes=chosen.annexes,
            catalogue=use.catalogue(),
            t=use.t,
            frames=use.frames,
            now=use.now(),
            earlier=earlier,
            further=further,
        )
    except UnknownFormatError:
        raise NotFound from None
    return attachment(file.content, file.media_type, file.name)


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


def _beside(here: OpenAssessment) -> tuple[str | None, list[str]] | None:
    """The year before and those before that, of those that the address names, or of all; None where they fit no row."""
    choice = choose_years_before(wiring().database, who(), here.assessment.id, asked_years())
    if choice.faults:
        return None
    ids = [one.id for one in choice.chosen[:-1]]
    return (ids[-1] if ids else None), ids[:-1]


def _back_to_choosing(here: OpenAssessment) -> Response:
    """To the page that says why the years cannot stand in one report."""
    return redirect(url_for("files.report", **_asked_again(here)), 303)


def _asked_again(here: OpenAssessment) -> dict[str, Any]:
    """What leads to the page on which all was chosen as this address says."""
    asked = asked_years()
    years: dict[str, Any] = {} if asked is None else {"chosen": "yes", "years": list(asked)}
    return {"id": here.assessment.id, **asked_document().address, **years}


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
