"""The steps of an assessment, on or back, each asked about first."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.answers.completeness import completeness
from selfassess.language import Translator
from selfassess.services import steps
from selfassess.services.assessments import OpenAssessment, open_assessment
from selfassess.services.contributor_list import turnout
from selfassess.services.contributors import tell_asked
from selfassess.services.moderation import returned_notes
from selfassess.services.problems import NotPermittedError
from selfassess.services.rights import Action
from selfassess.services.status_words import status_means, status_name, step_means, step_name
from selfassess.services.steps import Moved, MovedMeanwhile, Refused, Way
from selfassess.store.people import Role
from selfassess.voices.steps import Move, Refusal, WorkStatus
from selfassess.web.forms.places import seen_revision
from selfassess.web.forms.reason import ReasonForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.sign_in import mail
from selfassess.web.views.way import change_words
from selfassess.web.wiring import wiring

routes = Routes("steps")

_ANSWERS_MATTER = (WorkStatus.MODERATION, WorkStatus.AGREED)
"""Going on to these, it is said which questions are still open."""


@routes.get("/assessments/<string:id>/steps/<string:step>", in_assessment(Action.SEE_ASSESSMENT))
def step(here: OpenAssessment, step: str) -> Response:
    """What the step does, what is still open, and where it goes back: why."""
    way = _way(here)
    move = _move(way, step)
    if move is None:
        return _not_from_here(here, way)
    if move.end is WorkStatus.SIGNED:
        return redirect(url_for("signing.ask", id=here.assessment.id))
    form = _form(move.back)
    form.fill(seen=here.assessment.revision, reason=_returned(here, wiring().t) if move.back else "")
    return _ask(here, move, form)


def step_again(why: Again, here: OpenAssessment, step: str) -> Response:
    """The form with the reason that was typed, where it could not be trusted or kept."""
    way = _way(here)
    move = _move(way, step)
    if move is None:
        return _not_from_here(here, way)
    return _ask(here, move, _typed(), status=why.value, trouble=again_words(why, wiring().t))


@routes.post("/assessments/<string:id>/steps/<string:step>", in_assessment(Action.SEE_ASSESSMENT), again=step_again)
def take(here: OpenAssessment, step: str) -> Response:
    """Take the step; the same form sent twice takes one."""
    use, form, to = wiring(), _typed(), _status(step)
    reason = form.reason()
    done: Moved | MovedMeanwhile | Refused | None = None
    if reason is not None:
        done = steps.move(
            use.database, who(), here.assessment.id, to, seen=seen_revision(form), reason=reason, now=use.now()
        )
    if isinstance(done, Moved):
        if done.assessment.status is WorkStatus.OPEN:
            tell_asked(use.database, who(), here.assessment.id, mail(), now=use.now())
            use.wake()
        return _onward(done)
    now = open_assessment(use.database, who(), here.assessment.id, Action.SEE_ASSESSMENT)
    way = _way(now)
    move = None if isinstance(done, MovedMeanwhile) else _move(way, step)
    if move is None or move.end is WorkStatus.SIGNED:
        return _not_from_here(now, way)
    if isinstance(done, Refused) and done.why is Refusal.NO_REASON:
        form = _form(back=True)
        form.take(request.form)
        form.reason()
    return _ask(now, move, form, status=422)


def _onward(done: Moved) -> Response:
    """To the results once they are agreed, else to where the work goes on."""
    t, id, status = wiring().t, done.assessment.id, done.assessment.status
    if status is WorkStatus.AGREED:
        flash(t("The result is agreed. Thank you for the time and the thought you gave it."))
        return redirect(url_for("results.results", id=id), 303)
    flash(t("The work is now here: {status}.", status=status_name(t, status)))
    return redirect(url_for("assessments.hub", id=id), 303)


def _way(here: OpenAssessment) -> Way:
    return steps.way_of(wiring().database, who(), here.assessment.id)


def _status(step: str) -> WorkStatus:
    """Raises `NotFound` for a word that is no status."""
    if step not in list(WorkStatus):
        raise NotFound
    return WorkStatus(step)


def _move(way: Way, step: str) -> Move | None:
    """The move to this status; None where the way does not lead there, or no longer.

    Raises `NotPermittedError` where it is somebody else's to make.
    """
    move = next((one for one in way.moves if one.end is _status(step)), None)
    if move is not None and move not in way.mine:
        raise NotPermittedError("take this step", frozenset(Role(role.value) for role in move.by))
    return move


def _form(back: bool) -> ReasonForm:
    t = wiring().t
    hint = t("Everybody who takes part can read it. It is kept with the steps of the assessment.")
    return ReasonForm(t, label=t("Why does it go back?") if back else "", hint=hint)


def _typed() -> ReasonForm:
    form = _form("reason" in request.form)
    form.take(request.form)
    return form


def _ask(here: OpenAssessment, move: Move, form: ReasonForm, *, status: int = 200, trouble: str = "") -> Response:
    t = wiring().t
    title = step_name(t, move.end, back=move.back)
    return page(
        "step.html",
        title=title,
        status=status,
        assessment=here.assessment,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        text=(step_means(t, move.end, back=move.back),),
        points=() if move.back else _still_open(here, move.end, t),
        label=title,
        action=url_for("steps.take", id=here.assessment.id, step=move.end.value),
        back=(url_for("assessments.hub", id=here.assessment.id), t("All sections")),
    )


def _still_open(here: OpenAssessment, end: WorkStatus, t: Translator) -> tuple[str, ...]:
    """What is not finished of the work that a step on leaves."""
    if end in _ANSWERS_MATTER:
        return _open_questions(here, t)
    if end is not WorkStatus.WORKSHOP or here.assessment.status is not WorkStatus.OPEN:
        return ()
    finished, count = turnout(wiring().database, who(), here.assessment.id)
    left = count - finished
    if not left:
        return ()
    return (t.plural("{count} contributor has not finished", "{count} contributors have not finished", left),)


def _open_questions(here: OpenAssessment, t: Translator) -> tuple[str, ...]:
    counts = completeness(here.questionnaire, here.sheet) if here.may_see_answers else ()
    unanswered, unknown = sum(one.unanswered for one in counts), sum(one.dont_know for one in counts)
    returned = len(returned_notes(here))
    said = []
    if returned:
        said.append(t.plural("{count} answer is returned, and not answered anew",
                             "{count} answers are returned, and not answered anew", returned))  # fmt: skip
    if unanswered:
        said.append(t.plural("{count} question is not answered", "{count} questions are not answered", unanswered))
    if unknown:
        said.append(t.plural("{count} answer is “don’t know yet”", "{count} answers are “don’t know yet”", unknown))
    return tuple(said)


def _returned(here: OpenAssessment, t: Translator) -> str:
    """What a moderator may begin the reason with who sends it back with answers returned."""
    count = len(returned_notes(here))
    if not count or here.assessment.status is not WorkStatus.MODERATION:
        return ""
    return t.plural("{count} answer is returned, with a note.", "{count} answers are returned, each with a note.",
                    count)  # fmt: skip


def _not_from_here(here: OpenAssessment, way: Way) -> Response:
    """Where the work is, who took it there, and the way on."""
    t = wiring().t
    return page(
        "step_gone.html",
        title=t("The assessment has changed meanwhile"),
        status=409,
        assessment=here.assessment,
        last=change_words(way.last, way, t) if way.last else "",
        reason=way.last.reason if way.last else "",
        means=status_means(t, here.assessment.status),
        back=(url_for("assessments.hub", id=here.assessment.id), t("All sections")),
    )
