"""Recovery codes: each signs in once in place of a code from an app, for who has lost the phone."""

from __future__ import annotations

import secrets

from selfassess.services.links import hash_of

HOW_MANY = 8

# Without letters and digits that look alike on paper. Sixteen of them make 79 bits, so that no slow hash is needed.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS = 4
_IN_A_GROUP = 4


def new_codes() -> tuple[list[str], list[str]]:
    """Codes to be shown once, such as `k3fd-…`, and what is kept of them."""
    shown = ["-".join(_group() for _ in range(_GROUPS)) for _ in range(HOW_MANY)]
    return shown, [hash_of(code) for code in shown]


def _group() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP))


def among(typed: str, kept: tuple[str, ...]) -> str | None:
    """What is kept of the code that this is, with or without hyphens and blanks; None where it is none of them."""
    letters = "".join(typed.lower().replace("-", "").split())
    groups = [letters[start : start + _IN_A_GROUP] for start in range(0, len(letters), _IN_A_GROUP)]
    hash = hash_of("-".join(groups))
    return hash if hash in kept else None
