"""One section of a sheet on a page, saved on every step without losing what anybody typed; whosever sheet it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.answers.completeness import completeness
from selfassess.answers.model import Answer
from selfassess.language import Translator
from selfassess.report import wording
from selfassess.services.saving import Clash, Conflict
from selfassess.web.forms.section import SectionForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.routes import Again
from selfassess.web.views.autosave_words import autosave_words
from selfassess.web.views.last_time import LastTime
from selfassess.web.views.progress import Counted
from selfassess.web.views.sheets import Place, Refused, Trouble
from selfassess.web.views.shown import ShownBacking, shown
from selfassess.web.views.still_asked import NOTHING_ASKED, StillAsked, any_touched
from selfassess.web.wiring import wiring


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


def show_wrong(place: Place, form: SectionForm, still: StillAsked) -> Response:
    """The form with what was typed, where something in it or in the boxes about last year is wrong."""
    return _show(place, form, status=422, still=still)


def save_section_page(place: Place) -> Response:
    """Keep every answer of the page, or none: where something is wrong, or was changed meanwhile, the page says so."""
    form = place.typed()
    verb, _, question = request.form.get("action", "").partition(":")
    if verb == "clear":
        form.clear(question)
    answers = form.answers()
    if form.faults():
        return _show(place, form, status=422)
    if place.sheet.still and any_touched(form.questions):
        still = still_of(place)
        still.blame_untaken("", wiring().t)
        return show_wrong(place, form, still)
    if verb == "keep":
        answers.pop(question, None)
    return keep_answers(place, form, answers) or redirect(_next(place, form, answers, verb, question), 303)


def keep_answers(place: Place, form: SectionForm, answers: Mapping[str, Answer]) -> Response | None:
    """Keep them; what stands in the way, as a page, or None where all is kept."""
    done = place.sheet.keep(place.section.id, answers, form)
    if isinstance(done, Refused):
        return place.sheet.refused(place, form, done)
    if isinstance(done, Conflict):
        return _conflict(place, form, done.clashes)
    return None


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


def still_of(place: Place) -> StillAsked:
    """Which levels of last year may be said to be still true, with what was typed about them."""
    last = LastTime.of(place.opened, wiring())
    return _still(place, last, place.sheet.backing(place.opened, last) if place.sheet.backing else {})


def _still(place: Place, last: LastTime, backing: Mapping[str, ShownBacking]) -> StillAsked:
    if place.sheet.still is None:
        return NOTHING_ASKED
    asked = {one.id: backing[one.id].once if one.id in backing else () for one in place.section.questions}
    return place.sheet.still(place.opened, last, asked)


def _show(
    place: Place,
    form: SectionForm,
    *,
    status: int = 200,
    trouble: Trouble | None = None,
    clashes: Sequence[Clash] = (),
    open_at: str = "",
    still: StillAsked | None = None,
) -> Response:
    use = wiring()
    form.add_blank_pieces()
    last = LastTime.of(place.opened, use)
    backing = place.sheet.backing(place.opened, last) if place.sheet.backing else {}
    still = still or _still(place, last, backing)
    prompts = {question.id: use.t.text(question.prompt) for question in form.questions}
    faults = (*form.faults(), *still.faults(prompts))
    questions = shown(
        place.opened, form, last, use.t, faults=faults, clashes=clashes, open_at=open_at, backing=backing, still=still
    )
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
        autosave=autosave_words(use.t),
        me=who().account or "",
        shown=questions,
        faults=faults,
        trouble=trouble,
        caption=_caption(place, use.t),
        previous=bool(place.neighbour(-1)),
        back=(place.sheet.at(place.sheet.home), place.sheet.home_words),
    )


def _caption(place: Place, t: Translator) -> str:
    """Where among the sections this one is, and how far it is answered."""
    sections = place.sheet.sections
    where = t("Section {number} of {all}", number=1 + sections.index(place.section), all=len(sections))
    counts = completeness(place.opened.questionnaire, place.opened.sheet)
    count = next(one for one in counts if one.section == place.section.id)
    return " · ".join(part for part in (where, Counted.of([count]).words(t)) if part)
