"""The fields about organisations, partnerships and roles, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from selfassess.language import Translator
from selfassess.services.organisations import LONGEST_NAME, Described
from selfassess.services.place_words import kind_name, role_means, role_name
from selfassess.store.people import OrganisationKind, Role
from selfassess.web.forms.controls import Hidden, Line, Option, Radios, Ticks
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_text


def organisation_form(t: Translator, *, label: str = "") -> PlainForm:
    """Name and kind; `seen` is the revision it was filled from."""
    kinds = [Option(value=kind.value, label=kind_name(t, kind)) for kind in OrganisationKind]
    return PlainForm(
        {
            "name": Line(label or t("Name of the organisation"), longest=LONGEST_NAME),
            "kind": Radios(
                t("What sort of organisation is it?"),
                options=kinds,
                hint=t("So that like can be compared with like."),
            ),
            "seen": Hidden(),
        }
    )


def read_described(form: PlainForm, t: Translator) -> Described | None:
    """Name and kind, None where something is to blame."""
    name = read_text(form.control("name"), t, missing=t("Enter the name"))
    kind = form.control("kind")
    if not kind.knows:
        kind.blame(t("Choose one of these"))
    return Described(name=name, kind=OrganisationKind(kind.data)) if name and kind.knows else None


def partnership_form(t: Translator) -> PlainForm:
    """The name; `seen` is the revision it was filled from."""
    return PlainForm({"name": Line(t("Name of the partnership"), longest=LONGEST_NAME), "seen": Hidden()})


def read_name_of_partnership(form: PlainForm, t: Translator) -> str | None:
    """The name, None where something is to blame."""
    return read_text(form.control("name"), t, missing=t("Enter the name"))


def seen_revision(form: PlainForm) -> int:
    """The revision that the form was filled from; 0, which never is one, where it does not say."""
    typed = str(form.control("seen").data)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def role_options(t: Translator, roles: Sequence[Role]) -> list[Option]:
    """Each role with what one may do in it."""
    return [Option(value=role.value, label=role_name(t, role), hint=_sentence(role_means(t, role))) for role in roles]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def roles_form(t: Translator, roles: Sequence[Role]) -> PlainForm:
    """Which roles somebody has; `seen` are those it was filled from."""
    ticks = Ticks(t("Roles"), options=role_options(t, roles), hint=t("Somebody can have several."))
    return PlainForm({"roles": ticks, "seen": Hidden(), "knowing": Hidden()})


def read_roles(control: Any, t: Translator) -> frozenset[Role] | None:
    """Those that are ticked, None where there is none or one that is not on offer."""
    offered = {option.value for option in control.options}
    if not control.data or not set(control.data) <= offered:
        control.blame(t("Tick at least one role. To take the person out, go back and choose “Remove”"))
        return None
    return frozenset(map(Role, control.data))


def written_roles(roles: frozenset[Role]) -> str:
    """Roles as a form carries them along."""
    return " ".join(sorted(role.value for role in roles))


def read_written_roles(typed: str) -> frozenset[Role]:
    """What `written_roles` wrote; what is no role is left out."""
    known = {role.value for role in Role}
    return frozenset(Role(word) for word in typed.split() if word in known)
