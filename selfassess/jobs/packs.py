"""The jobs that make packs: those of a run one after the other, and the final document of what was just locked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfassess.jobs.workplace import Context, StoppedError
from selfassess.report.documents import PACK
from selfassess.services.account_letters import Post
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.documents import document_file
from selfassess.services.pack_making import Making, left_to_make, make_item
from selfassess.services.packs import cancel_run, counts_of_run, finish_run
from selfassess.services.work import GoOn

FRAMES = "frames"
"""The folder of an instance where finished frames of charts are kept."""


def make_packs(context: Context) -> Mapping[str, Any]:
    """Make what waits of a run; what was made before stays, so that any worker can go on where another ended."""
    place, run = context.place, str(context.arguments["run"])
    left = left_to_make(place.database, context.actor, run)
    counts = counts_of_run(place.database, context.actor, run)
    catalogue = questionnaires_on_offer(place.instance)
    try:
        for done, item in enumerate(left, start=counts.settled):
            context.progress(done, counts.total)  # without names: whoever lists all jobs need not see who shares
            making = Making(
                database=place.database,
                who=context.actor,
                catalogue=catalogue,
                t=place.t,
                frames=place.instance / FRAMES,
                now=context.now,
            )
            make_item(making, run, item.name)
        context.progress(counts.total, counts.total)
    except StoppedError as stopped:
        if stopped.why is GoOn.CANCELLED:
            cancel_run(place.database, context.actor, run, now=context.now)
        raise
    mail = Post(t=place.t, base_address=place.base_address)
    finish_run(place.database, context.actor, run, mail, now=context.now)
    counts = counts_of_run(place.database, context.actor, run)
    return {"made": counts.made, "failed": counts.failed}


def keep_final(context: Context) -> Mapping[str, Any]:
    """Make the complete pack of an assessment that was locked, which is kept as it is from then on."""
    place = context.place
    made = document_file(
        place.database,
        context.actor,
        str(context.arguments["assessment"]),
        PACK,
        ".pdf",
        catalogue=questionnaires_on_offer(place.instance),
        t=place.t,
        frames=place.instance / FRAMES,
        now=context.now,
    )
    return {"sha256": made.sha256}
