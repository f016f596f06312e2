"""The form about an assessment as a whole: whose it is, which period, on which day, and the facts conditions use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from selfassess.language import Translator
from selfassess.questionnaire.model import ProfileFact, Questionnaire
from selfassess.store.model import Details
from selfassess.store.people import Organisation
from selfassess.web.forms.controls import Control, Day, Hidden, Line, Option, Radios
from selfassess.web.forms.reading import read_day, read_text
from selfassess.web.forms.section import Fault

LONGEST_TOKEN = 80


Owners = Sequence[Organisation] | None
"""The organisations to choose from; None where any name may be written."""


def owner_control(owners: Owners, t: Translator) -> Any:
    """Where it is said whose an assessment is: as a name, or by a choice."""
    if owners is None:
        return Line(t("Name of the organisation"), hint=t("As it should stand on the report."))
    return Radios(t("Organisation"), options=[Option(value=one.id, label=one.name) for one in owners])


def read_owner(control: Any, t: Translator) -> str | None:
    """The name that was written or the id that was chosen, or None with the control blamed."""
    if isinstance(control, Line):
        return read_text(control, t, missing=t("Enter the name of the organisation"))
    if control.knows:
        return str(control.data)
    control.blame(t("Choose an organisation"))
    return None


class DetailsForm(BaseForm):
    """`token` makes sending it twice start one assessment; `seen` is the revision of the details it was filled from.

    Where its organisation cannot be changed, `whose` is the name, and nobody is asked for it.
    """

    def __init__(self, questionnaire: Questionnaire, t: Translator, owners: Owners = None, whose: str = "") -> None:
        self._facts, self._t, self._owners, self._whose = questionnaire.profile, t, owners, whose
        fields: dict[str, Any] = {"token": Hidden(), "seen": Hidden()}
        if not whose:
            fields["organisation"] = owner_control(owners, t)
        fields |= {
            "period": Line(t("Period"), hint=t("For example, 2026 or 2026/27."), width="10"),
            "assessed_on": Day(
                t("Date of the assessment"), hint=t("Evidence is counted up to this day. For example, 27 3 2026.")
            ),
        }
        fields |= {_name(fact): _choice(fact, t) for fact in self._facts}
        super().__init__(fields)

    def fill(self, details: Details | None, *, today: date, token: str = "", seen: int = 0) -> None:
        """Put in the details there are; for a new assessment the day and the year of `today`."""
        data: dict[str, object] = {"token": token, "seen": seen, "assessed_on": today, "period": today.year}
        if self._owners is not None and len(self._owners) == 1:
            data["organisation"] = self._owners[0].id
        if details:
            data |= {
                "organisation": details.organisation,
                "period": details.period,
                "assessed_on": details.assessed_on,
            } | {_name(fact): details.profile.get(fact.id) for fact in self._facts}
        self.process(data=data)

    def take(self, typed: MultiDict[str, str]) -> None:
        """Put in what was typed."""
        self.process(typed)

    def details(self) -> Details | None:
        """What was typed, or None where something is to blame."""
        t, control = self._t, self.control
        organisation = self._whose or read_owner(control("organisation"), t)
        period = read_text(control("period"), t, missing=t("Enter the period, such as 2026"))
        assessed_on = read_day(control("assessed_on"), t, missing=t("Enter the date of the assessment"))
        profile = {fact.id: control(_name(fact)).data for fact in self._facts if control(_name(fact)).data}
        for fact in self._facts:
            if fact.id in profile and not control(_name(fact)).knows:
                control(_name(fact)).blame(t("Choose one of the answers shown"))
        if self.faults() or organisation is None or period is None or assessed_on is None:
            return None
        name = next((one.name for one in self._owners or () if one.id == organisation), organisation)
        return Details(organisation=name, period=period, assessed_on=assessed_on, profile=profile)

    def control(self, name: str) -> Any:
        """One of the controls."""
        return self[name]

    @property
    def asked(self) -> tuple[Control, ...]:
        """The controls that are asked for every questionnaire, in order."""
        return tuple(self.control(name) for name in ("organisation", "period", "assessed_on") if name in self)

    @property
    def owner(self) -> str | None:
        """The id of the organisation that was chosen; None where its name was written."""
        return None if self._owners is None else str(self.control("organisation").data)

    @property
    def facts(self) -> tuple[Control, ...]:
        """The controls of the facts about the organisation, in the questionnaire's order."""
        return tuple(self.control(_name(fact)) for fact in self._facts)

    @property
    def token(self) -> str:
        """The word that marks sending the same form twice; at most as long as ours are."""
        return str(self.control("token").data)[:LONGEST_TOKEN]

    @property
    def seen(self) -> int:
        """The revision the form was filled from; 0, which never is one, where the form does not say."""
        typed = str(self.control("seen").data)
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    def faults(self) -> tuple[Fault, ...]:
        """Everything that was found wrong, in the order of the page."""
        return tuple(
            Fault(name=control.label.text, sentence=sentence, focus=control.focus)
            for control in map(self.control, self._fields)
            for sentence in control.errors
        )


def _name(fact: ProfileFact) -> str:
    return f"profile_{fact.id}"


def _choice(fact: ProfileFact, t: Translator) -> Any:
    options = [Option(value=id, label=t.text(text)) for id, text in fact.options.items()]
    return Radios(t.text(fact.prompt), options=options, hint=t.text(fact.help))
