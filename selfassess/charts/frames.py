"""Drawn frames, kept: in memory, and in a folder where one is given, so that later processes need no matplotlib."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from dataclasses import asdict
from pathlib import Path as File
from tempfile import NamedTemporaryFile
from typing import Any

from selfassess.charts.drawing import Label, Operation, Path
from selfassess.charts.frame import Frame

_VERSION = 3
"""Part of every key: raise it when the drawing of frames changes, and kept files are drawn anew."""

_KEPT = 256

# matplotlib is not thread-safe, and neither is its first import; one lock covers both and the memory beside it.
one_at_a_time = threading.Lock()
_memory: OrderedDict[str, tuple[Operation, ...]] = OrderedDict()


def drawn(frame: Frame, folder: File | None = None) -> tuple[Operation, ...]:
    """The frame's operations: from memory, else from `folder`, else drawn by matplotlib and kept in both."""
    key = hashlib.sha256(f"{_VERSION} {frame!r}".encode()).hexdigest()
    with one_at_a_time:
        if key in _memory:
            _memory.move_to_end(key)
            return _memory[key]
        operations = _read(folder / f"{key}.json") if folder else None
        if operations is None:
            operations = _engraved(frame)
            if folder:
                _write(folder / f"{key}.json", operations)
        _memory[key] = operations
        if len(_memory) > _KEPT:
            _memory.popitem(last=False)
        return operations


def forget() -> None:
    """Empties the memory, not the folder: for a process that measures or tests the first drawing."""
    with one_at_a_time:
        _memory.clear()


def _engraved(frame: Frame) -> tuple[Operation, ...]:
    # Imported here because matplotlib takes a second to load and most processes find every frame in the folder.
    from selfassess.charts.engraver import engrave

    return engrave(frame)


def _read(file: File) -> tuple[Operation, ...] | None:
    """What the file holds; None where it is missing or not what we wrote: then it is simply drawn and written again."""
    try:
        return tuple(_operation(entry) for entry in json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _operation(entry: dict[str, Any]) -> Operation:
    if "text" in entry:
        return Label(**entry)
    steps = tuple(tuple(step) for step in entry["steps"])
    return Path(**{**entry, "steps": steps, "dash": tuple(entry["dash"])})


def _write(file: File, operations: tuple[Operation, ...]) -> None:
    """Written beside and renamed: no reader sees half a file. A folder that cannot be written costs only time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8", suffix=".part") as beside:
            json.dump([asdict(operation) for operation in operations], beside, ensure_ascii=False)
        File(beside.name).replace(file)
    except OSError:
        return
