"""The wheel, installed in an empty environment outside the checkout and without Node, does the whole job."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = "selfassess/shipped/questionnaires"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with the locked libraries and the wheel, and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    # Python compiles what it imports; compiling everything that is installed would take longer than installing it.
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python")]
    for what in (["--require-hashes", "-r", str(ROOT / "requirements/runtime.txt")], ["--no-deps", str(wheel)]):
        subprocess.run([*pip, "install", "--quiet", "--no-compile", *what], check=True, capture_output=True, cwd=folder)
    return folder / "bin"


def test_the_wheel_carries_all_that_is_needed_to_run(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "selfassess/web/static/vendor/govuk-frontend.min.css",
        "selfassess/web/static/vendor/fonts/atkinson-hyperlegible-next-latin-ext-400-normal.woff2",
        "selfassess/typefaces/AtkinsonHyperlegibleNext-Regular.ttf",
        "selfassess/py.typed",
        f"{EXAMPLES}/bnssg-pledge/1.0.0.yaml",
        f"{EXAMPLES}/actions/pledge-examples.yaml",
        f"{EXAMPLES}/examples/bnssg-pledge-2026.yaml",
        f"{EXAMPLES}/published.sha256",
    ):
        assert needed in names
    assert any(re.match(r"selfassess/store/migrations/versions/\w+\.py", name) for name in names)
    assert not any(name.startswith(("tests/", "node_modules/")) for name in names)


def test_it_serves_scores_and_reports_without_the_checkout(programs: Path, tmp_path: Path) -> None:
    shipped = next((programs.parent / "lib").glob(f"*/site-packages/{EXAMPLES}"))
    pledge, answers = shipped / "bnssg-pledge/1.0.0.yaml", shipped / "examples/bnssg-pledge-2026.yaml"
    environment = {"PATH": str(programs), "SELFASSESS_INSTANCE": str(tmp_path / "data"), "HOME": str(tmp_path)}

    def selfassess(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [programs / "selfassess", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)

    assert '"overall"' in selfassess("score", pledge, answers, "--json").stdout
    earlier = shipped / "examples/bnssg-pledge-2025.yaml"
    selfassess("report", pledge, answers, "--earlier", earlier, "--out", tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")

    with subprocess.Popen(
        [programs / "selfassess", "demo", "--port", "5077"], cwd=tmp_path, env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            assert server.stdout
            address = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line)))
            page = urllib.request.urlopen(address).read().decode()
            assert "Example Community Trust" in page
            assert (tmp_path / "data").is_dir()
        finally:
            server.terminate()
