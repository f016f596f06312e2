"""Bytes of a questionnaire file become a `Questionnaire`, or every problem in them with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from selfassess.questionnaire.checks import check_findings
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Finding, Problem
from selfassess.questionnaire.reading import read_tree
from selfassess.questionnaire.shape import shape_findings
from selfassess.questionnaire.tree import Branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a file: exactly one of `questionnaire` and `problems` is there. `sha256` is of its bytes."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]
    sha256: str


def load_questionnaire(data: bytes, file: str) -> Loaded:
    """Read a questionnaire; `file` is the name that problems are reported under. Never raises for bad input."""
    tree = read_tree(data, file)
    questionnaire, shape = _validated(tree.root)
    if tree.stopped:
        problems = tree.told()
    elif tree.root.at("kind").value == "pulse":
        problems = tree.told([Finding(("kind",), "pulse questionnaires are not supported by this version yet")])
    else:
        problems = tree.told(shape, check_findings(tree.root))
    return Loaded(
        questionnaire=None if problems else questionnaire,
        problems=problems,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _validated(root: Branch) -> tuple[Questionnaire | None, Iterable[Finding]]:
    try:
        return Questionnaire.model_validate(root.value), ()
    except ValidationError as invalid:
        return None, shape_findings(invalid, root)
