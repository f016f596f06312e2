"""The evidence an organisation keeps: the list of it, and each piece with what it is used for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, make_response, redirect, request, url_for
from werkzeug import Response

from selfassess.services import evidence as services
from selfassess.services.evidence import Stale, evidence_in, evidence_to_change, look_at_evidence
from selfassess.services.evidence_kinds import EvidenceKind, kind_words
from selfassess.services.evidence_library import AGES, Wanted, library, library_csv
from selfassess.services.rights import Action
from selfassess.store.evidence import EvidenceRecord
from selfassess.store.people import Organisation
from selfassess.web.forms.evidence import day_form, evidence_form, fill_evidence, read_evidence
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.asking import WRONG, Asked, ask
from selfassess.web.wiring import wiring

routes = Routes("evidence")

_LONGEST = 80
_SEE = in_organisation(Action.SEE_EVIDENCE)
_SEE_ONE = in_organisation(Action.SEE_EVIDENCE, evidence=evidence_in)
_ADD = in_organisation(Action.ADD_EVIDENCE)
_CHANGE_ONE = in_organisation(Action.ADD_EVIDENCE, evidence=evidence_to_change)


# The list


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the list is filtered by, as it stands in the address."""

    words: str
    kind: str
    older: str
    retired: str

    @property
    def wanted(self) -> Wanted:
        older = int(self.older) if self.older in map(str, AGES) else None
        return Wanted(words=self.words, kind=self.kind, older=older, retired=bool(self.retired))

    @property
    def query(self) -> dict[str, Any]:
        """What a link must repeat."""
        said = {"words": self.words, "kind": self.kind, "older": self.older, "retired": self.retired}
        return {name: value for name, value in said.items() if value}


def _filter() -> Filter:
    said = {name: request.args.get(name, "").strip() for name in ("words", "kind", "older", "retired")}
    plain = {name: value if value.isprintable() and len(value) <= _LONGEST else "" for name, value in said.items()}
    return Filter(**plain)


