"""The workshop of an assessment as it stands: what was said apart, what is agreed so far, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from selfassess.answers.applicability import applicability
from selfassess.answers.model import AnswerSheet, State
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score
from selfassess.scoring.card import ScoreCard
from selfassess.services.access import Actor
from selfassess.services.assessments import OpenAssessment, fetch, opened
from selfassess.services.audit import Event, Subject, record
from selfassess.services.pinned import questionnaire_of, required, required_with_rights
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store.agreements import Agreement, agreements_of
from selfassess.store.answers import Kept
from selfassess.store.assessments import put_on_screen, question_on_screen, set_workshop
from selfassess.store.contributions import contributions_in
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.participations import Participation, participations_in
from selfassess.store.texts import pinned_text
from selfassess.voices.agenda import Agenda, Contribution, Standing, Topic, agenda
from selfassess.voices.agreed_sheet import agreed_sheet
from selfassess.voices.proceedings import Agreed
from selfassess.voices.settled import settled
from selfassess.voices.time_plan import TimePlan, time_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """All of it. `opened` has the answers of the assessment itself, `agreements` what was settled, by question id.

    `proposed`: the answers, with the proposal of the agenda where there is none yet. `asked`: ids of the questions
    whose condition holds on it. `on_screen`: the question the lead has put there, if any.
    """

    opened: OpenAssessment
    agenda: Agenda
    plan: TimePlan | None
    agreements: Mapping[str, Agreement]
    proposed: AnswerSheet
    asked: frozenset[str]
    on_screen: str | None

    @property
    def may_hold(self) -> bool:
        """Whether whoever opened it may record what is agreed, now."""
        return Action.HOLD_WORKSHOP in self.opened.may

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Every question on the agenda, in its order: to discuss first, then to confirm."""
        return (*self.agenda.discuss, *self.agenda.near, *self.agenda.agreed)

    @property
    def current(self) -> Topic | None:
        """What the screen shows: what the lead has put there, else the first question that is not settled."""
        chosen = self.agenda.by_question.get(self.on_screen or "")
        return chosen or next(iter((*self.left(self.topics), *self.topics)), None)

    def left(self, topics: Iterable[Topic]) -> tuple[Topic, ...]:
        """Those that are still to be settled."""
        return tuple(one for one in topics if one.question in self.asked and one.question not in self.agreements)

    def to_accept(self, *standings: Standing) -> tuple[Topic, ...]:
        """Those whose proposal can be accepted as it is; `acceptable` says which."""
        return acceptable(self.agenda, self.opened.sheet, self.agreements, self.asked, standings)

    def card(self, sheet: AnswerSheet) -> ScoreCard:
        """The figures of the assessment, were these its answers."""
        return score(self.opened.questionnaire, sheet, self.opened.assessment.sha256)


