"""Questionnaire files that were read before, kept in the process by the hash of their bytes."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from selfassess.questionnaire.loader import Loaded, load_questionnaire

MOST_KEPT = 200
"""Files kept, sound or not; the one not asked for longest goes first. More than anybody's folder holds."""

_kept: OrderedDict[str, Loaded] = OrderedDict()
_lock = Lock()


def cached_questionnaire(data: bytes, file: str) -> Loaded:
    """The same as `load_questionnaire`, remembered. Threads may call it at once.

    Also of a file with problems: a hostile one takes seconds to read, and pages look at every file each time.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    with _lock:
        if sha256 in _kept:
            _kept.move_to_end(sha256)
            return _under(file, _kept[sha256])
    # Read outside the lock: two threads may read the same file at first, but nobody waits for another's file.
    loaded = load_questionnaire(data, file)
    with _lock:
        _kept[sha256] = loaded
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return loaded


def _under(file: str, loaded: Loaded) -> Loaded:
    """The same with its problems reported under this name: two files may hold the same bytes."""
    if not loaded.problems:
        return loaded
    return replace(loaded, problems=tuple(replace(problem, file=file) for problem in loaded.problems))
