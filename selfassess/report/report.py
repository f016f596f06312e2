"""The report as a whole: its parts in their order, each made by its own builder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from selfassess.language import Translator
from selfassess.report.blocks import Block, Part, Report
from selfassess.report.framing import framed
from selfassess.report.material import Material
from selfassess.report.parts.actions import actions
from selfassess.report.parts.agreed import agreed
from selfassess.report.parts.cover import cover
from selfassess.report.parts.guide import guide
from selfassess.report.parts.indicators import indicators
from selfassess.report.parts.limits import limits
from selfassess.report.parts.looked_back import looked_back
from selfassess.report.parts.method import method
from selfassess.report.parts.moderation import moderation
from selfassess.report.parts.profile import profile
from selfassess.report.parts.sections import section_pages
from selfassess.report.parts.signatures import signatures
from selfassess.report.parts.summary import summary
from selfassess.report.parts.taking_part import taking_part
from selfassess.report.parts.undefended import high_answers
from selfassess.report.parts.years import years

Blocks = Callable[[Material, Translator], tuple[Block, ...]]
Pages = Callable[[Material, Translator], tuple[Part, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartKind:
    """One part: `blocks` makes what it says, `pages` the parts that belong to it; with neither it is left out."""

    id: str
    title: str
    blocks: Blocks | None = None
    pages: Pages | None = None
    starts_page: bool = True
    one_page: bool = False

    def build(self, material: Material, t: Translator) -> tuple[Part, ...]:
        blocks = self.blocks(material, t) if self.blocks else ()
        pages = self.pages(material, t) if self.pages else ()
        if not blocks and not pages:
            return ()
        own = Part(id=self.id, title=t(self.title), blocks=blocks, starts_page=self.starts_page, one_page=self.one_page)
        return own, *pages


PARTS = (
    PartKind(id="guide", title="How to read this report", blocks=guide, starts_page=False),
    PartKind(id="summary", title="Summary for the board", blocks=summary, one_page=True),
    PartKind(id="profile", title="Profile", blocks=profile),
    PartKind(id="sections", title="Section by section", pages=section_pages),
    PartKind(id="undefended", title="High answers to look at", blocks=high_answers),
    PartKind(id="years", title="The years side by side", blocks=years),
    PartKind(id="indicators", title="Indicators over the years", blocks=indicators, starts_page=False),
    PartKind(id="looked-back", title="Looking back at last year’s levels", blocks=looked_back, starts_page=False),
    PartKind(id="actions", title="Action plan", blocks=actions),
    PartKind(id="taking-part", title="Who took part", blocks=taking_part),
    PartKind(id="agreed", title="What was agreed, and why", blocks=agreed, starts_page=False),
    PartKind(id="moderation", title="Moderation", blocks=moderation, starts_page=False),
    PartKind(id="signatures", title="Signature", blocks=signatures, starts_page=False),
    PartKind(id="method", title="How the figures came about", blocks=method),
    PartKind(id="limits", title="Limits, accessibility and help", blocks=limits, starts_page=False),
)


def build_report(material: Material, t: Translator) -> Report:
    """Every part that has something to say; all numbers in it are rounded and worded, all text final."""
    return framed(material, t, cover(material, t), (part for kind in PARTS for part in kind.build(material, t)))
