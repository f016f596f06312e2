"""Where the work on an assessment is, in words: the steps done, by whom and when, what comes next and whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from selfassess.language import Translator
from selfassess.services.assessments import OpenAssessment
from selfassess.services.status_words import status_means, status_name, step_name, work_role_words
from selfassess.services.steps import Step, Way, way_of
from selfassess.store.steps import StatusChange
from selfassess.voices.steps import Move, Role, WorkStatus
from selfassess.web.security.actors import who
from selfassess.web.wiring import wiring


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """A status on the way. `look` is done, now or ahead; `note` says who took the step and when."""

    name: str
    note: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMove:
    """A link to a page that asks whether to take a step."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWay:
    """All of it. `means` says where the work is, `back` why it came back, `whose` who takes the next step.

    `on` and `returns` are the steps that whoever looks may take; `corrects` and `corrected_by` are addresses.
    `workshop_held` also while it is held.
    """

    steps: tuple[ShownStep, ...]
    means: str
    back: str
    whose: str
    vacant: str
    on: ShownMove | None
    returns: ShownMove | None
    corrects: str
    corrected_by: str
    workshop_held: bool


def shown_way(here: OpenAssessment) -> ShownWay:
    """The way of this assessment for whoever looks at it."""
    t = wiring().t
    way = way_of(wiring().database, who(), here.assessment.id)
    on = next((one for one in way.moves if not one.back), None)
    return ShownWay(
        steps=tuple(_shown(step, way, t) for step in way.steps),
        means=status_means(t, here.assessment.status),
        back=_why_back(way, t),
        whose=_whose(on, way, t),
        vacant=_vacant(way, t),
        on=_link(here, on, way, t),
        returns=_link(here, next((one for one in way.moves if one.back), None), way, t),
        corrects=url_for("assessments.hub", id=way.corrects) if way.corrects else "",
        corrected_by=url_for("assessments.hub", id=way.corrected_by) if way.corrected_by else "",
        workshop_held=any(one.status is WorkStatus.WORKSHOP and (one.done or one.is_now) for one in way.steps),
    )


def _shown(step: Step, way: Way, t: Translator) -> ShownStep:
    name = status_name(t, step.status)
    if step.done:
        return ShownStep(name=name, note=t("until {moment}", moment=moment_words(step.done, way, t)), look="done")
    if not step.is_now:
        return ShownStep(name=name, note="", look="ahead")
    note = t("since {moment}", moment=moment_words(way.last, way, t)) if way.last else ""
    return ShownStep(name=name, note=note, look="now")


def moment_words(change: StatusChange, way: Way, t: Translator) -> str:
    """When a step was taken and by whom, as far as it is known: "3 October 2026, Ann"."""
    day, name = t.date(change.at.date()), way.names.get(change.by or "", "")
    return t("{day}, {name}", day=day, name=name) if name else day


def change_words(change: StatusChange, way: Way, t: Translator) -> str:
    """A step that was taken, as a sentence."""
    values = {
        "start": status_name(t, change.start),
        "end": status_name(t, change.end),
        "moment": moment_words(change, way, t),
    }
    return t("From “{start}” to “{end}”: {moment}.", **values)


def too_late_words(t: Translator, status: WorkStatus) -> str:
    """Why something that was typed could not be kept: what has become of the assessment meanwhile."""
    return t("{means} What you typed is still here, to be copied.", means=status_means(t, status))


def _why_back(way: Way, t: Translator) -> str:
    """The reason of the last step, where it led back."""
    if way.last is None or not way.last.reason:
        return ""
    return t("{change} Why: {reason}", change=change_words(way.last, way, t), reason=way.last.reason)


def _whose(on: Move | None, way: Way, t: Translator) -> str:
    """Who takes the next step, where it is not whoever looks."""
    if on is None or on in way.mine:
        return ""
    roles = t.listing([work_role_words(t, role) for role in Role if role in on.by])
    return t("Next: {name}. That is for {roles}.", name=step_name(t, on.end, back=False), roles=roles)


def _vacant(way: Way, t: Translator) -> str:
    """Roles that the way needs and nobody holds."""
    said = {
        Role.MODERATOR: t("Nobody has the role of moderator yet."),
        Role.SIGNATORY: t("Nobody has the role of signatory yet."),
    }
    return " ".join(said[role] for role in Role if role in way.vacant)


def _link(here: OpenAssessment, move: Move | None, way: Way, t: Translator) -> ShownMove | None:
    if move is None or move not in way.mine:
        return None
    if move.end is WorkStatus.SIGNED:
        address = url_for("signing.ask", id=here.assessment.id)
    else:
        address = url_for("steps.step", id=here.assessment.id, step=move.end.value)
    return ShownMove(words=step_name(t, move.end, back=move.back), address=address)
