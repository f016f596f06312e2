"""A safe copy as a file: a ZIP with the rows of every table, files of the instance, and what it says of itself."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from selfassess import __version__
from selfassess.store.copying.lines import count_rows, digest, rows_of
from selfassess.store.copying.loading import TableCopied
from selfassess.store.copying.tables import tables_at
from selfassess.store.database import Transaction
from selfassess.store.stepping import knows_step

Told = Callable[[int, int], None]

PROGRAM = "selfassess"
FORMAT = 1
"""Changes when a program that reads the present format could not read the new one."""

KEY = "secret-key"
QUESTIONNAIRES = "questionnaires"
_MANIFEST = "manifest.json"
_LONGEST_MANIFEST = 10_000_000
_LONGEST_ROW = 2_000_000_000
"""In bytes: what goes into a database, which is a thousand million at most, takes a third more in base64."""
_OURS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)
"""What reading a ZIP raises that is cut short, damaged, encrypted or packed in a way we never do."""


class CopyProblem(Exception):  # noqa: N818 - a problem for a person to read, like `Problem`
    """The copy cannot be made or used; the message names the file and says how to mend it. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyManifest:
    """What a copy says of itself. `version` is of the program that made it, `step` what its tables were at.

    `files` are the other files of the instance that it holds, by their path there, each with its SHA-256.
    """

    version: str
    step: str
    made_at: datetime
    tables: Mapping[str, TableCopied]
    files: Mapping[str, str]

    @property
    def rows(self) -> int:
        """How many in all tables."""
        return sum(table.rows for table in self.tables.values())


_AS_JSON = TypeAdapter(CopyManifest)


def write_copy(
    session: Transaction, out: BinaryIO, *, step: str, made_at: datetime, files: Mapping[str, bytes], told: Told
) -> CopyManifest:
    """Write what the database holds at this step, and these files, as a ZIP. `told` hears how many rows are done."""
    here = tables_at(step)
    total, done = sum(count_rows(session, table) for table in here.values()), 0
    tables: dict[str, TableCopied] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in here.items():
            with archive.open(_table_entry(name), "w", force_zip64=True) as entry:
                rows, hashed = digest(_passed_on(rows_of(session, table), entry.write))
            tables[name] = TableCopied(columns=tuple(table.columns), rows=rows, sha256=hashed)
            done += rows
            told(done, total)
        for name, data in files.items():
            archive.writestr(_file_entry(name), data)
        hashes = {name: sha256(data).hexdigest() for name, data in files.items()}
        manifest = CopyManifest(version=__version__, step=step, made_at=made_at, tables=tables, files=hashes)
        said = {"program": PROGRAM, "format": FORMAT, **_AS_JSON.dump_python(manifest, mode="json")}
        archive.writestr(_MANIFEST, json.dumps(said, indent=1))
    return manifest


def _passed_on(lines: Iterator[bytes], to: Callable[[bytes], object]) -> Iterator[bytes]:
    for line in lines:
        to(line)
        yield line


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCopy:
    """A copy to read from, within `open_copy`."""

    file: Path
    manifest: CopyManifest
    _archive: zipfile.ZipFile

    def lines(self, table: str) -> Iterator[bytes]:
        """The rows of a table, a line each."""
        with told_as_copy_problem(self.file), self._archive.open(_table_entry(table)) as entry:
            # Three times as fast as the entry's own lines, which may be as long as they like.
            rows = io.BufferedReader(entry)  # type: ignore[type-var]  # it is a BufferedIOBase, whatever zipfile says
            while row := rows.readline(_LONGEST_ROW):
                if len(row) == _LONGEST_ROW:
                    raise ValueError("no row is as long as this")
                yield row

    def file_named(self, name: str) -> bytes:
        """A file of the instance; `CopyProblem` where it is not the one that was put in."""
        with told_as_copy_problem(self.file):
            data = self._archive.read(_file_entry(name))
        if sha256(data).hexdigest() != self.manifest.files[name]:
            raise _damaged(self.file, name)
        return data

    def check(self) -> None:
        """Read all of it and hold it against what it says of itself."""
        for name, table in self.manifest.tables.items():
            if digest(self.lines(name)) != (table.rows, table.sha256):
                raise _damaged(self.file, name)
        for name in self.manifest.files:
            self.file_named(name)


