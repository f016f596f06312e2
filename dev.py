#!/usr/bin/env python3
"""The one development tool, standard library only: python3 dev.py env | run | test | check | bench | lock.

env     make .venv from the hash-locked requirements and fetch the front-end assets
run     all of that, then serve the example on 127.0.0.1:5000 (arguments go on to `selfassess demo`)
test    every test (arguments go on to pytest)
check   format, lint, types, contracts
bench   the benchmarks
lock    compile requirements/ and package-lock.json anew from pyproject.toml and package.json
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "selfassess/web/static/vendor"
TYPEFACES = ROOT / "selfassess/typefaces"
LOCKS = {  # requirements file: what it is compiled from
    "runtime.txt": ["pyproject.toml"],
    "dev.txt": ["pyproject.toml", "--group", "dev"],
    "node.txt": ["--group", "pyproject.toml:node"],
}
PURE_ROOMS = (
    "language",
    "questionnaire",
    "answers",
    "scoring",
    "comparison",
    "plan",
    "voices",
    "disclosure",
    "report",
    "interchange",
)
UNWATCHED = ("_attack.py",)  # of the pure rooms: long, and they take no branch alone
AT_ONCE = ("-n", "auto", "--dist", "worksteal")
OUTSIDE_PROGRAMS = {  # what some tests drive: marker, programs any of which will do, how to install it
    "browser": (("chromium", "chromium-browser", "google-chrome"), "apt-get install chromium"),
    "poppler": (("pdftoppm",), "apt-get install poppler-utils"),
    "office": (("soffice", "libreoffice"), "apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"),
    "proxy": (("nginx", "/usr/sbin/nginx"), "apt-get install nginx-light"),
    "systemd": (("systemd-analyze",), "apt-get install systemd"),
}


def say(sentence: str) -> None:
    print(sentence, flush=True)


def call(*command: str | Path, **settings: object) -> int:
    return subprocess.call([str(part) for part in command], cwd=ROOT, **settings)


def must(*command: str | Path) -> None:
    """Run a step that everything after it needs; stop here with its exit code when it fails."""
    if code := call(*command):
        sys.exit(f"This step failed (exit code {code}): {' '.join(str(part) for part in command)}")


def digest(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def make_environment() -> None:
    """`.venv` as locked; nothing is done when it already is."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before anything has checked the version
        sys.exit(f"selfassess needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    lock, stamp, project = ROOT / "requirements/dev.txt", VENV / "lock.stamp", VENV / "project.stamp"
    wanted = f"{sys.version_info[:2]} {ROOT} {digest(lock)}"
    if not is_current(stamp, wanted):
        say("Making the environment in .venv (a few minutes the first time) …")
        venv.create(VENV, with_pip=True, clear=True)
        pip("--require-hashes", "-r", lock)
        stamp.write_text(wanted)
    if not is_current(project, wanted := digest(ROOT / "pyproject.toml")):
        pip("--no-deps", "--no-build-isolation", "--editable", ROOT)
        project.write_text(wanted)


def pip(*arguments: str | Path) -> None:
    must(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def npm() -> list[str]:
    """The system's npm; where there is none, the one that PyPI carries, locked like everything else."""
    if found := shutil.which("npm"):
        return [found]
    say("No npm here: fetching the one from PyPI into .venv …")
    pip("--require-hashes", "-r", ROOT / "requirements/node.txt")
    return [str(BIN / ("npm.cmd" if os.name == "nt" else "npm"))]


def fetch_assets() -> None:
    """Styles, script and fonts of the pages and the PDF, from npm as locked; nothing is done when they are current."""
    stamp = VENDOR / "stamp"
    wanted = digest(ROOT / "package-lock.json", Path(__file__))
    if is_current(stamp, wanted):
        return
    say("Fetching styles and fonts …")
    must(*npm(), "ci", "--silent")
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "fonts").mkdir(parents=True)
    govuk = MODULES / "govuk-frontend/dist/govuk"
    styles = (govuk / "govuk-frontend.min.css").read_text(encoding="utf-8")
    (VENDOR / "govuk-frontend.min.css").write_text(rebranded(styles), encoding="utf-8")
    shutil.copy(govuk / "govuk-frontend.min.js", VENDOR)
    web_fonts = MODULES / "@fontsource/atkinson-hyperlegible-next"
    for script in ("latin", "latin-ext"):
        for face in ("400-normal", "400-italic", "700-normal"):
            shutil.copy(web_fonts / f"files/atkinson-hyperlegible-next-{script}-{face}.woff2", VENDOR / "fonts")
    print_fonts = MODULES / "@expo-google-fonts/atkinson-hyperlegible-next"
    for face, folder in (("Regular", "400Regular"), ("Italic", "400Regular_Italic"), ("Bold", "700Bold")):
        source = print_fonts / folder / f"AtkinsonHyperlegibleNext_{folder}.ttf"
        shutil.copy(source, TYPEFACES / f"AtkinsonHyperlegibleNext-{face}.ttf")
    shutil.copy(print_fonts / "LICENSE_FONT", VENDOR / "fonts/LICENCE-Atkinson-Hyperlegible-Next.txt")
    stamp.write_text(wanted)


def rebranded(styles: str) -> str:
    """GOV.UK Frontend's styles without what only GOV.UK may use: its typeface and its crest."""
    while (start := styles.find("@font-face{")) >= 0:
        styles = styles[:start] + styles[styles.index("}", start) + 1 :]
    styles = styles.replace('"GDS Transport",arial', '"Atkinson Hyperlegible Next",arial')
    styles = styles.replace("GDS Transport,arial", '"Atkinson Hyperlegible Next",arial')
    styles = styles.replace("url(/assets/images/govuk-crest.svg)", "none")
    styles = styles.partition("/*# sourceMappingURL")[0]
    if "GDS Transport" in styles or "url(" in styles:
        sys.exit("govuk-frontend's styles have changed: look at `rebranded` in dev.py before using this version.")
    return styles


def set_up() -> None:
    make_environment()
    fetch_assets()


def run(arguments: list[str]) -> int:
    command = [str(BIN / "selfassess"), "demo", *arguments]
    if os.name != "nt":
        # In the place of this tool: what stops one stops the other, and Ctrl+C lets the server finish what it does.
        os.chdir(ROOT)
        os.execv(command[0], command)
    return call(*command)


def test(arguments: list[str]) -> int:
    """Every test, and all branches of the pure rooms; without Chromium or poppler the rest, saying what was not run."""
    missing = {
        marker: hint
        for marker, (programs, hint) in OUTSIDE_PROGRAMS.items()
        if not any(shutil.which(program) for program in programs)
    }
    if missing and os.environ.get("CI"):
        sys.exit("Tests need programs that are not here: " + "; ".join(missing.values()))
    left_out = ["-m", " and ".join(f"not {marker}" for marker in missing)] if missing else []
    code = pytest(*arguments, *left_out) if arguments else test_all(*left_out)
    for marker, hint in missing.items():
        say(f"NOT RUN: the tests marked “{marker}”. They need: {hint}")
    return code


def pytest(*arguments: str) -> int:
    return call(PYTHON, "-m", "pytest", *arguments)


def test_all(*left_out: str) -> int:
    """The pure rooms, whose tests alone must take every branch of theirs; then all else, twice as fast unwatched."""
    tests = [
        file.relative_to(ROOT).as_posix() for room in PURE_ROOMS for file in ROOT.glob(f"tests/{room}/**/test_*.py")
    ]
    pure = [file for file in tests if not file.endswith(UNWATCHED)]
    others = [f"--ignore={file}" for file in pure]
    counted = ",".join(f"selfassess/{room}/*,selfassess/{room}.py" for room in PURE_ROOMS)
    codes = [
        pytest(*AT_ONCE, "--cov", "--cov-report=", *pure, *left_out),
        call(PYTHON, "-m", "coverage", "report", "--include", counted, "--skip-covered", "--fail-under", "100"),
        pytest(*AT_ONCE, *others, *left_out),
    ]
    return next(filter(None, codes), 0)


def check(_: list[str]) -> int:
    """All checks, also after one has failed, so that one look shows everything."""
    codes = [
        call(BIN / "ruff", "format", "--check", "--quiet", "."),
        call(BIN / "ruff", "check", "--quiet", "."),
        call(BIN / "mypy"),
        call(BIN / "lint-imports", "--no-cache", stdout=subprocess.DEVNULL)
        and call(BIN / "lint-imports", "--no-cache"),
        call(BIN / "selfassess", "check", *sorted(ROOT.glob("questionnaires/*/*.yaml"))),
    ]
    return max(codes)


def bench(arguments: list[str]) -> int:
    return call(PYTHON, "-m", "pytest", "tests/benchmarks", "-q", "-s", "-p", "no:xdist", *arguments)


def lock(_: list[str]) -> int:
    for file, source in LOCKS.items():
        must(
            BIN / "uv",
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--generate-hashes",
            "--no-header",
            "--upgrade",
            "--python-version",
            "3.11",
            *source,
            "--output-file",
            ROOT / "requirements" / file,
        )
    return call(*npm(), "install", "--package-lock-only", "--silent")


COMMANDS = {"env": lambda _: 0, "run": run, "test": test, "check": check, "bench": bench, "lock": lock}


def main() -> int:
    name, *arguments = sys.argv[1:] or ["help"]
    if name not in COMMANDS:
        say((__doc__ or "").strip())
        return 0 if name in ("help", "-h", "--help") else 2
    set_up()
    return COMMANDS[name](arguments)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
