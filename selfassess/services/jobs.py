"""Jobs: asked for in a transaction, taken by one worker at a time, taken up again where that worker died."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from selfassess.services.access import Actor, ActorKind
from selfassess.services.audit import Event, Subject, record
from selfassess.services.problems import NotFoundError, NotPermittedError
from selfassess.store import jobs as rows
from selfassess.store.database import Database, Transaction
from selfassess.store.jobs import Job
from selfassess.store.memberships import is_administrator
from selfassess.store.names import names_of

KEEP_FINISHED = timedelta(days=30)
"""How long it can be seen what became of a job; longer than any plan of `schedule` pauses, whose keys it holds."""

MOST_LISTED = 200

_MISSING = "There is no such job; finished ones are listed for 30 days."
_KIND = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LONGEST_KEY = 120


def queue(
    session: Transaction,
    who: Actor,
    kind: str,
    arguments: Mapping[str, Any],
    *,
    key: str | None = None,
    due_at: datetime | None = None,
    organisation: str | None = None,
    partnership: str | None = None,
    now: datetime,
) -> str:
    """Ask for a job of the table `jobs.kinds.KINDS`; gives its id. The same `key` again gives the job there is.

    `arguments` are ids and plain JSON values. The job runs with the rights `who` has then. It belongs to the
    `organisation` or `partnership` it is about; whether `who` may ask for it there, the caller has made sure of.
    Call `Wiring.wake` after the transaction. `NotPermittedError` for a visitor.
    """
    if who.kind is ActorKind.VISITOR:
        raise NotPermittedError("ask for work to be done")  # it would run with the rights of the program itself
    if not _KIND.fullmatch(kind) or (key is not None and not 0 < len(key) <= _LONGEST_KEY):
        raise ValueError(f"no kind or key of a job: {kind!r}, {key!r}")
    asked = {
        "kind": kind,
        "arguments": dict(arguments),
        "requested_by": who.account,
        "organisation": organisation,
        "partnership": partnership,
        "due_at": due_at or now,
    }
    return rows.add_job(session, secrets.token_hex(16), key, asked, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobList:
    """The newest `MOST_LISTED` jobs. `names` are of those who asked, by account; an erased person's is empty."""

    jobs: tuple[Job, ...]
    of_everybody: bool
    names: Mapping[str, str]


def list_jobs(database: Database, who: Actor) -> JobList:
    """Everybody's for administrators and on the machine itself, else one's own."""
    with database.reading() as session:
        of = None if _sees_all(session, who) else _account(who)
        found = rows.latest_jobs(session, of=of, most=MOST_LISTED)
        names = names_of(session, "account", {job.requested_by for job in found if job.requested_by})
        return JobList(jobs=found, of_everybody=of is None, names=names)


def see_job(database: Database, who: Actor, id: str) -> Job:
    """A job of one's own, or any for who sees all; raises `NotFoundError`."""
    with database.reading() as session:
        return _visible(session, who, rows.find_job(session, id))


def cancel_job(database: Database, who: Actor, id: str, *, now: datetime) -> Job:
    """Cancel one that waits, ask one that runs to stop; a finished one stays what it is. Raises `NotFoundError`."""
    with database.writing() as session:
        job = _visible(session, who, rows.find_job(session, id, to_change=True))
        if job.finished_at or job.cancel_asked:
            return job
        rows.ask_to_cancel(session, id, now)
        subject = Subject(kind="job", id=id, organisation=job.organisation, partnership=job.partnership)
        cancelled = _visible(session, who, rows.find_job(session, id))
        record(session, who, Event.JOB_CANCELLED, subject, now=now, before={"state": job.state.value})
        return cancelled


def forget_finished_jobs(database: Database, *, now: datetime) -> int:
    """Delete what finished longer ago than `KEEP_FINISHED`; gives how many."""
    with database.writing() as session:
        return rows.delete_finished(session, now - KEEP_FINISHED)


def _visible(session: Transaction, who: Actor, job: Job | None) -> Job:
    if job is None or not (_sees_all(session, who) or job.requested_by == _account(who)):
        raise NotFoundError(_MISSING)
    return job


def _sees_all(session: Transaction, who: Actor) -> bool:
    return who.trusted or (who.account is not None and is_administrator(session, who.account))


def _account(who: Actor) -> str:
    if who.account is None:
        raise NotFoundError(_MISSING)  # else a visitor would own what the program asks for itself
    return who.account
