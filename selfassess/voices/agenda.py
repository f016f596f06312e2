"""Several contributors' answers become an agenda: what to talk about, what to confirm, what all agree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Answer, AnswerSheet, Evidence, State, Value
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion, Question
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

    `discuss`: people differ by more than a level, or on whether it applies, or too few know. `near`: neighbouring
    levels, or one level and a few who do not know. `agreed`: all who spoke said the same. `alone`: only one contributor
    was asked, so there is nobody to differ.
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
    """Every question that somebody was asked, once: `discuss` ranked, the folded ones in questionnaire order.

    `contributors` and `finished` count people. `agreed` holds the standings `agreed` and `alone`.
    """

    contributors: int
    finished: int
    discuss: tuple[Topic, ...]
    near: tuple[Topic, ...]
    agreed: tuple[Topic, ...]

    @property
    def by_question(self) -> Mapping[str, Topic]:
        topics = (*self.discuss, *self.near, *self.agreed)
        return MappingProxyType({topic.question: topic for topic in topics})


def agenda(questionnaire: Questionnaire, contributions: Sequence[Contribution]) -> Agenda:
    """The same whatever the order of the contributions, so that it cannot tell whose is whose.

    A contributor counts for the questions of the sections asked of them whose condition holds on their own sheet.
    """
    asked = [applicability(questionnaire, one.sheet).applies for one in contributions]
    topics = []
    for section in questionnaire.sections:
        heard = [
            (one.sheet, applies)
            for one, applies in zip(contributions, asked, strict=True)
            if one.sections is None or section.id in one.sections
        ]
        for question in section.questions:
            answers = [sheet.answer(question.id) for sheet, applies in heard if question.id in applies]
            if answers:
                topics.append(_topic(section.id, question, answers))
    return Agenda(
        contributors=len(contributions),
        finished=sum(one.finished for one in contributions),
        # Sorting keeps the questionnaire's order among equals.
        discuss=tuple(sorted((one for one in topics if one.standing is Standing.DISCUSS), key=_urgency)),
        near=tuple(topic for topic in topics if topic.standing is Standing.NEAR),
        agreed=tuple(topic for topic in topics if topic.standing in (Standing.AGREED, Standing.ALONE)),
    )


def _urgency(topic: Topic) -> tuple[bool, int, Fraction, int]:
    """Scored questions first; of these the widest range, then the least A, then most who gave no level.

    Who gives no level says "don't know" or "does not apply". Without a spread nothing is known to divide people: such
    a question ranks like one of range 0 and A 1.
    """
    without = -(topic.responses.dont_know + topic.responses.not_applicable)
    spread = topic.views
    if isinstance(spread, LevelSpread):
        return False, -spread.range, spread.agreement, without
    return not topic.scored, 0, Fraction(1), without


def _topic(section: str, question: Question, answers: Sequence[Answer]) -> Topic:
    counted, seen = responses(answers), views(question, answers)
    reasons = texts(answer.reason for answer in answers)
    standing, value = standing_of(counted, seen)
    proposal = None
    if standing is not Standing.DISCUSS:
        # Of several reasons the fullest stands for all; one text of them together could be too long to be saved.
        fullest = max(reasons, key=len, default=None)
        proposal = (
            Answer(state=State.NOT_APPLICABLE, reason=fullest)
            if value is None
            else Answer(state=State.ANSWERED, value=value)
        )
    return Topic(
        section=section,
        question=question.id,
        scored=isinstance(question, LevelQuestion),
        standing=standing,
        views=seen,
        responses=counted,
        reasons=reasons,
        comments=texts(answer.comment for answer in answers),
        evidence=pooled_evidence(answers),
        proposal=proposal,
    )


def standing_of(counted: Responses, seen: Views) -> tuple[Standing, Value | None]:
    """The standing, and the value proposed; None is "does not apply", or nothing where it is to be discussed.

    Who has said nothing does not object: with many contributors one of them would keep everything open. Who does not
    know does, and where they are as many as those who gave a level, that level would be a guess.
    """
    if counted.not_applicable:
        spoken = counted.answered + counted.not_applicable + counted.dont_know
        if counted.asked == 1:
            return Standing.ALONE, None
        return (Standing.AGREED if counted.not_applicable == spoken > 1 else Standing.DISCUSS), None
    match seen:
        case OneView(value=value) if counted.asked == 1:
            return Standing.ALONE, value
        case LevelSpread() if seen.range <= NEAR and counted.answered > counted.dont_know:
            same = not seen.range and not counted.dont_know
            return (Standing.AGREED if same else Standing.NEAR), seen.median
        case ValueSpread(values=((value, _),)) if counted.answered > counted.dont_know:
            return (Standing.NEAR if counted.dont_know else Standing.AGREED), value
    return Standing.DISCUSS, None
