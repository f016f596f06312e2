"""Several contributors' answers become an agenda: what to talk about, what to confirm, what all agree on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from selfassess.answers.applicability import applicability
from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet, Evidence, State, Value
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.voices.agreement import agreement
from selfassess.voices.asked import deciding_sheet
from selfassess.voices.views import (
    LevelSpread,
    OneView,
    Responses,
    ValueSpread,
    Views,
    pooled_evidence,
    responses,
    texts,
    views,
)

NEAR = 1
"""The greatest range of levels for which a level is proposed: neighbours on the scale.

On a scale of five levels neighbours alone make an A of 3/4 at least, which counts as close agreement; what divides a
room lies further apart, and its time is for that. The proposal is the lower median: at least half stand there or
higher, and of two halves the lower one is taken, as guides to such panels advise where people are between two levels.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one contributor said. `sections`: ids of those the contributor was asked, None for all.

    `finished`: whether the contributor has said that this is all; what is there counts either way.
    """

    sheet: AnswerSheet
    sections: frozenset[str] | None = None
    finished: bool = True


class Standing(StrEnum):
    """What is to be done with a question.

    `discuss`: people differ by more than a level or on whether it applies, too few answered or know, several say that
    it does not apply, or nobody was asked. `near`: neighbouring levels, or one level and a few who do not know.
    `agreed`: all who answered said the same. `alone`: only one contributor was asked, so there is nobody to differ.
    """

    DISCUSS = "discuss"
    NEAR = "near"
    AGREED = "agreed"
    ALONE = "alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One question as the contributors see it, and the answer that could be agreed without talking, where there is one.

    `reasons` are those given for “does not apply”. `proposal` is None exactly when the standing is `discuss`.
    """

    section: str
    question: str
    scored: bool
    standing: Standing
    views: Views
    responses: Responses
    reasons: tuple[str, ...]
    comments: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    proposal: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """Every question on it, once: `discuss` ranked, the folded ones in questionnaire order.

    `contributors` and `finished` count people. `agreed` holds the standings `agreed` and `alone`. `by_question` has all
    topics by the id of their question.
    """

    contributors: int
    finished: int
    discuss: tuple[Topic, ...]
    near: tuple[Topic, ...]
    agreed: tuple[Topic, ...]
    by_question: Mapping[str, Topic] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        topics = (*self.discuss, *self.near, *self.agreed)
        object.__setattr__(self, "by_question", MappingProxyType({topic.question: topic for topic in topics}))


def agenda(
    questionnaire: Questionnaire,
    contributions: Sequence[Contribution],
    sheet: AnswerSheet | None = None,
    recorded: Collection[str] = (),
) -> Agenda:
    """The same whatever the order of the contributions, so that it cannot tell whose is whose.

    `sheet` is the assessment's own, with what is agreed so far. A contributor counts for the questions of the sections
    asked of them whose condition holds. It looks at what that contributor said; for sections asked only of others, at
    what is agreed or proposed there.

    With `sheet`, questions that apply by what is agreed and proposed and that nobody was asked are to be discussed too,
    unless they have an answer already. `recorded` holds the ids of those that got theirs in the workshop: they stay.
    """
    topics = _asked(questionnaire, contributions, sheet)
    if sheet:
        topics |= _asked_of_nobody(questionnaire, sheet, topics, recorded)
    in_order = [topics[question.id] for question in questionnaire.questions() if question.id in topics]
    return Agenda(
        contributors=len(contributions),
        finished=sum(one.finished for one in contributions),
        # Sorting keeps the questionnaire's order among equals.
        discuss=tuple(sorted((one for one in in_order if one.standing is Standing.DISCUSS), key=_urgency)),
        near=tuple(topic for topic in in_order if topic.standing is Standing.NEAR),
        agreed=tuple(topic for topic in in_order if topic.standing in (Standing.AGREED, Standing.ALONE)),
    )


def _asked(
    questionnaire: Questionnaire, contributions: Sequence[Contribution], sheet: AnswerSheet | None
) -> dict[str, Topic]:
    """What at least one contributor was asked. Conditions look back, so the sections are walked in their order."""
    settled = dict(sheet.answers) if sheet else {}
    topics = {}
    for section in questionnaire.sections:
        heard = [
            (one.sheet, _applies(questionnaire, one, settled))
            for one in contributions
            if one.sections is None or section.id in one.sections
        ]
        for question in section.questions:
            given = [said.answer(question.id) for said, applies in heard if question.id in applies]
            if given:
                topic = topics[question.id] = _topic(section.id, question, given)
                _settle(settled, topic)
    return topics


