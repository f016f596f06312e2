"""What each kind of job does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from selfassess.jobs.packs import keep_final, make_packs
from selfassess.jobs.workplace import Context, JobProblem
from selfassess.services import action_reminders, contributor_reminders, invitation_reminders, releasing
from selfassess.services.account_letters import Post
from selfassess.services.copy_file import CopyProblem
from selfassess.services.deletion_letters import tell_of_deletions
from selfassess.services.expiring import delete_expired
from selfassess.services.jobs import forget_finished_jobs
from selfassess.services.outbox import empty_old_messages
from selfassess.services.packs import forget_old_runs
from selfassess.services.safe_copies import keep_copy
from selfassess.services.sessions import forget_what_is_over

Result = Mapping[str, Any]
Kind = Callable[[Context], Result]


def clean_up(context: Context) -> Result:
    """Forget what is kept only for a while."""
    database, now = context.place.database, context.now
    with database.writing() as session:
        forget_what_is_over(session, now)
        forget_old_runs(session, now)
    empty_old_messages(database, now=now)
    return {"jobs": forget_finished_jobs(database, now=now)}


def remind_contributors(context: Context) -> Result:
    """Tell people that the last day for their answers is near."""
    place = context.place
    mail = Post(t=place.t, base_address=place.base_address)
    return {"reminded": contributor_reminders.remind_contributors(place.database, context.actor, mail, now=context.now)}


def remind_of_invitations(context: Context) -> Result:
    """Tell people that an invitation runs out soon."""
    place = context.place
    mail = Post(t=place.t, base_address=place.base_address)
    return {
        "reminded": invitation_reminders.remind_of_invitations(place.database, context.actor, mail, now=context.now)
    }


def remind_of_actions(context: Context) -> Result:
    """Tell people which actions come due or are overdue."""
    place = context.place
    mail = Post(t=place.t, base_address=place.base_address)
    return {"reminded": action_reminders.remind_of_actions(place.database, context.actor, mail, now=context.now)}


def release_year_before(context: Context) -> Result:
    """Count results of partnerships together that waited for others until the year was over."""
    return {"years": releasing.release_year_before(context.place.database, context.actor, now=context.now)}


def delete_what_is_over(context: Context) -> Result:
    """Tell leads what goes soon, and delete what has been kept longer than its period."""
    place = context.place
    mail = Post(t=place.t, base_address=place.base_address)
    told = tell_of_deletions(place.database, context.actor, mail, now=context.now)
    went = delete_expired(place.database, context.actor, context.progress, now=context.now)
    return {"told": told} | {kind.value: count for kind, count in went.items()}


def back_up(context: Context) -> Result:
    """Make a safe copy of everything."""
    place, now = context.place, context.now
    try:
        made = keep_copy(
            place.database, context.actor, place.copies, instance=place.instance, now=now, told=context.progress
        )
    except CopyProblem as problem:
        raise JobProblem(str(problem)) from None
    return {"file": made.file.name, "rows": made.manifest.rows, "size": made.size}


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "back-up": back_up,
        "clean-up": clean_up,
        "keep-final": keep_final,
        "make-packs": make_packs,
        "delete-what-is-over": delete_what_is_over,
        "release-year-before": release_year_before,
        "remind-contributors": remind_contributors,
        "remind-of-actions": remind_of_actions,
        "remind-of-invitations": remind_of_invitations,
    }
)
"""By the word in a job's row. A function gives JSON values of what came of it, and is harmless when done twice: a
worker that dies after the work and before it is written down leaves it to be done again."""
