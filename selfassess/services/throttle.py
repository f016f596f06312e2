"""Tries are counted in the database, so that all processes share the count and restarting forgets nothing.

A limit is never for good: each count starts anew after its window. No interval as long as a window holds more than
twice its limit, so five guesses in five minutes keep the ten in five minutes of Cyber Essentials.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from selfassess.store import throttle as rows
from selfassess.store.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most `most` tries of the kind `what` within `window`, counted from the first of them."""

    what: str
    most: int
    window: timedelta


_FIVE_MINUTES = timedelta(minutes=5)

PASSWORD_OF_ACCOUNT = Limit(what="password of account", most=5, window=_FIVE_MINUTES)
PASSWORD_FROM_NETWORK = Limit(what="password from network", most=100, window=_FIVE_MINUTES)
CODE_OF_ACCOUNT = Limit(what="code of account", most=5, window=_FIVE_MINUTES)
CODE_OF_ACCOUNT_A_DAY = Limit(what="code of account a day", most=50, window=timedelta(days=1))
"""A code has six digits: without this one, somebody with the password would hit one within a year."""
LINK_TO_ACCOUNT = Limit(what="link to account", most=3, window=timedelta(minutes=15))
LINK_FROM_NETWORK = Limit(what="link from network", most=50, window=timedelta(minutes=15))
SECRET_FROM_NETWORK = Limit(what="secret from network", most=50, window=_FIVE_MINUTES)
"""Addresses with a secret in them: links of ours, invitations, the first set-up."""

LONGEST_WINDOW = CODE_OF_ACCOUNT_A_DAY.window


def network_of(address: str | None) -> str:
    """Whose tries are counted together: one IPv4 address, or the IPv6 network that one household or office has."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)


def count_try(database: Database, *tries: tuple[Limit, str], now: datetime) -> timedelta | None:
    """Count one try against each limit for whom it concerns; how long to wait where one is passed, None to go on.

    Counted before it is known whether the try succeeds, so that many at once are not taken for one.
    """
    with database.writing() as session:
        return count_within(session, *tries, now=now)


def count_within(session: Transaction, *tries: tuple[Limit, str], now: datetime) -> timedelta | None:
    """The same in a transaction that is open."""
    waits = [_count(session, limit, whose, now) for limit, whose in tries]
    return max((wait for wait in waits if wait), default=None)


def _count(session: Transaction, limit: Limit, whose: str, now: datetime) -> timedelta | None:
    since, count = rows.count(session, _key(limit, whose), now, now - limit.window)
    return since + limit.window - now if count > limit.most else None


def forgive(session: Transaction, account: Limit, whose: str, *networks: tuple[Limit, str]) -> None:
    """It was the right person: their count starts anew, and the networks' were not a guess."""
    rows.forget(session, _key(account, whose))
    for limit, network in networks:
        rows.uncount(session, _key(limit, network))


def _key(limit: Limit, whose: str) -> str:
    return hashlib.sha256(f"{limit.what}\0{whose}".encode("utf-8", "surrogatepass")).hexdigest()
