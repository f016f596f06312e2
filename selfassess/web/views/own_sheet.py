"""A contributor's own sheet: its sections, saving, checking, saying that this is all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.answers.completeness import Progress
from selfassess.answers.model import Answer
from selfassess.language import Translator
from selfassess.report import wording
from selfassess.services import own_sheet as services
from selfassess.services.own_sheet import NotTaken, OwnSheet, Standing, mark_of, open_own_sheet
from selfassess.services.saving import Conflict, Saved
from selfassess.web.forms.section import SectionForm
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import OWN_SHEET
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.answering import show_again, show_section
from selfassess.web.views.check import checked
from selfassess.web.views.keeping import save_page_or_answers
from selfassess.web.views.progress import Counted
from selfassess.web.views.sheets import Place, Refused, Sheet
from selfassess.web.wiring import wiring

routes = Routes("own_sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A section on the list."""

    id: str
    name: str
    link: str
    tag: str
    kind: str
    note: str


@routes.get("/assessments/<string:id>/mine", OWN_SHEET)
def mine(here: OwnSheet) -> Response:
    """What one is asked for, how far one is, and what one can do about it."""
    if here.standing is Standing.ENDED:
        return _ended(here)
    use, counts = wiring(), here.completeness()
    return page(
        "own_sheet.html",
        title=use.t("Your sheet"),
        caption=use.t.text(here.opened.questionnaire.title),
        assessment=here.opened.assessment,
        counted=Counted.of(counts),
        rows=[
            Row(
                id=section.id,
                name=wording.section_name(use.t, section),
                link=_link(here, section.id),
                tag=_tag(count.progress, use.t)[0],
                kind=_tag(count.progress, use.t)[1],
                note=Counted.of([count]).words(use.t),
            )
            for section, count in zip(here.sections, counts, strict=True)
        ],
        standing=here.standing,
        standing_words=standing_words(here.standing, use.t),
        part=here.participation,
        back=(url_for("assessments.hub", id=here.opened.assessment.id), use.t("The assessment")),
    )


def _link(here: OwnSheet, section: str) -> str:
    id = here.opened.assessment.id
    if here.standing is Standing.OPEN:
        return url_for("own_sheet.section", id=id, section=section)
    return url_for("own_sheet.check", id=id, _anchor=f"{section}_section")


def _tag(progress: Progress, t: Translator) -> tuple[str, str]:
    return {
        Progress.NOTHING_TO_ANSWER: (t("Does not apply"), "none"),
        Progress.NOT_STARTED: (t("Not started"), "open"),
        Progress.IN_PROGRESS: (t("In progress"), "going"),
        Progress.COMPLETE: (t("Done"), "done"),
    }[progress]


def standing_words(standing: Standing, t: Translator) -> str:
    """Whether one can write on one's sheet, and why not."""
    return {
        Standing.NOT_YET: t("It is not open yet. You get an e-mail as soon as you can begin."),
        Standing.OPEN: t("Nobody else sees your answers before they are looked at together. Begin anywhere, skip what"
                         " you like, come back as often as you like."),
        Standing.FINISHED: t("You said that this is all. You can still go on with it until it is closed."),
        Standing.CLOSED: t("It is closed: the answers are being looked at together now. Yours stay as they are."),
        Standing.ENDED: t("You do not take part in this any more."),
    }[standing]  # fmt: skip


@routes.get("/assessments/<string:id>/mine/sections/<string:section>", OWN_SHEET)
def section(here: OwnSheet, section: str) -> Response:
    """The questions that apply; where nothing can be written, one's answers."""
    place = _sheet(here).place(section)
    if here.standing is Standing.OPEN:
        return show_section(place)
    if here.standing is Standing.ENDED:
        return redirect(url_for("own_sheet.mine", id=place.sheet.id))
    return redirect(_link(here, section))


