"""The forms of a signatory: for a result, and for the pledge or concordat itself with its key actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from selfassess.language import Translator
from selfassess.plan import ActionKind
from selfassess.services.commitments import LONGEST_ACTION, Committing
from selfassess.services.signing import Signing
from selfassess.store.signatures import KeyAction
from selfassess.web.forms.controls import Area, Day, Hidden, Line, Name, Option, Radios, Tick
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_day, read_text

KEY_ACTIONS = (1, 2)


class SignForm(PlainForm):
    """Name, post and day, and a tick under `statement`; `seen` says what the page showed. `more` go in between."""

    def __init__(self, t: Translator, statement: str, *, more: dict[str, Any] | None = None) -> None:
        self._t, self._statement = t, statement
        super().__init__(
            {
                "seen": Hidden(),
                "name": Name(t("Name of the signatory"), longest=200),
                "role": Line(t("Role or post"), longest=200, hint=t("For example chief executive, or chair.")),
                "signed_on": Day(t("Date")),
                **(more or {}),
                "confirmed": Tick(t("I sign these words")),
            }
        )  # fmt: skip

    def signing(self, today: date, first: date | None = None) -> Signing | None:
        """What was said; None, and controls blamed, where it cannot be taken. `first`: the first day it can be."""
        t, day_control, tick = self._t, self.control("signed_on"), self.control("confirmed")
        name = read_text(self.control("name"), t, missing=t("Enter the name"))
        role = read_text(self.control("role"), t, missing=t("Enter the role or post"))
        day = read_day(day_control, t, missing=t("Enter the date"))
        if day and day > today:
            day_control.blame(t("Enter a date that is not in the future"))
        if day and first and day < first:
            day_control.blame(t("Enter a date on or after {day}, when it was agreed", day=t.date(first)))
        if not tick.data:
            tick.blame(t("Tick the box to sign"))
        if self.faults() or not (name and role and day):
            return None
        return Signing(name=name, role=role, signed_on=day, statement=self._statement)


class CommitForm(SignForm):
    """The same with two key actions, each of which may be left out."""

    def __init__(self, t: Translator, statement: str) -> None:
        fields: dict[str, Any] = {}
        for number in KEY_ACTIONS:
            fields[f"action_{number}"] = Area(
                _action_name(t, number),
                longest=LONGEST_ACTION,
                rows=2,
                hint=t("What you will do in the next 12 months. You can leave it out."),
            )
            fields[f"kind_{number}"] = Radios(
                t("Is key action {number} new?", number=number),
                options=[
                    Option(value=ActionKind.CONTINUING.value, label=t("It goes on from before")),
                    Option(value=ActionKind.NEW.value, label=t("It is new")),
                ],
            )  # fmt: skip
        super().__init__(t, statement, more=fields)

    def fill_actions(self, actions: Sequence[KeyAction]) -> dict[str, str]:
        """What the fields of these actions hold."""
        filled: dict[str, str] = {}
        for number, one in zip(KEY_ACTIONS, actions, strict=False):
            filled |= {f"action_{number}": one.text, f"kind_{number}": ActionKind.CONTINUING.value}
        return filled

    def committing(self, today: date) -> Committing | None:
        """What was said; None, and controls blamed, where it cannot be taken."""
        actions = [self._action(number) for number in KEY_ACTIONS]
        said = self.signing(today)
        if said is None:
            return None
        return Committing(
            name=said.name,
            role=said.role,
            signed_on=said.signed_on,
            statement=said.statement,
            key_actions=tuple(one for one in actions if one),
        )

    def _action(self, number: int) -> KeyAction | None:
        text, kind = read_text(self.control(f"action_{number}"), self._t), self.control(f"kind_{number}")
        if text and not kind.knows:
            kind.blame(self._t("Say whether key action {number} is new", number=number))
        return KeyAction(text=text, kind=ActionKind(kind.data)) if text and kind.knows else None


def _action_name(t: Translator, number: int) -> str:
    return t("Key action {number}", number=number)
