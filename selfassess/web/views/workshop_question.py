"""One question in the workshop: what was said apart, what each level means, and the form for what is agreed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.answers.model import Answer, Evidence
from selfassess.report import wording
from selfassess.report.effect_words import effect_words
from selfassess.services.agreeing import AgreedMeanwhile, Seen, record_agreed
from selfassess.services.assessments import OpenAssessment
from selfassess.services.problems import NotNowError
from selfassess.services.rights import Action
from selfassess.services.status_words import status_means
from selfassess.services.workshop import Workshop, open_workshop, show_on_screen
from selfassess.voices.agenda import Topic
from selfassess.web.forms.workshop import AgreeForm
from selfassess.web.pages import again_words, page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Again, Routes
from selfassess.web.views.last_time import LastTime, Said, in_words
from selfassess.web.views.shown import moderated_words
from selfassess.web.views.workshop_shown import Showing
from selfassess.web.wiring import wiring

routes = Routes("workshop")

_ADDRESS = "/assessments/<string:id>/workshop/questions/<string:question>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why nothing was recorded; `stored` and `dissent` are what somebody else recorded meanwhile."""

    text: str
    stored: Said | None = None
    dissent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A question on the agenda of a workshop."""

    workshop: Workshop
    topic: Topic

    @classmethod
    def find(cls, here: OpenAssessment, question: str) -> Place:
        """Raises `NotFound` for a question that is not on the agenda, `NotNowError` where there is no workshop."""
        workshop = open_workshop(wiring().database, who(), here.assessment.id)
        topic = workshop.agenda.by_question.get(question)
        if topic is None:
            raise NotFound
        return cls(workshop=workshop, topic=topic)

    @property
    def id(self) -> str:
        return self.workshop.opened.assessment.id

    @property
    def stored(self) -> Answer:
        """What the assessment itself says to it now."""
        return self.workshop.opened.sheet.answer(self.topic.question)

    @property
    def pieces(self) -> tuple[Evidence, ...]:
        """All the evidence there is for it, each piece once."""
        return tuple(dict.fromkeys((*self.stored.evidence, *self.topic.evidence)))

    @property
    def behind(self) -> tuple[Evidence, ...]:
        """What stands behind the agreed answer; all there is, until somebody chose."""
        return self.stored.evidence if self.topic.question in self.workshop.agreements else self.pieces

    def form(self) -> AgreeForm:
        """An empty form of it."""
        questionnaire = self.workshop.opened.questionnaire
        return AgreeForm(questionnaire.by_id[self.topic.question], questionnaire, wiring().t, self.pieces)

    def filled(self) -> AgreeForm:
        """The form with what is agreed, or else proposed."""
        form, agreement = self.form(), self.workshop.agreements.get(self.topic.question)
        seen = Seen(
            answer=self.workshop.opened.revisions.get(self.topic.question, 0),
            agreement=agreement.revision if agreement else 0,
        )
        dissent = agreement.dissent if agreement else ()
        form.fill(self.workshop.proposed, self.behind, dissent, seen, more="more" in request.args)
        return form

    def typed(self) -> AgreeForm:
        """The form as it was sent."""
        form = self.form()
        form.take(request.form)
        return form

    def link(self, topic: Topic | None) -> str:
        """The address of a question's page; of the agenda where there is none."""
        if topic is None:
            return url_for("workshop.agenda", id=self.id)
        return url_for("workshop.question", id=self.id, question=topic.question)

    def neighbour(self, way: int) -> Topic | None:
        """The question after (+1) or before (-1) this one in the agenda's order."""
        topics = self.workshop.topics
        index = topics.index(self.topic) + way
        return topics[index] if 0 <= index < len(topics) else None

    def next_left(self) -> Topic | None:
        """The next one that is still to be settled; those before this one come last."""
        topics = self.workshop.topics
        index = topics.index(self.topic)
        return next(iter(self.workshop.left((*topics[index + 1 :], *topics[:index]))), None)


@routes.get(_ADDRESS, in_assessment(Action.SEE_WORKSHOP))
def question(here: OpenAssessment, question: str) -> Response:
    """For those who hold the workshop with the form; for the others with what is agreed."""
    place = Place.find(here, question)
    return _show(place, place.filled())


def question_again(why: Again, here: OpenAssessment, question: str) -> Response:
    """The form with what was typed, where it could not be trusted or kept."""
    try:
        place = Place.find(here, question)
    except NotNowError as late:
        return _too_late(here, question, late)
    return _show(place, place.typed(), status=why.value, trouble=Trouble(text=again_words(why, wiring().t)))


@routes.post(_ADDRESS, in_assessment(Action.HOLD_WORKSHOP), again=question_again)
def agree(here: OpenAssessment, question: str) -> Response:
    """Record what is agreed; what comes too late is shown again, so that it can be copied."""
    try:
        return _agree(Place.find(here, question))
    except NotNowError as late:
        return _too_late(here, question, late)


