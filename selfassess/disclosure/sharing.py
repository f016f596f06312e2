"""With whom an organisation shares a result, and who reads what is shared in a partnership."""

from __future__ import annotations

from enum import StrEnum


class Choice(StrEnum):
    """What the lead of an organisation chooses for a result in a partnership, from least to most."""

    NOT_SHARED = "not_shared"
    COUNTED = "counted"
    STEERING = "steering"
    MEMBERS = "members"


class Audience(StrEnum):
    """Who reads: the steering group, or the people of the organisations that belong to the partnership."""

    STEERING = "steering"
    MEMBERS = "members"


def names(choice: Choice, audience: Audience) -> bool:
    """Whether the choice shows the result to the audience under the name of the organisation."""
    return choice is Choice.MEMBERS or (choice is Choice.STEERING and audience is Audience.STEERING)
