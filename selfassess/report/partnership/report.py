"""The report of a partnership as a whole: its parts in their order."""

from __future__ import annotations

from collections.abc import Callable

from selfassess.language import Translator
from selfassess.report.blocks import Block, Chart, Heatmap, Part, Report, Table, Tiles
from selfassess.report.partnership import parts
from selfassess.report.partnership.method import limits, method
from selfassess.report.partnership.summary import cover, summary
from selfassess.report.partnership.withheld import what_is_withheld
from selfassess.report.partnership.year import PartnershipYear

Blocks = Callable[[PartnershipYear, Translator], tuple[Block, ...]]

PARTS: tuple[tuple[str, str, Blocks], ...] = (
    ("summary", "Summary for the steering group", summary),
    ("organisations", "Organisations and sections", parts.organisations),
    ("stages", "Stages section by section", parts.stages),
    ("middle", "The middle of the organisations", parts.middle),
    ("movement", "Movement since the year before", parts.moved),
    ("years", "Over the years", parts.years),
    ("common", "Common strengths and gaps", parts.common),
    ("actions", "What organisations do next", parts.actions),
    ("signed", "Who signed", parts.signed),
    ("withheld", "What is withheld, and why", what_is_withheld),
    ("method", "How the figures came about", method),
    ("limits", "Limits, accessibility and help", limits),
)
"""Id, title, and what it says; a part that says nothing is left out."""

SAME_PAGE = frozenset({"years", "common", "signed", "method", "limits"})
"""Parts that go on below the one before, as do those of a few sentences."""


def partnership_report(year: PartnershipYear, t: Translator) -> Report:
    """Every part that has something to say; all numbers in it are rounded and worded, all text final."""
    front = cover(year, t)
    return Report(
        language=t.language,
        title=t(
            "{title}: {organisation}, {period}", title=front.title, organisation=front.organisation, period=front.period
        ),
        cover=front,
        parts=tuple(
            Part(id=id, title=t(title), blocks=told, starts_page=_starts_page(id, told), one_page=id == "summary")
            for id, title, blocks in PARTS
            if (told := blocks(year, t))
        ),
        levels=len(year.material.questionnaire.scale),
        footer=f"{front.organisation} · {front.questionnaire} · {front.period}",
        brand=year.brand,
    )


def _starts_page(id: str, blocks: tuple[Block, ...]) -> bool:
    figures = any(isinstance(block, Table | Heatmap | Chart | Tiles) for block in blocks)
    return figures and id not in SAME_PAGE
