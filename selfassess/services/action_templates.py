"""Templates of actions to begin with: those that ship and those of the instance, and adding them to a plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from selfassess.language import Translator
from selfassess.plan.actions import Action, ActionKind, ActionPlan
from selfassess.plan.drafts import ActionDraft
from selfassess.questionnaire.action_templates import ActionTemplates, LoadedTemplates, TemplateAction, load_templates
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Problem
from selfassess.questionnaire.shipped import ACTIONS, action_files, read_file
from selfassess.services.access import Actor
from selfassess.services.actions import Refused, add_actions
from selfassess.services.catalogue import Broken
from selfassess.services.plans import Ended
from selfassess.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatesOnOffer:
    """The files that can be chosen from, and those that cannot, with their problems."""

    files: tuple[ActionTemplates, ...]
    broken: tuple[Broken, ...]


def templates_on_offer(instance: Path | None = None) -> TemplatesOnOffer:
    """The shipped templates and `questionnaires/actions/*.yaml` of the instance folder. Never raises for bad files.

    Of two files with the same id the first counts, the shipped one before any other.
    """
    own = sorted((instance / "questionnaires" / ACTIONS).glob("*.yaml")) if instance else []
    return templates_of((*action_files(), *own))


def templates_of(files: Iterable[Path]) -> TemplatesOnOffer:
    """What can be chosen from these files."""
    found: dict[str, ActionTemplates] = {}
    broken: list[Broken] = []
    for file in files:
        data = read_file(file)
        loaded = None if isinstance(data, Problem) else _load(data, str(file))
        problems = (data,) if isinstance(data, Problem) else loaded.problems if loaded else ()
        if loaded and loaded.templates:
            first = found.setdefault(loaded.templates.id, loaded.templates)
            if first != loaded.templates:
                message = f"there is another file of templates called {first.id}: give this one an id of its own"
                problems = (Problem(file=str(file), path=("id",), message=message),)
        if problems:
            broken.append(Broken(file=file, problems=problems))
    return TemplatesOnOffer(files=tuple(found.values()), broken=tuple(broken))


@lru_cache(maxsize=50)
def _load(data: bytes, file: str) -> LoadedTemplates:
    """Texts read before are not read again: a page looks at every file each time."""
    return load_templates(data, file)


def for_plan(offered: TemplatesOnOffer, plan: ActionPlan) -> tuple[ActionTemplates, ...]:
    """The files, those first that name most questions of what the plan is about, then by id."""

    def named(file: ActionTemplates) -> int:
        return sum(plan.questionnaire in action.questions for action in file.actions)

    return tuple(sorted(offered.files, key=lambda file: (-named(file) / len(file.actions), file.id)))


def draft_of_template(
    file: ActionTemplates, action: TemplateAction, plan: ActionPlan, about: Questionnaire | None, t: Translator
) -> ActionDraft:
    """The template as an action of this plan; of the questions it names, those that the plan's questionnaire has."""
    named = action.questions.get(plan.questionnaire, ())
    return ActionDraft(
        text=t.text(action.do),
        measure=t.text(action.measure),
        kind=ActionKind(action.kind),
        effort=action.effort,
        suggestion=file.suggestion(action),
        questions=tuple(one for one in named if about is not None and one in about.by_id),
    )


def add_from_templates(
    database: Database,
    who: Actor,
    plan: ActionPlan,
    chosen: Collection[str],
    offered: TemplatesOnOffer,
    about: Questionnaire | None,
    t: Translator,
    *,
    now: datetime,
) -> tuple[Action, ...] | Refused | Ended:
    """Add the templates with these suggestion ids, as far as they are on offer and not in the plan already.

    Raises `NotFoundError`, `NotPermittedError`.
    """
    standing = {one.suggestion for one in plan.actions}
    drafts = [
        draft_of_template(file, action, plan, about, t)
        for file in offered.files
        for action in file.actions
        if file.suggestion(action) in chosen and file.suggestion(action) not in standing
    ]
    return add_actions(database, who, plan.organisation, plan.id, drafts, now=now)
