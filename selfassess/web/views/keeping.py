"""Answers that a page sends by itself while somebody types: what is kept, and what stands in the way, as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from flask import jsonify, request
from werkzeug import Response

from selfassess.answers.model import Answer
from selfassess.services.saving import Conflict, Saved
from selfassess.web.forms.section import SectionForm
from selfassess.web.views.answering import save_section_page
from selfassess.web.views.sheets import Place, Refused
from selfassess.web.wiring import wiring


def save_page_or_answers(place: Place) -> Response:
    """What a person sent by a button gets a page; what their page sent while they type gets a few words for it."""
    if request.accept_mimetypes.best == "application/json":
        return _keep_while_typing(place)
    return save_section_page(place)


def _keep_while_typing(place: Place) -> Response:
    """Keep what can be kept: half a date in one question must not hold up the others.

    `seen` are the new revisions by question, `problems` sentences about what is not kept, `closed` why nothing is
    taken any more.
    """
    form, t = place.typed(), wiring().t
    answers, faults = form.answers(), form.faults()
    ready = {question: answer for question, answer in answers.items() if question not in form.faulty()}
    problems = [f"{fault.name}: {fault.sentence}" for fault in faults]
    done = place.sheet.keep(place.section.id, ready, form)
    if isinstance(done, Conflict):
        clashing = [clash.question for clash in done.clashes]
        prompts = place.opened.questionnaire.by_id
        problems += [
            t("{question}: answered elsewhere meanwhile. Press “Save” to see both answers.",
              question=t.text(prompts[question].prompt))
            for question in clashing
        ]  # fmt: skip
        ready = {question: answer for question, answer in ready.items() if question not in clashing}
        done = place.sheet.keep(place.section.id, ready, form)
    if isinstance(done, Refused):
        return _told(409, closed=done.words, problems=[], seen={})
    if isinstance(done, Conflict):  # answered elsewhere within these moments: the next round tells
        return _told(200, closed="", problems=[t("Not saved yet")], seen={})
    return _told(200, closed="", problems=problems, seen=_seen(place, form, ready, done))


def _seen(place: Place, form: SectionForm, kept: Mapping[str, Answer], done: Saved) -> dict[str, str]:
    """What the form's hidden fields are to say from now on, by their names."""
    return {
        form.part(question).seen.name: str(place.sheet.seen(kept[question], revision))
        for question, revision in done.revisions.items()
    }


def _told(status: int, *, closed: str, problems: list[str], seen: dict[str, str]) -> Response:
    response = jsonify(closed=closed, problems=problems, seen=seen)
    response.status_code = status
    return response