def _agree(place: Place) -> Response:
    use, form, verb = wiring(), place.typed(), request.form.get("action", "")
    if verb == "theirs":
        return redirect(place.link(place.topic), 303)
    if verb == "leave" and form.is_empty:
        return redirect(url_for("home.home"), 303)
    answer, dissent = form.said()
    if form.faults():
        return _show(place, form, status=422)
    done = record_agreed(
        use.database, who(), place.id, place.topic.question, answer, dissent, seen=form.seen(), now=use.now()
    )
    if isinstance(done, AgreedMeanwhile):
        return _conflict(place, form, done)
    if done.changed:
        flash(_recorded_words(place, answer))
    return _onward(place, verb)


def _onward(place: Place, verb: str) -> Response:
    """On, out, or to the same question again; the screen goes along."""
    if verb == "leave":
        return redirect(url_for("home.home"), 303)
    to = place.next_left() if verb == "next" else place.topic
    if to is not None:
        show_on_screen(wiring().database, who(), place.id, to.question)
    if verb == "more":
        return redirect(f"{place.link(to)}?more=yes#dissent", 303)
    return redirect(place.link(to), 303)


def _recorded_words(place: Place, answer: Answer) -> str:
    """What was recorded, and what it did to the figures."""
    t, before = wiring().t, place.workshop
    questionnaire, question = before.opened.questionnaire, place.topic.question
    said = wording.answer_words(t, questionnaire, questionnaire.by_id[question], answer)
    if not place.topic.scored:
        return t("Recorded: {answer}.", answer=said)
    after = open_workshop(wiring().database, who(), place.id)
    cards = [one.card(one.opened.sheet) for one in (before, after)]
    section, whole = (
        effect_words(t, questionnaire, *figures)
        for figures in zip(*((card.section(place.topic.section), card.overall) for card in cards), strict=True)
    )
    return t("Recorded: {answer}. This section: {section}. The whole: {whole}.", answer=said, section=section,
             whole=whole)  # fmt: skip


def _conflict(place: Place, form: AgreeForm, meanwhile: AgreedMeanwhile) -> Response:
    """Both to see, and the form ready to be sent again on sight of what is recorded now."""
    t, questionnaire = wiring().t, place.workshop.opened.questionnaire
    form.see(meanwhile.seen)
    asked = questionnaire.by_id[place.topic.question]
    stored = in_words(questionnaire, place.workshop.opened.sheet, asked, meanwhile.answer, t)
    text = t("Somebody else recorded something for this question meanwhile. What you typed is still here.")
    return _show(place, form, status=409, trouble=Trouble(text=text, stored=stored, dissent=meanwhile.dissent))


def _too_late(here: OpenAssessment, question: str, late: NotNowError) -> Response:
    """What was typed, to be copied: there is no workshop any more to record it in."""
    t, questionnaire = wiring().t, here.questionnaire
    if question not in questionnaire.by_id:
        raise NotFound
    form = AgreeForm(questionnaire.by_id[question], questionnaire, t, ())
    form.take(request.form)
    answer, _ = form.said()
    return page(
        "workshop/too_late.html",
        title=t("Not recorded"),
        status=409,
        assessment=here.assessment,
        text=status_means(t, late.status),
        prompt=t.text(questionnaire.by_id[question].prompt),
        said=wording.answer_words(t, questionnaire, questionnaire.by_id[question], answer),
        texts=form.texts(),
        back=(url_for("assessments.hub", id=here.assessment.id), t("All sections")),
    )


def _show(place: Place, form: AgreeForm, *, status: int = 200, trouble: Trouble | None = None) -> Response:
    use, workshop = wiring(), place.workshop
    showing = Showing(workshop, use.t)
    one = showing.with_effects(showing.topic(place.topic), place.behind)
    asked, last = one.question, LastTime.of(workshop.opened, use)
    return page(
        "workshop/question.html",
        title=use.t.text(asked.prompt),
        status=status,
        trouble=trouble,
        caption=_caption(place, showing),
        assessment=workshop.opened.assessment,
        questionnaire=workshop.opened.questionnaire,
        workshop=workshop,
        one=one,
        before=last.said(asked, use.t),
        differs=last.differs(asked, use.t),
        moderated=moderated_words(workshop.opened, asked.id, use.t),
        form=form,
        faults=form.faults(),
        evidence=[wording.evidence_words(use.t, piece) for piece in place.topic.evidence],
        figures=showing.section_figures(one.section),
        few=showing.few_words(),
        previous=place.neighbour(-1) and place.link(place.neighbour(-1)),
        following=place.neighbour(+1) and place.link(place.neighbour(+1)),
        back=(place.link(None), use.t("Agenda")),
    )


def _caption(place: Place, showing: Showing) -> str:
    """Where on the agenda it is, in which section, and when its time is."""
    t, topics = wiring().t, place.workshop.topics
    one = showing.topic(place.topic)
    where = t("Question {number} of {all}", number=1 + topics.index(place.topic), all=len(topics))
    return " · ".join(part for part in (where, wording.section_name(t, one.section), one.time) if part)
