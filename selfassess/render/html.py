"""A report as one web page that needs nothing else: styles and charts inside, readable on a phone and in print."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from itertools import count
from pathlib import Path
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from selfassess.charts import draw
from selfassess.charts.palette import ACCENT, GRID, INK, MUTED, PAPER, RULE, TINT, accented, level_colours, text_on
from selfassess.language import Translator
from selfassess.render.running import running_lines
from selfassess.render.svg import svg
from selfassess.report.blocks import Block, Chart, Part, Report
from selfassess.typefaces import face

_LEVEL = re.compile(r"(\d) · (.*)", re.DOTALL)

_environment = Environment(
    loader=PackageLoader("selfassess.render"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


WIDE, NARROW = 480.0, 320.0
"""Each chart is on the page in both widths; a rule of its style sheet shows the one that fits."""


def render_html(report: Report, t: Translator, nonce: str | None = None, *, frames: Path | None = None) -> bytes:
    """The page as UTF-8. `nonce` goes on its style element, for a page that is served under a content policy.

    `frames` as in `charts.draw`.

    Without one the page is a file of its own, and carries its typefaces inside: a policy would refuse them there, and
    without them labels of charts would be wider than they were measured.
    """
    numbers = count(1)
    accent = report.brand.accent if report.brand else ""

    def drawn(chart: Chart, width: float) -> Markup:
        # Numbered, for one chart may stand on the page twice.
        picture = draw(chart.content, t, width, frames=frames)
        told = {"title": chart.title, "description": chart.sentence, "accent": accent}
        return Markup(svg(picture, id=f"chart-{next(numbers)}", **told))  # noqa: S704 - svg() escapes what it is given

    page = _environment.get_template("report.html").render(
        report=report,
        t=t,
        nonce=nonce,
        typefaces={} if nonce else _typefaces(),
        drawn=drawn,
        widths={"wide": WIDE, "narrow": NARROW},
        kind=kind,
        level_cell=level_cell,
        palette=_palette(report.levels, accent),
        logo=_logo(report),
        chapters=_chapters(report.parts),
        running={box: Markup(line) for box, line in running_lines(report, t).items()},  # noqa: S704 - escaped for CSS
    )
    return page.encode("utf-8")


def kind(block: Block) -> str:
    """The name of the macro in `blocks.html` that shows a block: that of its class."""
    return type(block).__name__


def level_cell(text: str) -> tuple[str, str] | None:
    """The digit and the name of a level, from "3 · Embedding"; None for a cell that says something else."""
    found = _LEVEL.fullmatch(text)
    return (found[1], found[2]) if found else None


def _chapters(parts: tuple[Part, ...]) -> list[tuple[Part, list[Part]]]:
    """What the contents list: each part of level 1 with those below it."""
    found: list[tuple[Part, list[Part]]] = []
    for part in parts:
        if part.listed and (part.level == 1 or not found):
            found.append((part, []))
        elif part.listed:
            found[-1][1].append(part)
    return found


@cache
def _typefaces() -> dict[int, str]:
    """The fonts of the page as base64, by weight."""
    names: dict[int, Literal["regular", "bold"]] = {400: "regular", 700: "bold"}
    return {weight: b64encode(face(name).path.read_bytes()).decode() for weight, name in names.items()}


def _logo(report: Report) -> str:
    """The address of the logo, which is the logo itself; nothing where there is none."""
    logo = report.brand.logo if report.brand else None
    return f"data:image/png;base64,{b64encode(logo.png).decode()}" if logo else ""


def _palette(levels: int, accent: str) -> dict[str, object]:
    """The colours of the charts for the style sheet, so that both look the same; `accent` instead of ours, if any."""
    colours = level_colours(levels)
    return {
        "accent": accented(ACCENT, accent),
        "ink": INK,
        "muted": MUTED,
        "rule": RULE,
        "grid": GRID,
        "tint": TINT,
        "paper": PAPER,
        "levels": [(colour, text_on(colour)) for colour in colours],
    }
