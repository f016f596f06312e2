"""The audit record for those who may read it: events with the names of the day, a page at a time or all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selfassess.language import Translator
from selfassess.services.access import Actor, require_administrator, require_in_organisation, require_in_partnership
from selfassess.services.audit_words import actor_words, event_name, event_sentence
from selfassess.services.rights import Action
from selfassess.store.audit import Choice, Recorded, actors_of, count_events, events_of, latest_events, next_events
from selfassess.store.database import Database, Transaction
from selfassess.store.names import assessments_named, names_of

PAGE = 50
_STEP = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event with its names. `who` is a person or what else did it; `sentence` says it whole.

    `changes` has a line for each thing that was noted, such as "role: viewer → lead".
    """

    recorded: Recorded
    who: str
    what: str
    place: str
    sentence: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """One page of events, the newest first, and what the record can be filtered by: pairs of id and words."""

    events: tuple[Told, ...]
    count: int
    page: int
    pages: int
    people: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]


def audit_page(database: Database, who: Actor, t: Translator, choice: Choice, *, page: int) -> AuditPage:
    """A page of `PAGE` events; one that is not there gives the nearest.

    With an organisation or partnership in `choice` that one's record, else the whole; raises `NotFoundError` and
    `NotPermittedError`.
    """
    with database.reading() as session:
        _require(session, who, choice)
        count = count_events(session, choice)
        pages = max(1, -(-count // PAGE))
        page = min(max(page, 1), pages)
        events = latest_events(session, choice, skip=(page - 1) * PAGE, most=PAGE)
        place = Choice(organisation=choice.organisation, partnership=choice.partnership)
        return AuditPage(
            events=_told(session, t, events),
            count=count,
            page=page,
            pages=pages,
            people=_people(session, t, place),
            kinds=tuple(sorted(((one, event_name(t, one)) for one in events_of(session, place)), key=lambda k: k[1])),
        )


def every_event(database: Database, who: Actor, t: Translator, choice: Choice) -> Iterator[Told]:
    """All that are chosen, the oldest first; each step in a transaction of its own, so that nobody has to wait."""
    last = 0
    while True:
        with database.reading() as session:
            _require(session, who, choice)
            events = _told(session, t, next_events(session, choice, after=last, most=_STEP))
        yield from events
        if len(events) < _STEP:
            return
        last = events[-1].recorded.number


def _require(session: Transaction, who: Actor, choice: Choice) -> None:
    if choice.organisation is not None:
        missing = "There is no such organisation."
        require_in_organisation(session, who, Action.RUN_ORGANISATION, choice.organisation, missing)
    elif choice.partnership is not None:
        missing = "There is no such partnership."
        require_in_partnership(session, who, Action.RUN_PARTNERSHIP, choice.partnership, missing)
    else:
        require_administrator(session, who)


def _people(session: Transaction, t: Translator, place: Choice) -> tuple[tuple[str, str], ...]:
    names = names_of(session, "account", actors_of(session, place))
    return tuple(sorted(((id, name or _erased(t)) for id, name in names.items()), key=lambda one: one[1].casefold()))


def _told(session: Transaction, t: Translator, events: Sequence[Recorded]) -> tuple[Told, ...]:
    names = _Names(session, t, events)
    return tuple(_tell(t, names, one) for one in events)


class _Names:
    """The names of everything that some events are about, looked up together."""

    def __init__(self, session: Transaction, t: Translator, events: Sequence[Recorded]) -> None:
        wanted: dict[str, set[str]] = defaultdict(set)
        for one in events:
            for kind, id in (
                ("account", one.actor),
                (one.subject_kind, one.subject),
                ("organisation", one.organisation),
                ("partnership", one.partnership),
            ):
                if id is not None:
                    wanted[kind].add(id)
        self._found = {kind: names_of(session, kind, ids) for kind, ids in wanted.items()}
        self._found["assessment"] = {
            id: t("{organisation}, {day}", organisation=organisation, day=t.date(day))
            for id, (organisation, day) in assessments_named(session, wanted["assessment"]).items()
        }

    def name(self, t: Translator, kind: str, id: str) -> str:
        """As it is called now; what is gone by the beginning of its id, which still tells one from another."""
        name = self._found.get(kind, {}).get(id)
        if name == "" and kind == "account":
            return _erased(t)
        return name or t("no longer there ({id})", id=id[:8])


def _tell(t: Translator, names: _Names, one: Recorded) -> Told:
    who = names.name(t, "account", one.actor) if one.actor else actor_words(t, one.actor_kind)
    what = names.name(t, one.subject_kind, one.subject)
    place = ""
    if one.organisation:
        place = names.name(t, "organisation", one.organisation)
    elif one.partnership:
        place = names.name(t, "partnership", one.partnership)
    return Told(
        recorded=one,
        who=who,
        what=what,
        place=place,
        sentence=event_sentence(t, one.event, {"who": who, "what": what, "place": place}),
        changes=_changes(one.before, one.after),
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        f"{name}: {_written(before[name])} → {_written(after[name])}"
        if name in before and name in after
        else f"{name}: {_written(after.get(name, before.get(name)))}"
        for name in dict.fromkeys([*before, *after])
    )


def _written(value: Any) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(_written, value))
    return str(value)


def _erased(t: Translator) -> str:
    return t("erased person")
