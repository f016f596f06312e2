"""What one scalar of a YAML or JSON file says: a text, an exact number, a truth value or nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from selfassess.language import printable_fault

Scalar = str | int | Decimal | bool | None

LONGEST_TEXT = 50_000
"""Characters in one text; more than any field takes, and little enough for every later room."""
MOST_DIGITS = 40
"""Digits of a number, and the largest power of ten: 1e999999999 would fill the memory when made a fraction."""

_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_DOUBTFUL = frozenset({"yes", "no", "on", "off"})
_NUMBER = re.compile(r"[-+]?(?P<whole>\d*)(?P<part>\.\d*)?(?:[eE](?P<power>[-+]?\d+))?", re.ASCII)
_OTHER_BASE = re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE)


def plain(text: str) -> tuple[Scalar, str | None]:
    """What a text without quotes says by YAML 1.2, and what is wrong with writing it so."""
    if text in _CONSTANTS:
        return _CONSTANTS[text], None
    if text[0] in "+-.0123456789":
        return _number(text)
    if len(text) <= 3 and text.lower() in _DOUBTFUL:
        # YAML 1.1 readers take these words for truth values and YAML 1.2 readers for texts: the author must say which.
        return text, f'write "{text}" in quotes: some programs read it as a truth value'
    if text == "<<":
        return text, "merge keys (<<) are not used here: write the keys out"
    return text, _length_fault(text)


def quoted(text: str) -> tuple[str, str | None]:
    """A text in quotes or a block, and what is wrong with it."""
    if _SURROGATE.search(text):
        # JSON writes a character beyond U+FFFF as two surrogate escapes; YAML reads each for itself.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    if fault := printable_fault(text):
        return "", f"a text cannot hold the character {fault}"
    return text, _length_fault(text)


def _length_fault(text: str) -> str | None:
    return (
        f"a text can have {LONGEST_TEXT:,} characters, this one has {len(text):,}" if len(text) > LONGEST_TEXT else None
    )


def _number(text: str) -> tuple[Scalar, str | None]:
    if _NOT_FINITE.fullmatch(text):
        return text, "a number must be finite"
    if _OTHER_BASE.fullmatch(text):
        return text, f'write the number in digits, or "{text}" in quotes if it is a text'
    found = _NUMBER.fullmatch(text)
    if not found or not (found["whole"] or (found["part"] or "") > "."):
        return text, _length_fault(text)
    if len(text) > 2 * MOST_DIGITS or len(found["whole"] + (found["part"] or "")) > MOST_DIGITS:
        return 0, f"a number can have {MOST_DIGITS} digits"
    if abs(int(found["power"] or 0)) > MOST_DIGITS:
        return 0, f"a number can have an exponent up to {MOST_DIGITS}"
    if len(found["whole"]) > 1 and found["whole"][0] == "0":
        # 010 is eight to some programs and ten to others.
        return text, f'write the number without the leading zero, or "{text}" in quotes if it is a text'
    if found["part"] is None and found["power"] is None:
        return int(text), None
    return Decimal(text), None
