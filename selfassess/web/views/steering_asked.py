"""What the pages of a steering group are asked for in their addresses, the form for it, and the ways between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from selfassess.language import Translator
from selfassess.services.partnership_figures import RowOrder
from selfassess.services.place_words import kind_name
from selfassess.store.people import OrganisationKind, Partnership
from selfassess.web.forms.controls import Choice, Option
from selfassess.web.forms.plain import PlainForm

EVERY_KIND = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for; what it does not say, or says wrongly, is the usual: the latest year, all kinds."""

    year: int | None
    kind: OrganisationKind | None
    order: RowOrder
    page: int


def asked() -> Asked:
    """Out of the address of the present request."""
    said = request.args
    kinds = {kind.value: kind for kind in OrganisationKind}
    orders = {order.value: order for order in RowOrder}
    return Asked(
        year=_number(said.get("year", "")) or None,
        kind=kinds.get(said.get("kind", "")),
        order=orders.get(said.get("order", ""), RowOrder.NAME),
        page=_number(said.get("page", "")) or 1,
    )


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else 0


def year_choice(years: Sequence[int], year: int, t: Translator) -> Choice:
    """The years there are, the latest first."""
    options = [Option(value=str(one), label=str(one)) for one in sorted(years, reverse=True)]
    return _filled("year", Choice(t("Year"), options=options), str(year))


def kind_choice(kinds: Sequence[str], kind: OrganisationKind | None, t: Translator) -> Choice:
    """All kinds or one of those that belong."""
    options = [
        Option(value=EVERY_KIND, label=t("All kinds")),
        *(Option(value=one, label=kind_name(t, OrganisationKind(one))) for one in kinds),
    ]
    return _filled("kind", Choice(t("Kind of organisation"), options=options), kind.value if kind else EVERY_KIND)


def order_choice(order: RowOrder, t: Translator) -> Choice:
    """By what the rows are sorted."""
    names = {RowOrder.NAME: t("Name"), RowOrder.KIND: t("Kind, then name"), RowOrder.SIGNED: t("Day it was signed")}
    options = [Option(value=one.value, label=names[one]) for one in RowOrder]
    return _filled("order", Choice(t("In the order of"), options=options), order.value)


def _filled(name: str, control: Choice, value: str) -> Choice:
    form = PlainForm({name: control})
    form.fill(**{name: value})
    found: Choice = form.control(name)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A page beside others; `here`: it is the one that is shown."""

    address: str
    words: str
    here: bool


def ways(partnership: Partnership, questionnaire: str, year: int, here: str, t: Translator) -> list[Way]:
    """The pages about a questionnaire in a partnership; `here` is the endpoint of the one that is shown."""
    pages = {
        "steering.organisations": t("Organisations"),
        "steering_figures.figures": t("Figures"),
        "steering_figures.years": t("Over the years"),
        "steering_figures.actions": t("Actions"),
        "partnership_report.report": t("Report"),
    }
    place: dict[str, Any] = {"partnership": partnership.id, "questionnaire": questionnaire, "year": year}
    return [Way(address=url_for(page, **place), words=words, here=page == here) for page, words in pages.items()]
