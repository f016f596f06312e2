"""A form of a few fields, for pages that are not built from a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from selfassess.web.forms.section import Fault


class PlainForm(BaseForm):
    """The fields given by name, in their order; each a control not yet bound to a form."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        super().__init__(dict(fields))
        self.process()

    def take(self, typed: MultiDict[str, str]) -> None:
        """Put in what was typed."""
        self.process(typed)

    def fill(self, **data: object) -> None:
        """Put in what there is."""
        self.process(data=data)

    def control(self, name: str) -> Any:
        """One of the fields."""
        return self[name]

    @property
    def controls(self) -> tuple[Any, ...]:
        """All of them, to be drawn."""
        return tuple(map(self.control, self._fields))

    def faults(self) -> tuple[Fault, ...]:
        """Everything that was found wrong, in the order of the page."""
        return tuple(
            Fault(name=self.name_of(control), sentence=sentence, focus=control.focus)
            for control in self.controls
            for sentence in control.errors
        )

    def name_of(self, control: Any) -> str:
        """What the summary of faults calls a field: its label, unless a form has several of that label."""
        return str(control.label.text)
