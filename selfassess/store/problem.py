"""The one exception for a database that cannot be used, worded for the person who runs the program."""

from __future__ import annotations


class StoreProblem(Exception):  # noqa: N818 - a problem for a person to read, like `Problem`
    """The database cannot be used; the message says what is wrong and how to mend it. Nothing half written is kept."""
