"""The form of a piece of evidence that an organisation keeps, and of the day on which it was still true."""

from __future__ import annotations

from datetime import date

from selfassess.answers.entry import LONGEST_LINK, is_other_address
from selfassess.language import Translator
from selfassess.services.evidence_kinds import EvidenceKind, is_web_address, kind_words
from selfassess.store.evidence import EvidenceSaid
from selfassess.web.forms.controls import Day, Hidden, Line, Option, Radios, Tick
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_day, read_text


def evidence_form(t: Translator) -> PlainForm:
    """Everything that is said of a piece; `seen` is the revision it was filled from."""
    return PlainForm(
        {
            "title": Line(
                t("What is it?"), hint=t("For example, Learning plan agreed by the board. Never name a person.")
            ),
            "kind": Radios(
                t("What kind of evidence is it?"),
                options=[Option(value=kind.value, label=kind_words(t, kind)) for kind in EvidenceKind],
            ),
            "dated": Day(t("When was it made, or last true? (optional)"), hint=t("For example, 27 3 2026.")),
            "reach": Line(
                t("How far does it reach? (optional)"), hint=t("For example, both reception teams, or 40 of 52 staff")
            ),
            "shows": Tick(t("It shows what changed for people")),
            "link": Line(
                t("Web address (optional)"), hint=t("It begins with https:// or http://"), longest=LONGEST_LINK
            ),
            "reference": Line(
                t("Where it is kept (optional)"),
                hint=t("For example, Board papers, May 2026, item 7. Nothing is uploaded. No case files."),
            ),
            "seen": Hidden(),
        }
    )  # fmt: skip


def fill_evidence(form: PlainForm, said: EvidenceSaid, revision: int) -> None:
    """Put in what is kept."""
    form.fill(
        title=said.title,
        kind=said.kind,
        dated=said.dated,
        reach=said.reach,
        shows=bool(said.shows),
        link=said.link,
        reference=said.reference,
        seen=revision,
    )


def read_evidence(form: PlainForm, t: Translator, today: date) -> EvidenceSaid | None:
    """What was typed, None where something is to blame."""
    title = read_text(form.control("title"), t, missing=t("Say what it is"))
    kind, link = form.control("kind"), form.control("link")
    if not kind.knows:
        kind.blame(t("Choose one of these"))
    address = read_text(link, t, longest=LONGEST_LINK)
    if address and (is_other_address(address) or not is_web_address(address)):
        link.blame(t("A web address starts with https:// or http://. Say where else it is kept in the next box"))
    said = EvidenceSaid(
        title=title or "",
        kind=kind.data,
        dated=read_past_day(form.control("dated"), t, today),
        reach=read_text(form.control("reach"), t),
        shows="effect" if form.control("shows").data else None,
        link=address,
        reference=read_text(form.control("reference"), t),
    )
    return None if form.faults() else said


def day_form(t: Translator, label: str) -> PlainForm:
    """The day on which it was true; `seen` is the revision of the record on the page."""
    return PlainForm({"seen": Hidden(), "on": Day(label, hint=t("For example, 27 3 2026."))})


def read_past_day(control: Day, t: Translator, today: date, *, missing: str = "") -> date | None:
    """The day, None where there is none; one that is to come is none."""
    day = read_day(control, t, missing=missing)
    if day is not None and day > today:
        control.blame(t("That day is still to come"))
        return None
    return day
