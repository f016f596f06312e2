"""Passwords: hashed, compared, and judged without asking anybody on the network."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from passlib.context import CryptContext  # type: ignore[import-untyped]  # stubs exist for another package only

from selfassess.language import Translator, printable_fault

SHORTEST = 12
"""Characters. No rules beyond that and being hard to guess, and no end date: the advice of the NCSC."""
LONGEST = 200
_HARD_TO_GUESS = 3  # of zxcvbn's 0 to 4: safe where hashes leak
_READ_FOR_PATTERNS = 72  # its time grows with the square; what follows can only make a password better


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What one hash takes: KiB of memory, how often all of it is gone through, and in how many lanes at once."""

    memory: int
    passes: int
    lanes: int


STRONG = Costs(memory=65536, passes=3, lanes=4)
"""The second recommendation of RFC 9106: 64 MiB, about a tenth of a second."""

_HASHES = CryptContext(schemes=["argon2"])


def use_costs(costs: Costs) -> None:
    """What hashes cost from now on in this process; hashes kept at other costs are renewed on sight.

    They are `STRONG` unless this is called, which only tests do: they hash hundreds of passwords.
    """
    _HASHES.update(argon2__memory_cost=costs.memory, argon2__rounds=costs.passes, argon2__parallelism=costs.lanes)


use_costs(STRONG)


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
