"""One section a page: its questions, saved on every step without losing what anybody typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.answers.applicability import applicability
from selfassess.answers.completeness import completeness
from selfassess.answers.model import Answer
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import Question
from selfassess.report import wording
from selfassess.services.access import Action
from selfassess.services.assessments import OpenAssessment, open_assessment
from selfassess.services.saving import Clash, Conflict, Saved, save_section
from selfassess.voices.steps import WorkStatus
from selfassess.web.forms.section import SectionForm, questions_in
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.assessments import finished_words
from selfassess.web.views.progress import Counted
from selfassess.web.views.shown import LastTime, shown
from selfassess.web.wiring import wiring

routes = Routes("sections")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why nothing was saved although nothing is wrong with what was typed; links lead to the places that matter."""

    title: str
    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A section of an assessment that is open."""

    opened: OpenAssessment
    section: Section

    @property
    def id(self) -> str:
        return self.opened.assessment.id

    @classmethod
    def find(cls, here: OpenAssessment, section: str) -> Place:
        """Raises `NotFound` for a section that the questionnaire has not."""
        for one in here.questionnaire.sections:
            if one.id == section:
                return cls(opened=here, section=one)
        raise NotFound

    def applying(self) -> tuple[Question, ...]:
        """The questions of the section whose condition holds."""
        applies = applicability(self.opened.questionnaire, self.opened.sheet).applies
        return tuple(question for question in self.section.questions if question.id in applies)

    def link(self, anchor: str | None = None, open: str | None = None) -> str:
        """The address of this section's page; `open` is the question whose boxes for evidence are to be open."""
        return url_for("sections.section", id=self.id, section=self.section.id, open=open, _anchor=anchor)

    def form(self, questions: Sequence[Question]) -> SectionForm:
        """An empty form of these questions."""
        return SectionForm(questions, self.opened.questionnaire, wiring().t)

    def typed(self) -> SectionForm:
        """The form as it was sent: with the questions it showed, whether or not they still apply."""
        form = self.form(questions_in(request.form, self.section.questions))
        form.take(request.form)
        return form


@routes.get("/assessments/<string:id>/sections/<string:section>", in_assessment(Action.SEE_ASSESSMENT))
def section(here: OpenAssessment, section: str) -> Response:
    """The questions that apply; who may not answer them, and a finished assessment, is shown the answers instead."""
    place = Place.find(here, section)
    if not here.may_answer or here.assessment.status is WorkStatus.AGREED:
        return redirect(url_for("assessments.check", id=place.id, _anchor=f"{section}_section"))
    form = place.form(place.applying())
    form.fill(place.opened.sheet, place.opened.revisions)
    return _show(place, form, open_at=request.args.get("open", ""))