def acceptable(
    agenda: Agenda,
    sheet: AnswerSheet,
    agreements: Mapping[str, Agreement],
    asked: frozenset[str],
    standings: Iterable[Standing],
) -> tuple[Topic, ...]:
    """Topics of these standings with a proposal that replaces nothing: asked, not settled, not answered otherwise.

    Where the lead had said something else in the draft, somebody has to look at both.
    """
    wanted = frozenset(standings)

    def replaces_nothing(topic: Topic) -> bool:
        own, proposal = sheet.answer(topic.question), topic.proposal
        if proposal is None:
            return False
        return own.state is State.UNANSWERED or (own.state, own.value) == (proposal.state, proposal.value)

    return tuple(
        topic
        for topic in (*agenda.near, *agenda.agreed)
        if topic.standing in wanted
        and topic.question in asked
        and topic.question not in agreements
        and replaces_nothing(topic)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is kept of those who take part: their participations, what each said, and what was settled."""

    participations: tuple[Participation, ...]
    said: Mapping[str, Mapping[str, Kept]]
    agreements: Mapping[str, Agreement]

    def agenda(self, questionnaire: Questionnaire, sheet: AnswerSheet) -> Agenda:
        """The agenda of their sheets; `sheet` is that of the assessment, with its facts and what is agreed so far."""
        contributions = [self._contribution(sheet, one) for one in self.participations]
        return agenda(questionnaire, contributions, sheet, self.agreements.keys())

    def settled(self, questionnaire: Questionnaire, sheet: AnswerSheet) -> tuple[Agreed, ...]:
        """What the workshop settled, for the report."""
        dissents = {question: agreement.dissent for question, agreement in self.agreements.items()}
        return settled(sheet, self.agenda(questionnaire, sheet), dissents)

    def _contribution(self, sheet: AnswerSheet, one: Participation) -> Contribution:
        answers = {question: kept.answer for question, kept in self.said.get(one.id, {}).items()}
        finished = one.finished_at is not None
        return Contribution(sheet=replace(sheet, answers=answers), sections=one.sections, finished=finished)


def hear(session: Transaction, id: str) -> Heard:
    """Everything that was said apart in the assessment with this id, which the caller has asked access to.

    Those count who take part now; of a sheet that was handed over, only what it became.
    """
    return Heard(
        participations=tuple(one for one in participations_in(session, id) if one.active),
        said=contributions_in(session, id),
        agreements=agreements_of(session, id),
    )


def open_workshop(database: Database, who: Actor, id: str) -> Workshop:
    """The workshop, for those who may see it; `NotNowError` before it opens, `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        assessment, may = required_with_rights(session, who, Action.SEE_WORKSHOP, id)
        fetched, heard = fetch(session, assessment), hear(session, id)
        on_screen = question_on_screen(session, id)
    this = replace(opened(fetched), may=may)
    found = heard.agenda(this.questionnaire, this.sheet)
    proposed = agreed_sheet(this.sheet, found)
    minutes = assessment.workshop_minutes
    return Workshop(
        opened=this,
        agenda=found,
        plan=time_plan(found, minutes) if minutes else None,
        agreements=heard.agreements,
        proposed=proposed,
        asked=applicability(this.questionnaire, proposed).applies,
        on_screen=on_screen,
    )


def show_on_screen(database: Database, who: Actor, id: str, question: str) -> None:
    """Put a question on the screen. Raises `NotFoundError`, `NotPermittedError`, `NotNowError`.

    Not on record: it says where people are looking, and nothing of the assessment.
    """
    with database.reading() as session:
        assessment = required(session, who, Action.HOLD_WORKSHOP, id)
        text = pinned_text(session, assessment.sha256)
    if question not in questionnaire_of(assessment, text).by_id:
        raise NotFoundError(f"There is no question {question}.")
    with database.writing() as session:
        required(session, who, Action.HOLD_WORKSHOP, id, to_change=True)
        put_on_screen(session, id, question)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Day and time are as asked, whether or not they had to change."""

    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMeanwhile:
    """Somebody else changed the assessment since the form was filled; nothing was written."""

    stored: Assessment


def plan_workshop(
    database: Database, who: Actor, id: str, *, on: date | None, minutes: int | None, seen: int, now: datetime
) -> Planned | PlannedMeanwhile:
    """Set the day of the workshop and the minutes there are; `seen` is the `Assessment.revision` the form showed.

    Raises `NotFoundError`, `NotPermittedError`, `NotNowError`.
    """
    with database.writing() as session:
        stored = required(session, who, Action.DESCRIBE, id, to_change=True)
        if (stored.workshop_on, stored.workshop_minutes) == (on, minutes):
            return Planned(assessment=stored)
        if stored.revision != seen:
            return PlannedMeanwhile(stored=stored)
        set_workshop(session, id, now, on=on, minutes=minutes)
        planned = required(session, who, Action.DESCRIBE, id)
        subject = Subject(kind="assessment", id=id, organisation=stored.organisation_id)
        record(session, who, Event.WORKSHOP_PLANNED, subject, now=now, after={"revision": planned.revision})
        return Planned(assessment=planned)
