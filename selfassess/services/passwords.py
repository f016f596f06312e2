"""Passwords: hashed, compared, and judged without asking anybody on the network."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from passlib.context import CryptContext  # type: ignore[import-untyped]  # stubs exist for another package only

from selfassess.language import Translator, printable_fault

SHORTEST = 12
"""Characters. No rules beyond that and being hard to guess, and no end date: the advice of the NCSC."""
LONGEST = 200
_HARD_TO_GUESS = 3  # of zxcvbn's 0 to 4: safe where hashes leak
_READ_FOR_PATTERNS = 72  # its time grows with the square; what follows can only make a password better

# Argon2id with the library's own costs, about 64 MB and a tenth of a second; raised later, a hash is renewed on sight.
_HASHES = CryptContext(schemes=["argon2"])


def hashed(password: str) -> str:
    """What is kept of a password. It takes a while: not to be called within a transaction."""
    return str(_HASHES.hash(_normal(password)))


def matches(password: str, kept: str | None) -> tuple[bool, str | None]:
    """Whether it is the password, and a better hash to keep where there is one.

    Takes as long where nothing is kept, so that nobody can tell from the time whether an account is there.
    """
    if printable_fault(password) or len(password) > LONGEST:
        password = ""  # nobody's: none that short was ever kept
    fits, better = _HASHES.verify_and_update(_normal(password), kept)
    return bool(fits), better


def fault_of(password: str, t: Translator, *, known: Iterable[str]) -> str | None:
    """Why this should not be a password, in words; None where it is a good one.

    `known` is what anybody would try first: the person's name and address.
    """
    if printable_fault(password):
        return t("Leave out characters that cannot be seen")
    if len(password) < SHORTEST:
        return t("Use at least {count} characters: three random words are easy to remember", count=SHORTEST)
    if len(password) > LONGEST:
        return t("Use at most {count} characters", count=LONGEST)
    import zxcvbn  # type: ignore[import-untyped]  # no types; reads its word lists now, which few starts need

    judged = zxcvbn.zxcvbn(_normal(password)[:_READ_FOR_PATTERNS], user_inputs=[*known, "selfassess"])
    if judged["score"] >= _HARD_TO_GUESS:
        return None
    return t("This is too easy to guess. Use three random words, or let your browser suggest a password")


def _normal(password: str) -> str:
    # The same letters come in different bytes from different keyboards.
    return unicodedata.normalize("NFKC", password)