def _settle(settled: dict[str, Answer], topic: Topic) -> None:
    """What is proposed counts as settled where nothing is."""
    if topic.proposal and settled.get(topic.question, UNANSWERED).state is State.UNANSWERED:
        settled[topic.question] = topic.proposal


def _applies(questionnaire: Questionnaire, one: Contribution, settled: Mapping[str, Answer]) -> frozenset[str]:
    """Ids of the questions whose condition holds for a contributor; of sections not asked of them, what is settled."""
    return applicability(questionnaire, deciding_sheet(questionnaire, one.sheet, one.sections, settled)).applies


def _asked_of_nobody(
    questionnaire: Questionnaire, sheet: AnswerSheet, topics: Mapping[str, Topic], recorded: Collection[str]
) -> dict[str, Topic]:
    """Questions that apply by what is settled and were asked of nobody, without an answer or with one `recorded`."""
    settled = dict(sheet.answers)
    for topic in topics.values():
        _settle(settled, topic)
    missed = applicability(questionnaire, replace(sheet, answers=settled)).applies - topics.keys()
    return {
        question.id: _topic(section.id, question, ())
        for section in questionnaire.sections
        for question in section.questions
        if question.id in missed and (question.id in recorded or sheet.answer(question.id).state is State.UNANSWERED)
    }


def _urgency(topic: Topic) -> tuple[bool, Fraction, Fraction, int, bool]:
    """Scored questions first; of these the widest split, then the least A, then most who do not know; at last, nobody.

    How wide the split is: the range of the levels as a share of the scale, and 1, the whole of it, where some say that
    the question does not apply and others answer it. A is that of the levels, or of "answered" against "does not apply"
    as the two ends of a scale of three where that is less: with half on each side both measures are those of a room
    of which half is at the lowest level and half at the highest. Without a spread nothing is known to divide people:
    such a question ranks like one of range 0 and A 1.
    """
    counted, seen = topic.responses, topic.views
    width, agreed = Fraction(0), Fraction(1)
    if isinstance(seen, LevelSpread):
        width, agreed = Fraction(seen.range, len(seen.counts) - 1), seen.agreement
    if counted.answered and counted.not_applicable:
        width, agreed = Fraction(1), min(agreed, agreement((counted.answered, 0, counted.not_applicable)))
    return not topic.scored, -width, agreed, -counted.dont_know, not counted.asked


def _topic(section: str, question: Question, answers: Sequence[Answer]) -> Topic:
    counted, seen = responses(answers), views(question, answers)
    standing, value = standing_of(counted, seen)
    proposal = None
    if value is not None:
        proposal = Answer(state=State.ANSWERED, value=value)
    elif standing is Standing.ALONE:
        proposal = Answer(state=State.NOT_APPLICABLE, reason=answers[0].reason)
    return Topic(
        section=section,
        question=question.id,
        scored=isinstance(question, LevelQuestion),
        standing=standing,
        views=seen,
        responses=counted,
        reasons=texts(answer.reason for answer in answers),
        comments=texts(answer.comment for answer in answers),
        evidence=pooled_evidence(answers),
        proposal=proposal,
    )


def standing_of(counted: Responses, seen: Views) -> tuple[Standing, Value | None]:
    """The standing, and the value proposed; None is "does not apply", or nothing where it is to be discussed.

    A value is proposed only where at least half of those who were asked the question gave one, and more than do not
    know: 2 · answered ≥ asked and answered > don't know. What fewer say would be a guess. Below that bound, who has
    said nothing does not object: with many contributors one of them would keep everything open.

    That several say it does not apply is to be discussed even where all do: why is for all of them to word, and the
    reason of one would become everybody's. Only who was asked alone speaks for all there.
    """
    if counted.asked == 1 and counted.not_applicable:
        return Standing.ALONE, None
    enough = 2 * counted.answered >= counted.asked and counted.answered > counted.dont_know
    if counted.not_applicable or not enough:
        return Standing.DISCUSS, None
    match seen:
        case OneView(value=value) if counted.asked == 1:
            return Standing.ALONE, value
        case LevelSpread() if seen.range <= NEAR:
            same = not seen.range and not counted.dont_know
            return (Standing.AGREED if same else Standing.NEAR), seen.median
        case ValueSpread(values=((value, _),)):
            return (Standing.NEAR if counted.dont_know else Standing.AGREED), value
    return Standing.DISCUSS, None
