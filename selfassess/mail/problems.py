"""How sending can fail: so that it may help to try again, or so that it does not."""

from __future__ import annotations


class SendingProblem(Exception):  # noqa: N818 - a problem for a person to read, like `Problem`
    """The letter was not sent; the message says why, in one line."""


class TransientProblem(SendingProblem):
    """It may work later: the server was not reached, broke off or asked for patience."""


class PermanentProblem(SendingProblem):
    """It will not work: the server refused, or the letter is none that could be sent."""