@contextmanager
def open_copy(file: Path) -> Iterator[OpenCopy]:
    """What it says of itself is read and understood; `CopyProblem` where it is none, cut short or newer than we are."""
    with told_as_copy_problem(file):
        if not file.is_file():
            raise CopyProblem(f"{file}: there is no such file.")
        with file.open("rb") as opened:
            begins_as_zip = opened.read(4) == b"PK\x03\x04"
        if not begins_as_zip:
            raise CopyProblem(f"{file}: is not a safe copy, as selfassess backup makes them.")
        archive = zipfile.ZipFile(file)
    with archive:
        yield OpenCopy(file=file, manifest=_manifest_in(archive, file), _archive=archive)


def is_copy(file: Path) -> bool:
    """Whether it says of itself that it is one, of whatever version, whole or not."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open(_MANIFEST) as entry:
            said = json.loads(entry.read(_LONGEST_MANIFEST))
    except (OSError, *_UNREADABLE):
        return False
    return isinstance(said, dict) and said.get("program") == PROGRAM


def check_copy(file: Path) -> CopyManifest:
    """Read all of it and hold it against what it says of itself. `CopyProblem` where it is not whole, or not ours."""
    with open_copy(file) as copy:
        copy.check()
        return copy.manifest


def _manifest_in(archive: zipfile.ZipFile, file: Path) -> CopyManifest:
    if _MANIFEST not in archive.namelist():
        raise CopyProblem(f"{file}: was made by another program: it has no {_MANIFEST}, as a safe copy has.")
    with told_as_copy_problem(file):
        if any(one.compress_type not in _OURS for one in archive.infolist()):
            raise ValueError("we never pack like this")
        with archive.open(_MANIFEST) as entry:
            said = json.loads(entry.read(_LONGEST_MANIFEST))
        if not isinstance(said, dict) or said.pop("program", None) != PROGRAM:
            raise CopyProblem(f"{file}: was made by another program: its {_MANIFEST} does not name {PROGRAM}.")
        form, step, version = said.pop("format", None), said.get("step"), said.get("version")
        if not str(version).isprintable():
            raise ValueError("a terminal would take it for orders")
        if (isinstance(form, int) and form > FORMAT) or (isinstance(step, str) and not knows_step(step)):
            raise CopyProblem(
                f"{file}: was made by a newer version of selfassess ({version}; this is {__version__}). "
                "Update the program, then try again."
            )
        manifest = _AS_JSON.validate_python(said)
        if form != FORMAT or not all(map(belongs, manifest.files)):
            raise ValueError("it says what no copy says")
    return manifest


def belongs(name: str) -> bool:
    """Whether a file with this path may come out of a copy, on any system: where it goes is not the copy's choice."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or str(path) != name:
        return False
    if not name.isprintable():
        return False
    return name == KEY or (path.parts[0] == QUESTIONNAIRES and len(path.parts) > 1)


@contextmanager
def told_as_copy_problem(file: Path) -> Iterator[None]:
    """What goes wrong in reading this file becomes `CopyProblem`."""
    try:
        yield
    except OSError as error:
        raise CopyProblem(f"{file}: cannot be read: {error.strerror or error}.") from None
    except (*_UNREADABLE, ValidationError):
        raise CopyProblem(f"{file}: is cut short or damaged. Take another copy, or fetch this one again.") from None


def _damaged(file: Path, name: str) -> CopyProblem:
    return CopyProblem(f"{file}: is damaged: {name} is not what was put in. Take another copy.")


def _table_entry(name: str) -> str:
    return f"tables/{name}.jsonl"


def _file_entry(name: str) -> str:
    return f"instance/{name}"
