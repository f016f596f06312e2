"""The composition root: settings, database, catalogue and pages become one application."""

from __future__ import annotations

from flask import Flask

from selfassess.config import Settings


def create_app(settings: Settings) -> Flask:
    """The application on the database of `settings`, migrated. Raises `StoreProblem` where that cannot be used."""
    raise NotImplementedError
