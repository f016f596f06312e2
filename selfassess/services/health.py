"""Whether everything that people wait for is done: the database, workers, messages."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from selfassess.store import jobs
from selfassess.store.database import Database
from selfassess.store.migrate import is_up_to_date
from selfassess.store.outbox import due_since
from selfassess.store.problem import StoreProblem

_JOB_WAITS = timedelta(minutes=10)
_WORKER_SILENT = timedelta(minutes=2)
_MESSAGE_WAITS = timedelta(minutes=15)

logger = logging.getLogger(__name__)


def faults(database: Database, *, now: datetime) -> list[str]:
    """What is wrong, for whoever runs the program; none where all is well. Names no person, place or address."""
    try:
        with database.reading() as session:
            if not is_up_to_date(session):
                return ["The database is not at the step this version needs. Run on its machine: selfassess upgrade."]
            waits = {
                "A job has been due for {minutes} minutes and no worker takes it.": (
                    jobs.waiting_since(session, now),
                    _JOB_WAITS,
                ),
                "A worker has not been heard of for {minutes} minutes in the middle of a job.": (
                    jobs.silent_since(session),
                    _WORKER_SILENT,
                ),
                "A message has been due for {minutes} minutes and nobody sends it.": (
                    due_since(session, now),
                    _MESSAGE_WAITS,
                ),
            }
    except StoreProblem as problem:
        logger.warning("%s", problem)  # it says where the database is, which is nobody else's business
        return ["The database cannot be used. The log says why."]
    return [
        words.format(minutes=int((now - moment).total_seconds() // 60))
        for words, (moment, patience) in waits.items()
        if moment is not None and now - moment > patience
    ]
