"""Files that a person names on the command line: read with every problem listed, written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from selfassess.answers.file import load_answers, peek
from selfassess.answers.model import AnswerSheet
from selfassess.comparison import other_questionnaire_words
from selfassess.questionnaire.crosswalk_fit import crosswalk_misfits
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Finding, Problem
from selfassess.questionnaire.reading import read_tree
from selfassess.questionnaire.shipped import read_file

QUESTIONNAIRE_SUFFIXES = (".yaml", ".yml")


class InputProblems(click.ClickException):
    """The input cannot be used: every problem on a line of its own, exit code 1."""

    exit_code = 1

    def __init__(self, problems: Iterable[object]) -> None:
        self.lines = [str(problem) for problem in problems]
        super().__init__("\n".join(self.lines))

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature; problems go to standard error
        click.echo(self.message, err=True)


@dataclass(frozen=True, slots=True)
class Source:
    """A questionnaire, the hash of the file it was read from, and where that is."""

    questionnaire: Questionnaire
    sha256: str
    path: Path


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises `InputProblems` where they cannot be had."""
    data = read_file(path)
    if isinstance(data, Problem):
        raise InputProblems([data])
    return data


def read_questionnaire(path: Path) -> Source:
    """A questionnaire file. Raises `InputProblems` with all of its problems."""
    loaded = load_questionnaire(read_bytes(path), str(path))
    if loaded.questionnaire is None:
        raise InputProblems(loaded.problems)
    return Source(loaded.questionnaire, loaded.sha256, path)


def read_answers(path: Path, questionnaire: Questionnaire) -> AnswerSheet:
    """An answers file to `questionnaire`. Raises `InputProblems` with all of its problems."""
    loaded = load_answers(read_bytes(path), str(path), questionnaire)
    if loaded.sheet is None:
        raise InputProblems(loaded.problems)
    return loaded.sheet


class Shelf:
    """The questionnaires among which an earlier answers file finds the one it names."""

    def __init__(self, given: Sequence[Source], beside: Sequence[Path]) -> None:
        self._by_name = {source.questionnaire.name: source for source in reversed(given)}
        self._beside = [path for folder in beside for path in sorted(folder.iterdir()) if self._may_be(path)]

    @staticmethod
    def _may_be(path: Path) -> bool:
        return path.suffix.lower() in QUESTIONNAIRE_SUFFIXES and path.is_file()

    def find(self, id: str, version: str) -> Source | None:
        """The questionnaire of that id and version; files beside are read one by one until it is found."""
        while f"{id} {version}" not in self._by_name and self._beside:
            data = read_file(path := self._beside.pop(0))
            loaded = None if isinstance(data, Problem) else load_questionnaire(data, str(path))
            if loaded and loaded.questionnaire:
                # What was given by name on the command line goes before a file that merely lies beside it.
                source = Source(loaded.questionnaire, loaded.sha256, path)
                self._by_name.setdefault(loaded.questionnaire.name, source)
        return self._by_name.get(f"{id} {version}")

    def versions_of(self, id: str) -> tuple[Source, ...]:
        """Every version of one questionnaire that can be found here."""
        self.find(id, "")  # no file has an empty version, so this reads them all
        return tuple(one for one in self._by_name.values() if one.questionnaire.id == id)

    def read_answers(self, path: Path, id: str) -> tuple[Source, AnswerSheet]:
        """An answers file to some version of the questionnaire `id`, with that version. Raises `InputProblems`."""
        data = read_bytes(path)
        named = peek(data, str(path))
        if named.questionnaire is None or named.version is None:
            raise InputProblems(named.problems)
        if named.questionnaire != id:
            raise InputProblems(_told(data, path, other_questionnaire_words(named.questionnaire, id)))
        source = self.find(named.questionnaire, named.version)
        if source is None:
            wanted = f"{named.questionnaire} {named.version}"
            raise InputProblems(_told(data, path, f"answers {wanted}, which is not here: name its file with --with"))
        return source, read_answers(path, source.questionnaire)


def _told(data: bytes, path: Path, message: str) -> tuple[Problem, ...]:
    """What is wrong with the questionnaire that an answers file names, with its place."""
    return read_tree(data, str(path)).told([Finding(("questionnaire",), message)])


def misfits_of(newer: Source, older: Questionnaire) -> tuple[Problem, ...]:
    """What the crosswalk of `newer` says of questions that `older`, which it starts from, does not have."""
    findings = tuple(crosswalk_misfits(newer.questionnaire, older))
    # Read once more only here, for the lines: a questionnaire that was read no longer knows them.
    return read_tree(read_bytes(newer.path), str(newer.path)).told(findings) if findings else ()


def refuse_to_replace(inputs: Iterable[Path], out: Path) -> None:
    """Raise `UsageError` where writing `out` would destroy one of the files that are read."""
    for path in inputs:
        with suppress(OSError):  # one of them does not exist, so they are not the same
            if out.samefile(path):
                raise click.UsageError(f"--out would replace {path}, which is read: name another file")


def write_whole(path: Path, data: bytes) -> None:
    """Write beside and rename, so that a full disk leaves what was there before. Raises `InputProblems`."""
    write_pieces(path, [data])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> int:
    """The same piece by piece; gives the size in bytes. What the pieces themselves raise leaves nothing either."""
    # Its name is short, so that the longest name there can be still has room for it.
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    size = 0
    try:
        if path.exists() and not path.is_file():
            raise InputProblems([f"{path}: is not a file, so it cannot be replaced by one"])
        with beside.open("xb") as out:
            for piece in pieces:
                size += out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except OSError as error:
        raise InputProblems([f"{path}: cannot be written: {error.strerror or error}; nothing was changed"]) from None
    finally:
        with suppress(OSError):  # renamed by now, or where nothing can be written nothing can be removed
            beside.unlink()
    return size
