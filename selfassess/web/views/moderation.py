"""Moderation: the list of answers to look at, one of them with what stands behind it, a note on the whole."""

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
from selfassess.report.parts.evidence import rule_words
from selfassess.services.access import Action
from selfassess.services.assessments import OpenAssessment
from selfassess.services.moderation import Examined, Moderation, NotedMeanwhile, keep_note, open_moderation
from selfassess.services.problems import NotNowError
from selfassess.store.moderation import KeptNote
from selfassess.voices.proceedings import Outcome
from selfassess.web.forms.moderation import ModerateForm, WholeForm
from selfassess.web.forms.places import seen_revision
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.progress import Counted
from selfassess.web.views.shown import LastTime
from selfassess.web.views.way import shown_way, too_late_words
from selfassess.web.wiring import wiring

routes = Routes("moderation")

_QUESTION = "/assessments/<string:id>/moderation/<string:question>"


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
    found = open_moderation(wiring().database, who(), here.assessment.id)
    return _list(found, _typed_whole(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/moderation", in_assessment(Action.MODERATE), again=moderation_again)
def note_whole(here: OpenAssessment) -> Response:
    """Keep the note on the whole."""
    use, form, id = wiring(), _typed_whole(), here.assessment.id
    note = form.note()
    if note is None:
        return _list(open_moderation(use.database, who(), id), form, status=422)
    done = keep_note(use.database, who(), id, note, seen=seen_revision(form), now=use.now())
    if isinstance(done, NotedMeanwhile):
        form.control("seen").data = str(done.seen)
        words = use.t("Somebody else noted something meanwhile. What you typed is still here: save it again.")
        return _list(open_moderation(use.database, who(), id), form, status=409, trouble=words)
    flash(use.t("Your note is saved."))
    return redirect(url_for("moderation.moderation", id=id), 303)


def _typed_whole() -> WholeForm:
    form = WholeForm(wiring().t)
    form.take(request.form)
    return form


def _last_on_whole(found: Moderation) -> int:
    return max((one.number for one in found.opened.notes if one.note.question is None), default=0)


def _list(found: Moderation, form: WholeForm, *, status: int = 200, trouble: str = "") -> Response:
    t, id = wiring().t, found.opened.assessment.id
    lists = _lists(found)
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


def _lists(found: Moderation) -> Mapping[Show, list[Examined]]:
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
        link=url_for("moderation.question", id=found.opened.assessment.id, question=one.question.id, show=show.value),
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


@routes.get(_QUESTION, in_assessment(Action.SEE_ANSWERS))
def question(here: OpenAssessment, question: str) -> Response:
    """One answer with everything that stands behind it; for moderators with the form."""
    found = open_moderation(wiring().database, who(), here.assessment.id)
    one = found.answer_to(question)
    form = _form(found, one)
    form.fill_from(one, request.args.get("show", ""))
    return _show(found, one, form)


def question_again(why: Again, here: OpenAssessment, question: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    found = open_moderation(wiring().database, who(), here.assessment.id)
    one = found.answer_to(question)
    return _show(found, one, _typed(found, one), status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_QUESTION, in_assessment(Action.MODERATE), again=question_again)
def moderate(here: OpenAssessment, question: str) -> Response:
    """Keep what is said about it, and go on to the next."""
    use, id = wiring(), here.assessment.id
    found = open_moderation(use.database, who(), id)
    one = found.answer_to(question)
    form = _typed(found, one)
    note = form.note()
    if note is None:
        return _show(found, one, form, status=422)
    try:
        done = keep_note(use.database, who(), id, note, seen=seen_revision(form), now=use.now())
    except NotNowError as late:
        return _show(found, one, form, status=409, trouble=too_late_words(use.t, late.status))
    if isinstance(done, NotedMeanwhile):
        form.control("seen").data = str(done.seen)
        words = use.t("Somebody else said something about it meanwhile. What you typed is still here: save it again.")
        return _show(open_moderation(use.database, who(), id), one, form, status=409, trouble=words)
    return redirect(_onward(found, one, form), 303)


def _onward(found: Moderation, one: Examined, form: ModerateForm) -> str:
    """The next that is not looked at, of the list that this one was reached from; else the list."""
    id, show = found.opened.assessment.id, str(form.control("show").data)
    listed = _lists(found).get(Show(show) if show in list(Show) else Show.ALL, [])
    ids = [other.question.id for other in listed]
    place = ids.index(one.question.id) if one.question.id in ids else len(ids)
    left = [other for other in (*listed[place + 1 :], *listed[:place]) if not other.looked_at]
    if request.form.get("action") == "leave":
        return url_for("home.home")
    if not left or request.form.get("action") == "back":
        return url_for("moderation.moderation", id=id, show=show or None)
    return url_for("moderation.question", id=id, question=left[0].question.id, show=show or None)


def _form(found: Moderation, one: Examined) -> ModerateForm:
    return ModerateForm(wiring().t, found.opened.questionnaire, one)


def _typed(found: Moderation, one: Examined) -> ModerateForm:
    form = _form(found, one)
    form.take(request.form)
    return form


def _show(found: Moderation, one: Examined, form: ModerateForm, *, status: int = 200, trouble: str = "") -> Response:
    use, questionnaire = wiring(), found.opened.questionnaire
    t, one = use.t, found.answer_to(one.question.id)
    level, scored = one.answer.level, isinstance(one.question, LevelQuestion)
    show = str(form.control("show").data)
    return page(
        "moderation_question.html",
        title=question_label(one.section, one.question.id, t),
        status=status,
        caption=wording.section_name(t, one.section),
        assessment=found.opened.assessment,
        questionnaire=questionnaire,
        found=found,
        one=one,
        scored=scored,
        said=wording.answer_words(t, questionnaire, one.question, one.answer),
        described=t.text(one.question.levels[level]) if isinstance(one.question, LevelQuestion) and level is not None
        else "",
        missing=t("Level {level} needs {rule}.", level=one.missing.level, rule=rule_words(t, one.missing))
        if one.missing
        else "",
        before=LastTime.of(found.opened, use).said(one.question, t),
        told=[note_words(found.opened, kept, t) for kept in one.notes],
        form=form,
        faults=form.faults(),
        trouble=trouble,
        back=(url_for("moderation.moderation", id=found.opened.assessment.id, show=show or None), t("All answers")),
    )  # fmt: skip


def note_words(opened: OpenAssessment, kept: KeptNote, t: Translator) -> tuple[str, str]:
    """What a moderator did and when, and the note."""
    did = wording.outcome_words(t, opened.questionnaire, kept.note)
    if not kept.stands:
        return t("{did}, {day}; since then something else", did=did, day=t.date(kept.at.date())), kept.note.note
    return t("{did}, {day}", did=did, day=t.date(kept.at.date())), kept.note.note
