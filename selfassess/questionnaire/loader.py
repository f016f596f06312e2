"""Bytes of a questionnaire file become a `Questionnaire`, or every problem in them with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from selfassess.questionnaire.checks import check_findings
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Finding, Path, Problem, listed
from selfassess.questionnaire.reading import read_tree
from selfassess.questionnaire.shape import shape_findings
from selfassess.questionnaire.tree import Branch, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a file: exactly one of `questionnaire` and `problems` is there. `sha256` is of its bytes."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]
    sha256: str


def load_questionnaire(data: bytes, file: str) -> Loaded:
    """Read a questionnaire; `file` is the name that problems are reported under. Never raises for bad input."""
    tree = read_tree(data, file)
    questionnaire, invalid = _validated(tree.root)
    problems = listed(_problems(tree, invalid))
    return Loaded(
        questionnaire=None if problems else questionnaire,
        problems=problems,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _validated(root: Branch) -> tuple[Questionnaire | None, ValidationError | None]:
    try:
        return Questionnaire.model_validate(root.value), None
    except ValidationError as invalid:
        return None, invalid


def _problems(tree: Tree, invalid: ValidationError | None) -> Iterator[Problem]:
    """Those of reading, of shape, of sense: what an earlier stage refused at a path, a later one passes over there."""
    yield from tree.problems
    if tree.stopped:
        return
    said: set[Path] = {problem.path for problem in tree.problems}
    for findings in _stages(tree.root, invalid):
        here: set[Path] = set()
        for finding in findings:
            if finding.path not in said:
                here.add(finding.path)
                yield tree.problem(finding)
        said |= here


def _stages(root: Branch, invalid: ValidationError | None) -> Iterator[Iterator[Finding]]:
    if root.at("kind").value == "pulse":
        yield iter([Finding(("kind",), "pulse questionnaires are not supported by this version yet")])
        return
    if invalid is not None:
        yield shape_findings(invalid, root)
    yield check_findings(root)
