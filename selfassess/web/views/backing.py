"""What may back the answer to a question: evidence the organisation keeps, and what the earlier year had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.language import Translator
from selfassess.questionnaire.questions import Question
from selfassess.report import wording
from selfassess.services.assessments import OpenAssessment
from selfassess.services.evidence import retire_evidence
from selfassess.services.evidence_library import says
from selfassess.services.evidence_offers import Backing, Offer, Once, backings
from selfassess.services.evidence_use import confirm_and_use, use_evidence
from selfassess.services.problems import NotNowError
from selfassess.services.rights import Action
from selfassess.web.forms.controls import Day, Option, Ticks
from selfassess.web.forms.evidence import read_past_day
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.backing_in_sight import in_sight, used_words
from selfassess.web.views.last_time import LastTime
from selfassess.web.views.still_asked import key_of
from selfassess.web.views.way import too_late_words
from selfassess.web.wiring import wiring

routes = Routes("backing")

MOST_LISTED = 50
"""As many are listed on the page of a question; the others are found by their words."""

_RULE = "/assessments/<string:id>/questions/<string:question>/evidence"
_ANSWER = in_assessment(Action.ANSWER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A piece of the earlier year; `key` says which on the form."""

    key: str
    words: str
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Backed:
    """A question of an assessment, and what may back it."""

    here: OpenAssessment
    question: Question
    backing: Backing
    last: LastTime

    @property
    def section(self) -> str:
        return next(one.id for one in self.here.questionnaire.sections if self.question in one.questions)

    @property
    def back(self) -> str:
        return url_for(
            "sections.section",
            id=self.here.assessment.id,
            section=self.section,
            open=self.question.id,
            _anchor=f"{self.question.id}_question",
        )

    @property
    def asked(self) -> tuple[Asking, ...]:
        """What is to be asked about."""
        t = wiring().t
        return tuple(
            Asking(key=key_of(once), words=wording.evidence_words(t, once.piece), kept=once.record is not None)
            for once in self.backing.once
        )

    def once(self, key: str) -> Once | None:
        """The piece of the earlier year with this key."""
        return next((one for one in self.backing.once if key_of(one) == key), None)


def _backed(here: OpenAssessment, question: str) -> Backed:
    use = wiring()
    asked = here.questionnaire.by_id.get(question)
    if asked is None:
        raise NotFound
    last = LastTime.of(here, use)
    nothing = Backing(offers=(), once=(), held={})
    found = backings(use.database, who(), here, last.evidence()).get(question, nothing)
    return Backed(here=here, question=asked, backing=found, last=last)


@routes.get(_RULE, _ANSWER)
def choose(here: OpenAssessment, question: str) -> Response:
    """What the earlier year had, and what the organisation keeps, to be chosen from."""
    backed = _backed(here, question)
    if not here.may_answer:
        return redirect(url_for("assessments.check", id=here.assessment.id, _anchor=f"{question}_row"))
    return _show(backed, _truth_form(today=True), _choice_form(backed))


def _show(backed: Backed, truth: PlainForm, choice: PlainForm, *, status: int = 200, trouble: str = "") -> Response:
    use, here = wiring(), backed.here
    then = backed.last.evidence().get(backed.question.id)
    return page(
        "evidence/choose.html",
        title=use.t("Evidence for this answer"),
        caption=use.t.text(backed.question.prompt),
        status=status,
        assessment=here.assessment,
        backed=backed,
        truth=truth,
        choice=choice,
        words_asked=_words(),
        more=len(backed.backing.offers) > MOST_LISTED or bool(_words()),
        held=[wording.evidence_words(use.t, one) for one in here.sheet.answer(backed.question.id).evidence],
        period=then.period if then else "",
        faults=(*truth.faults(), *choice.faults()),
        trouble=trouble,
        address=_address(backed),
        library=url_for("evidence.evidence", organisation=here.assessment.organisation_id),
        back=(backed.back, use.t("Back to the question")),
    )


