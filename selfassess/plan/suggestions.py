"""What is suggested next, and what each suggestion would do: a route for every section, and the quick wins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selfassess.answers.model import AnswerSheet
from selfassess.plan.actions import ActionPlan, ActionStatus
from selfassess.plan.next_steps import priorities
from selfassess.plan.what_if import WhatIf, what_if
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.questionnaire.questions import LevelQuestion, SuggestedAction
from selfassess.scoring.card import Move, Route, ScoreCard

QUICK = "low"
"""The effort of a quick win."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One action that the author suggests for one step on one question.

    `id` is the question, the level the step starts from and the place among the author's suggestions for it, from 1:
    `c1-learning.0.1`. It stands in the actions that are made of it, and is at most 90 characters long.
    """

    id: str
    question: str
    from_level: int
    action: SuggestedAction


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedMove:
    """One move of a route. `gate`: the section cannot reach the stage without it, whatever else is raised.

    `alone`: what this move by itself would do.
    """

    move: Move
    gate: bool
    alone: WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedRoute:
    """The cheapest way of one section to the stage `to`, and what taking all of it would do. Gates come first."""

    section: str
    to: int
    moves: tuple[SuggestedMove, ...]
    effect: WhatIf

    @property
    def arrives(self) -> bool:
        """Whether the section is at the stage then, or beyond it where only a gate had held it back.

        A question that is newly asked may keep it from arriving.
        """
        return (self.effect.after.section(self.section).stage or 0) >= self.to


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickWin:
    """A single step on an answered question that takes little effort and lifts the overall score."""

    section: str
    move: Move
    suggestions: tuple[Suggestion, ...]
    effect: WhatIf


def suggestions_for(question: LevelQuestion, from_level: int) -> tuple[Suggestion, ...]:
    """Those for the step from this level to the next, in the author's order."""
    return tuple(
        Suggestion(id=f"{question.id}.{from_level}.{place}", question=question.id, from_level=from_level, action=action)
        for place, action in enumerate(question.actions_from(from_level), start=1)
    )


def suggestions_along(question: LevelQuestion, from_level: int, to_level: int) -> tuple[Suggestion, ...]:
    """Those for every step on the way from one level to another, the first step first; none on a way down."""
    steps = range(from_level, to_level)
    return tuple(suggestion for level in steps for suggestion in suggestions_for(question, level))


def suggestions_in(plan: ActionPlan | None) -> frozenset[str]:
    """Ids of those that actions of a plan were made of, but for what was stopped; none without a plan."""
    actions = plan.actions if plan else ()
    return frozenset(one.suggestion for one in actions if one.suggestion and one.status is not ActionStatus.STOPPED)


def suggested_routes(questionnaire: Questionnaire, sheet: AnswerSheet, card: ScoreCard) -> tuple[SuggestedRoute, ...]:
    """For each section that has somewhere to go. `card` is that of `sheet`.

    The section with the lowest stage first, then the lowest score (one without enough answers counts as lowest), then
    the cheapest route, then in the questionnaire's order.
    """
    sections = {section.id: section for section in questionnaire.sections}
    return tuple(
        _suggested_route(questionnaire, sheet, card, sections[result.id], result.route)
        for result in priorities(card, n=len(card.sections))
        if result.route is not None
    )


def _suggested_route(
    questionnaire: Questionnaire, sheet: AnswerSheet, card: ScoreCard, section: Section, route: Route
) -> SuggestedRoute:
    gates = {question.id: question.gate or 0 for question in section.level_questions}
    moves = [
        SuggestedMove(
            move=move,
            gate=move.from_level < gates[move.question] <= route.to,
            alone=what_if(questionnaire, sheet, card, {move.question: move.to_level}),
        )
        for move in route.moves
    ]
    return SuggestedRoute(
        section=section.id,
        to=route.to,
        moves=tuple(sorted(moves, key=lambda one: not one.gate)),
        effect=what_if(questionnaire, sheet, card, {move.question: move.to_level for move in route.moves}),
    )


def quick_wins(questionnaire: Questionnaire, sheet: AnswerSheet, card: ScoreCard) -> tuple[QuickWin, ...]:
    """All of them, at most one for each question: those first that lift the whole a stage, then the section.

    Then those that add most to the overall score, everything open counted as 0; of equals the first in the
    questionnaire's order. A question that is not answered has none: finding out comes first there.
    """
    found = (
        QuickWin(
            section=section.id,
            move=Move(question=question.id, from_level=level, to_level=level + 1),
            suggestions=quick,
            effect=what_if(questionnaire, sheet, card, {question.id: level + 1}),
        )
        for section, question, level in _below_the_top(questionnaire, card)
        if (quick := tuple(one for one in suggestions_for(question, level) if one.action.effort == QUICK))
    )
    return tuple(sorted((win for win in found if win.effect.points_gained > 0), key=_by_gain))


def _below_the_top(questionnaire: Questionnaire, card: ScoreCard) -> Iterator[tuple[Section, LevelQuestion, int]]:
    """Each answered question that can be raised, with its level."""
    for section, result in zip(questionnaire.sections, card.sections, strict=True):
        levels = {one.id: one.level for one in result.questions}
        for question in section.level_questions:
            level = levels.get(question.id)
            if level is not None and level < questionnaire.top:
                yield section, question, level


def _by_gain(win: QuickWin) -> tuple[object, ...]:
    effect = win.effect
    return -effect.overall_stages_gained, -effect.stages_gained(win.section), -effect.points_gained
