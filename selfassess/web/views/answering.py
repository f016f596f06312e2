"""One section of a sheet on a page, saved on every step without losing what anybody typed; whosever sheet it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

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
from selfassess.services.assessments import OpenAssessment
from selfassess.services.saving import Clash, Conflict, Saved
from selfassess.web.forms.section import SectionForm, questions_in
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.routes import Again
from selfassess.web.views.progress import Counted
from selfassess.web.views.shown import LastTime, ShownBacking, shown
from selfassess.web.wiring import wiring


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why nothing was saved although nothing is wrong with what was typed; links lead to the places that matter."""

    title: str
    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """No answers are taken, now or any more: `words` say why."""

    words: str


After = Callable[["Place", SectionForm, str], str]
"""What a button does once all is saved; it gets what follows its name, and gives the address to go to."""

Keep = Callable[[str, Mapping[str, Answer], SectionForm], Saved | Conflict | Refused]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Whose answers are asked for, and the pages about them.

    `sections` are those asked for, `subject` begins the names of its pages (`<subject>.section`, `.save`), `home` and
    `check` are endpoints. `keep` saves, `seen` says by what a form knows an answer later on, `opened_again` looks the
    sheet up anew, `refused` is the page of a form that comes too late. `backing` says what may back the questions, and
    `further` what buttons of their own do, by the name that their value begins with.
    """

    opened: OpenAssessment
    sections: tuple[Section, ...]
    subject: str
    home: str
    home_words: str
    check: str
    keep: Keep
    seen: Callable[[Answer, int], int | str]
    opened_again: Callable[[], OpenAssessment]
    refused: Callable[[Place, SectionForm, Refused], Response]
    changed_elsewhere: Callable[[int], str]
    backing: Callable[[OpenAssessment, LastTime], Mapping[str, ShownBacking]] | None = None
    further: Mapping[str, After] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.opened.assessment.id

    def at(self, endpoint: str) -> str:
        """The address of one of its pages."""
        return url_for(endpoint, id=self.id)

    def place(self, section: str) -> Place:
        """Raises `NotFound` for a section that is not asked for."""
        for one in self.sections:
            if one.id == section:
                return Place(sheet=self, section=one)
        raise NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A section of a sheet."""

    sheet: Sheet
    section: Section

    @property
    def opened(self) -> OpenAssessment:
        return self.sheet.opened

    def applying(self) -> tuple[Question, ...]:
        """The questions of the section whose condition holds."""
        return self.applying_in(self.opened)

    def applying_in(self, opened: OpenAssessment) -> tuple[Question, ...]:
        """The same by the answers of another moment."""
        applies = applicability(opened.questionnaire, opened.sheet).applies
        return tuple(question for question in self.section.questions if question.id in applies)

    def link(self, anchor: str | None = None, open: str | None = None) -> str:
        """The address of this section's page; `open` is the question whose boxes for evidence are to be open."""
        endpoint = f"{self.sheet.subject}.section"
        return url_for(endpoint, id=self.sheet.id, section=self.section.id, open=open, _anchor=anchor)

    def neighbour(self, way: int) -> str:
        """The address of the section after (+1) or before (-1) this one; empty where there is none."""
        ids = [section.id for section in self.sheet.sections]
        index = ids.index(self.section.id) + way
        if not 0 <= index < len(ids):
            return ""
        return url_for(f"{self.sheet.subject}.section", id=self.sheet.id, section=ids[index])

    def form(self, questions: Sequence[Question]) -> SectionForm:
        """An empty form of these questions."""
        return SectionForm(questions, self.opened.questionnaire, wiring().t)

    def filled(self) -> SectionForm:
        """The form with what was saved."""
        form, sheet = self.form(self.applying()), self.opened.sheet
        seen = {
            question: self.sheet.seen(sheet.answer(question), revision)
            for question, revision in self.opened.revisions.items()
        }
        form.fill(sheet, seen)
        return form

    def typed(self) -> SectionForm:
        """The form as it was sent: with the questions it showed, whether or not they still apply."""
        form = self.form(questions_in(request.form, self.section.questions))
        form.take(request.form)
        return form


def show_section(place: Place) -> Response:
    """The questions that apply."""
    return _show(place, place.filled(), open_at=request.args.get("open", ""))


def show_again(why: Again, place: Place) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    t = wiring().t
    trouble = Trouble(title=t("Not saved yet"), text=again_words(why, t))
    return _show(place, place.typed(), status=why.value, trouble=trouble)


def show_trouble(place: Place, form: SectionForm, trouble: Trouble) -> Response:
    """The form with what was typed, where somebody else's doing stands in its way."""
    return _show(place, form, status=409, trouble=trouble)


