"""Files of a safe copy put back into the instance; what was there under their names is kept beside."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from selfassess.services.copy_file import KEY, CopyProblem, OpenCopy


def put_back(copy: OpenCopy, instance: Path, now: datetime) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """Write what is missing or other than in the copy; gives the paths in the instance, and where others are kept."""
    written: list[str] = []
    aside: list[Path] = []
    for name in copy.manifest.files:
        if name != KEY:
            data, file = copy.file_named(name), instance / name
            if not file.is_file() or file.read_bytes() != data:
                aside += _write(file, data, now)
                written.append(name)
    return tuple(written), tuple(aside)


def put_key_back(copy: OpenCopy, file: Path, now: datetime) -> tuple[Path, ...]:
    """Write the secret key of the copy; gives where the one that was there is kept."""
    return _write(file, copy.file_named(KEY), now)


def _write(file: Path, data: bytes, now: datetime) -> tuple[Path, ...]:
    aside = file.with_name(f"{file.name}.replaced-{now:%Y-%m-%dT%H%M%S}")
    beside = file.with_name(f".{secrets.token_hex(8)}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        there = file.exists()
        if there:
            file.replace(aside)
        beside.replace(file)
    except OSError as error:
        with suppress(OSError):  # where its folder is a file, it is not there either
            beside.unlink(missing_ok=True)
        raise CopyProblem(
            f"{file}: cannot be written: {error.strerror or error}. The database is restored; restore again once "
            "this is mended, or copy the file by hand out of the copy, which is a ZIP."
        ) from None
    return (aside,) if there else ()
