"""Plans of actions as pages show them: by their names, their actions in order, what is due, what is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import request, url_for

from selfassess.language import Translator
from selfassess.plan.actions import OPEN, Action, ActionPlan, ActionStatus, Check
from selfassess.plan.board import KEY_ACTIONS, Wanted, is_wanted, key_actions_missing, ordered
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.action_words import counted_words, status_words
from selfassess.report.wording import section_name
from selfassess.services.action_board import Board
from selfassess.services.signing_words import framework_name
from selfassess.store.model import Assessment
from selfassess.web.wiring import wiring

_LONGEST_TITLE = 120
OVERDUE, STILL_OPEN, NOBODY, ROLE = "overdue", "open", "nobody", "role-"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionShown:
    """An action on a list: the sections it is about, and whether its day has gone by.

    `goes_on`: it was carried over into the plan that follows, and is told about there.
    """

    action: Action
    sections: tuple[str, ...]
    overdue: bool
    goes_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShown:
    """A plan by its name. `counted` says how many actions are how far, `overdue` how many should have been done.

    `check` is the next one that is not done yet. `over`: its twelve months are. `remark` is about the number of key
    actions, empty where it is as asked; `result` the assessment it came from.
    """

    plan: ActionPlan
    title: str
    listed: tuple[ActionShown, ...]
    counted: str
    overdue: int
    check: Check | None
    check_late: bool
    over: bool
    remark: str
    result: Assessment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the board is filtered by, as it stands in the address; each empty where nothing is asked for."""

    status: str
    owner: str
    section: str

    @property
    def used(self) -> bool:
        """Whether anything is."""
        return bool(self.status or self.owner or self.section)

    def wanted(self, board: Board) -> Wanted:
        """The same as the plan room understands it; what is none of the choices asks for nothing."""
        owner, role = None, None
        if self.owner.startswith(ROLE):
            role = dict(_roles(board)).get(self.owner)
        elif self.owner != NOBODY:
            owner = self.owner or None
        return Wanted(
            statuses=_statuses(self.status),
            owner=owner,
            role=role,
            nobody=self.owner == NOBODY,
            questions=_questions(self.section, board.about.values()),
            overdue=self.status == OVERDUE,
        )


def _statuses(status: str) -> frozenset[ActionStatus] | None:
    if status == STILL_OPEN:
        return OPEN
    return frozenset({ActionStatus(status)}) if status in set(ActionStatus) else None


def _questions(section: str, about: Iterable[Questionnaire | None]) -> frozenset[str] | None:
    questionnaire, _, id = section.partition(".")
    for one in about:
        if one is not None and one.id == questionnaire:
            for asked in one.sections:
                if asked.id == id:
                    return frozenset(question.id for question in asked.questions)
    return None


def filter_of(board: Board) -> Filter:
    """As the address says it, as far as it is one of the choices."""
    t = wiring().t
    choices = {"status": status_choices(t), "owner": owner_choices(board, t), "section": section_choices(board, t)}
    said = {name: request.args.get(name, "") for name in choices}
    return Filter(**{name: said[name] if said[name] in dict(choices[name]) else "" for name in choices})


def status_choices(t: Translator) -> list[tuple[str, str]]:
    """Pairs of value and words."""
    return [
        (OVERDUE, t("Overdue")),
        (STILL_OPEN, t("Still to be done")),
        *((one.value, status_words(t, one)) for one in ActionStatus),
    ]


def owner_choices(board: Board, t: Translator) -> list[tuple[str, str]]:
    """Who leads on any action of the plans that stand."""
    owners = [one.owner for plan in board.standing for one in plan.actions if one.owner and one.owner.present]
    people = {one.account: one.name for one in owners if one.account}
    named = [(account, name) for account, name in people.items() if account]
    return [*sorted(named, key=lambda one: one[1].casefold()), *_roles(board), (NOBODY, t("Nobody yet, or gone"))]


