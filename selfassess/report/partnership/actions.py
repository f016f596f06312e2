"""What the named organisations do: actions by section, those that several chose, those that do not get on."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.plan import ActionStatus
from selfassess.plan.together import ActionsTogether, Stuck, Theme
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.action_words import status_words
from selfassess.report.blocks import Block, Column, Heading, Paragraph, Table
from selfassess.report.partnership.words import names_of

MOST_CHOSEN, MOST_STUCK = 10, 20
"""As many are listed; of more only the number is said."""


def actions(questionnaire: Questionnaire, found: ActionsTogether, t: Translator) -> tuple[Block, ...]:
    """How many plan something, then the tables; what nobody planned has none."""
    return (
        Paragraph(text=planning_words(t, found), style="lead"),
        *(_themes(questionnaire, found, t) if found.themes else ()),
        *(_chosen(found, t) if found.chosen else ()),
        *(_stuck(questionnaire, found, t) if found.stuck else ()),
    )


def planning_words(t: Translator, found: ActionsTogether) -> str:
    """Of how many organisations there are actions, and how many of these do not get on."""
    if not found.organisations:
        return t("No organisation is seen by name, so nothing can be said of what they plan.")
    told = t.plural(
        "{planning} of {count} organisation that is seen by name has planned actions.",
        "{planning} of {count} organisations that are seen by name have planned actions.",
        found.organisations,
        planning=found.planning,
    )
    if not found.actions:
        return told
    of = t.plural("{count} action in all", "{count} actions in all", found.actions)
    stuck = t.plural("{count} is stuck", "{count} are stuck", len(found.stuck)) if found.stuck else t("none is stuck")
    return t("{told} Of {of}, {stuck}.", told=told, of=of, stuck=stuck)


def _themes(questionnaire: Questionnaire, found: ActionsTogether, t: Translator) -> tuple[Block, ...]:
    statuses = tuple(ActionStatus)
    return (
        Heading(text=t("Actions by section")),
        Table(
            caption=t("Actions by section and how far they are"),
            columns=(
                Column(title=t("Section"), width=6),
                Column(title=t("Planned by"), width=2, kind="number"),
                Column(title=t("Actions"), width=2, kind="number"),
                *(Column(title=status_words(t, status), width=2, kind="number") for status in statuses),
                Column(title=t("Stuck"), width=2, kind="number"),
            ),
            rows=tuple(_theme(questionnaire, theme, t) for theme in found.themes),
        ),
        Paragraph(
            text=t(
                "Planned by: so many organisations. An action that names questions of several sections is counted in"
                " each. Stuck: overdue, or carried over from an earlier plan and not begun yet."
            ),
            style="small",
        ),
    )


def _theme(questionnaire: Questionnaire, theme: Theme, t: Translator) -> tuple[str, ...]:
    name = names_of(questionnaire, t)[theme.section] if theme.section else t("No section named")
    counts = (theme.organisations, theme.actions, *(theme.statuses[status] for status in ActionStatus), theme.stuck)
    return name, *map(t.number, counts)


def _chosen(found: ActionsTogether, t: Translator) -> tuple[Block, ...]:
    listed = found.chosen[:MOST_CHOSEN]
    return (
        Heading(text=t("Actions that several chose")),
        Table(
            caption=t("Actions that several organisations chose"),
            columns=(
                Column(title=t("Action"), width=9),
                Column(title=t("Organisations"), width=2, kind="number"),
                Column(title=t("Done by"), width=2, kind="number"),
            ),
            rows=tuple((one.text, t.number(one.organisations), t.number(one.done)) for one in listed),
        ),
        *_more(len(found.chosen) - len(listed), t),
    )


def _stuck(questionnaire: Questionnaire, found: ActionsTogether, t: Translator) -> tuple[Block, ...]:
    listed = found.stuck[:MOST_STUCK]
    return (
        Heading(text=t("Actions that are stuck")),
        Paragraph(text=t("Where help from others may be welcome. By organisation, in alphabetical order.")),
        Table(
            caption=t("Actions that are stuck"),
            columns=(
                Column(title=t("Organisation"), width=4),
                Column(title=t("Action"), width=6),
                Column(title=t("Section"), width=4),
                Column(title=t("Why"), width=3),
            ),
            rows=tuple(
                (one.organisation, one.text, _about(questionnaire, one, t), stuck_words(t, one)) for one in listed
            ),
        ),
        *_more(len(found.stuck) - len(listed), t),
    )


def _about(questionnaire: Questionnaire, one: Stuck, t: Translator) -> str:
    names = names_of(questionnaire, t)
    return t.listing([names[section] for section in one.sections]) or t("No section named")


def stuck_words(t: Translator, one: Stuck) -> str:
    """Why an action counts as stuck."""
    if one.due_on is None:
        return t("Carried over, not begun")
    overdue = t("Overdue since {day}", day=t.date(one.due_on))
    return t("{overdue}, carried over", overdue=overdue) if one.carried else overdue


def _more(count: int, t: Translator) -> tuple[Paragraph, ...]:
    if not count:
        return ()
    told = t.plural("{count} more is in the data files of this report.",
                    "{count} more are in the data files of this report.", count)  # fmt: skip
    return (Paragraph(text=told, style="small"),)