@routes.get("/organisations/<string:organisation>/evidence", _SEE)
def evidence(organisation: Organisation) -> Response:
    """All that is kept, the latest first."""
    use, chosen = wiring(), _filter()
    typed = request.args.get("page", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 1
    found = library(use.database, who(), organisation.id, chosen.wanted, page=number, today=use.now().date())

    def link(page_number: int) -> str:
        return url_for("evidence.evidence", organisation=organisation.id, **chosen.query, page=page_number)

    return page(
        "evidence/library.html",
        title=use.t("Evidence"),
        caption=organisation.name,
        organisation=organisation,
        found=found,
        chosen=chosen,
        kinds=[(kind.value, kind_words(use.t, kind)) for kind in EvidenceKind],
        ages=[(str(months), use.t("{count} months", count=months)) for months in AGES],
        kind_words=kind_words,
        before=link(found.page - 1) if found.page > 1 else "",
        after=link(found.page + 1) if found.page < found.pages else "",
        file=url_for("evidence.table", organisation=organisation.id, **chosen.query),
        example=organisation.example,
        back=_home(organisation),
    )


@routes.get("/organisations/<string:organisation>/evidence.csv", _SEE)
def table(organisation: Organisation) -> Response:
    """The same as a file."""
    use = wiring()
    today = use.now().date()
    response = make_response(library_csv(use.database, who(), organisation.id, _filter().wanted, use.t, today=today))
    response.content_type = "text/csv; charset=utf-8"
    response.headers.set("Content-Disposition", "attachment", filename=f"evidence-{today.isoformat()}.csv")
    return response


def _home(organisation: Organisation) -> tuple[str, str]:
    return url_for("organisations.organisation", organisation=organisation.id), organisation.name


def back_to_list(organisation: Organisation) -> tuple[str, str]:
    """The way from a page about one piece."""
    return url_for("evidence.evidence", organisation=organisation.id), wiring().t("Evidence")


# Adding


@routes.get("/organisations/<string:organisation>/evidence/new", _ADD)
def new(organisation: Organisation) -> Response:
    """What it is, of which kind, from when."""
    return _ask_new(organisation, evidence_form(wiring().t))


def new_again(why: Again, organisation: Organisation) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_new(organisation, _typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/organisations/<string:organisation>/evidence/new", _ADD, again=new_again)
def add(organisation: Organisation) -> Response:
    """Keep it."""
    use, form = wiring(), _typed()
    said = read_evidence(form, use.t, use.now().date())
    if said is None:
        return _ask_new(organisation, form, status=WRONG)
    id = services.add_evidence(use.database, who(), organisation.id, said, now=use.now())
    flash(use.t("“{title}” is kept. It is offered on the questions of every assessment.", title=said.title))
    return redirect(url_for("evidence.piece", organisation=organisation.id, evidence=id), 303)


def _ask_new(organisation: Organisation, form: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    asked = Asked(
        title=t("Add evidence"),
        text=[t("Say it once, use it for any question and any year. Everybody with a role in {organisation} sees it.",
                organisation=organisation.name)],
        action=url_for("evidence.add", organisation=organisation.id),
        label=t("Keep it"),
        back=back_to_list(organisation),
    )  # fmt: skip
    return ask(asked, form, status=status, trouble=trouble)


def _typed() -> PlainForm:
    form = evidence_form(wiring().t)
    form.take(request.form)
    return form


# One piece


@routes.get("/organisations/<string:organisation>/evidence/<string:evidence>", _SEE_ONE)
def piece(organisation: Organisation, evidence: EvidenceRecord) -> Response:
    """What is said of it, where it is used, and whether it is still true."""
    return show_piece(organisation, evidence.id)


def show_piece(
    organisation: Organisation, id: str, *, form: PlainForm | None = None, status: int = 200, trouble: str = ""
) -> Response:
    """The page of a piece; `form` asks for the day on which it was true."""
    use = wiring()
    view = look_at_evidence(use.database, who(), organisation.id, id)
    if form is None:
        form = day_form(use.t, use.t("When was it last checked to be true?"))
        form.fill(on=use.now().date(), seen=view.record.revision)
    return page(
        "evidence/piece.html",
        title=view.record.said.title,
        caption=use.t("Evidence of {organisation}", organisation=organisation.name),
        status=status,
        organisation=organisation,
        view=view,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        kind_words=kind_words,
        example=organisation.example,
        back=back_to_list(organisation),
    )


@routes.get("/organisations/<string:organisation>/evidence/<string:evidence>/change", _CHANGE_ONE)
def change_page(organisation: Organisation, evidence: EvidenceRecord) -> Response:
    """What is said of it, to be changed."""
    form = evidence_form(wiring().t)
    fill_evidence(form, evidence.said, evidence.revision)
    return _ask_change(organisation, evidence, form)


def change_again(why: Again, organisation: Organisation, evidence: EvidenceRecord) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    return _ask_change(organisation, evidence, _typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/organisations/<string:organisation>/evidence/<string:evidence>/change", _CHANGE_ONE, again=change_again)
def change(organisation: Organisation, evidence: EvidenceRecord) -> Response:
    """Keep it so, unless somebody else changed it meanwhile."""
    use, form = wiring(), _typed()
    said = read_evidence(form, use.t, use.now().date())
    if said is None:
        return _ask_change(organisation, evidence, form, status=WRONG)
    seen = form.control("seen").number
    done = services.change_evidence(use.database, who(), organisation.id, evidence.id, said, seen=seen, now=use.now())
    if isinstance(done, Stale):
        form.control("seen").data = str(done.stored.revision)
        return _ask_change(organisation, done.stored, form, status=409, trouble=stale_words(done.stored))
    flash(use.t("The evidence is saved. Answers that use it keep what they had."))
    return redirect(url_for("evidence.piece", organisation=organisation.id, evidence=evidence.id), 303)


def stale_words(stored: EvidenceRecord) -> str:
    """That somebody else was faster, and what stands there now."""
    t = wiring().t
    dated = t.date(stored.said.dated) if stored.said.dated else t("not dated")
    return t("Somebody else changed this meanwhile. Now it is called “{title}” ({dated}). What you typed is still here:"
             " save it again.", title=stored.said.title, dated=dated)  # fmt: skip


def _ask_change(
    organisation: Organisation, record: EvidenceRecord, form: PlainForm, *, status: int = 200, trouble: str = ""
) -> Response:
    t = wiring().t
    address = url_for("evidence.piece", organisation=organisation.id, evidence=record.id)
    asked = Asked(
        title=t("Change this evidence"),
        text=[t("Answers that use it already keep what they had. What you say here is offered from now on.")],
        action=url_for("evidence.change", organisation=organisation.id, evidence=record.id),
        label=t("Save"),
        back=(address, record.said.title),
    )
    return ask(asked, form, status=status, trouble=trouble)
