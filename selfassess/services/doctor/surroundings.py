"""Checks of what is around: the disk, fonts and files of pages, mail, safe copies, and who can read along."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from selfassess.mail.problems import PermanentProblem, TransientProblem
from selfassess.mail.smtp import SmtpTransport
from selfassess.services.copy_folder import newest_copy
from selfassess.services.doctor.findings import Depth, Finding, Installation, State
from selfassess.typefaces import fonts_missing

NO_ROOM, LITTLE_ROOM = 100_000_000, 1_000_000_000
"""Bytes free: with less nothing can be promised; with less somebody should know."""

COPY_EVERY = timedelta(days=30)
DAILY_COPY_LATE = timedelta(days=2)


def disk(here: Installation, _: Depth) -> Iterator[Finding]:
    """That there is room where data live and where safe copies go, for a copy of the database too."""
    t = here.t
    folders = [here.instance, here.copies.path, *([here.database.file.parent] if here.database.file else [])]
    seen: set[int] = set()
    for folder in map(_nearest, folders):
        device = folder.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        free = shutil.disk_usage(folder).free
        said = t("{megabytes} MB are free in {folder}.", megabytes=t.number(free // 1_000_000), folder=folder)
        state = (
            State.WRONG
            if free < NO_ROOM
            else State.ADVICE
            if free < max(LITTLE_ROOM, 2 * here.file_size)
            else State.GOOD
        )
        mend = t("Free some space, or name another folder.") if state is not State.GOOD else ""
        yield Finding(about=t("Disk"), state=state, said=said, mend=mend)


def _nearest(folder: Path) -> Path:
    """The folder, or the one it will be made in."""
    return next(one for one in (folder, *folder.parents) if one.is_dir())


def files(here: Installation, _: Depth) -> Iterator[Finding]:
    """That fonts of reports and charts, and what pages are shown with, were installed too."""
    t = here.t
    missing = [*(path.name for path in fonts_missing()), *here.missing_assets()]
    if missing:
        said = t("Missing: {files}.", files=t.listing(missing))
        mend = t("Install the program anew; in a checkout: python3 dev.py env")
        yield Finding(about=t("Fonts and files"), state=State.WRONG, said=said, mend=mend)
    else:
        said = t("All that pages, charts and reports need is there.")
        yield Finding(about=t("Fonts and files"), state=State.GOOD, said=said)


def mail(here: Installation, _: Depth) -> Iterator[Finding]:
    """That the mail server answers and lets this program in; nothing is sent."""
    t, about = here.t, here.t("E-mail")
    if not isinstance(here.transport, SmtpTransport):
        said = t("No mail server is set: e-mails are files, or lines on a terminal.")
        mend = t("Others use this installation: set SELFASSESS_MAIL, so that they get theirs.")
        state, mend = (State.ADVICE, mend) if here.others_can_reach else (State.GOOD, "")
        yield Finding(about=about, state=state, said=said, mend=mend)
        return
    try:
        here.transport.try_out()
    except (TransientProblem, PermanentProblem) as problem:
        mend = t("See that server, user, password and tls in SELFASSESS_MAIL are right.")
        yield Finding(about=about, state=State.WRONG, said=str(problem), mend=mend)
    else:
        said = t("The mail server {host} lets this program in.", host=here.transport.host)
        yield Finding(about=about, state=State.GOOD, said=said)


def safe_copies(here: Installation, _: Depth) -> Iterator[Finding]:
    """That they can be written, and how old the newest is."""
    t, about, folder = here.t, here.t("Safe copies"), here.copies.path
    if folder.exists() and not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        said = t("{folder} is no folder that this user can write to.", folder=folder)
        yield Finding(about=about, state=State.WRONG, said=said, mend=t("Name another one with SELFASSESS_BACKUPS."))
        return
    newest = newest_copy(folder)
    late = t("One a day is set: see that a worker runs, that there is room, and what the jobs say.")
    if newest is None:
        said = t("There is none in {folder}.", folder=folder)
        first = t("Set SELFASSESS_BACKUPS for one every day, or make one: selfassess backup FILE")
        mend = late if here.copies.daily else first
        yield Finding(about=about, state=State.ADVICE, said=said, mend=mend)
        return
    age = here.now - newest[1]
    said = t("The newest in {folder} is of {moment} UTC.", folder=folder, moment=f"{newest[1]:%Y-%m-%d %H:%M}")
    if here.copies.daily and age > DAILY_COPY_LATE:
        yield Finding(about=about, state=State.WRONG, said=said, mend=late)
    elif age > COPY_EVERY:
        mend = t("Make one: selfassess backup FILE")
        yield Finding(about=about, state=State.ADVICE, said=said, mend=mend)
    else:
        yield Finding(about=about, state=State.GOOD, said=said)


def privacy(here: Installation, _: Depth) -> Iterator[Finding]:
    """That nobody reads along on the way, and nobody else on this machine reads the key or the database."""
    t, about = here.t, here.t("Privacy")
    key, file = here.instance / "secret-key", here.database.file
    well = True
    if here.others_can_reach and here.base_address.startswith("http:"):
        well = False
        said = t("Pages travel without https, so passwords and answers can be read on their way.")
        mend = t("Put a proxy with a certificate before it, and set SELFASSESS_ADDRESS to its https address.")
        yield Finding(about=about, state=State.ADVICE, said=said, mend=mend)
    if os.name == "posix" and key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        well = False
        said = t("Others on this machine can read {file}, which signs cookies.", file=key)
        yield Finding(about=about, state=State.WRONG, said=said, mend=t("Run: chmod 600 {file}", file=key))
    if file and file.exists() and _others_read(file):
        well = False
        said = t("Others on this machine can read {file}, which holds everybody’s answers.", file=file)
        mend = t("Where others use this machine, run: chmod 700 {folder}", folder=file.parent)
        yield Finding(about=about, state=State.ADVICE, said=said, mend=mend)
    if well:
        said = t("Pages are for this machine alone.") if not here.others_can_reach else t("Pages travel with https.")
        yield Finding(about=about, state=State.GOOD, said=said)


def _others_read(file: Path) -> bool:
    """Whether users besides the owner and their group may: the file, and every folder on the way to it."""
    if os.name != "posix":
        return False
    on_the_way = all(folder.stat().st_mode & stat.S_IXOTH for folder in file.absolute().parents)
    return on_the_way and bool(file.stat().st_mode & stat.S_IROTH)