def section_again(why: Again, here: OpenAssessment, section: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    place, t = Place.find(here, section), wiring().t
    trouble = Trouble(title=t("Not saved yet"), text=again_words(why, t))
    return _show(place, place.typed(), status=why.value, trouble=trouble)


@routes.post("/assessments/<string:id>/sections/<string:section>", in_assessment(Action.ANSWER), again=section_again)
def save(here: OpenAssessment, section: str) -> Response:
    """Keep every answer of the page, or none: where something is wrong, or was changed meanwhile, the page says so."""
    use, place = wiring(), Place.find(here, section)
    form = place.typed()
    verb, _, question = request.form.get("action", "").partition(":")
    if verb == "clear":
        form.clear(question)
    answers = form.answers()
    if form.faults():
        return _show(place, form, status=422)
    if verb == "keep":
        answers.pop(question, None)
    done = save_section(use.database, who(), place.id, section, answers, form.seen(), now=use.now())
    if isinstance(done, Saved):
        return redirect(_next(place, form, answers, verb, question), 303)
    if isinstance(done, Conflict):
        return _conflict(place, form, done.clashes)
    trouble = Trouble(title=use.t("Not saved"), text=finished_words(use.t), links=_to_reopen(place, use.t))
    return _show(place, form, status=409, trouble=trouble)


def _next(place: Place, form: SectionForm, answers: dict[str, Answer], verb: str, question: str) -> str:
    """Where to go after saving: on, out, or back to where a button was pressed."""
    t = wiring().t
    if verb == "add" and question in answers:
        last = len(answers[question].evidence)
        return place.link(f"{question}_evidence_{last}_title", open=question)
    if verb in ("clear", "keep") and question in place.opened.questionnaire.by_id:
        return place.link(f"{question}_question")
    if verb == "leave":
        flash(t("Your answers are saved. You can close this page and carry on whenever you like."))
        return url_for("assessments.hub", id=place.id)
    if verb == "previous":
        return _neighbour(place, -1) or url_for("assessments.hub", id=place.id)
    if new := _newly_asked(place, form):
        flash(t.plural("Saved. By what you said, {count} more question is asked here.",
                       "Saved. By what you said, {count} more questions are asked here.", len(new)))  # fmt: skip
        return place.link(f"{new[0]}_question")
    if verb != "continue":
        flash(t("Your answers are saved."))
        return place.link()
    return _neighbour(place, +1) or url_for("assessments.check", id=place.id)


def _newly_asked(place: Place, form: SectionForm) -> list[str]:
    """Ids of the section's questions that apply now and were not on the page."""
    asked = {one.id for one in form.questions}
    if len(asked) == len(place.section.questions):
        return []  # the usual case, which need not be looked up
    now = Place.find(open_assessment(wiring().database, who(), place.id), place.section.id)
    return [one.id for one in now.applying() if one.id not in asked]


def _neighbour(place: Place, way: int) -> str:
    """The address of the section after (+1) or before (-1) this one; empty where there is none."""
    ids = [section.id for section in place.opened.questionnaire.sections]
    index = ids.index(place.section.id) + way
    return url_for("sections.section", id=place.id, section=ids[index]) if 0 <= index < len(ids) else ""


def _conflict(place: Place, form: SectionForm, clashes: Sequence[Clash]) -> Response:
    """Both answers to see, and the form ready to be sent again on sight of what is stored now."""
    t = wiring().t
    for clash in clashes:
        form.part(clash.question).seen.data = str(clash.revision)
    prompts = place.opened.questionnaire.by_id
    trouble = Trouble(
        title=t("Not saved yet"),
        text=t.plural(
            "Somebody else answered one of these questions meanwhile. What you typed is still here.",
            "Somebody else answered {count} of these questions meanwhile. What you typed is still here.",
            len(clashes),
        ),
        links=tuple((f"#{clash.question}_question", t.text(prompts[clash.question].prompt)) for clash in clashes),
    )
    return _show(place, form, status=409, trouble=trouble, clashes=clashes)


def _to_reopen(place: Place, t: Translator) -> tuple[tuple[str, str], ...]:
    return ((url_for("assessments.reopen_page", id=place.id), t("Reopen the assessment")),)


def _show(
    place: Place,
    form: SectionForm,
    *,
    status: int = 200,
    trouble: Trouble | None = None,
    clashes: Sequence[Clash] = (),
    open_at: str = "",
) -> Response:
    use, faults = wiring(), form.faults()
    form.add_blank_pieces()
    last = LastTime.of(place.opened, use)
    questions = shown(place.opened, form, last, use.t, faults=faults, clashes=clashes, open_at=open_at)
    return page(
        "section.html",
        title=wording.section_name(use.t, place.section),
        status=status,
        assessment=place.opened.assessment,
        questionnaire=place.opened.questionnaire,
        section=place.section,
        shown=questions,
        faults=faults,
        trouble=trouble,
        caption=_caption(place, use.t),
        previous=bool(_neighbour(place, -1)),
        back=(url_for("assessments.hub", id=place.id), use.t("All sections")),
    )


def _caption(place: Place, t: Translator) -> str:
    """Where among the sections this one is, and how far it is answered."""
    sections = place.opened.questionnaire.sections
    index = sections.index(place.section)
    where = t("Section {number} of {all}", number=1 + index, all=len(sections))
    count = completeness(place.opened.questionnaire, place.opened.sheet)[index]
    return " · ".join(part for part in (where, Counted.of([count]).words(t)) if part)
