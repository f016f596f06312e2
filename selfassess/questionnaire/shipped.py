"""The one door to the disk: the files that ship with the program, and a file that a person names."""

from __future__ import annotations

from pathlib import Path

from selfassess.questionnaire.problems import Problem


def shipped_folder() -> Path:
    """Where the shipped questionnaires are: inside an installed package, else `questionnaires/` of the checkout."""
    raise NotImplementedError


def shipped_files() -> tuple[Path, ...]:
    """Every shipped questionnaire, `<id>/<version>.yaml`, sorted."""
    raise NotImplementedError


def example_files() -> tuple[Path, ...]:
    """The made-up answers that ship, `examples/*.yaml`, sorted."""
    raise NotImplementedError


def read_file(path: Path) -> bytes | Problem:
    """The bytes of a questionnaire or answers file, or why they cannot be had; a file too large is not read."""
    raise NotImplementedError
