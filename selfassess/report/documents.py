"""The documents that can be printed of one assessment, and what can be annexed to each of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.answer_register import answer_register
from selfassess.report.blank_questionnaire import (
    blank_questionnaire,
    large_questionnaire,
    unaddressed_questionnaire,
)
from selfassess.report.blocks import Part, Report
from selfassess.report.board_sheet import board_sheet
from selfassess.report.evidence_index import evidence_index
from selfassess.report.material import Material
from selfassess.report.report import build_report
from selfassess.report.staff_sheet import staff_sheet
from selfassess.report.workshop_sheet import workshop_sheet

PACK = "pack"
"""The id of the document that is printed where none is named."""


class UnknownDocumentError(ValueError):
    """There is no such document or annex; the message names those that there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """One document: its id in addresses and commands, what people call it (English, for `t`), and how it is built.

    `blank` builds it of a questionnaire alone; None where it is about answers.
    """

    id: str
    title: str
    build: Callable[[Material, Translator], Report]
    blank: Callable[[Questionnaire, Translator], Report] | None = None


def _by_id(*kinds: DocumentKind) -> Mapping[str, DocumentKind]:
    return MappingProxyType({kind.id: kind for kind in kinds})


DOCUMENTS = _by_id(
    DocumentKind(id=PACK, title="The complete pack", build=build_report),
    DocumentKind(id="board", title="Front sheet for the board", build=board_sheet),
    DocumentKind(id="staff", title="Two pages in plain words", build=staff_sheet),
    DocumentKind(id="answers", title="All answers", build=answer_register),
    DocumentKind(id="evidence", title="Evidence index", build=evidence_index),
    DocumentKind(
        id="questionnaire",
        title="Questionnaire to fill in by hand",
        build=blank_questionnaire,
        blank=unaddressed_questionnaire,
    ),
    DocumentKind(
        id="questionnaire-large",
        title="Questionnaire to fill in by hand, in large print",
        build=large_questionnaire,
        blank=partial(unaddressed_questionnaire, large=True),
    ),
    DocumentKind(id="workshop", title="Workshop sheets", build=workshop_sheet),
)
"""By id, in the order in which they are offered."""

ANNEXES: Mapping[str, DocumentKind] = MappingProxyType(
    {id: DOCUMENTS[id] for id in ("board", "staff", "answers", "evidence", "questionnaire", "workshop")}
)
"""The documents that may also stand at the end of another one, in the order in which they stand there."""


def build_document(material: Material, t: Translator, id: str = PACK, annexes: Collection[str] = ()) -> Report:
    """The document with its annexes, each once and in the order of `ANNEXES`; one that it is itself is left out.

    Raises `UnknownDocumentError`.
    """
    if id not in DOCUMENTS:
        raise UnknownDocumentError(f"there is no document {id}: use one of {', '.join(DOCUMENTS)}")
    if unknown := sorted(set(annexes) - set(ANNEXES)):
        raise UnknownDocumentError(f"there is no annex {unknown[0]}: use any of {', '.join(ANNEXES)}")
    report = DOCUMENTS[id].build(material, t)
    added = [
        part for kind in ANNEXES.values() if kind.id in annexes and kind.id != id for part in _annex(kind, material, t)
    ]
    if not added:
        return report
    # One with annexes is no single sheet any more: it has a cover, contents and numbers.
    return replace(report, parts=(*report.parts, *added), sheet=False)


def _annex(kind: DocumentKind, material: Material, t: Translator) -> list[Part]:
    """A part that only names it, then its own parts, all below that one; their ids are the annex's own.

    The contents name its chapters, not what is below them.
    """
    title = t("Annex: {title}", title=t(kind.title))
    own = [part for part in kind.build(material, t).parts if part.blocks]
    return [
        Part(id=f"annex-{kind.id}", title=title, blocks=()),
        *(
            replace(
                part,
                id=f"annex-{kind.id}-{part.id}",
                level=2,
                starts_page=part.starts_page and at > 0,
                listed=part.listed and part.level == 1,
            )
            for at, part in enumerate(own)
        ),
    ]
