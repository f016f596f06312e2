"""A workshop as its pages show it: each question with what was said apart, counted, and what is agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import url_for

from selfassess.answers.model import Answer, Evidence, State
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.report import wording
from selfassess.report.diagrams import question_label, question_number
from selfassess.report.effect_words import effect_words, figures_words
from selfassess.report.voice_words import given_words
from selfassess.services.workshop import Workshop
from selfassess.voices.agenda import Topic
from selfassess.voices.settled import reason_of
from selfassess.voices.views import LevelSpread, ValueSpread

FEW = 3
"""With fewer people, whoever knows their own answer knows the others'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a question: its digit, name and description, and how many chose it; None where nothing is counted.

    `share` is of the highest count, from 0 to 100. `effect` is what agreeing on it would do, where that was worked out.
    """

    level: int
    name: str
    text: str
    people: int | None
    share: int
    effect: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTopic:
    """One question of the agenda. `said` sums up what was said apart; `levels` are empty for the unscored types.

    `agreed` and `proposed` are answers in words, empty where there is none, each with its level where it has one.
    `otherwise` is what the lead had said before, where that is not what is proposed. `values`: what else was answered,
    with how many gave it.
    """

    topic: Topic
    section: Section
    question: Question
    label: str
    address: str
    said: str
    levels: tuple[Level, ...]
    values: tuple[tuple[str, int], ...]
    agreed: str
    agreed_level: int | None
    reason: str
    dissent: tuple[str, ...]
    proposed: str
    proposed_level: int | None
    otherwise: str
    time: str
    asked: bool
    on_screen: bool

    @property
    def counted(self) -> bool:
        """Whether there is a distribution of levels to be seen."""
        return any(one.people is not None for one in self.levels)


class Showing:
    """Makes the values above for one workshop."""

    def __init__(self, workshop: Workshop, t: Translator) -> None:
        self.workshop, self.t = workshop, t
        self.questionnaire = workshop.opened.questionnaire
        self._sections = {one.id: one for one in self.questionnaire.sections}
        self._slots = {slot.question: slot for slot in workshop.plan.slots} if workshop.plan else {}

    def topics(self, topics: Iterable[Topic]) -> list[ShownTopic]:
        """Each of them."""
        return [self.topic(one) for one in topics]

    def topic(self, topic: Topic) -> ShownTopic:
        """Everything about one question."""
        workshop, section = self.workshop, self._sections[topic.section]
        question = self.questionnaire.by_id[topic.question]
        agreement = workshop.agreements.get(question.id)
        own = workshop.opened.sheet.answer(question.id)
        settled = own if agreement else Answer()
        proposal = topic.proposal or Answer()
        return ShownTopic(
            topic=topic,
            section=section,
            question=question,
            label=question_label(section, question.id, self.t),
            address=url_for("workshop.question", id=workshop.opened.assessment.id, question=question.id),
            said=given_words(self.t, self.questionnaire, question, topic.views, topic.responses),
            levels=self._levels(question, topic),
            values=self._values(question, topic),
            agreed=self._words(question, settled),
            agreed_level=settled.level if isinstance(question, LevelQuestion) else None,
            reason=reason_of(settled),
            dissent=agreement.dissent if agreement else (),
            proposed=self._words(question, proposal),
            proposed_level=proposal.level if isinstance(question, LevelQuestion) else None,
            otherwise="" if agreement or _same(own, proposal) else self._words(question, own),
            time=self._time(question.id),
            asked=question.id in workshop.asked,
            on_screen=workshop.on_screen == question.id,
        )

    def _words(self, question: Question, answer: Answer) -> str:
        if answer.state is State.UNANSWERED:
            return ""
        return wording.answer_words(self.t, self.questionnaire, question, answer)

    def _levels(self, question: Question, topic: Topic) -> tuple[Level, ...]:
        if not isinstance(question, LevelQuestion):
            return ()
        counts = topic.views.counts if isinstance(topic.views, LevelSpread) else None
        return tuple(
            Level(
                level=level,
                name=wording.level_name(self.t, self.questionnaire, level),
                text=self.t.text(text),
                people=counts[level] if counts else None,
                share=100 * counts[level] // max(counts) if counts else 0,
            )
            for level, text in sorted(question.levels.items())
        )

    def _values(self, question: Question, topic: Topic) -> tuple[tuple[str, int], ...]:
        if not isinstance(topic.views, ValueSpread):
            return ()
        return tuple(
            (self._words(question, Answer(state=State.ANSWERED, value=value)), people)
            for value, people in topic.views.values
        )

    def _time(self, question: str) -> str:
        slot = self._slots.get(question)
        if slot is None:
            return ""
        return self.t("minutes {start}–{end}", start=slot.starts, end=slot.starts + slot.minutes)

    def with_effects(self, shown: ShownTopic, behind: tuple[Evidence, ...]) -> ShownTopic:
        """The same with what each level would do to the section and to the whole, backed by this evidence."""
        workshop = self.workshop
        before = workshop.card(workshop.opened.sheet)

        def effect(level: int) -> tuple[str, str]:
            answer = Answer(state=State.ANSWERED, value=level, evidence=behind)
            answers = {**workshop.opened.sheet.answers, shown.question.id: answer}
            after = workshop.card(replace(workshop.opened.sheet, answers=answers))
            pairs = ((one.section(shown.section.id), one.overall) for one in (before, after))
            (section, whole), (section_after, whole_after) = pairs
            return (
                effect_words(self.t, self.questionnaire, section, section_after),
                effect_words(self.t, self.questionnaire, whole, whole_after),
            )

        return replace(shown, levels=tuple(replace(one, effect=effect(one.level)) for one in shown.levels))

    def section_figures(self, section: Section) -> str:
        """Where a section stands by what is agreed so far."""
        card = self.workshop.card(self.workshop.opened.sheet)
        return figures_words(self.t, self.questionnaire, card.section(section.id))

    def whole_figures(self) -> tuple[str, str]:
        """Where the whole stands by what is agreed so far, and what the proposals would make of that."""
        now, then = (
            self.workshop.card(sheet).overall for sheet in (self.workshop.opened.sheet, self.workshop.proposed)
        )
        return figures_words(self.t, self.questionnaire, now), effect_words(self.t, self.questionnaire, now, then)

    def number(self, topic: Topic) -> str:
        """Where its question stands in the questionnaire: "1.2"."""
        return question_number(self._sections[topic.section], topic.question)

    def few_words(self) -> str:
        """A caution where people are so few that counting them hides nobody; else empty."""
        count = self.workshop.agenda.contributors
        if not 0 < count < FEW:
            return ""
        return self.t.plural(
            "Only one person answered apart, so what is here is what that person said.",
            "Only {count} people answered apart, so each can tell what the other said. Ask whether that is all right"
            " before you show it to more people.",
            count,
        )


def _same(own: Answer, proposal: Answer) -> bool:
    return (own.state, own.value) == (proposal.state, proposal.value)
