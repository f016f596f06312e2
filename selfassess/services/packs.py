"""Runs of packs: what one would hold, asking for it, how far it is, its end. Making is `services.pack_making`."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from selfassess.language import printable_fault
from selfassess.render.table import WRITERS, UnknownFormatError
from selfassess.services import jobs
from selfassess.services.access import Actor
from selfassess.services.account_letters import Post
from selfassess.services.audit import Event, Subject, record
from selfassess.services.letters import Link, letter
from selfassess.services.outbox import post
from selfassess.services.pack_contents import contents
from selfassess.services.places import required_partnership
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.store import jobs as job_rows
from selfassess.store import pack_items as item_rows
from selfassess.store import pack_runs as rows
from selfassess.store.accounts import account_of_id
from selfassess.store.database import Database, Transaction
from selfassess.store.jobs import OPEN, Job
from selfassess.store.pack_items import Counts, ItemState, PackItem, Wanted
from selfassess.store.pack_runs import PackRun, RunState
from selfassess.store.partnerships import find_partnership
from selfassess.store.people import Partnership

KEEP_RUNS = timedelta(days=30)
"""How long a run and what was made in it can be had."""

MOST_LISTED = 20

JOB = "make-packs"
"""The kind of job that makes a run."""

LONGEST_PERIOD = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RunShown:
    """A run with how far it is. `job` makes it, where one does; None where that is forgotten."""

    run: PackRun
    counts: Counts
    job: Job | None

    @property
    def making(self) -> bool:
        """Whether somebody is at it, or will be."""
        return self.run.state is RunState.WAITING and self.job is not None and self.job.state in OPEN

    @property
    def stopped(self) -> bool:
        """Whether it is not finished and nobody goes on with it by themselves."""
        return self.run.state is RunState.WAITING and not self.making


def formats() -> tuple[str, ...]:
    """The endings that packs can have."""
    return tuple(WRITERS)


def would_hold(database: Database, who: Actor, partnership: str, period: str, suffix: str) -> tuple[Wanted, ...]:
    """What a run would hold if it was asked for now; raises as `ask_for_packs`."""
    _require_format(suffix)
    with database.reading() as session:
        place = required_partnership(session, who, Action.SEE_SHARED, partnership)
        return contents(session, who, place, _asked_for(period), suffix)


def ask_for_packs(
    database: Database,
    who: Actor,
    partnership: str,
    period: str,
    suffix: str,
    *,
    by_job: bool,
    now: datetime,
) -> PackRun | None:
    """Begin a run, or go on with one of just this kind that is not finished; None where it would hold nothing.

    `suffix` is one of `formats`. `by_job`: a worker makes it; else whoever asks does, with `services.pack_making`.
    Raises `NotFoundError`, `NotPermittedError` and `UnknownFormatError`.
    """
    _require_format(suffix)
    period = _asked_for(period)
    with database.writing() as session:
        place = required_partnership(session, who, Action.SEE_SHARED, partnership)
        find_partnership(session, place.id, to_change=True)  # of two who send it at once, the second finds the first's
        run = rows.waiting_run(session, place.id, period, suffix, who.account, by_job=by_job)
        is_new = run is None
        if run is None:
            wanted = contents(session, who, place, period, suffix)
            if not wanted:
                return None
            run = _new_run(place, who, period, suffix, now)
            rows.add_run(session, run, wanted)
        job = _queued(session, who, run, now) if by_job else None
        if is_new or job != run.job:
            record(session, who, Event.PACKS_ASKED, _subject(run), now=now, after={"format": suffix[1:], "job": job})
        found = rows.find_run(session, run.id)
        assert found is not None  # noqa: S101 - it was added or found just now
        return found


def _require_format(suffix: str) -> None:
    if suffix not in WRITERS:
        raise UnknownFormatError(f"packs cannot be written as {suffix or 'nothing'}: use one of {', '.join(WRITERS)}")


def _asked_for(period: str) -> str:
    """As it can be kept; what cannot be printed is no period of anything."""
    return "" if printable_fault(period) else period[:LONGEST_PERIOD]


def _new_run(place: Partnership, who: Actor, period: str, suffix: str, now: datetime) -> PackRun:
    return PackRun(
        id=secrets.token_hex(16),
        partnership=place.id,
        period=period,
        suffix=suffix,
        requested_by=who.account,
        state=RunState.WAITING,
        job=None,
        made_at=now,
        finished_at=None,
    )


def _queued(session: Transaction, who: Actor, run: PackRun, now: datetime) -> str:
    """The job that makes it: the one that is at it, or a new one."""
    job = job_rows.find_job(session, run.job) if run.job else None
    if job is not None and job.state in OPEN and not job.cancel_asked:
        return job.id
    made = jobs.queue(session, who, JOB, {"run": run.id}, partnership=run.partnership, now=now)
    rows.set_job(session, run.id, made)
    return made


def runs_of(database: Database, who: Actor, partnership: str) -> tuple[RunShown, ...]:
    """The latest of one's own that workers make; everybody's for those who need no role; not those of a terminal.

    Raises `NotFoundError`, `NotPermittedError`.
    """
    with database.reading() as session:
        place = required_partnership(session, who, Action.SEE_SHARED, partnership)
        found = rows.runs_in(session, place.id, of=None if who.trusted else _account(who), most=MOST_LISTED)
        counts = item_rows.counts_of(session, [one.id for one in found])
        return tuple(_shown(session, one, counts) for one in found)


def run_of(database: Database, who: Actor, partnership: Partnership, id: str) -> RunShown:
    """One run of a partnership, for whoever asked for it and still sees what is shared there; for pages."""
    with database.reading() as session:
        run = required_run(session, who, id)
        if run.partnership != partnership.id:
            raise NotFoundError(_MISSING)
        return _shown(session, run, item_rows.counts_of(session, [run.id]))


def items_of(database: Database, who: Actor, id: str) -> tuple[PackItem, ...]:
    """What a run holds, by name, as it is kept: for those who need no role, others use `services.pack_sight`."""
    with database.reading() as session:
        run = required_run(session, who, id)
        if not who.trusted:
            raise NotFoundError(_MISSING)
        return item_rows.items_of(session, run.id)


def counts_of_run(database: Database, who: Actor, id: str) -> Counts:
    """How far it is, for the same people."""
    with database.reading() as session:
        return _counted(session, required_run(session, who, id))


def _counted(session: Transaction, run: PackRun) -> Counts:
    return item_rows.counts_of(session, [run.id]).get(run.id, Counts(total=0, made=0, failed=0))


def _shown(session: Transaction, run: PackRun, counts: Mapping[str, Counts]) -> RunShown:
    job = job_rows.find_job(session, run.job) if run.job else None
    return RunShown(run=run, counts=counts.get(run.id, Counts(total=0, made=0, failed=0)), job=job)


_MISSING = "There is no such run of packs; what was made is kept for 30 days."


def required_run(session: Transaction, who: Actor, id: str, *, to_change: bool = False) -> PackRun:
    """The run, for whoever asked for it, as long as they see what is shared there, and for those who need no role.

    Raises `NotFoundError`, `NotPermittedError`.
    """
    run = rows.find_run(session, id, to_change=to_change)
    if run is None or not (who.trusted or run.requested_by == _account(who)):
        raise NotFoundError(_MISSING)
    required_partnership(session, who, Action.SEE_SHARED, run.partnership)
    return run


def _account(who: Actor) -> str:
    if who.account is None:
        raise NotFoundError(_MISSING)
    return who.account


def cancel_run(database: Database, who: Actor, id: str, *, now: datetime) -> PackRun:
    """End it and forget what was made in it; one that is finished stays what it is. Raises as `required_run`."""
    with database.writing() as session:
        run = required_run(session, who, id, to_change=True)
        if rows.finish_run(session, run.id, RunState.CANCELLED, now):
            item_rows.delete_items(session, run.id)
            if run.job:
                job_rows.ask_to_cancel(session, run.job, now)
            record(session, who, Event.PACKS_CANCELLED, _subject(run), now=now)
        found = rows.find_run(session, id)
        assert found is not None  # noqa: S101 - it is held
        return found


def finish_run(database: Database, who: Actor, id: str, mail: Post | None, *, now: datetime) -> bool:
    """Once nothing of it waits it is done, and who asked for it is told by e-mail; False where anything waits still.

    It takes the place of those that the same person had made in just this way before.
    """
    with database.writing() as session:
        run = required_run(session, who, id, to_change=True)
        items = item_rows.items_of(session, run.id)
        if run.state is not RunState.WAITING or any(one.state is ItemState.WAITING for one in items):
            return run.state is RunState.DONE
        rows.finish_run(session, run.id, RunState.DONE, now)
        rows.delete_runs_like(session, run)  # or each time that they are asked for, the database grows
        if mail is not None and run.requested_by:
            _tell(session, mail, run, _counted(session, run), now)
        # Not how many: those who run the partnership read this, and are not to read how many share by name.
        record(session, who, Event.PACKS_MADE, _subject(run), now=now)
        return True


def _tell(session: Transaction, mail: Post, run: PackRun, counts: Counts, now: datetime) -> None:
    t, to, place = mail.t, account_of_id(session, run.requested_by or ""), find_partnership(session, run.partnership)
    if to is None or place is None or not (to.active and to.email):
        return
    paragraphs = [
        t.plural(
            "{count} pack of {partnership} for {period} is ready to be taken along.",
            "{count} packs of {partnership} for {period} are ready to be taken along.",
            counts.made,
            partnership=place.name,
            period=run.period,
        )
    ]
    if counts.failed:
        failed = t.plural("{count} could not be made; the page says why.",
                          "{count} could not be made; the page says why.", counts.failed)  # fmt: skip
        paragraphs.append(failed)
    message = letter(
        t,
        to=to.email,
        name=to.name,
        subject=t("Packs of {partnership} are made", partnership=place.name),
        paragraphs=paragraphs,
        link=Link(words=t("See the packs"), address=f"{mail.base_address}/partnerships/{place.id}/packs/{run.id}"),
        after=[t("They are kept for 30 days, for you alone.")],
        why=t("You get this because you asked for these packs."),
        installation=mail.base_address,
    )
    post(session, message, key=f"packs:{run.id}", account=to.id, now=now)


def forget_run(database: Database, who: Actor, id: str) -> None:
    """Delete it with what was made in it. Raises as `required_run`."""
    with database.writing() as session:
        rows.delete_run(session, required_run(session, who, id, to_change=True).id)


def forget_old_runs(session: Transaction, now: datetime) -> int:
    """Delete those that were asked for longer ago than `KEEP_RUNS`; gives how many."""
    return rows.delete_runs_before(session, now - KEEP_RUNS)


def _subject(run: PackRun) -> Subject:
    return Subject(kind="packs", id=run.id, partnership=run.partnership)
