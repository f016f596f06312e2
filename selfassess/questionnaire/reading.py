"""Bytes to a `Tree`: YAML 1.2, and so JSON, read strictly and without recursion; a hostile file is stopped early."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.scanner import Scanner

from selfassess.language import printable_fault
from selfassess.questionnaire.compose import Composer, Stop
from selfassess.questionnaire.problems import Problem
from selfassess.questionnaire.tree import Branch, Place, Tree

MOST_BYTES = 2_000_000
MOST_SECONDS = 10.0

# No line ends to YAML 1.2, but the scanner folds them into spaces: a text would not come back as it was written.
_LINE_SEPARATOR = re.compile("[\u2028\u2029]")

_UNCLOSED = "found unexpected end of stream"
_HINTS = {
    _UNCLOSED: "the quote that is opened here is never closed",
    "found character '\\t' that cannot start any token": "indent with spaces, not with tabs",
    "mapping values are not allowed here": 'put a text that holds ": " in quotes, or mend the indentation of this line',
    "could not find expected ':'": "a key must be followed by a colon and a space",
    "expected <block end>, but found '<block mapping start>'": "the indentation of this line fits nothing above it",
    "expected <block end>, but found '<scalar>'": "this text does not fit here: put the whole value in quotes",
}


class _RefusedError(MarkedYAMLError):
    """A part of YAML that these files do not use."""


class _StrictScanner(Scanner):
    """Refuses what makes YAML a risk before anything acts on it: directives, anchors, aliases and tags."""

    def _refuse(self, what: str) -> NoReturn:
        raise _RefusedError(problem=what, problem_mark=self.reader.get_mark())

    def fetch_directive(self) -> NoReturn:
        self._refuse("lines that start with % are not used here")

    def fetch_anchor(self) -> NoReturn:
        self._refuse("anchors are not used here: put a text that starts with & in quotes")

    def fetch_alias(self) -> NoReturn:
        self._refuse("aliases are not used here: put a text that starts with * in quotes")

    def fetch_tag(self) -> NoReturn:
        self._refuse("tags are not used here: put a text that starts with ! in quotes")

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> Any:
        try:
            return super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):  # "\UFFFFFFFF" is made a character without asking whether there is one
            self._refuse("an escape names a character that does not exist")


def read_tree(
    data: bytes, file: str, *, seconds: float = MOST_SECONDS, clock: Callable[[], float] = time.thread_time
) -> Tree:
    """Everything the file says, and the problems of reading it; never raises for bad input.

    The clock is a stop-watch only: it can end the reading of a hostile file, no value depends on it. It counts what
    this thread works, so that a good file is not refused where the machine is busy with others. Between two looks at
    it the scanner does work that is linear in the size of the file, a few seconds at most.
    """
    composer = Composer(file)
    try:
        _compose(_decoded(data, file), file, composer, clock, clock() + seconds)
    except Stop as stop:
        return Tree(file, Branch(None), Place(1, 1, 1, 1), (*composer.problems, stop.problem), stopped=True)
    return Tree(file, Branch(composer.value), composer.place, tuple(composer.problems))


def _compose(text: str, file: str, composer: Composer, clock: Callable[[], float], deadline: float) -> None:
    for event in _events(text, file):
        if clock() > deadline:
            composer.stop(event.start_mark, "the file takes too long to read: reading was given up here")
        composer.take(event)
    if not composer.done:
        raise Stop(Problem(file=file, message="the file is empty"))


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MOST_BYTES:
        raise Stop(too_large(file))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Stop(Problem(file=file, message="the file is written as UTF-16: save it as UTF-8"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "from here on the file is not text in UTF-8: save it as UTF-8"
        raise Stop(_after(data[: error.start].decode("utf-8-sig"), file, message)) from error
    if fault := printable_fault(text):
        at = text.index(chr(int(fault.removeprefix("U+"), 16)))
        message = f"the file holds the character {fault}: it is damaged, or not a text file"
        raise Stop(_after(text[:at], file, message))
    if found := _LINE_SEPARATOR.search(text):
        message = f'write this line separator as "\\u{ord(found.group()):04x}" in quotes, or leave it out'
        raise Stop(_after(text[: found.start()], file, message))
    return text


def too_large(file: str) -> Problem:
    """Said of a file that is not read because of its size."""
    return Problem(file=file, message=f"the file is larger than {MOST_BYTES // 1_000_000} MB")


def _after(before: str, file: str, message: str) -> Problem:
    """A problem at what follows `before`, counting lines as the scanner does."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Problem(file=file, line=len(lines), column=len(lines[-1]) + 1, message=message)


def _events(text: str, file: str) -> Iterator[Any]:
    yaml = YAML(typ="safe", pure=True)  # the C parser ends the whole process on 30,000 nested brackets
    yaml.Scanner = _StrictScanner
    try:
        yield from yaml.parse(text)
    except MarkedYAMLError as error:
        raise Stop(_told(error, file)) from error


def _told(error: MarkedYAMLError, file: str) -> Problem:
    # What is never closed shows at the end of the file; what helps is where it was opened.
    mark = error.context_mark if error.problem == _UNCLOSED else error.problem_mark
    if isinstance(error, _RefusedError):
        message = error.problem
    else:
        said = _HINTS.get(error.problem) or ": ".join(filter(None, (error.context, error.problem)))
        message = f"this cannot be read as YAML: {said}"
    return Problem(file=file, line=mark.line + 1, column=mark.column + 1, message=message)