def section_again(why: Again, here: OwnSheet, section: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    place = _sheet(here).place(section)
    if here.standing is not Standing.OPEN:
        return _too_late(place, place.typed(), Refused(words=standing_words(here.standing, wiring().t)))
    return show_again(why, place)


@routes.post("/assessments/<string:id>/mine/sections/<string:section>", OWN_SHEET, again=section_again)
def save(here: OwnSheet, section: str) -> Response:
    """Keep what was answered."""
    return save_page_or_answers(_sheet(here).place(section))


def _sheet(here: OwnSheet) -> Sheet:
    t, id = wiring().t, here.opened.assessment.id
    return Sheet(
        opened=here.opened,
        # Where a section was taken away meanwhile, what was typed for it is still shown.
        sections=here.sections if here.standing is Standing.OPEN else here.opened.questionnaire.sections,
        subject="own_sheet",
        home="own_sheet.mine",
        home_words=t("Your sheet"),
        check="own_sheet.check",
        keep=lambda section, answers, form: _keep(id, section, answers, form),
        seen=lambda answer, revision: f"{revision}-{mark_of(answer)}",
        opened_again=lambda: open_own_sheet(wiring().database, who(), id).opened,
        refused=_too_late,
        changed_elsewhere=lambda count: t.plural(
            "You answered one of these questions on another page meanwhile. What you typed here is still here.",
            "You answered {count} of these questions on another page meanwhile. What you typed here is still here.",
            count,
        ),
    )


def _keep(id: str, section: str, answers: Mapping[str, Answer], form: SectionForm) -> Saved | Conflict | Refused:
    use = wiring()
    done = services.save_own(use.database, who(), id, section, answers, form.seen(), form.marks(), now=use.now())
    if isinstance(done, NotTaken):
        words = standing_words(done.standing, use.t)
        return Refused(words=use.t("{why} What you typed is still here, to be copied.", why=words))
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed to one question; `texts` are its own words, each with what they are."""

    id: str
    prompt: str
    said: str
    texts: tuple[tuple[str, str], ...]


def _too_late(place: Place, form: SectionForm, refused: Refused) -> Response:
    """What was typed and cannot be kept any more, to be copied."""
    t = wiring().t
    return page(
        "own_sheet_too_late.html",
        title=t("This could not be saved any more"),
        status=409,
        text=refused.words,
        typed=[one for one in _typed(place, form, t) if one.said or one.texts],
        back=(place.sheet.at("own_sheet.mine"), t("Your sheet")),
    )


def _typed(place: Place, form: SectionForm, t: Translator) -> list[Typed]:
    answers, found = form.answers(), []
    for question in form.questions:
        part = form.part(question.id)
        texts = [(t("Reason"), part.reason.data), (t("Comment"), part.comment.data)]
        texts += [(t("Evidence"), " ".join(filter(None, (one.form.title.data, one.form.link.data))))
                  for one in part.evidence]  # fmt: skip
        answer = answers[question.id]
        said = wording.answer_words(t, place.opened.questionnaire, question, answer)
        own = tuple((label, text) for label, text in texts if text)
        stored = place.opened.sheet.answer(question.id)
        if answer != stored or form.faulty() & {question.id}:
            found.append(Typed(id=question.id, prompt=t.text(question.prompt), said=said, texts=own))
    return found


def _ended(here: OwnSheet) -> Response:
    t = wiring().t
    text = [t("Your part in it has ended: you declined, handed your sheet over, or somebody ended it. What you had"
              " answered is kept, and does not count unless you handed it over.")]  # fmt: skip
    title = standing_words(here.standing, t).rstrip(".")
    return page("account/told.html", title=title, text=text, links=[(url_for("home.home"), t("Your assessments"))])


@routes.get("/assessments/<string:id>/mine/check", OWN_SHEET)
def check(here: OwnSheet) -> Response:
    """All one's own answers in words."""
    if here.standing is Standing.ENDED:
        raise NotFound
    t = wiring().t
    sections, ignored = checked(here.opened, here.sections, t)
    return page(
        "own_sheet_check.html",
        title=t("Check your own answers"),
        assessment=here.opened.assessment,
        questionnaire=here.opened.questionnaire,
        sections=sections,
        ignored=ignored,
        standing=here.standing,
        standing_words=standing_words(here.standing, t),
        back=(url_for("own_sheet.mine", id=here.opened.assessment.id), t("Your sheet")),
    )


@routes.post("/assessments/<string:id>/mine/finish", OWN_SHEET)
def finish(here: OwnSheet) -> Response:
    """This is all."""
    use = wiring()
    standing = services.finish_own(use.database, who(), here.opened.assessment.id, now=use.now())
    said = use.t("Thank you. You can still go on with it until it is closed.")
    flash(said if standing is Standing.FINISHED else standing_words(standing, use.t))
    return redirect(url_for("own_sheet.mine", id=here.opened.assessment.id), 303)


@routes.post("/assessments/<string:id>/mine/reopen", OWN_SHEET)
def reopen(here: OwnSheet) -> Response:
    """It is not all, after all."""
    use = wiring()
    standing = services.reopen_own(use.database, who(), here.opened.assessment.id, now=use.now())
    flash(use.t("You can go on with it.") if standing is Standing.OPEN else standing_words(standing, use.t))
    return redirect(url_for("own_sheet.mine", id=here.opened.assessment.id), 303)


@routes.post("/assessments/<string:id>/mine/reminders", OWN_SHEET)
def reminders(here: OwnSheet) -> Response:
    """Whether one wants to be reminded."""
    use, wanted = wiring(), request.form.get("wanted") == "yes"
    services.choose_reminders(use.database, who(), here.opened.assessment.id, wanted=wanted, now=use.now())
    flash(use.t("You will be reminded.") if wanted else use.t("You will not be reminded of this any more."))
    return redirect(url_for("own_sheet.mine", id=here.opened.assessment.id), 303)