def save_section_page(place: Place) -> Response:
    """Keep every answer of the page, or none: where something is wrong, or was changed meanwhile, the page says so."""
    form = place.typed()
    verb, _, question = request.form.get("action", "").partition(":")
    if verb == "clear":
        form.clear(question)
    answers = form.answers()
    if form.faults():
        return _show(place, form, status=422)
    if verb == "keep":
        answers.pop(question, None)
    done = place.sheet.keep(place.section.id, answers, form)
    if isinstance(done, Refused):
        return place.sheet.refused(place, form, done)
    if isinstance(done, Conflict):
        return _conflict(place, form, done.clashes)
    return redirect(_next(place, form, answers, verb, question), 303)


def _next(place: Place, form: SectionForm, answers: dict[str, Answer], verb: str, question: str) -> str:
    """Where to go after saving: on, out, or back to where a button was pressed."""
    t, home = wiring().t, place.sheet.at(place.sheet.home)
    if verb == "add" and question in answers:
        last = len(answers[question].evidence)
        return place.link(f"{question}_evidence_{last}_title", open=question)
    if verb in place.sheet.further:
        return place.sheet.further[verb](place, form, question)
    if verb in ("clear", "keep") and question in place.opened.questionnaire.by_id:
        return place.link(f"{question}_question")
    if verb == "leave":
        flash(t("Your answers are saved. You can close this page and carry on whenever you like."))
        return home
    if verb == "previous":
        return place.neighbour(-1) or home
    if new := _newly_asked(place, form):
        flash(t.plural("Saved. By what you said, {count} more question is asked here.",
                       "Saved. By what you said, {count} more questions are asked here.", len(new)))  # fmt: skip
        return place.link(f"{new[0]}_question")
    if verb != "continue":
        flash(t("Your answers are saved."))
        return place.link()
    return place.neighbour(+1) or place.sheet.at(place.sheet.check)


def _newly_asked(place: Place, form: SectionForm) -> list[str]:
    """Ids of the section's questions that apply now and were not on the page."""
    asked = {one.id for one in form.questions}
    if len(asked) == len(place.section.questions):
        return []  # the usual case, which need not be looked up
    return [one.id for one in place.applying_in(place.sheet.opened_again()) if one.id not in asked]


def _conflict(place: Place, form: SectionForm, clashes: Sequence[Clash]) -> Response:
    """Both answers to see, and the form ready to be sent again on sight of what is stored now."""
    t = wiring().t
    for clash in clashes:
        form.part(clash.question).seen.data = str(place.sheet.seen(clash.stored, clash.revision))
    prompts = place.opened.questionnaire.by_id
    trouble = Trouble(
        title=t("Not saved yet"),
        text=place.sheet.changed_elsewhere(len(clashes)),
        links=tuple((f"#{clash.question}_question", t.text(prompts[clash.question].prompt)) for clash in clashes),
    )
    return _show(place, form, status=409, trouble=trouble, clashes=clashes)


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
    backing = place.sheet.backing(place.opened, last) if place.sheet.backing else {}
    questions = shown(place.opened, form, last, use.t, faults=faults, clashes=clashes, open_at=open_at, backing=backing)
    return page(
        "section.html",
        title=wording.section_name(use.t, place.section),
        status=status,
        assessment=place.opened.assessment,
        questionnaire=place.opened.questionnaire,
        section=place.section,
        action=url_for(f"{place.sheet.subject}.save", id=place.sheet.id, section=place.section.id),
        own=place.sheet.subject != "sections",
        keeps=bool(place.sheet.further),
        autosave=_autosave_words(use.t),
        me=who().account or "",
        shown=questions,
        faults=faults,
        trouble=trouble,
        caption=_caption(place, use.t),
        previous=bool(place.neighbour(-1)),
        back=(place.sheet.at(place.sheet.home), place.sheet.home_words),
    )


def _autosave_words(t: Translator) -> dict[str, object]:
    """What the page says by itself about saving while somebody types."""
    return {
        "saved": t("Saved {time}", time="{time}"),
        "notYet": t("Not saved yet:"),
        "trying": t("Not saved yet: trying again. What you typed is safe in this window."),
        "signIn": t("Not saved yet: you are no longer signed in. What you typed is safe in this window."),
        "signInLink": (t("Sign in in another window"), url_for("sign_in.sign_in_page")),
        "reopen": t("Not saved yet: this page had been open too long. Press “Save and continue”; nothing is lost."),
        "gone": t("Not saved: you can no longer answer here. What you typed is still on this page, to be copied."),
        "tooMuch": t("Not saved yet: that is too much to take in at once. Shorten it."),
        "kept": t("What you typed here at {time} could not be saved then.", time="{time}"),
        "putBack": t("Put it back"),
        "forget": t("Forget it"),
        "isBack": t("It is back on this page. Check it, then save."),
    }


def _caption(place: Place, t: Translator) -> str:
    """Where among the sections this one is, and how far it is answered."""
    sections = place.sheet.sections
    where = t("Section {number} of {all}", number=1 + sections.index(place.section), all=len(sections))
    counts = completeness(place.opened.questionnaire, place.opened.sheet)
    count = next(one for one in counts if one.section == place.section.id)
    return " · ".join(part for part in (where, Counted.of([count]).words(t)) if part)
