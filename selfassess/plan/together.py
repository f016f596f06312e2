"""Actions of several organisations counted together: by theme, which are chosen most, and which do not get on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from selfassess.plan.actions import Action, ActionPlan, ActionStatus
from selfassess.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What an organisation, by its name, does about a result: its plan as of the day `today`."""

    organisation: str
    plan: ActionPlan
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A section, None for actions that name no question of it: organisations with actions there, and the actions.

    An action that names questions of two sections is in both. `statuses` has every status; `stuck` are among the open.
    """

    section: str | None
    organisations: int
    actions: int
    statuses: Mapping[ActionStatus, int]
    stuck: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An action that several organisations chose; `done`: how many of them have done it."""

    text: str
    organisations: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """An open action that does not get on: overdue since `due_on`, or `carried` over and not begun yet, or both."""

    organisation: str
    text: str
    sections: tuple[str, ...]
    due_on: date | None
    carried: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsTogether:
    """`organisations`: how many were looked at; `planning`: how many of them have an action.

    `themes` in the order of the sections, those without an action left out, the ones of no section last. `chosen`: by
    two organisations or more, most first. `stuck`: by organisation in the order given, the longest overdue first.
    """

    organisations: int
    planning: int
    actions: int
    themes: tuple[Theme, ...]
    chosen: tuple[Chosen, ...]
    stuck: tuple[Stuck, ...]


def together(questionnaire: Questionnaire, planned: Iterable[Planned], *, organisations: int) -> ActionsTogether:
    """Count the actions of those who planned something; `organisations`, with those who did not."""
    asked = {question.id: section.id for section in questionnaire.sections for question in section.questions}
    every = [_Planned(one, action, _sections(action, asked)) for one in planned for action in one.plan.actions]
    ids = [*(section.id for section in questionnaire.sections), None]
    return ActionsTogether(
        organisations=organisations,
        planning=_different(every),
        actions=len(every),
        themes=tuple(_theme(id, those) for id in ids if (those := [one for one in every if one.is_about(id)])),
        chosen=_chosen(every),
        stuck=_stuck(every),
    )


@dataclass(frozen=True, slots=True)
class _Planned:
    """An action beside whose it is, and the sections it is about."""

    by: Planned
    action: Action
    sections: tuple[str, ...]

    def is_about(self, section: str | None) -> bool:
        return section in self.sections if section else not self.sections

    @property
    def overdue(self) -> bool:
        return self.action.overdue(self.by.today)

    @property
    def not_begun_again(self) -> bool:
        return self.action.carried_from is not None and self.action.status is ActionStatus.NOT_STARTED

    @property
    def is_stuck(self) -> bool:
        return self.overdue or self.not_begun_again


def _sections(action: Action, asked: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(asked[question] for question in action.questions if question in asked))


def _different(those: Iterable[_Planned]) -> int:
    return len({one.by.plan.organisation for one in those})


def _theme(section: str | None, those: list[_Planned]) -> Theme:
    statuses = [one.action.status for one in those]
    return Theme(
        section=section,
        organisations=_different(those),
        actions=len(those),
        statuses={status: statuses.count(status) for status in ActionStatus},
        stuck=sum(one.is_stuck for one in those),
    )


def _chosen(every: list[_Planned]) -> tuple[Chosen, ...]:
    """The same suggestion or template is the same action, whatever was made of its words; else the same words are."""
    alike: defaultdict[str, list[_Planned]] = defaultdict(list)
    for one in every:
        alike[one.action.suggestion or " ".join(one.action.text.casefold().split())].append(one)
    found = [
        Chosen(
            text=_commonest(one.action.text for one in those),
            organisations=_different(those),
            done=_different(one for one in those if one.action.status is ActionStatus.DONE),
        )
        for those in alike.values()
    ]
    several = [one for one in found if one.organisations > 1]
    return tuple(sorted(several, key=lambda one: (-one.organisations, one.text.casefold(), one.text)))


def _commonest(texts: Iterable[str]) -> str:
    counted = Counter(texts)
    return min(counted, key=lambda text: (-counted[text], text))


def _stuck(every: list[_Planned]) -> tuple[Stuck, ...]:
    """In the order in which the organisations come; of each the longest overdue first, then those carried over."""
    order = {
        organisation: at for at, organisation in enumerate(dict.fromkeys(one.by.plan.organisation for one in every))
    }
    held = [one for one in every if one.is_stuck]
    held.sort(key=lambda one: (order[one.by.plan.organisation], not one.overdue, one.action.due_on or date.max))
    return tuple(
        Stuck(
            organisation=one.by.organisation,
            text=one.action.text,
            sections=one.sections,
            due_on=one.action.due_on if one.overdue else None,
            carried=one.not_begun_again,
        )
        for one in held
    )
