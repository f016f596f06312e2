"""Checks of what is kept: the database, its clock, the questionnaires and the figures that were signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from selfassess.services.access import OPERATOR
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.doctor.findings import Depth, Finding, Installation, State
from selfassess.services.figure_check import check_figures
from selfassess.services.locking import check_cards
from selfassess.store import condition
from selfassess.store.problem import StoreProblem
from selfassess.store.stepping import step_of

CLOCKS_AGREE = timedelta(seconds=30)
READ_ON_A_PAGE = 100_000_000
"""Bytes of a database that a page may read through while somebody waits for it."""

SAMPLE = {Depth.PAGE: 5, Depth.COMMAND: 25}
"""How many locked assessments are computed again."""


def tables(here: Installation, depth: Depth) -> Iterator[Finding]:
    """That the file is whole, and that a server's planner knows its tables; which step they are at."""
    t = here.t
    about = t("Database")
    with here.database.reading() as session:
        step, unknown = step_of(session), condition.tables_never_analysed(session)
    looked = depth > Depth.PAGE or here.file_size <= READ_ON_A_PAGE
    damage = _damage(here) if looked else ""
    if damage:
        mend = t("Stop the program, and put a safe copy in its place: selfassess restore FILE")
        yield Finding(about=about, state=State.WRONG, said=damage, mend=mend)
    elif not looked:
        said = t("It is too large to be read through for a page.")
        yield Finding(about=about, state=State.NOT_CHECKED, said=said, mend=t("Run on its machine: selfassess doctor"))
    else:
        place = here.database.place
        said = t("{place} can be read, and is at the step of this version ({step}).", place=place, step=step or "")
        yield Finding(about=about, state=State.GOOD, said=said)
    if unknown:
        said = t(
            "The server knows nothing of what is in {tables}, so pages may be slow.", tables=t.listing(list(unknown))
        )
        yield Finding(
            about=about, state=State.ADVICE, said=said, mend=t("Run ANALYZE in it, and switch autovacuum on.")
        )


def _damage(here: Installation) -> str:
    """What is broken, in words; nothing where nothing is."""
    try:
        with here.database.reading() as session:
            found = condition.damages(session)
    except StoreProblem as problem:  # so damaged that it cannot even be read through
        return str(problem)
    said = here.t("{place} is damaged: {damages}.", place=here.database.place, damages="; ".join(found))
    return said if found else ""


def clock(here: Installation, _: Depth) -> Iterator[Finding]:
    """That this machine agrees with the database's, and with what was recorded before."""
    t = here.t
    with here.database.reading() as session:
        server, last = condition.server_clock(session), condition.last_recorded(session)
    mend = t("Set the clocks of all machines by a time server (NTP).")
    off = abs(server - here.now) if server else timedelta()
    if off > CLOCKS_AGREE:
        said = t("The clocks of this machine and of the database’s are {seconds} seconds apart.",
                 seconds=t.number(round(off.total_seconds())))  # fmt: skip
        yield Finding(about=t("Clock"), state=State.WRONG, said=said, mend=mend)
    elif last and last - here.now > CLOCKS_AGREE:
        said = t("It is {now} UTC by this machine, but something was recorded at {last} UTC.",
                 now=f"{here.now:%Y-%m-%d %H:%M}", last=f"{last:%Y-%m-%d %H:%M}")  # fmt: skip
        yield Finding(about=t("Clock"), state=State.WRONG, said=said, mend=mend)
    else:
        yield Finding(about=t("Clock"), state=State.GOOD, said=t("It is {now} UTC.", now=f"{here.now:%Y-%m-%d %H:%M}"))


def questionnaires(here: Installation, _: Depth) -> Iterator[Finding]:
    """That published ones are as published, those of the instance can be read, and pinned texts were not changed."""
    t, about = here.t, here.t("Questionnaires")
    found = questionnaires_on_offer(here.instance)
    altered = [offer.questionnaire.name for offer in found.offers if offer.altered]
    with here.database.reading() as session:
        changed = condition.altered_texts(session)
    if altered:
        said = t("Files differ from what was published: {names}.", names=t.listing(altered))
        yield Finding(about=about, state=State.WRONG, said=said, mend=t("Install the program anew."))
    if changed:
        said = t("Texts that assessments answer were changed in the database: {names}.", names=t.listing(list(changed)))
        yield Finding(
            about=about, state=State.WRONG, said=said, mend=t("Put a safe copy in place: selfassess restore FILE")
        )
    for broken in found.broken:
        own = Path(here.instance) in broken.file.parents
        said = t("{file} cannot be offered.", file=broken.file)
        mend = t("selfassess check says why: selfassess check {file}", file=broken.file)
        yield Finding(about=about, state=State.ADVICE if own else State.WRONG, said=said, mend=mend)
    if not (altered or changed or found.broken):
        said = t.plural(
            "{count} can be used, as published.", "{count} can be used, all as published.", len(found.offers)
        )
        yield Finding(about=about, state=State.GOOD, said=said)


def figures(here: Installation, depth: Depth) -> Iterator[Finding]:
    """That locked results are what their answers give: of some, or of all."""
    t, about = here.t, here.t("Signed figures")
    checked = check_cards(here.database, OPERATOR, most=SAMPLE.get(depth))
    faults = [f"{one.assessment.id}: {one.fault}" for one in checked.faults]
    if depth is Depth.EVERYTHING:
        faults += check_figures(here.database, OPERATOR, now=here.now)
    if faults:
        said = t("Kept figures are not what the answers give: {faults}.", faults="; ".join(faults))
        mend = t("selfassess verify tells all of them. Somebody changed the database: put a safe copy in place.")
        yield Finding(about=about, state=State.WRONG, said=said, mend=mend)
        return
    numbers = {"count": t.number(checked.count), "all": t.number(checked.all)}
    again = t("{count} of {all} signed results were computed again, and are as they were.", **numbers)
    said = again if checked.all else t("Nothing has been signed yet.")
    yield Finding(about=about, state=State.GOOD, said=said)
