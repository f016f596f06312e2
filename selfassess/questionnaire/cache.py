"""Questionnaires that were read before, kept in the process by the hash of their bytes."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock

from selfassess.questionnaire.loader import Loaded, load_questionnaire

MOST_KEPT = 32
"""Sound questionnaires kept; the one not asked for longest goes first."""

_kept: OrderedDict[str, Loaded] = OrderedDict()
_lock = Lock()


def cached_questionnaire(data: bytes, file: str) -> Loaded:
    """The same as `load_questionnaire`, remembered for bytes that have no problems. Threads may call it at once."""
    sha256 = hashlib.sha256(data).hexdigest()
    with _lock:
        if sha256 in _kept:
            _kept.move_to_end(sha256)
            return _kept[sha256]
    # Read outside the lock: two threads may read the same file at first, but nobody waits for another's file.
    loaded = load_questionnaire(data, file)
    if loaded.questionnaire is not None:
        with _lock:
            _kept[sha256] = loaded
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return loaded
