"""The form that asks why: for a step back, and for what corrects a locked assessment."""

from __future__ import annotations

from typing import Any

from selfassess.answers.entry import LONGEST_REASON
from selfassess.language import Translator
from selfassess.web.forms.controls import Area, Hidden
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_text


class ReasonForm(PlainForm):
    """`seen` is the revision that the page showed; the reason is asked for only where one is needed."""

    def __init__(self, t: Translator, *, label: str = "", hint: str = "") -> None:
        self._t = t
        fields: dict[str, Any] = {"seen": Hidden()}
        if label:
            fields["reason"] = Area(label, hint=hint, longest=LONGEST_REASON)
        super().__init__(fields)

    def reason(self) -> str | None:
        """What was typed, empty where nobody was asked; None, and the control blamed, where it cannot be taken."""
        if "reason" not in self:
            return ""
        return read_text(self.control("reason"), self._t, missing=self._t("Say why"))
