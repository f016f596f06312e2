"""Whether the audit record is whole: the chain of hashes is walked from its first event to its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from selfassess.store.chain import START
from selfassess.store.chain_links import Head, Link, head_of_chain, next_links
from selfassess.store.database import Database

_STEP = 1000
_MOST_COMPARED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A number and hash that somebody wrote down elsewhere; they prove that nothing up to there was made anew."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found. `faults` has a sentence for each break, none where the record is whole; `last` is its end."""

    events: int
    last: Noted
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """Where the walk is: the number and hash of the last event that was passed, and what was wrong so far."""

    noted: Noted | None
    events: int = 0
    number: int = 0
    hash: str = START
    faults: list[str] = field(default_factory=list)
    changed: list[Link] = field(default_factory=list)

    def pass_by(self, link: Link) -> None:
        """Hold one event against the one before it."""
        self.events += 1
        if not isinstance(link.number, int):
            self.faults.append(f"An event has {link.number!r} for its number.")
            return
        if link.number != self.number + 1:
            self.faults.append(f"{_events(self.number + 1, link.number - 1)} missing.")
        elif link.previous != self.hash:
            self.faults.append(_unlinked(link.number))
        if not link.fits(link.number):
            self.changed.append(link)
            self.faults.append(f"Event {link.number} was changed: its hash is not that of what it says.")
        if self.noted and self.noted.number == link.number and self.noted.hash != link.hash:
            self.faults.append(f"Event {link.number} is not the one that was noted: the record was made anew.")
        self.number, self.hash = link.number, str(link.hash)

    def arrive(self, head: Head | None) -> None:
        """Hold the last event against what is written down as the end."""
        if head is None:
            self.faults.append("The end of the record is missing, so nobody can tell whether events are, too.")
        elif head.number != self.number:
            self.faults.append(_wrong_end(head.number, self.number))
        elif head.hash != self.hash:
            self.faults.append(f"The end of the record does not fit event {self.number}: one of them was changed.")
        if self.noted and self.noted.number > self.number:
            self.faults.append(f"Event {self.noted.number} was noted, but the record ends with event {self.number}.")
        self.faults.extend(_moved(self.changed[:_MOST_COMPARED]))


def check_audit(
    database: Database, *, noted: Noted | None = None, told: Callable[[int, int], None] = lambda _done, _total: None
) -> Checked:
    """Walk the whole chain; `told` hears now and then how many events are passed, of how many.

    No transaction stays open for long, so that nobody's saving has to wait: what is written does not change, and the
    end is read together with the last events.
    """
    walk = _Walk(noted=noted)
    while True:
        before = walk.number
        with database.reading() as session:
            links, head = next_links(session, after=walk.number, most=_STEP), head_of_chain(session)
        for link in links:
            walk.pass_by(link)
        if head and isinstance(head.number, int):
            told(walk.number, max(head.number, walk.number))
        if len(links) < _STEP or walk.number == before:
            break
    walk.arrive(head)
    last = Noted(number=walk.number, hash=walk.hash)
    return Checked(events=walk.events, last=last, faults=tuple(walk.faults))


def _events(first: int, last: int) -> str:
    return f"Event {first} is" if first == last else f"Events {first} to {last} are"


def _unlinked(number: int) -> str:
    if number == 1:
        return "Event 1 says that another came before it: events were removed from the beginning, or it was changed."
    return (
        f"Event {number} does not follow event {number - 1}: "
        "one of them was changed, or another one stood between them."
    )


def _wrong_end(end: object, last: int) -> str:
    if isinstance(end, int) and end > last:
        return f"The record is cut off: it ends with event {last}, but event {end} was the last."
    return f"The end of the record was changed: it says {end}, but the last event is {last}."


def _moved(changed: list[Link]) -> list[str]:
    """Of the events that do not fit, those that fit in the place of another one."""
    return [
        f"Event {link.number} was event {other.number}: the order was changed."
        for link in changed
        for other in changed
        if other is not link and link.fits(other.number)
    ]
