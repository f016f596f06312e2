"""The one exception for settings that cannot be used, worded for the person who runs the program."""

from __future__ import annotations


class SettingsProblem(Exception):  # noqa: N818 - a problem for a person to read, like `Problem`
    """The settings cannot be used; the message names each variable or path and says how to mend it."""
