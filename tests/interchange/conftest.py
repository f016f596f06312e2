"""What tests of files share: a plan with actions of every kind, and workbooks made by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from selfassess.plan.actions import Action, ActionKind, ActionPlan, ActionStatus, Note, Owner

pytest.register_assert_rewrite(f"{__package__}.reading")

STARTS, ENDS = date(2026, 11, 1), date(2027, 10, 31)


def _action(number: int, **said: Any) -> Action:
    given: dict[str, Any] = {
        "id": f"{number:032x}",
        "plan": "p" * 32,
        "text": f"Action {number}",
        "measure": "",
        "key": False,
        "kind": ActionKind.NEW,
        "owner": None,
        "due_on": None,
        "status": ActionStatus.NOT_STARTED,
        "reason": "",
        "effort": None,
        "suggestion": None,
        "questions": (),
        "carried_from": None,
        "created_on": STARTS,
        "ended_on": None,
        "revision": 1,
    }
    return Action(**(given | said))


@pytest.fixture(scope="session")
def make_action() -> Callable[..., Action]:
    """`make_action(1, text=…)`: an action that says nothing else."""
    return _action


@pytest.fixture(scope="session")
def make_plan() -> Callable[..., ActionPlan]:
    """`make_plan(action, …)`: twelve months from November 2026 with these actions."""

    def build(*actions: Action) -> ActionPlan:
        return ActionPlan(
            id="p" * 32,
            organisation="o" * 32,
            questionnaire="example",
            assessment=None,
            starts_on=STARTS,
            ends_on=ENDS,
            follows=None,
            actions=actions,
            checks=(),
            revision=1,
        )

    return build


@pytest.fixture(scope="session")
def full_plan(make_plan: Callable[..., ActionPlan]) -> ActionPlan:
    """A plan in which every column says something."""
    note = Note(number=1, noted_on=date(2026, 11, 10), text="=SUM(A1) of it is done", status=ActionStatus.UNDER_WAY)
    return make_plan(
        _action(
            1,
            text="Train line managers\nin two groups",
            measure="Nine of ten say that it helps",
            key=True,
            kind=ActionKind.CONTINUING,
            owner=Owner(account="a" * 32, name="Siân O’Hara"),
            due_on=date(2027, 3, 31),
            status=ActionStatus.UNDER_WAY,
            effort="medium",
            questions=("c1-learning", "c3-care"),
            notes=(note,),
        ),
        _action(
            2,
            text="=HYPERLINK(1)",
            owner=Owner(account=None, name="Head of learning"),
            status=ActionStatus.STOPPED,
            reason="-1 member of staff",
            ended_on=date(2026, 11, 10),
        ),
        _action(3, owner=Owner(account="b" * 32, name="Ben", present=False), status=ActionStatus.DONE,
                ended_on=date(2026, 11, 9), due_on=STARTS),
    )  # fmt: skip


Grid = Sequence[Sequence[Any]]


@pytest.fixture(scope="session")
def make_workbook() -> Callable[..., bytes]:
    """`make_workbook({"Sheet": [["action"], ["Do it"]]})`: as somebody makes one by hand."""

    def build(sheets: Mapping[str, Grid], **formats: str) -> bytes:
        book = Workbook()
        assert book.active is not None
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
            for reference, number_format in formats.items():
                sheet[reference].number_format = number_format
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return build


@pytest.fixture(scope="session")
def repacked() -> Callable[..., bytes]:
    """`repacked(data, {"xl/workbook.xml": b"…", "xl/styles.xml": None})`: a ZIP with parts replaced or taken out."""

    def build(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            kept = {name: old.read(name) for name in old.namelist()} | dict(changes)
            for name, content in kept.items():
                if content is not None:
                    new.writestr(name, content)
        return out.getvalue()

    return build
