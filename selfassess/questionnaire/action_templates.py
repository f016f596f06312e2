"""Templates of actions: things an organisation may plan to do, kept as files, with where they were taken from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from selfassess.questionnaire.fields import Frozen, Id, Language, Part, Words
from selfassess.questionnaire.model import Source
from selfassess.questionnaire.problems import Finding, Problem
from selfassess.questionnaire.reading import read_tree
from selfassess.questionnaire.shape import shape_findings
from selfassess.questionnaire.tree import Branch

LONGEST = 500
"""Characters of what is to be done and of its measure: as many as an action of a plan takes."""


class TemplateAction(Part):
    """Something to do. `quote` is how its source says it; `questions` what it is meant to lift, by questionnaire id."""

    id: Id
    do: Words
    measure: Words
    effort: Literal["low", "medium", "high"] = "medium"
    kind: Literal["new", "continuing"] = "new"
    quote: Words | None = None
    questions: Annotated[Mapping[Id, tuple[Id, ...]], Frozen] = Field(default_factory=dict)


class ActionTemplates(Part):
    """The templates of one file; `format` is the version of the file format."""

    format: Literal[1]
    id: Id
    language: Language = "en-GB"
    title: Words
    summary: Words | None = None
    source: Source
    actions: tuple[TemplateAction, ...] = Field(min_length=1)

    def suggestion(self, action: TemplateAction) -> str:
        """What stands in an action that was made of this one, for ever: `pledge-examples/steering-group`."""
        return f"{self.id}/{action.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTemplates:
    """What became of a file: exactly one of `templates` and `problems` is there."""

    templates: ActionTemplates | None
    problems: tuple[Problem, ...]


def load_templates(data: bytes, file: str) -> LoadedTemplates:
    """Read templates; `file` is the name that problems are reported under. Never raises for bad input."""
    tree = read_tree(data, file)
    templates, shape = _validated(tree.root)
    problems = tree.told() if tree.stopped else tree.told(shape, _check_findings(tree.root))
    return LoadedTemplates(templates=None if problems else templates, problems=problems)


def are_templates(data: bytes, file: str) -> bool:
    """Whether a file is meant as templates rather than a questionnaire, whatever is wrong with it."""
    keys = read_tree(data, file).root.keys
    return "actions" in keys and "sections" not in keys


def _validated(root: Branch) -> tuple[ActionTemplates | None, Iterable[Finding]]:
    try:
        return ActionTemplates.model_validate(root.value), ()
    except ValidationError as invalid:
        return None, shape_findings(invalid, root, ActionTemplates)


def _check_findings(root: Branch) -> Iterator[Finding]:
    first: dict[str, Branch] = {}
    for at in root.every("actions.*.id"):
        if at.text is not None and first.setdefault(at.text, at) is not at:
            yield Finding(at.path, f'the id "{at.text}" is used twice', first=first[at.text].path)
    for key in ("do", "measure"):
        for at in root.every(f"actions.*.{key}"):
            for said in (at, *at.entries()):
                if said.text is not None and len(said.text.strip()) > LONGEST:
                    yield Finding(said.path, f"expected at most {LONGEST} characters; found {len(said.text.strip())}")
