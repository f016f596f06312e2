"""The suggestions of an assessment as its page shows them: sections with their route, quick wins, all in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from selfassess.answers.model import State
from selfassess.language import Translator
from selfassess.plan.suggestions import (
    QuickWin,
    SuggestedMove,
    SuggestedRoute,
    Suggestion,
    suggestions_for,
)
from selfassess.plan.what_if import WhatIf
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.report import wording
from selfassess.report.diagrams import question_label
from selfassess.report.effect_words import moved_words
from selfassess.scoring.card import SectionResult, Status
from selfassess.web.views.raising import value_of, written
from selfassess.web.views.what_if_shown import start_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionShown:
    """One suggested action in words; `planned`: whether it is in the plan already."""

    text: str
    effort: str
    planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """One step on one question: from where, to which level, and what could be done."""

    start: str
    target: str
    actions: tuple[ActionShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveShown:
    """A question to be raised. `value` is what the box stands for, `looks` how the level aimed at looks in practice."""

    question: str
    value: str
    label: str
    start: str
    target: str
    looks: str
    gate: bool
    alone: str
    ticked: bool
    steps: tuple[StepShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceShown:
    """A question to be set to any other level: value and words of each, `now` for leaving it as it is."""

    question: str
    label: str
    now: str
    levels: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherShown:
    """A section that has nowhere to go, `why` in words; its questions can be tried at other levels all the same."""

    section: Section
    why: str
    others: tuple[ChoiceShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteShown:
    """One section. `effect` is what the route does besides lifting the stage, `whole` what to the overall figures.

    `held`: why the section would not arrive there; empty where it does.
    """

    section: Section
    before: SectionResult
    after: SectionResult
    way: str
    effect: str
    whole: str
    held: str
    moves: tuple[MoveShown, ...]
    others: tuple[ChoiceShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WinShown:
    """A quick win. `values` ask for what is chosen and for this too; `chosen`: it is among that already."""

    question: str
    label: str
    section: str
    start: str
    target: str
    effect: str
    whole: str
    actions: tuple[ActionShown, ...]
    values: tuple[str, ...]
    chosen: bool


class Showing:
    """Words for the suggestions of one assessment; `seen` is what is chosen on its page.

    `planned`: what the actions of the plan were made of.
    """

    def __init__(self, t: Translator, questionnaire: Questionnaire, seen: WhatIf, planned: Collection[str]) -> None:
        self._t, self._questionnaire, self._seen, self._planned = t, questionnaire, seen, planned
        self._sections = {section.id: section for section in questionnaire.sections}

    def route(self, route: SuggestedRoute) -> RouteShown:
        """A section with its way on."""
        t, section = self._t, self._sections[route.section]
        before, after = route.effect.section(section.id)
        moves = tuple(self._move(section, one) for one in route.moves)
        return RouteShown(
            section=section,
            before=before,
            after=after,
            way=wording.route_words(t, self._questionnaire, before.route),
            effect=moved_words(t, self._questionnaire, before, after, only=("score", "range")),
            whole=self._whole(route.effect),
            held=self._held(route),
            moves=moves,
            others=self._choices(section, {one.value for one in moves}),
        )

    def elsewhere(self, going: Collection[str]) -> tuple[OtherShown, ...]:
        """The sections of which something is asked, but for those whose ids are `going` somewhere."""
        return tuple(
            OtherShown(section=section, why=self._why(section), others=others)
            for id, section in self._sections.items()
            if id not in going and (others := self._choices(section, set()))
        )

    def _why(self, section: Section) -> str:
        before = self._seen.before.section(section.id)
        if before.status is Status.NOT_APPLICABLE:
            return self._t("Nothing here applies now.")
        return wording.route_words(self._t, self._questionnaire, before.route)

    def _held(self, route: SuggestedRoute) -> str:
        if route.arrives:
            return ""
        if not route.effect.newly_asked:
            return self._t("With that some questions are not asked any more, and the section does not get there by it.")
        return self._t.plural(
            "With that, {count} more question is asked. Until it is answered the section stays where it is.",
            "With that, {count} more questions are asked. Until they are answered the section stays where it is.",
            len(route.effect.newly_asked),
        )

    def _move(self, section: Section, one: SuggestedMove) -> MoveShown:
        t, move = self._t, one.move
        question = self._question(move.question)
        return MoveShown(
            question=question.id,
            value=value_of(question.id, move.to_level),
            label=question_label(section, question.id, t),
            start=start_words(t, self._questionnaire, self._seen, question.id),
            target=self._name(move.to_level),
            looks=t.text(question.levels[move.to_level]),
            gate=one.gate,
            alone=moved_words(t, self._questionnaire, *one.alone.section(section.id)),
            ticked=self._seen.levels.get(question.id) == move.to_level,
            steps=tuple(self._step(question, level) for level in range(move.from_level, move.to_level)),
        )

    def _step(self, question: LevelQuestion, level: int) -> StepShown:
        return StepShown(
            start=self._name(level),
            target=self._name(level + 1),
            actions=tuple(self._action(one) for one in suggestions_for(question, level)),
        )

    def _action(self, one: Suggestion) -> ActionShown:
        return ActionShown(
            text=self._t.text(one.action.do),
            effort=wording.effort_words(self._t, one.action.effort),
            planned=one.id in self._planned,
        )

    def _choices(self, section: Section, ticked: Collection[str]) -> tuple[ChoiceShown, ...]:
        """Every question of a section that is chosen, or is asked, now or by what is chosen, and applies.

        What a box that can be ticked stands for is shown there, or nobody could take it back by unticking it.
        """
        asked = {
            one.id
            for result in self._seen.section(section.id)
            for one in result.questions
            if one.state is not State.NOT_APPLICABLE
        }
        listed = asked | self._seen.levels.keys()
        return tuple(self._choice(section, one, ticked) for one in section.level_questions if one.id in listed)

    def _choice(self, section: Section, question: LevelQuestion, ticked: Collection[str]) -> ChoiceShown:
        names = wording.level_names(self._t, self._questionnaire)
        stands = {one.id: one.level for one in self._seen.before.section(section.id).questions}
        level = self._seen.levels.get(question.id)
        chosen = "" if level is None else value_of(question.id, level)
        return ChoiceShown(
            question=question.id,
            label=question_label(section, question.id, self._t),
            now=start_words(self._t, self._questionnaire, self._seen, question.id),
            levels=tuple(
                (value_of(question.id, other), f"{other} · {name}")
                for other, name in enumerate(names)
                if other != stands.get(question.id)
            ),
            chosen="" if chosen in ticked else chosen,
        )

    def win(self, win: QuickWin) -> WinShown:
        """A quick win."""
        t, section, move = self._t, self._sections[win.section], win.move
        levels = {**self._seen.levels, move.question: move.to_level}
        ordered = {id: levels[id] for id in self._questionnaire.by_id if id in levels}
        return WinShown(
            question=move.question,
            label=question_label(section, move.question, t),
            section=wording.section_name(t, section),
            start=self._name(move.from_level),
            target=self._name(move.to_level),
            effect=moved_words(t, self._questionnaire, *win.effect.section(section.id)),
            whole=self._whole(win.effect),
            actions=tuple(self._action(one) for one in win.suggestions),
            values=tuple(written(ordered)),
            chosen=self._seen.levels.get(move.question, 0) >= move.to_level,
        )

    def _whole(self, effect: WhatIf) -> str:
        return moved_words(self._t, self._questionnaire, effect.before.overall, effect.after.overall)

    def _name(self, level: int) -> str:
        return wording.level_name(self._t, self._questionnaire, level)

    def _question(self, id: str) -> LevelQuestion:
        found = self._questionnaire.by_id[id]
        assert isinstance(found, LevelQuestion)  # noqa: S101 - only these are scored, and so suggested
        return found
