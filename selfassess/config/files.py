"""What settings keep in files: the instance folder, its database and the secret key that is made there."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import platformdirs

from selfassess.config.problem import SettingsProblem
from selfassess.config.variables import SHORTEST_KEY

_CHECKOUT = Path(__file__).parents[2]
_ELSEWHERE = "name a folder that this user can write to with SELFASSESS_INSTANCE."


def default_instance() -> Path:
    """Where data live unless told: `instance/` of the checkout the package runs from, else the user's data folder."""
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / "instance"
    return platformdirs.user_data_path("selfassess", appauthor=False)


def made(instance: Path) -> Path:
    """The folder, made where it is missing, absolute, and sure to take new files."""
    folder = instance.expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # other users of a machine are not to read what is said
    except (FileExistsError, NotADirectoryError):
        raise SettingsProblem(f"The instance {folder} is a file or inside one; {_ELSEWHERE}") from None
    except OSError as error:
        raise SettingsProblem(f"The instance folder {folder} cannot be made: {error.strerror}; {_ELSEWHERE}") from None
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise SettingsProblem(f"The instance folder {folder} cannot be written to; {_ELSEWHERE}")
    return folder


def key_file(instance: Path) -> Path:
    """Where the key is that the program makes for itself."""
    return instance / "secret-key"


def own_key(instance: Path) -> str:
    """The key that signs cookies, made at the first start and the same ever after."""
    file = key_file(instance)
    try:
        if not file.exists():
            _make_key(file)
        return _key_in(file, "Delete the file; a new one is made.")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsProblem(f"The secret key {file} cannot be read or made: {error}.") from None


def given_key(file: Path) -> str:
    """The key in a file that somebody named."""
    try:
        return _key_in(file, f"Write at least {SHORTEST_KEY} random characters into it.")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsProblem(f"SELFASSESS_SECRET_KEY_FILE names {file}, which cannot be read: {error}.") from None


def _key_in(file: Path, mend: str) -> str:
    key = file.read_text("ascii").strip()
    if len(key) < SHORTEST_KEY:
        raise SettingsProblem(f"The secret key {file} is too short to be safe. {mend}")
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
