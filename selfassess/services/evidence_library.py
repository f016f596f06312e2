"""The evidence an organisation keeps, found by words, kind and age: a page at a time, or as a table for a file."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from selfassess.language import Translator
from selfassess.language.spreadsheet import harmless
from selfassess.scoring.evidence import within_months
from selfassess.services.access import Actor, may_in_organisation, require_in_organisation
from selfassess.services.evidence import may_change
from selfassess.services.evidence_kinds import kind_words
from selfassess.services.rights import Action
from selfassess.store.database import Database, Transaction
from selfassess.store.evidence import EvidenceRecord, evidence_of, uses_of_all

PAGE = 50
AGES = (12, 24)
"""Months after which one can ask for what has not been confirmed."""
STALE_AFTER = 12
"""Months after which a page asks whether it is still true."""
COLUMNS = ("title", "kind", "dated", "reach", "shows_effect", "link", "reference", "retired", "used_in_answers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which records: with all these words somewhere, of this kind, without a date in the last `older` months."""

    words: str = ""
    kind: str = ""
    older: int | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A record on the list. `uses`: how many answers hold a copy; `asked`: whether it is time to ask if it is true."""

    record: EvidenceRecord
    uses: int
    asked: bool
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPage:
    """What was found, the latest date first. `count` of them on `pages` pages; `kept` are all that are not retired."""

    listed: tuple[Listed, ...]
    count: int
    page: int
    pages: int
    kept: int
    retired: int
    may_add: bool


def library(
    database: Database, who: Actor, organisation: str, wanted: Wanted, *, page: int, today: date
) -> LibraryPage:
    """One page of it; a number beyond the last gives the last. Raises `NotFoundError`, `NotPermittedError`."""
    with database.reading() as session:
        every, found = _found(session, who, organisation, wanted, today)
        pages = max(1, -(-len(found) // PAGE))
        page = min(max(page, 1), pages)
        uses = Counter(use.evidence for use in uses_of_all(session, organisation))
        keeps = may_in_organisation(session, who, Action.KEEP_EVIDENCE, organisation)
        return LibraryPage(
            listed=tuple(
                Listed(
                    record=one,
                    uses=uses[one.id],
                    asked=one.retired_at is None and not is_recent(one, STALE_AFTER, today),
                    may_change=keeps or may_change(session, who, one),
                )
                for one in found[(page - 1) * PAGE : page * PAGE]
            ),
            count=len(found),
            page=page,
            pages=pages,
            kept=sum(one.retired_at is None for one in every),
            retired=sum(one.retired_at is not None for one in every),
            may_add=may_in_organisation(session, who, Action.ADD_EVIDENCE, organisation),
        )


def library_csv(
    database: Database, who: Actor, organisation: str, wanted: Wanted, t: Translator, *, today: date
) -> bytes:
    """The same as a table, all pages of it: UTF-8 with a byte order mark; no cell is taken for a formula."""
    with database.reading() as session:
        _, found = _found(session, who, organisation, wanted, today)
        uses = Counter(use.evidence for use in uses_of_all(session, organisation))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in _row(one, uses[one.id], t)] for one in found)
    return out.getvalue().encode("utf-8-sig")


def _row(one: EvidenceRecord, uses: int, t: Translator) -> tuple[str, ...]:
    said = one.said
    return (
        said.title,
        kind_words(t, said.kind),
        said.dated.isoformat() if said.dated else "",
        said.reach or "",
        "yes" if said.shows else "no",
        said.link or "",
        said.reference or "",
        one.retired_at.date().isoformat() if one.retired_at else "",
        str(uses),
    )


def _found(
    session: Transaction, who: Actor, organisation: str, wanted: Wanted, today: date
) -> tuple[tuple[EvidenceRecord, ...], list[EvidenceRecord]]:
    """All records of the organisation, and those that are wanted, in order."""
    require_in_organisation(
        session, who, Action.SEE_EVIDENCE, organisation, f"There is no organisation {organisation}."
    )
    every = evidence_of(session, organisation)
    return every, ordered(one for one in every if _is_wanted(one, wanted, today))


def ordered(records: Iterable[EvidenceRecord]) -> list[EvidenceRecord]:
    """The latest date first, those without one last; by title where they are of one day."""
    by_title = sorted(records, key=lambda one: (one.said.title.casefold(), one.id))
    return sorted(by_title, key=lambda one: one.said.dated or date.min, reverse=True)


def _is_wanted(one: EvidenceRecord, wanted: Wanted, today: date) -> bool:
    return (
        (one.retired_at is not None) == wanted.retired
        and (not wanted.kind or one.said.kind == wanted.kind)
        and (wanted.older is None or not is_recent(one, wanted.older, today))
        and says(one, wanted.words)
    )


def says(one: EvidenceRecord, words: str) -> bool:
    """Whether every one of the words stands somewhere in what is said of it."""
    told = " ".join(filter(None, (one.said.title, one.said.reach, one.said.link, one.said.reference))).casefold()
    return all(word in told for word in words.casefold().split())


def is_recent(one: EvidenceRecord, months: int, today: date) -> bool:
    """Whether it has a date in the last so many months; a day to come is none of them."""
    return within_months(one.said.dated, months, today)
