"""One answer for a moderator: everything that stands behind it, what was said about it, and the form."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.report import wording
from selfassess.report.diagrams import question_label
from selfassess.report.looked_back_words import still_words
from selfassess.report.parts.evidence import rule_words
from selfassess.services.assessments import OpenAssessment
from selfassess.services.confirming import confirmations_in
from selfassess.services.moderation import Examined, Moderation, NotedMeanwhile, keep_note, open_moderation
from selfassess.services.rights import Action
from selfassess.store.moderation import KeptNote
from selfassess.web.forms.moderation import ModerateForm
from selfassess.web.forms.places import seen_revision
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.last_time import LastTime
from selfassess.web.views.moderation import Show, lists_of, too_late, typed_whole
from selfassess.web.wiring import wiring

routes = Routes("moderation_question")

_QUESTION = "/assessments/<string:id>/moderation/<string:question>"


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
    if not here.may_see_answers:
        return too_late(here, typed_whole())
    found = open_moderation(wiring().database, who(), here.assessment.id)
    one = found.answer_to(question)
    return _show(found, one, _typed(found, one), status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_QUESTION, in_assessment(Action.MODERATE), again=question_again)
def moderate(here: OpenAssessment, question: str) -> Response:
    """Keep what is said about it, and go on to the next."""
    use, id = wiring(), here.assessment.id
    if Action.MODERATE not in here.may:
        return too_late(here, typed_whole())
    found = open_moderation(use.database, who(), id)
    one = found.answer_to(question)
    form = _typed(found, one)
    note = form.note()
    if note is None:
        return _show(found, one, form, status=422)
    done = keep_note(use.database, who(), id, note, seen=seen_revision(form), now=use.now())
    if isinstance(done, NotedMeanwhile):
        form.control("seen").data = str(done.seen)
        words = use.t("Somebody else said something about it meanwhile. What you typed is still here: save it again.")
        return _show(open_moderation(use.database, who(), id), one, form, status=409, trouble=words)
    return redirect(_onward(found, one, form), 303)


def _onward(found: Moderation, one: Examined, form: ModerateForm) -> str:
    """The next that is not looked at, of the list that this one was reached from; else the list."""
    id, show = found.opened.assessment.id, str(form.control("show").data)
    listed = lists_of(found).get(Show(show) if show in list(Show) else Show.ALL, [])
    ids = [other.question.id for other in listed]
    place = ids.index(one.question.id) if one.question.id in ids else len(ids)
    left = [other for other in (*listed[place + 1 :], *listed[:place]) if not other.looked_at]
    if request.form.get("action") == "leave":
        return url_for("home.home")
    if not left or request.form.get("action") == "back":
        return url_for("moderation.moderation", id=id, show=show or None)
    return url_for("moderation_question.question", id=id, question=left[0].question.id, show=show or None)


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
        confirmed=_confirmed(found.opened, one.question.id, t),
        told=[_note_words(found.opened, kept, t) for kept in one.notes],
        form=form,
        faults=form.faults(),
        trouble=trouble,
        back=(url_for("moderation.moderation", id=found.opened.assessment.id, show=show or None), t("All answers")),
    )  # fmt: skip


def _confirmed(opened: OpenAssessment, question: str, t: Translator) -> str:
    """Why last year's level was said to be still true; empty where it was not."""
    found = confirmations_in(wiring().database, who(), opened.assessment.id)
    return next((still_words(t, one.confirmed) for one in found if one.confirmed.question == question), "")


def _note_words(opened: OpenAssessment, kept: KeptNote, t: Translator) -> tuple[str, str]:
    """What a moderator did and when, and the note."""
    did = wording.outcome_words(t, opened.questionnaire, kept.note)
    if not kept.stands:
        return t("{did}, {day}; since then something else", did=did, day=t.date(kept.at.date())), kept.note.note
    return t("{did}, {day}", did=did, day=t.date(kept.at.date())), kept.note.note
