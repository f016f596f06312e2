"""Actions of several organisations together: themes, what several chose, and what does not get on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from selfassess.plan import Action, ActionPlan, ActionStatus
from selfassess.plan.together import ActionsTogether, Chosen, Planned, Stuck, together
from selfassess.questionnaire.model import Questionnaire

TODAY = date(2027, 3, 1)
Make = Callable[..., Action]


@pytest.fixture
def asked(make_questionnaire: Callable[..., Questionnaire]) -> Questionnaire:
    return make_questionnaire({"s1": {"questions": {"a": {}, "b": {}}}, "s2": {"questions": {"c": {}}}})


@pytest.fixture
def count(asked: Questionnaire, make_plan: Callable[..., ActionPlan]) -> Callable[..., ActionsTogether]:
    """`count([action, …], [action, …])`: the actions of a first organisation, a second, …; one more plans nothing."""

    def counted(*plans: list[Action]) -> ActionsTogether:
        planned = [
            Planned(organisation=f"Town {at}", plan=make_plan(*actions, organisation=f"town-{at}"), today=TODAY)
            for at, actions in enumerate(plans, 1)
        ]
        return together(asked, planned, organisations=len(planned) + 1)

    return counted


def test_without_a_plan_there_is_nothing(count: Callable[..., ActionsTogether]) -> None:
    found = count()
    assert (found.organisations, found.planning, found.actions, found.themes) == (1, 0, 0, ())


def test_organisations_are_counted_once_and_an_empty_plan_plans_nothing(
    count: Callable[..., ActionsTogether], make_action: Make
) -> None:
    found = count([make_action("1"), make_action("2")], [], [make_action("3")])
    assert (found.organisations, found.planning, found.actions) == (4, 2, 3)


def test_an_action_belongs_to_every_section_it_names_a_question_of_and_else_to_none(
    count: Callable[..., ActionsTogether], make_action: Make
) -> None:
    found = count(
        [make_action("1", questions=("c", "a", "b")), make_action("2", questions=("gone",))],
        [make_action("3", questions=("b",), status=ActionStatus.DONE, ended_on=TODAY)],
    )
    first, second, none = found.themes
    assert (first.section, first.organisations, first.actions) == ("s1", 2, 2)
    assert first.statuses[ActionStatus.DONE] == first.statuses[ActionStatus.NOT_STARTED] == 1
    assert first.statuses[ActionStatus.STOPPED] == 0
    assert (second.section, second.organisations, second.actions) == ("s2", 1, 1)
    assert (none.section, none.actions) == (None, 1)


def test_the_same_suggestion_is_the_same_action_whatever_its_words(
    count: Callable[..., ActionsTogether], make_action: Make
) -> None:
    found = count(
        [make_action("1", suggestion="a.0.1", text="Meet.", status=ActionStatus.DONE, ended_on=TODAY)],
        [make_action("2", suggestion="a.0.1", text="Meet monthly.")],
        [make_action("3", suggestion="a.0.1", text="Meet monthly.")],
        [make_action("4", text="Meet monthly.")],
    )
    assert found.chosen == (Chosen(text="Meet monthly.", organisations=3, done=1),)


def test_the_same_words_are_the_same_action_and_one_organisation_alone_is_not_several(
    count: Callable[..., ActionsTogether], make_action: Make
) -> None:
    found = count(
        [make_action("1", text="Name a lead"), make_action("2", text="Ask"), make_action("3", text="Ask")],
        [make_action("4", text="name  a LEAD"), make_action("5", text="Walk"), make_action("6", text="Zeal")],
        [make_action("7", text="Walk"), make_action("8", text="Zeal")],
        [make_action("9", text="Zeal")],
    )
    assert [(one.text, one.organisations) for one in found.chosen] == [("Zeal", 3), ("Name a lead", 2), ("Walk", 2)]


def test_what_is_overdue_or_carried_over_and_not_begun_is_stuck(
    count: Callable[..., ActionsTogether], make_action: Make
) -> None:
    late, later = date(2027, 1, 1), date(2027, 2, 1)
    found = count(
        [
            make_action("on time", due_on=TODAY, questions=("a",)),
            make_action("again", carried_from="old", questions=("a",)),
            make_action("late", due_on=later, questions=("a",)),
            make_action("both", due_on=late, carried_from="old"),
            make_action("begun again", carried_from="old", status=ActionStatus.UNDER_WAY),
            make_action("done", due_on=late, status=ActionStatus.DONE, ended_on=TODAY),
        ],
        [make_action("other", due_on=late)],
    )
    assert found.stuck == (
        Stuck(organisation="Town 1", text="Do both.", sections=(), due_on=late, carried=True),
        Stuck(organisation="Town 1", text="Do late.", sections=("s1",), due_on=later, carried=False),
        Stuck(organisation="Town 1", text="Do again.", sections=("s1",), due_on=None, carried=True),
        Stuck(organisation="Town 2", text="Do other.", sections=(), due_on=late, carried=False),
    )
    assert [theme.stuck for theme in found.themes] == [2, 2]
