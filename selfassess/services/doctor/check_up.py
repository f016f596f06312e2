"""All checks of an installation, one after another; what fails in one is a finding, and stops no other."""

from __future__ import annotations

from collections.abc import Iterator

from selfassess.services import health
from selfassess.services.access import Actor, require_administrator
from selfassess.services.doctor import data, surroundings
from selfassess.services.doctor.findings import Check, Depth, Finding, Installation, State
from selfassess.services.outbox import counts
from selfassess.store.migrate import is_up_to_date
from selfassess.store.problem import StoreProblem
from selfassess.store.stepping import step_of


def work(here: Installation, _: Depth) -> Iterator[Finding]:
    """That jobs and messages are done, and which messages were given up."""
    t, about = here.t, here.t("Jobs and messages")
    waiting = health.faults(here.database, now=here.now)
    for fault in waiting:
        mend = t("See that selfassess serve or selfassess worker runs, and what its log says.")
        yield Finding(about=about, state=State.WRONG, said=fault, mend=mend)
    failed = counts(here.database).failed
    if failed:
        said = t.plural("{count} message could not be sent.", "{count} messages could not be sent.", failed)
        mend = t("The page “Messages that were not sent” says why, and has them tried again.")
        yield Finding(about=about, state=State.ADVICE, said=said, mend=mend)
    if not waiting and not failed:
        yield Finding(about=about, state=State.GOOD, said=t("Nothing waits that should be done by now."))


IN_THE_DATABASE: tuple[Check, ...] = (data.tables, data.clock, data.questionnaires, data.figures, work)
"""Those that need one that can be used."""

CHECKS: tuple[Check, ...] = (
    surroundings.disk,
    surroundings.files,
    surroundings.safe_copies,
    surroundings.mail,
    surroundings.privacy,
)
"""The others."""


def check_up(here: Installation, who: Actor, depth: Depth) -> tuple[Finding, ...]:
    """Everything that is found; for administrators. `NotFoundError` for everybody else.

    `StoreProblem` where the database cannot say who is one; who needs no role gets that as a finding.
    """
    unusable = _unusable(here, who)
    found = [unusable] if unusable else [one for check in IN_THE_DATABASE for one in _found(check, here, depth)]
    return (*found, *(one for check in CHECKS for one in _found(check, here, depth)))


def _unusable(here: Installation, who: Actor) -> Finding | None:
    """Why nothing can be looked up in the database."""
    t, about, file = here.t, here.t("Database"), here.database.file
    if file and not file.parent.is_dir():
        said = t("{place} cannot be made: there is no folder {folder}.", place=file, folder=file.parent)
        mend = t("Make that folder, or name another file with SELFASSESS_DATABASE_URL.")
        return Finding(about=about, state=State.WRONG, said=said, mend=mend)
    if file and not file.exists():  # asking it would make it
        said = t("{place} is not there yet: it is made at the first start.", place=file)
        return Finding(about=about, state=State.ADVICE, said=said, mend=t("Run: selfassess serve"))
    try:
        with here.database.reading() as session:
            require_administrator(session, who)
            step, ready = step_of(session), is_up_to_date(session)
    except StoreProblem as problem:
        if not who.trusted:
            raise  # nobody can say whether they are an administrator
        return Finding(about=about, state=State.WRONG, said=str(problem), mend=t("Without it nothing works."))
    if ready:
        return None
    if step is None:
        said = t("{place} holds no tables yet: they are made at the first start.", place=here.database.place)
        return Finding(about=about, state=State.ADVICE, said=said, mend=t("Run: selfassess serve"))
    said = t("{place} is at step {step}, which is not that of this version.", place=here.database.place, step=step)
    return Finding(about=about, state=State.WRONG, said=said, mend=t("Run: selfassess upgrade"))


def _found(check: Check, here: Installation, depth: Depth) -> tuple[Finding, ...]:
    try:
        return tuple(check(here, depth))
    except (StoreProblem, OSError) as problem:
        return (Finding(about=here.t("Check-up"), state=State.WRONG, said=str(problem)),)
