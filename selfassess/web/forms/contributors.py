"""The fields about contributors: whom to ask, for which sections, by when, and to whom a sheet goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.services.participating import Wanted
from selfassess.services.place_words import role_words
from selfassess.store.holders import Holder
from selfassess.store.people import Role
from selfassess.web.forms.controls import Day, Line, Option, Radios, Ticks
from selfassess.web.forms.person import email_field
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_day


def wanted_fields(t: Translator, sections: Sequence[Section]) -> dict[str, Any]:
    """For which sections, and by when."""
    options = [Option(value=one.id, label=wording.section_name(t, one)) for one in sections]
    return {
        "sections": Ticks(t("Which sections?"), options=options, hint=t("Tick none to ask for all of them.")),
        "due_on": Day(
            t("What is the last day? (optional)"),
            hint=t("For example, 27 3 2026. They are reminded three days before and on the day, if they have not"
                   " finished."),
        ),
    }  # fmt: skip


def wanted_form(t: Translator, sections: Sequence[Section], wanted: Wanted | None = None) -> PlainForm:
    """Only that."""
    form = PlainForm(wanted_fields(t, sections))
    if wanted:
        asked = tuple(one.id for one in sections if wanted.sections and one.id in wanted.sections)
        form.fill(sections=asked, due_on=wanted.due_on)
    return form


def members_form(t: Translator, people: Sequence[Holder], sections: Sequence[Section]) -> PlainForm:
    """Which people of the organisation, and for what."""
    options = [Option(value=one.account.id, label=one.account.name, hint=_roles(t, one)) for one in people]
    return PlainForm({"people": Ticks(t("Whom do you ask?"), options=options), **wanted_fields(t, sections)})


def invite_form(t: Translator, sections: Sequence[Section]) -> PlainForm:
    """Whom by e-mail, and for what."""
    name = Line(t("Name"), hint=t("So that the letter greets them. You can leave it empty."))
    return PlainForm({"name": name, "email": email_field(t), **wanted_fields(t, sections)})


def taker_form(t: Translator, people: Sequence[Holder]) -> PlainForm:
    """To whom a sheet goes."""
    options = [Option(value=one.account.id, label=one.account.name, hint=_roles(t, one)) for one in people]
    return PlainForm({"to": Radios(t("To whom?"), options=options)})


def _roles(t: Translator, holder: Holder) -> str:
    return t.listing([role_words(t, role) for role in Role if role in holder.roles])


def read_people(form: PlainForm, t: Translator) -> tuple[str, ...] | None:
    """The ids of those ticked, None where there is nobody."""
    control = form.control("people")
    known = {option.value for option in control.options}
    if not control.data or not set(control.data) <= known:
        control.blame(t("Tick at least one person"))
        return None
    return tuple(control.data)


def read_taker(form: PlainForm, t: Translator) -> str | None:
    """The id of whoever was chosen."""
    control = form.control("to")
    if not control.knows:
        control.blame(t("Choose a person"))
        return None
    return str(control.data)


def read_wanted(form: PlainForm, t: Translator, *, today: date, before: date | None = None) -> Wanted | None:
    """What is asked for, None where something is to blame; `before` is the last day there was, which may be over."""
    sections, due = form.control("sections"), form.control("due_on")
    known = {option.value for option in sections.options}
    if not set(sections.data) <= known:
        sections.blame(t("Choose among the sections shown"))
    due_on = read_day(due, t)
    if due_on and due_on < today and due_on != before:
        due.blame(t("The last day cannot be over already"))
    if form.faults():
        return None
    chosen = frozenset(sections.data)
    return Wanted(sections=chosen if chosen and chosen != known else None, due_on=due_on)
