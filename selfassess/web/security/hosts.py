"""The names this site answers to: a page that any other name leads here is another site's, reading along."""

from __future__ import annotations

import re
from collections.abc import Collection

# Flask's own TRUSTED_HOSTS cannot hold [::1]: it cuts the name at the first colon.
_HOST = re.compile(r"(?P<name>[a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)
_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "[::1]"})


def answers_to(host: str, names: Collection[str]) -> bool:
    """Whether a request for `host`, with any port or none, is for this machine or one of `names` (lower case)."""
    found = _HOST.fullmatch(host)
    return found is not None and (found["name"].lower() in _THIS_MACHINE or found["name"].lower() in names)
