"""The button “Still true”: everything on the page is saved, then last year's level is taken over."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.answers.model import Answer
from selfassess.report import wording
from selfassess.services.confirming import NotConfirmed, StillTrue, Why, confirm
from selfassess.services.problems import NotNowError
from selfassess.web.forms.section import SectionForm
from selfassess.web.security.actors import who
from selfassess.web.views.answering import keep_answers, show_trouble, show_wrong, still_of
from selfassess.web.views.keeping import save_page_or_answers
from selfassess.web.views.sheets import Place, Trouble
from selfassess.web.views.still_asked import BUTTON, ShownStill
from selfassess.web.views.way import too_late_words
from selfassess.web.wiring import wiring


def save_or_confirm(place: Place) -> Response:
    """Save the page; where that button was pressed, confirm the level of its question as well."""
    verb, _, question = request.form.get("action", "").partition(":")
    if verb == BUTTON:
        return _confirm(place, question)
    return save_page_or_answers(place)


def _confirm(place: Place, question: str) -> Response:
    use, form, still = wiring(), place.typed(), still_of(place)
    answers, box = form.answers(), still.boxes.get(question)
    still.blame_untaken(question, use.t)
    said = _said(box) if box else None
    if form.faults() or any(one.form.faults() for one in still.boxes.values()):
        return show_wrong(place, form, still)
    stopped = keep_answers(place, form, answers)
    if stopped is not None:
        return stopped
    if box is None or said is None:
        return _told(place, form, Why.GONE, Answer())
    try:
        done = confirm(use.database, who(), place.sheet.id, question, said, catalogue=use.catalogue(), now=use.now())
    except NotNowError as late:
        links = ((url_for("assessments.hub", id=place.sheet.id), use.t("Where the work is")),)
        trouble = Trouble(title=use.t("Not saved"), text=too_late_words(use.t, late.status), links=links)
        return show_trouble(place, form, trouble)
    if isinstance(done, NotConfirmed):
        return _told(place, form, done.why, done.stored, question)
    flash(use.t("Taken over from {period}: {level}.", period=box.level.period, level=box.words))
    return redirect(place.link(f"{question}_question"), 303)


def _said(box: ShownStill) -> StillTrue:
    """What its boxes say; only to be used where nothing in them was blamed."""
    reason, on, ticked = box.form.said(wiring().now().date(), box.level.assessed_on)
    earlier, level = box.form.seen
    pieces = ((box.once[key].piece, box.once[key].record) for key in ticked if key in box.once)
    held = tuple((piece, one.id if one else None) for piece, one in pieces)
    return StillTrue(earlier=earlier, level=level, reason=reason, true_on=on, pieces=held)


def _told(place: Place, form: SectionForm, why: Why, stored: Answer, question: str = "") -> Response:
    """The page with what was typed, and why the level was not taken over; everything else is saved."""
    t, asked = wiring().t, place.opened.questionnaire
    texts = {
        Why.GONE: t("The earlier assessment is no longer there. Answer the question anew."),
        Why.NOT_PAIRED: t("This was asked differently then, so that level says nothing here. Answer it anew."),
        Why.TOO_MANY: t("With that evidence the answer would have more pieces than it takes. Tick fewer."),
        Why.TOO_LONG: t("Shorten the reason: together with the comment below it is too long."),
        Why.CHANGED: t("That is not the level of then any more. Look at it again."),
    }
    if why is Why.ANSWERED and question in asked.by_id:
        said = wording.answer_words(t, asked, asked.by_id[question], stored)
        text = t("This year’s answer is there already: {answer}. It stays as it is; clear it first if you want the"
                 " level of then.", answer=said)  # fmt: skip
    else:
        text = texts.get(why, texts[Why.GONE])
    links = ((f"#{question}_question", t.text(asked.by_id[question].prompt)),) if question in asked.by_id else ()
    again = replace(place, sheet=replace(place.sheet, opened=place.sheet.opened_again()))
    return show_trouble(again, form, Trouble(title=t("Not taken over"), text=text, links=links))
