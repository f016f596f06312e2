"""Choosing years by ticks in an address: what was asked for, the ticks, and why a choice cannot be shown."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request

from selfassess.comparison import MOST_YEARS
from selfassess.language import Translator
from selfassess.services.status_words import status_name
from selfassess.services.years import Trouble, YearsChoice, YearsFault
from selfassess.web.forms.controls import Option, Ticks
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.section import Fault


def asked_years() -> tuple[str, ...] | None:
    """The ids of `years` in the address; None where nobody chose.

    `chosen` is sent along with the ticks: where none of them is ticked nothing else would tell.
    """
    asked = request.args.getlist("years")
    return tuple(dict.fromkeys(asked)) if asked or "chosen" in request.args else None


def year_ticks(choice: YearsChoice, t: Translator) -> Ticks:
    """A tick for each year on offer, the latest first."""
    options = [
        Option(
            value=one.id,
            label=one.details.period,
            hint=t(
                "Version {version}, {status}, assessed on {day}",
                version=one.version,
                status=status_name(t, one.status).lower(),
                day=t.date(one.details.assessed_on),
            ),
        )
        for one in choice.offered
    ]
    form = PlainForm({"years": Ticks(t("Which years?"), options=options)})
    form.fill(years=[one.id for one in choice.chosen])
    ticks: Ticks = form.control("years")
    for sentence in fault_words(choice.faults, t):
        ticks.blame(sentence)
    return ticks


def year_faults(ticks: Ticks) -> tuple[Fault, ...]:
    """What is wrong with the choice, for the top of the page."""
    return tuple(Fault(name=ticks.label.text, sentence=one, focus=ticks.focus) for one in ticks.errors)


def fault_words(faults: Sequence[YearsFault], t: Translator) -> list[str]:
    """Each in a sentence."""
    return list(dict.fromkeys(_fault(one, t) for one in faults))


def _fault(fault: YearsFault, t: Translator) -> str:
    period = fault.year.details.period if fault.year else ""
    match fault.trouble:
        case Trouble.TOO_FEW:
            return t("Choose at least two years to set side by side")
        case Trouble.TOO_MANY:
            return t("Choose at most {count} years", count=MOST_YEARS)
        case Trouble.SAME_PERIOD:
            return t("{period} is chosen twice: choose each year once", period=period)
        case Trouble.SAME_DAY:
            day = t.date(fault.year.details.assessed_on) if fault.year else ""
            return t(
                "{period} was assessed on {day} like another year you chose, so nobody can say which came first:"
                " choose one of them, or correct the day in its details",
                period=period,
                day=day,
            )
