"""The one door to the disk: the files that ship with the program, and a file that a person names."""

from __future__ import annotations

import stat
from pathlib import Path

from selfassess.questionnaire.problems import Problem
from selfassess.questionnaire.reading import MOST_BYTES, too_large

_PACKAGE = Path(__file__).resolve().parents[1]

ACTIONS = "actions"
"""The folder, among those of questionnaires, of files with templates of actions."""
_NO_VERSIONS = frozenset({"examples", ACTIONS})


def shipped_folder(package: Path = _PACKAGE) -> Path:
    """Where the shipped questionnaires are: inside an installed package, else `questionnaires/` of the checkout."""
    inside = package / "shipped" / "questionnaires"
    return inside if inside.is_dir() else package.parent / "questionnaires"


def shipped_files() -> tuple[Path, ...]:
    """Every shipped questionnaire, `<id>/<version>.yaml`, sorted."""
    return tuple(sorted(path for path in shipped_folder().glob("*/*.yaml") if path.parent.name not in _NO_VERSIONS))


def example_files() -> tuple[Path, ...]:
    """The made-up answers that ship, `examples/*.yaml`, sorted."""
    return tuple(sorted((shipped_folder() / "examples").glob("*.yaml")))


def action_files() -> tuple[Path, ...]:
    """The templates of actions that ship, `actions/<id>.yaml`, sorted."""
    return tuple(sorted((shipped_folder() / ACTIONS).glob("*.yaml")))


def read_file(path: Path) -> bytes | Problem:
    """The bytes of a questionnaire or answers file, or why they cannot be had; a file too large is not read whole."""
    try:
        # Opening a pipe or a device could wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            what = "a folder" if path.is_dir() else "not a file that can be read"
            return Problem(file=str(path), message=f"this is {what}: name a file")
        with path.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Problem(file=str(path), message="there is no such file")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        return Problem(file=str(path), message=f"the file cannot be read: {reason}")
    return too_large(str(path)) if len(data) > MOST_BYTES else data
