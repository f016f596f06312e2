"""Environment and instance folder become one frozen `Settings`, failing loudly on anything that is not understood."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import platformdirs
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from selfassess.store.database import fault_of_url

_PREFIX = "SELFASSESS_"
_CHECKOUT = Path(__file__).parents[1]
_SHORTEST_KEY = 32
_ELSEWHERE = "name a folder that this user can write to with SELFASSESS_INSTANCE."


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


def _database_url(url: str) -> str:
    fault = fault_of_url(url)
    if fault:
        raise ValueError(fault)
    return url


def _this_machine(host: str) -> str:
    try:
        local = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise ValueError("must be this machine (127.0.0.1): there are no accounts yet to keep others out.")
    return host


class _Variables(BaseModel):
    """The variables that exist, each after the prefix in lower case; any other one is a mistake and is said."""

    # pydantic-settings reads the environment leniently: it never sees, and so never reports, a misspelt variable.
    model_config = ConfigDict(extra="forbid")

    instance: Path | None = None
    database_url: Annotated[str, AfterValidator(_database_url)] | None = None
    host: Annotated[str, AfterValidator(_this_machine)] = "127.0.0.1"
    port: int = Field(default=5000, ge=1, le=65535)


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the `SELFASSESS_…` variables, make the instance folder and its secret key; raises `SettingsProblem`.

    An empty variable counts as not set, which is how compose files leave one out.
    """
    given = {
        name.upper().removeprefix(_PREFIX).lower(): value
        for name, value in environ.items()
        if name.upper().startswith(_PREFIX) and value
    }
    try:
        variables = _Variables.model_validate(given)
    except ValidationError as error:
        raise SettingsProblem("\n".join(_in_words(one) for one in error.errors())) from None
    instance = _made(variables.instance or default_instance())
    return Settings(
        instance=instance,
        database_url=variables.database_url or sqlite_url(instance / "selfassess.sqlite3"),
        host=variables.host,
        port=variables.port,
        secret_key=_secret_key(instance / "secret-key"),
    )


def default_instance() -> Path:
    """Where data live unless told: `instance/` of the checkout the package runs from, else the user's data folder."""
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / "instance"
    return platformdirs.user_data_path("selfassess", appauthor=False)


def sqlite_url(file: Path) -> str:
    """The address of a SQLite file, whatever characters its folders are named with."""
    return f"sqlite:///{quote(str(file))}"


def _in_words(error: Any) -> str:
    name = _PREFIX + str(error["loc"][0]).upper()
    if error["type"] == "extra_forbidden":
        known = ", ".join(_PREFIX + field.upper() for field in _Variables.model_fields)
        return f"{name} is not a setting of selfassess; there are {known}."
    if error["type"] == "value_error":
        return f"{name} {error['ctx']['error']}"
    return f"{name} must be a whole number from 1 to 65535."  # the port; no other value can be wrong in its type


def _made(instance: Path) -> Path:
    """The folder, made where it is missing, absolute, and sure to take new files."""
    folder = instance.expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise SettingsProblem(f"The instance {folder} is a file or inside one; {_ELSEWHERE}") from None
    except OSError as error:
        raise SettingsProblem(f"The instance folder {folder} cannot be made: {error.strerror}; {_ELSEWHERE}") from None
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise SettingsProblem(f"The instance folder {folder} cannot be written to; {_ELSEWHERE}")
    return folder


def _secret_key(file: Path) -> str:
    """The key that signs cookies, made at the first start and the same ever after."""
    try:
        if not file.exists():
            _make_key(file)
        key = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsProblem(f"The secret key {file} cannot be read or made: {error}.") from None
    if len(key) < _SHORTEST_KEY:
        raise SettingsProblem(f"The secret key {file} is too short to be safe. Delete the file; a new one is made.")
    return key


def _make_key(file: Path) -> None:
    # Written beside and linked into place: of two processes that start at once one wins, and both read its key whole.
    beside = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_hex(32) + "\n")
            out.flush()
            os.fsync(out.fileno())
        _link(file, beside)
    except FileExistsError:
        return
    finally:
        beside.unlink(missing_ok=True)


def _link(file: Path, beside: Path) -> None:
    try:
        file.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        # exFAT and some shared folders know no links; renaming is whole too, only not first-come.
        beside.replace(file)
