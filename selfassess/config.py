"""Environment and instance folder become one frozen `Settings`, failing loudly on anything that is not understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class SettingsProblem(Exception):  # noqa: N818 - a problem for a person to read, like `Problem`
    """The settings cannot be used; the message names each variable or path and says how to mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this program runs. `instance` exists and can be written; `secret_key` is the same for all its processes."""

    instance: Path
    database_url: str = field(repr=False)  # may hold a password
    host: str
    port: int
    secret_key: str = field(repr=False)


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the `SELFASSESS_…` variables, make the instance folder and its secret key; raises `SettingsProblem`."""
    raise NotImplementedError
