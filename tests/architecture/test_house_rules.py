"""The law of the house that contracts cannot say: sizes, opening sentences, plaques, imports of pure rooms."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "selfassess"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOMS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
PURE = ("language", "questionnaire", "answers", "scoring", "voices", "comparison", "plan", "report")
LONGEST_FILE, LONGEST_FUNCTION = 300, 50

# What pure rooms may import besides the standard library and one another.
PURE_LIBRARIES = {
    "language": {"babel"},
    "questionnaire": {"pydantic", "pydantic_core", "ruamel"},
}
# Parts of the standard library that would let a clock, chance, the disk or the network into a pure room.
IMPURE = {"asyncio", "http", "multiprocessing", "os", "random", "secrets", "socket", "sqlite3", "subprocess"}
IMPURE |= {"tempfile", "threading", "time", "urllib", "uuid"}
DOORS = {
    "questionnaire/shipped.py": "reads the files that ship or that a person names",
    "questionnaire/reading.py": "a stop-watch ends the reading of a hostile file; no value depends on it",
    "questionnaire/cache.py": "holds a lock, since a server has several threads",
}


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 40
    assert len(ROOMS) > 8


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_file_opens_with_one_sentence_of_purpose(path: Path) -> None:
    sentence = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n", maxsplit=1)[0]
    assert sentence.endswith("."), f"{name(path)} should open with a sentence that says what it is for"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{name(path)}: {node.name} has {length} lines"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_has_a_plaque(room: Path) -> None:
    plaque = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert "To add" in plaque, f"the plaque of {room.name} should say where to add what"


def imports(path: Path) -> set[str]:
    """Every module a file imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: imports are written in full"
            found.add(node.module or "")
    return found


def pure_modules() -> list[Path]:
    return [path for path in MODULES if path.relative_to(PACKAGE).parts[0].removesuffix(".py") in PURE]


@pytest.mark.parametrize("path", pure_modules(), ids=name)
def test_pure_rooms_import_only_what_is_allowed(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    outside = {module.split(".")[0] for module in imports(path)} - {"selfassess", "__future__"}
    libraries = {module for module in outside if module not in sys.stdlib_module_names}
    assert libraries <= PURE_LIBRARIES.get(room, set())
    if name(path) not in DOORS:
        assert not outside & IMPURE


def test_pure_rooms_bring_no_outside_world_with_them() -> None:
    wanted = ", ".join(f"selfassess.{path.relative_to(PACKAGE).with_suffix('').as_posix().replace('/', '.')}"
                       for path in pure_modules())  # fmt: skip
    forbidden = "{'flask', 'jinja2', 'matplotlib', 'numpy', 'reportlab', 'sqlalchemy', 'wtforms', 'click'}"
    code = f"import sys, {wanted.replace('.__init__', '')}; print(sorted({forbidden} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_serving_starts_without_charts_and_paper() -> None:
    heavy = "{'matplotlib', 'reportlab', 'numpy', 'openpyxl'}"
    code = f"import sys, selfassess.cli.serve; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_contracts_of_the_layers_hold() -> None:
    done = subprocess.run(["lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False,
                          env={"PATH": str(Path(sys.executable).parent)})  # fmt: skip
    assert done.returncode == 0, done.stdout
