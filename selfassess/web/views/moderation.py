"""Moderation: the lists of answers to look at, what was said about each, and a note on the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask import flash, redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.report import wording
from selfassess.report.diagrams import question_label
from selfassess.services.assessments import OpenAssessment
from selfassess.services.moderation import Examined, Moderation, NotedMeanwhile, keep_note, open_moderation
from selfassess.services.rights import Action
from selfassess.voices.proceedings import Outcome
from selfassess.web.forms.moderation import WholeForm
from selfassess.web.forms.places import seen_revision
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.progress import Counted
from selfassess.web.views.way import shown_way, too_late_words
from selfassess.web.wiring import wiring

routes = Routes("moderation")


class Show(StrEnum):
    """Which answers a list shows."""

    FIRST = "first"
    """High ones that their evidence does not back, the furthest from it in front."""
    LEFT = "left"
    RETURNED = "returned"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer on a list. `kind` is the look of its tag."""

    one: Examined
    label: str
    link: str
    said: str
    backed: str
    tag: str
    kind: str


@routes.get("/assessments/<string:id>/moderation", in_assessment(Action.SEE_ANSWERS))
def moderation(here: OpenAssessment) -> Response:
    """For moderators with what is to be done; for everybody else who sees answers to read."""
    found = open_moderation(wiring().database, who(), here.assessment.id)
    form = WholeForm(wiring().t)
    form.fill(seen=_last_on_whole(found), note=found.whole.note.note if found.whole else "")
    return _list(found, form)


def moderation_again(why: Again, here: OpenAssessment) -> Response:
    """The list with the note that was typed, where it could not be trusted or kept."""
    if not here.may_see_answers:
        return too_late(here, typed_whole())
    found = open_moderation(wiring().database, who(), here.assessment.id)
    return _list(found, typed_whole(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/moderation", in_assessment(Action.MODERATE), again=moderation_again)
def note_whole(here: OpenAssessment) -> Response:
    """Keep the note on the whole."""
    use, form, id = wiring(), typed_whole(), here.assessment.id
    note = form.note()
    if Action.MODERATE not in here.may:
        return too_late(here, form)
    if note is None:
        return _list(open_moderation(use.database, who(), id), form, status=422)
    done = keep_note(use.database, who(), id, note, seen=seen_revision(form), now=use.now())
    if isinstance(done, NotedMeanwhile):
        form.control("seen").data = str(done.seen)
        words = use.t("Somebody else noted something meanwhile. What you typed is still here: save it again.")
        return _list(open_moderation(use.database, who(), id), form, status=409, trouble=words)
    flash(use.t("Your note is saved."))
    return redirect(url_for("moderation.moderation", id=id), 303)


def typed_whole() -> WholeForm:
    """The form as it was sent; of any form of a moderator it takes the note."""
    form = WholeForm(wiring().t)
    form.take(request.form)
    return form


def too_late(here: OpenAssessment, form: WholeForm) -> Response:
    """What was typed, to be copied: the work has left moderation."""
    t = wiring().t
    return page(
        "moderation_too_late.html",
        title=t("Not saved"),
        status=409,
        assessment=here.assessment,
        text=too_late_words(t, here.assessment.status),
        typed=form.control("note").shown,
        back=(url_for("assessments.hub", id=here.assessment.id), t("All sections")),
    )


def _last_on_whole(found: Moderation) -> int:
    return max((one.number for one in found.opened.notes if one.note.question is None), default=0)


def _list(found: Moderation, form: WholeForm, *, status: int = 200, trouble: str = "") -> Response:
    t, id = wiring().t, found.opened.assessment.id
    lists = lists_of(found)
    asked = request.args.get("show", "")
    show = Show(asked) if asked in list(Show) else next(one for one in Show if lists[one])
    rows = [_row(found, one, show, t) for one in lists[show]]
    sections = [
        (wording.section_name(t, section), [row for row in rows if row.one.section is section])
        for section in found.opened.questionnaire.sections
    ]
    return page(
        "moderation.html",
        title=t("Moderation"),
        status=status,
        assessment=found.opened.assessment,
        questionnaire=found.opened.questionnaire,
        found=found,
        counted=_counted(found),
        way=shown_way(found.opened),
        lists=[
            (words, len(lists[one]), one is show, url_for("moderation.moderation", id=id, show=one.value))
            for one, words in _names(t).items()
        ],
        empty=_empty_words(show, t),
        sections=[("", rows)] if show is Show.FIRST else [one for one in sections if one[1]],
        form=form,
        faults=form.faults(),
        trouble=trouble,
        back=(url_for("assessments.hub", id=id), t("All sections")),
    )


def lists_of(found: Moderation) -> Mapping[Show, list[Examined]]:
    """Which answers each list shows."""
    known = {one.question.id: one for one in found.answers}
    return {
        Show.FIRST: [known[question] for question in found.undefended if question in known],
        Show.LEFT: [one for one in found.answers if not one.looked_at],
        Show.RETURNED: list(found.returned),
        Show.ALL: list(found.answers),
    }


def _names(t: Translator) -> Mapping[Show, str]:
    return {
        Show.FIRST: t("To ask about first"),
        Show.LEFT: t("Not looked at yet"),
        Show.RETURNED: t("Returned"),
        Show.ALL: t("All answers"),
    }


def _empty_words(show: Show, t: Translator) -> str:
    return {
        Show.FIRST: t("The evidence of every high answer reaches as far as the answer."),
        Show.LEFT: t("Something is said about every answer."),
        Show.RETURNED: t("No answer is returned."),
        Show.ALL: t("No question applies."),
    }[show]


def _counted(found: Moderation) -> Counted:
    """How many are looked at, for the bar."""
    all_of_them, done = len(found.answers), found.looked_at
    return Counted(all=all_of_them, answered=done, dont_know=0, not_applicable=0, unanswered=all_of_them - done)


def _row(found: Moderation, one: Examined, show: Show, t: Translator) -> Row:
    questionnaire = found.opened.questionnaire
    tag, kind = _tag(one, t)
    return Row(
        one=one,
        label=question_label(one.section, one.question.id, t),
        link=url_for(
            "moderation_question.question", id=found.opened.assessment.id, question=one.question.id, show=show.value
        ),
        said=wording.answer_words(t, questionnaire, one.question, one.answer),
        backed=wording.supported_words(t, questionnaire, one.answer.level, one.supported)
        if isinstance(one.question, LevelQuestion)
        else "",
        tag=tag,
        kind=kind,
    )


def _tag(one: Examined, t: Translator) -> tuple[str, str]:
    if one.again:
        return t("Answered anew"), "going"
    if one.note is None:
        return t("Not looked at"), "open"
    return {
        Outcome.ACCEPTED: (t("Accepted"), "done"),
        Outcome.RETURNED: (t("Returned"), "failed"),
        Outcome.LOWERED: (t("Backed less"), "going"),
    }[one.note.note.outcome]