def _address(backed: Backed) -> str:
    return url_for("backing.choose", id=backed.here.assessment.id, question=backed.question.id)


def _words() -> str:
    typed = request.args.get("words", "").strip()
    return typed if typed.isprintable() and len(typed) <= 80 else ""


def _truth_form(*, today: bool = False) -> PlainForm:
    use = wiring()
    form = PlainForm(
        {"on": Day(use.t("Checked on"), hint=use.t("The day on which somebody looked, such as 27 3 2026."))}
    )
    if today:
        form.fill(on=use.now().date())
    return form


def _choice_form(backed: Backed) -> PlainForm:
    t = wiring().t
    found = [offer for offer in backed.backing.offers if says(offer.record, _words())]
    options = [_option(offer, t) for offer in found[:MOST_LISTED]]
    return PlainForm({"records": Ticks(t("Tick what backs this answer"), options=options)})


def _option(offer: Offer, t: Translator) -> Option:
    shown = in_sight(offer, t)
    return Option(value=shown.id, label=shown.words, hint=shown.why)


def use_again(why: Again, here: OpenAssessment, question: str) -> Response:
    """The page with what was ticked, where it could not be trusted or kept."""
    backed, truth = _backed(here, question), _truth_form()
    choice = _choice_form(backed)
    truth.take(request.form)
    choice.take(request.form)
    return _show(backed, truth, choice, status=why.value, trouble=again_words(why, wiring().t))


@routes.post(_RULE, _ANSWER, again=use_again)
def choose_done(here: OpenAssessment, question: str) -> Response:
    """Use what is ticked, or say of a piece of the earlier year whether it is still true."""
    backed = _backed(here, question)
    verb, _, key = request.form.get("action", "").partition(":")
    doing = {"true": _still_true, "gone": _no_longer}.get(verb)
    once = backed.once(key)
    try:
        if doing is None:
            return _use_ticked(backed)
        return doing(backed, once) if once else redirect(_address(backed), 303)
    except NotNowError as late:
        trouble = too_late_words(wiring().t, late.status)
        return _show(backed, _truth_form(today=True), _choice_form(backed), status=409, trouble=trouble)


def _use_ticked(backed: Backed) -> Response:
    use, choice = wiring(), _choice_form(backed)
    choice.take(request.form)
    ticked = choice.control("records")
    if not ticked.data:
        ticked.blame(use.t("Tick at least one, or go back to the question"))
        return _show(backed, _truth_form(today=True), choice, status=422)
    done = use_evidence(use.database, who(), backed.here.assessment.id, backed.question.id, ticked.data, now=use.now())
    flash(used_words(done, use.t))
    return redirect(backed.back, 303)


def _still_true(backed: Backed, once: Once) -> Response:
    use, truth = wiring(), _truth_form()
    truth.take(request.form)
    day = read_past_day(truth.control("on"), use.t, use.now().date(), missing=use.t("Enter the day"))
    if day is None:
        return _show(backed, truth, _choice_form(backed), status=422)
    held = once.record.id if once.record else None
    done = confirm_and_use(
        use.database, who(), backed.here.assessment.id, backed.question.id, once.piece, held, day, now=use.now()
    )
    flash(used_words(done, use.t))
    return _after_asking(backed)


def _no_longer(backed: Backed, once: Once) -> Response:
    use = wiring()
    if once.record is not None:
        kept: dict[str, Any] = {"seen": once.record.revision, "now": use.now()}
        retire_evidence(use.database, who(), backed.here.assessment.organisation_id, once.record.id, **kept)
        flash(use.t("“{title}” is retired: it is offered no more.", title=once.piece.title))
    return _after_asking(backed)


def _after_asking(backed: Backed) -> Response:
    """On to the next piece that is asked about, else back to the question."""
    return redirect(_address(backed) if len(backed.backing.once) > 1 else backed.back, 303)
