"""What a downloaded report is called."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from selfassess.answers.model import AnswerSheet

LONGEST_PART = 60


def report_filename(sheet: AnswerSheet, suffix: str, kind: str = "report") -> str:
    """A name every file system takes: `report-example-council-2026.pdf`; `suffix` with its dot, `kind` one word."""
    return document_filename(sheet.organisation, sheet.period, suffix, kind)


def document_filename(organisation: str, period: str, suffix: str, kind: str = "report") -> str:
    """The same where the answers are not at hand."""
    return _named(kind, (organisation, period), suffix)


def partnership_filename(partnership: str, year: int, suffix: str) -> str:
    """The same for the report of a partnership: `partnership-report-greater-mere-2026.pdf`."""
    return _named("partnership-report", (partnership, str(year)), suffix)


def pack_filename(organisation: str, suffix: str, number: int = 1) -> str:
    """The same among those of many organisations: `pack-example-council.pdf`; the second of the same `number` 2."""
    return _named("pack", (organisation, str(number) if number > 1 else ""), suffix)


def packs_filename(partnership: str, period: str) -> str:
    """The same for all of them together: `packs-greater-mere-2026.zip`."""
    return _named("packs", (partnership, period), ".zip")


def certificate_filename(organisation: str, questionnaire: str, suffix: str) -> str:
    """The same for what an organisation has signed: `certificate-example-council-bnssg-pledge.pdf`."""
    return _named("certificate", (organisation, questionnaire), suffix)


def signatories_filename(place: str) -> str:
    """The same for the register of an organisation or a partnership: `signatories-greater-mere.csv`."""
    return _named("signatories", (place,), ".csv")


def copy_filename(name: str, day: date) -> str:
    """The same for a copy of all that is kept about a person or an organisation: `copy-ada-lovelace-2026-10-01.zip`."""
    return _named("copy", (name, day.isoformat()), ".zip")


def _named(kind: str, texts: tuple[str, ...], suffix: str) -> str:
    parts = [part for part in map(_slug, texts) if part]
    # The word in front keeps clear of names that Windows reserves, such as con and nul.
    return "-".join([kind, *parts]) + suffix


def _slug(text: str) -> str:
    """The ASCII letters and digits of a text, accents dropped, words joined by hyphens; empty where it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_PART].strip("-")
