"""The fields about a person: name, e-mail address, a new password, and what is wrong with what was typed."""

from __future__ import annotations

from typing import Any

from selfassess.language import Translator
from selfassess.services.accounts import LONGEST_NAME, normalised
from selfassess.services.passwords import fault_of
from selfassess.web.forms.controls import Code, Email, Line, Name, Secret
from selfassess.web.forms.reading import read_text


def name_field(t: Translator) -> Any:
    """What the person is called."""
    return Name(t("Your name"), longest=LONGEST_NAME)


def email_field(t: Translator, *, label: str = "", hint: str = "") -> Any:
    """An e-mail address."""
    return Email(label or t("E-mail address"), hint=hint)


def password_field(t: Translator) -> Any:
    """The password there is."""
    return Secret(t("Password"), autocomplete="current-password")


def new_password_field(t: Translator) -> Any:
    """A password to be."""
    hint = t("At least 12 characters. Three random words are a good password; so is one that your browser suggests.")
    return Secret(t("New password"), hint=hint, autocomplete="new-password")


def code_field(t: Translator, *, hint: str) -> Any:
    """A code from an app, or one for recovery."""
    return Code(t("Code"), hint=hint, width="20", autocomplete="one-time-code")


def read_name(control: Line, t: Translator) -> str | None:
    """The name, None where it is missing or cannot be kept."""
    return read_text(control, t, missing=t("Enter your name"))


def read_email(control: Line, t: Translator) -> str | None:
    """The address as it is kept, None where it is missing or cannot be one."""
    if control.is_empty:
        control.blame(t("Enter an e-mail address"))
        return None
    address = normalised(control.data)
    if address is None:
        control.blame(t("Enter an e-mail address like name@example.org"))
    return address


def read_new_password(control: Secret, t: Translator, *known: str | None) -> str | None:
    """The password, None where it should not be one; `known` is what anybody would try first."""
    if control.is_empty:
        control.blame(t("Enter a password"))
        return None
    fault = fault_of(control.data, t, known=[one for one in known if one])
    if fault:
        control.blame(fault)
        return None
    return control.data
