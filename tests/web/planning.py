"""Plans of actions at the pages, as somebody keeps them: what tests of several pages do and look at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from selfassess.plan.actions import ActionPlan
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments
from selfassess.services.plans import plans_of

from .page import Page, text_of
from .person import Person

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def set_clock(app: Flask, now: datetime) -> None:
    app.extensions["selfassess"] = replace(app.extensions["selfassess"], now=lambda: now)


def day(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


def plans(app: Flask, organisation: str | None = None) -> tuple[ActionPlan, ...]:
    database = app.extensions["selfassess"].database
    owner = organisation or list_assessments(database, OPERATOR)[0].organisation_id
    return plans_of(database, OPERATOR, owner)


def add(person: Person, board: str, text: str = "Walk through the reception", **said: Any) -> Page:
    """Add an action by the form; gives its page."""
    form = person.get(person.get(board).link("Add an action"))
    return person.follow(person.send(form, text=text, **said))


def titles(page: Page) -> list[str]:
    return [text_of(one) for one in page.all("h3") if "kept__title" in (one.get("class") or "")]
