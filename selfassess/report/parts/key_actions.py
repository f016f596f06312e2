"""The two key actions on the summary for the board: those of the plan, else the suggestions that take least effort."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from selfassess.language import Translator
from selfassess.plan import Action, ActionStatus
from selfassess.plan.board import KEY_ACTIONS, ordered
from selfassess.questionnaire.questions import SuggestedAction
from selfassess.report.action_words import due_words, lead_words, progress_words
from selfassess.report.blocks import Column, Table
from selfassess.report.material import Material
from selfassess.report.wording import shortened

EFFORTS = ("low", "medium", "high")
LONGEST_TEXT, LONGEST_LEAD = 160, 60
"""Characters on this page, which may not grow; the action plan has the whole of what is longer."""


def key_actions(material: Material, t: Translator) -> Table:
    """At most two rows, so that the page stays one."""
    planned = planned_key_actions(material)
    return _planned(planned, material.plans.today, t) if planned and material.plans else _suggested(material, t)


def planned_key_actions(material: Material) -> Sequence[Action]:
    """Those of the plan that were not stopped, what is overdue first; none where there is no plan."""
    plans = material.plans
    if plans is None or plans.current is None:
        return ()
    kept = [one for one in plans.current.key_actions if one.status is not ActionStatus.STOPPED]
    return ordered(kept, plans.today)


def _planned(planned: Sequence[Action], today: date, t: Translator) -> Table:
    rows = [
        (
            shortened(one.text, LONGEST_TEXT),
            shortened(lead_words(t, one), LONGEST_LEAD),
            due_words(t, one),
            progress_words(t, one, today),
        )
        for one in planned[:KEY_ACTIONS]
    ]
    rows += [(t("To be written in"), "", "", "")] * (KEY_ACTIONS - len(rows))
    caption = t("Two key actions, from the action plan")
    if len(planned) > KEY_ACTIONS:
        caption = t("Two of the {count} key actions; the action plan has all of them", count=len(planned))
    columns = (
        Column(title=t("Action"), width=8),
        Column(title=t("Who leads it"), width=4),
        Column(title=t("By when"), width=2),
        Column(title=t("Progress"), width=2),
    )
    return Table(caption=caption, columns=columns, rows=tuple(rows))


def _suggested(material: Material, t: Translator) -> Table:
    candidates = _cheapest(material)
    rows = [(t.text(action.do), "", "") for action in candidates]
    rows += [(t("To be written in"), "", "")] * (KEY_ACTIONS - len(rows))
    if candidates:
        caption = t("Two key actions: none recorded yet, so two that take least effort. Keep them or write others.")
    else:
        caption = t("Two key actions for the next 12 months: none recorded yet, so write them in here.")
    columns = (
        Column(title=t("Action"), width=9),
        Column(title=t("Who leads it"), width=2),
        Column(title=t("By when"), width=2),
    )
    return Table(caption=caption, columns=columns, rows=tuple(rows))


def _cheapest(material: Material) -> list[SuggestedAction]:
    """The suggestions of least effort among the first steps of the routes, those of priority sections first."""
    order = {result.id: place for place, result in enumerate(material.priorities)}
    first_steps = [
        (EFFORTS.index(action.effort), order.get(steps.section, len(order)), action)
        for steps in material.steps
        for move in steps.moves
        for action in move.steps[0].actions
    ]
    first_steps.sort(key=lambda found: found[:2])
    return [action for _, _, action in first_steps[:KEY_ACTIONS]]
