"""Work that is done beside the pages: how far it is, what became of it, and an end to it where it is not wanted."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug import Response

from selfassess.jobs.words import kind_name
from selfassess.services.jobs import MOST_LISTED, cancel_job, list_jobs, see_job
from selfassess.store.jobs import OPEN, Job, JobState
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import SIGNED_IN, signed_in
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("jobs")


@routes.get("/jobs", SIGNED_IN)
def jobs() -> Response:
    """One's own jobs, or everybody's."""
    use = wiring()
    listed = list_jobs(use.database, who())
    return page(
        "jobs/jobs.html",
        title=use.t("Jobs") if listed.of_everybody else use.t("Your jobs"),
        listed=listed,
        under_way=any(job.state in OPEN for job in listed.jobs),
        most=MOST_LISTED,
        kind_name=kind_name,
    )


@routes.get("/jobs/<string:job>", signed_in(job=see_job))
def job(job: Job) -> Response:
    """How far it is, or what became of it."""
    t = wiring().t
    return page(
        "jobs/job.html",
        title=kind_name(t, job.kind),
        job=job,
        under_way=job.state in OPEN,
        back=(url_for("jobs.jobs"), t("All jobs")),
    )


@routes.post("/jobs/<string:job>/cancel", signed_in(job=see_job))
def cancel(job: Job) -> Response:
    """End it; twice is once, and what is finished stays what it is."""
    use = wiring()
    left = cancel_job(use.database, who(), job.id, now=use.now())
    if left.state is JobState.CANCELLED:
        flash(use.t("The job is cancelled."))
    elif left.state in OPEN:
        flash(use.t("The job will stop at its next step."))
    else:
        flash(use.t("The job was finished already."))
    return redirect(url_for("jobs.job", job=job.id), 303)
