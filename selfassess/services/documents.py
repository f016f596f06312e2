"""The documents of an assessment as files: made anew while it may change, and once for ever when it is locked."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from selfassess import __version__
from selfassess.language import Translator
from selfassess.render.table import WRITERS, Renderer, UnknownFormatError, Writer, renderer_for
from selfassess.report.documents import ANNEXES, DOCUMENTS, PACK, build_document
from selfassess.report.filename import document_filename
from selfassess.report.material import Material
from selfassess.services.access import WORKER, Actor
from selfassess.services.audit import Event, Subject, record
from selfassess.services.catalogue import Catalogue
from selfassess.services.pinned import required
from selfassess.services.problems import NotFoundError
from selfassess.services.results import LATEST, results
from selfassess.services.rights import Action
from selfassess.services.schedule import LONDON
from selfassess.services.years import choose_years_before
from selfassess.store.database import Database
from selfassess.store.final_packs import Final, FinalName, KeptAs, finals_of, find_final, keep_final
from selfassess.store.model import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A document to be handed over; `name` is what to call it, `sha256` is of the content.

    `kept`: the one that stays as it is for ever, made at `made_at`; others are made each time, from what is there then.
    """

    content: bytes = field(repr=False)
    media_type: str
    name: str
    sha256: str
    kept: bool
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is wanted of which assessment, and with what it is made."""

    assessment: Assessment
    document: str
    suffix: str
    annexes: tuple[str, ...]
    catalogue: Catalogue
    t: Translator
    frames: Path | None
    now: datetime

    @property
    def name(self) -> FinalName:
        return FinalName(assessment=self.assessment.id, document=self.document, suffix=self.suffix)


def document_file(
    database: Database,
    who: Actor,
    assessment_id: str,
    document: str,
    suffix: str,
    *,
    annexes: Sequence[str] = (),
    catalogue: Catalogue,
    t: Translator,
    frames: Path | None,
    now: datetime,
    earlier: str | None = LATEST,
    further: Collection[str] = (),
) -> File:
    """A document of an assessment, for those who may see its answers now.

    `document` and `annexes` are ids of the table of documents, `suffix` has its dot; `earlier` and `further` as in
    `services.results`, but `LATEST` alone stands for all the years that are shown unasked. Of a locked assessment, with
    those years and without annexes, it is the one that was made first, the same bytes for everybody and for ever.
    Raises `NotFoundError`, also for a document or an annex that is none, `NotPermittedError`, `NotNowError`,
    `UnknownFormatError` and `UnreadableQuestionnaireError`.
    """
    format_for(document, suffix, annexes)
    with database.reading() as session:
        assessment = required(session, who, Action.SEE_ANSWERS, assessment_id)
    asked = _Asked(
        assessment=assessment,
        document=document,
        suffix=suffix.lower(),
        annexes=tuple(annexes),
        catalogue=catalogue,
        t=t,
        frames=frames,
        now=now,
    )
    unasked = earlier == LATEST and not further
    if assessment.locked_at and not annexes and (unasked or _is_usual(database, assessment.id, earlier, further)):
        return _final(database, who, asked)
    if unasked:
        ids = [one.id for one in choose_years_before(database, who, assessment.id).chosen[:-1]]
    else:
        ids = [*further, *([earlier] if earlier else ())]
    return _file(asked, _make(database, who, asked, ids))


def format_for(document: str, suffix: str, annexes: Collection[str] = ()) -> Renderer | Writer:
    """In what it is written; figures for other programs there are only of the pack, and nothing is annexed to them.

    Raises `NotFoundError` for a document or an annex that is none, and `UnknownFormatError`.
    """
    unknown = sorted({document} - DOCUMENTS.keys()) + sorted(set(annexes) - ANNEXES.keys())
    if unknown:
        raise NotFoundError(f"There is no document {unknown[0]}.")
    if suffix.lower() in WRITERS:
        return WRITERS[suffix.lower()]
    found = renderer_for(suffix)
    if document != PACK or annexes:
        raise UnknownFormatError(f"only the complete pack can be written as {suffix}: use one of {', '.join(WRITERS)}")
    return found


def kept_documents(database: Database, who: Actor, assessment_id: str) -> Mapping[tuple[str, str], KeptAs]:
    """What is kept of it for ever so far, by document and ending, for the same people."""
    with database.reading() as session:
        required(session, who, Action.SEE_ANSWERS, assessment_id)
        return finals_of(session, assessment_id)


def _final_years(database: Database, id: str) -> list[str]:
    """The years shown unasked that everybody sees who sees this one: those that are finished."""
    *earlier, _ = choose_years_before(database, WORKER, id).chosen
    return [one.id for one in earlier if one.agreed_at]


def _is_usual(database: Database, id: str, earlier: str | None, further: Collection[str]) -> bool:
    """Whether these are the years of the document that is kept."""
    years = _final_years(database, id)
    return earlier == (years[-1] if years else None) and set(further) == set(years[:-1])


def _final(database: Database, who: Actor, asked: _Asked) -> File:
    """The one that was kept, or this one, from now on: of two at once everybody gets the first."""
    with database.reading() as session:
        final = find_final(session, asked.name)
    if final is None:
        # Not with the eyes of `who`: it must not matter who asks first.
        content = _make(database, WORKER, asked, _final_years(database, asked.assessment.id))
        made = Final(name=asked.name, sha256=_hash(content), content=content, version=__version__, made_at=asked.now)
        final = _keep(database, who, asked, made)
    return _file(asked, final.content, final)


def _keep(database: Database, who: Actor, asked: _Asked, made: Final) -> Final:
    with database.writing() as session:
        required(session, who, Action.SEE_ANSWERS, asked.assessment.id, to_change=True)
        if not keep_final(session, made):
            first = find_final(session, made.name)
            assert first is not None  # noqa: S101 - nothing deletes one but with its assessment, which is held
            return first
        subject = Subject(kind="assessment", id=asked.assessment.id, organisation=asked.assessment.organisation_id)
        after = {"document": asked.document, "format": asked.suffix[1:], "sha256": made.sha256}
        record(session, who, Event.DOCUMENT_KEPT, subject, now=asked.now, after=after)
        return made


def _make(database: Database, who: Actor, asked: _Asked, years: Sequence[str]) -> bytes:
    """`years` are ids of earlier assessments, the latest last."""
    material = results(
        database,
        who,
        asked.assessment.id,
        catalogue=asked.catalogue,
        earlier=years[-1] if years else None,
        further=years[:-1],
        today=asked.now.astimezone(LONDON).date(),
        on_paper=asked.suffix in WRITERS,  # data have no look
    )
    return _write(material, asked)


def _write(material: Material, asked: _Asked) -> bytes:
    form = format_for(asked.document, asked.suffix, asked.annexes)
    if isinstance(form, Renderer):
        return form.render(material, asked.t, frames=asked.frames)
    report = build_document(material, asked.t, asked.document, asked.annexes)
    return form.write(report, asked.t, frames=asked.frames)


def _file(asked: _Asked, content: bytes, final: Final | None = None) -> File:
    about = asked.assessment.details
    kind = "report" if asked.document == PACK else asked.document
    if asked.annexes:  # called otherwise than the one that is kept, so that nobody takes it for that
        kind = "-".join((kind, "with", *asked.annexes))
    return File(
        content=content,
        media_type=format_for(asked.document, asked.suffix, asked.annexes).media_type,
        name=document_filename(about.organisation, about.period, asked.suffix, kind),
        sha256=final.sha256 if final else _hash(content),
        kept=final is not None,
        made_at=final.made_at if final else asked.now,
    )


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
