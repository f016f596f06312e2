"""Choosing a document and its annexes in an address: what was asked for, what else there is, and what of it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask import request
from werkzeug.exceptions import NotFound

from selfassess.language import Translator
from selfassess.render.table import RENDERERS, WRITERS
from selfassess.report.documents import ANNEXES, DOCUMENTS, PACK, DocumentKind
from selfassess.store.final_packs import KeptAs
from selfassess.web.forms.controls import Option, Ticks
from selfassess.web.forms.plain import PlainForm

HINTS: Mapping[str, str] = MappingProxyType(
    {
        PACK: "Summary, profile, every section with the way on, the plan, and how each figure came about",
        "board": "One page to put before a meeting",
        "staff": "What came of it, in plain words",
        "answers": "Every question with its answer, its comment and its evidence",
        "evidence": "Each piece once, and the questions it stands behind",
        "questionnaire": "Blank, with boxes to tick, for everybody who prefers paper",
        "questionnaire-large": "The same in letters of 16 points and more",
        "workshop": "A page a question, to agree the answers together",
    }
)
"""What each document is for (English, for `t`), by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChoice:
    """Which document, with which annexes behind it, by their ids in the order of the table."""

    kind: DocumentKind
    annexes: tuple[str, ...]

    @property
    def address(self) -> dict[str, object]:
        """What says so in an address; nothing for what is shown unasked."""
        found: dict[str, object] = {} if self.kind.id == PACK else {"document": self.kind.id}
        return found | ({"annex": list(self.annexes)} if self.annexes else {})

    @property
    def others(self) -> tuple[DocumentKind, ...]:
        """The documents that are not chosen."""
        return tuple(one for one in DOCUMENTS.values() if one is not self.kind)


def asked_document() -> DocumentChoice:
    """What `document` and `annex` of the address name; the complete pack unasked. `NotFound` for what is none."""
    asked, annexes = request.args.get("document", PACK), set(request.args.getlist("annex"))
    if asked not in DOCUMENTS or annexes - ANNEXES.keys():
        raise NotFound
    return DocumentChoice(kind=DOCUMENTS[asked], annexes=tuple(id for id in ANNEXES if id in annexes - {asked}))


def annex_ticks(choice: DocumentChoice, t: Translator) -> Ticks:
    """A tick for each annex that can stand behind this document."""
    options = [
        Option(value=one.id, label=t(one.title), hint=t(HINTS.get(one.id, "")))
        for one in ANNEXES.values()
        if one is not choice.kind
    ]
    form = PlainForm({"annex": Ticks(t("Which annexes?"), options=options)})
    form.fill(annex=choice.annexes)
    ticks: Ticks = form.control("annex")
    return ticks


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldKept:
    """A document that is kept for ever, in words; `sha256` as programs print it."""

    title: str
    format: str
    size: str
    made_on: str
    sha256: str


def told_kept(kept: Mapping[tuple[str, str], KeptAs], t: Translator) -> Sequence[ToldKept]:
    """In the order of the table of documents; one that only a newer version knows is told by its id."""
    order = [*DOCUMENTS, *sorted({document for document, _ in kept} - DOCUMENTS.keys())]
    return [
        ToldKept(
            title=t(DOCUMENTS[document].title) if document in DOCUMENTS else document,
            format=t(RENDERERS[suffix].name) if suffix in RENDERERS else suffix,
            size=size_words(one.size, t),
            made_on=t.date(one.made_at.date()),
            sha256=one.sha256,
        )
        for (document, suffix), one in sorted(kept.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    ]


def size_words(count: int, t: Translator) -> str:
    """So many bytes as people say it."""
    if count < 1024**2:
        return t("{size} KB", size=max(round(count / 1024), 1))
    return t("{size} MB", size=round(count / 1024**2, 1))


PRINTED = tuple(WRITERS)
"""The endings of documents to read."""
DATA = tuple(suffix for suffix in RENDERERS if suffix not in WRITERS)
"""The endings of figures for other programs."""