def _roles(board: Board) -> list[tuple[str, str]]:
    owners = [one.owner for plan in board.standing for one in plan.actions if one.owner]
    names = sorted({one.name for one in owners if one.account is None}, key=str.casefold)
    return [(f"{ROLE}{number}", name) for number, name in enumerate(names, 1)]


def section_choices(board: Board, t: Translator) -> list[tuple[str, str]]:
    """The sections of what the plans that stand are about."""
    about = [one for plan in board.standing if (one := board.about[plan.id])]
    several = len(about) > 1
    return [
        (f"{one.id}.{section.id}", f"{t.text(one.title)}: {words}" if several else words)
        for one in about
        for section in one.sections
        for words in [section_name(t, section)]
    ]


def plan_title(plan: ActionPlan, about: Questionnaire | None, t: Translator) -> str:
    """What it is about, by name."""
    return framework_name(t, about) if about else plan.questionnaire


def shown_plan(board: Board, plan: ActionPlan, today: date, wanted: Wanted | None = None) -> PlanShown:
    """The plan with those of its actions that are wanted, in the order of a board."""
    t, about = wiring().t, board.about[plan.id]
    sections = _sections(about, t)
    chosen = [one for one in plan.actions if wanted is None or is_wanted(one, wanted, today)]
    gone_on = _gone_on(board, plan)
    check = next((one for one in plan.checks if one.done_on is None), None)
    return PlanShown(
        plan=plan,
        title=plan_title(plan, about, t),
        listed=tuple(shown_action(one, sections, today, goes_on=one.id in gone_on) for one in ordered(chosen, today)),
        counted=_counted(plan, t, gone_on),
        overdue=sum(one.overdue(today) for one in plan.actions),
        check=check,
        check_late=check is not None and check.due_on <= today,
        over=plan.ends_on < today,
        remark=_remark(plan, t),
        result=board.results.get(plan.assessment or ""),
    )


def _gone_on(board: Board, plan: ActionPlan) -> frozenset[str]:
    """Which of its actions were carried over into the plan that follows it."""
    following = (one for one in (*board.standing, *board.earlier) if one.follows == plan.id)
    return frozenset(action.carried_from for one in following for action in one.actions if action.carried_from)


def shown_action(action: Action, sections: Mapping[str, str], today: date, *, goes_on: bool = False) -> ActionShown:
    """One action; `sections` are names by question."""
    about = dict.fromkeys(sections[one] for one in action.questions if one in sections)
    overdue = action.overdue(today) and not goes_on
    return ActionShown(action=action, sections=tuple(sorted(about)), overdue=overdue, goes_on=goes_on)


def _sections(about: Questionnaire | None, t: Translator) -> Mapping[str, str]:
    every = about.sections if about else ()
    return {question.id: section_name(t, section) for section in every for question in section.questions}


def _counted(plan: ActionPlan, t: Translator, gone_on: Collection[str] = ()) -> str:
    """How many of its actions are how far: "2 under way, 1 done"; empty where there is none.

    `gone_on`: ids of those that were carried over, which are counted as that.
    """
    here = [one.status for one in plan.actions if one.id not in gone_on]
    told = [counted_words(t, status, here.count(status)) for status in ActionStatus if status in here]
    carried = len(plan.actions) - len(here)
    return ", ".join([t("{count} carried over", count=carried), *told] if carried else told)


def _remark(plan: ActionPlan, t: Translator) -> str:
    missing = key_actions_missing(plan)
    if not plan.actions or missing == 0:
        return ""
    count = KEY_ACTIONS - missing
    if count == 0:
        return t("No key action is named yet. Two are a good number, continuing or new; the pledge asks for as many.")
    if count == 1:
        return t("One key action is named. Two are a good number, continuing or new; the pledge asks for as many.")
    return t("{count} key actions are named. The pledge asks for two: fewer are easier to keep in sight.", count=count)


def title_of(action: Action) -> str:
    """What is to be done, short enough for a heading."""
    line = " ".join(action.text.split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1].rstrip()}…"


def board_address(organisation: str) -> str:
    """Where the board of an organisation is."""
    return url_for("plans.board", organisation=organisation)
