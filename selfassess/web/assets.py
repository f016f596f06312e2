"""Styles, script and fonts: one address for each state of their content, so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from flask import Flask, Response, current_app, send_from_directory

from selfassess.web.security.headers import LONG
from selfassess.web.security.policies import PUBLIC
from selfassess.web.security.routes import Routes

FOLDER = Path(__file__).parent / "static"

routes = Routes("assets")


def version(folder: Path) -> str:
    """A digest of all files: they refer to one another by relative addresses, so they share one version."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def missing_assets() -> tuple[str, ...]:
    """Files that every page needs and that were not installed; those of other makers come in at set-up."""
    named = re.findall(r"url\((vendor/[^)]+)\)", (FOLDER / "fonts.css").read_text(encoding="utf-8"))
    needed = ("app.css", "app.js", "vendor/govuk-frontend.min.css", "vendor/govuk-frontend.min.js", *named)
    return tuple(name for name in needed if not (FOLDER / name).is_file())


def install_assets(app: Flask) -> None:
    """Give templates `asset(file)`, the address of a static file."""
    current = version(FOLDER)
    app.config["ASSETS_VERSION"] = current
    app.jinja_env.globals["asset"] = lambda file: f"/static/{current}/{file}"


@routes.get("/static/<string:version>/<path:file>", PUBLIC)
def static(version: str, file: str) -> Response:
    """A file; one asked for by an address of another version is not kept."""
    response = send_from_directory(FOLDER, file)
    response.headers["Cache-Control"] = LONG if version == current_app.config["ASSETS_VERSION"] else "no-cache"
    return response
