"""The front: whose report it is on a band of colour, where they stand on the scale, and what the report rests on."""

from __future__ import annotations

from selfassess.charts import Drawing, Label
from selfassess.charts.drawing import Operation, Path
from selfassess.charts.geometry import box, stacked, wrapped
from selfassess.charts.palette import ACCENT, INK, MUTED, PAPER, RULE, accented, level_colours, text_on
from selfassess.render.docx.anchors import Place, anchored, of_colour
from selfassess.render.docx.elements import Element, element, twentieths
from selfassess.render.docx.figures import picture
from selfassess.render.docx.look import COLUMN, PAGE_WIDTH, SIDE, TOP_OF_SHEET, Look
from selfassess.render.docx.panels import tiles
from selfassess.render.docx.setting import Setting
from selfassess.render.docx.styles import style_named
from selfassess.render.docx.tables import facts
from selfassess.render.docx.text import gap, paragraph, run
from selfassess.report.blocks import Facts, Logo, Report
from selfassess.typefaces import width, wrap

_ABOVE, _BELOW = 92.0, 40.0
"""Colour between the top of the column and the title, and below the period."""
_ABOVE_LOW, _BELOW_LOW = 0.0, 16.0
"""The same on a sheet."""
_STRIP = 118.0
"""Height of the white at the top of the page that a logo stands on."""
_LOGO = (220.0, 58.0)
_OVER = 2.0
"""How far the band goes over the edge of the paper, so that rounding leaves no white line."""
_PLATE, _EDGE = (130.0, 40.0), 8.0
"""The most room for a logo on the band of a sheet, and the white around it."""
_STYLES = ("Title", "CoverName", "CoverPeriod")
_LOW_STYLES = ("Title", "CoverNameLow", "CoverPeriodLow")
"""Of the texts on the band: usually, and on a sheet or where a name takes more than `_MOST_LINES`."""
_MOST_LINES = 4


def front(report: Report, setting: Setting) -> list[Element]:
    """A whole page; on a sheet only its upper part."""
    cover = report.cover
    found = [*_band(report, setting)]
    if report.marks:
        found.append(paragraph("CoverMark", " · ".join(report.marks)))
    if report.sheet:
        return found
    if cover.stage is not None:
        found.append(_stairs(cover.levels, cover.stage, setting))
    if cover.figures:
        found += tiles(cover.figures, setting)
    rows = (
        (setting.words("Status"), cover.status),
        (setting.words("Questionnaire"), cover.questionnaire),
        (setting.words("Assessed on"), setting.words.date(cover.assessed_on) if cover.assessed_on else ""),
        *cover.facts,
    )
    return [*found, gap(), *facts(Facts(rows=tuple(row for row in rows if row[1])), setting)]


def _band(report: Report, setting: Setting) -> list[Element]:
    """Title, organisation and period in white. The texts have the colour behind them too, should pictures be off."""
    cover, look = report.cover, setting.look
    logo = report.brand.logo if report.brand else None
    strip = _STRIP if logo and not report.sheet else 0.0
    above, below = (_ABOVE_LOW, _BELOW_LOW) if report.sheet else (max(_ABOVE, strip + 20 - look.top), _BELOW)
    measure = COLUMN - (_PLATE[0] + 2 * _EDGE if logo and report.sheet else 0)
    low = report.sheet or len(_broken(cover.organisation, "CoverName", COLUMN, look)) > _MOST_LINES
    texts = dict(zip(_LOW_STYLES if low else _STYLES, (cover.title, cover.organisation, cover.period), strict=True))
    tall = above + below + sum(_height(text, style, measure, look) for style, text in texts.items())
    pictures = _pictures(logo, Place(0, strip, PAGE_WIDTH + _OVER, look.top + tall - strip), setting)
    title, name, period = texts
    right = (element("ind", right=twentieths(COLUMN - measure)),) if measure < COLUMN else ()
    under = below + (12 if report.sheet else 26)
    return [
        paragraph(title, *pictures, run(cover.title), beside=(element("spacing", before=twentieths(above)),)),
        paragraph(name, cover.organisation, beside=right),
        paragraph(period, cover.period, beside=(element("spacing", after=twentieths(under)),)),
    ]


def _broken(text: str, style: str, measure: float, look: Look) -> tuple[str, ...]:
    """The lines that a word processor makes of a text: unlike ours it breaks after hyphens as well."""
    found = style_named(style)
    return wrap(text.replace("-", "-\u200a"), look.size(found.size), measure, bold=found.bold)


def _height(text: str, style: str, measure: float, look: Look) -> float:
    found = style_named(style)
    leading = found.leading * look.size(found.size) / found.size
    return len(_broken(text, style, measure, look)) * leading + found.after


def _pictures(logo: Logo | None, band: Place, setting: Setting) -> list[Element]:
    """The colour behind the texts, and the logo: on the white above it or, where there is none, on the band itself."""
    colour = of_colour(accented(ACCENT, setting.look.accent))
    found = [anchored(setting.document.part, colour, next(setting.pictures), band, behind=True)]
    if logo is None:
        return found
    return [*found, *(_on_white(logo, setting) if band.y else _on_plate(logo, setting))]


def _on_white(logo: Logo, setting: Setting) -> list[Element]:
    room = Place(SIDE, (_STRIP - _LOGO[1]) / 2, *_LOGO)
    place = Place.inside(room, logo.width, logo.height)
    return [anchored(setting.document.part, logo.png, next(setting.pictures), place, logo.words)]


def _on_plate(logo: Logo, setting: Setting) -> list[Element]:
    """At the right of the band: white, and the logo on it."""
    part = setting.document.part
    place = Place.inside(Place(0, TOP_OF_SHEET - _EDGE, *_PLATE), logo.width, logo.height)
    place = place._replace(x=SIDE + COLUMN - place.wide - _EDGE)
    white = Place(place.x - _EDGE, place.y - _EDGE, place.wide + 2 * _EDGE, place.tall + 2 * _EDGE)
    return [
        anchored(part, of_colour(PAPER), next(setting.pictures), white),
        anchored(part, logo.png, next(setting.pictures), place, logo.words),
    ]


_LOWEST, _STEP, _BETWEEN = 22.0, 13.0, 5.0
"""Height of the first stair, how much higher each next one is, and the white between them."""
_HERE = 8.5


def _stairs(names: tuple[str, ...], stage: int, setting: Setting) -> Element:
    """The stages as stairs, each with its digit and name, the one that is reached outlined and named as such."""
    wide = (COLUMN - 5 - _BETWEEN * (len(names) - 1)) / len(names)
    foot = 16 + _LOWEST + _STEP * (len(names) - 1)
    operations: list[Operation] = []
    broken = [wrapped(name, _HERE, wide, bold=True) for name in names]
    for level, (colour, lines) in enumerate(zip(level_colours(len(names)), broken, strict=True)):
        x, tall = 2.5 + level * (wide + _BETWEEN), _LOWEST + _STEP * level
        here = level == stage
        if here:
            operations += _outlined(setting.words("Where we stand"), x, foot - tall, wide, tall)
        outline = RULE if level == 0 else None
        operations.append(Path(steps=box(x, foot - tall, wide, tall), fill=colour, stroke=outline, width=0.7))
        operations.append(Label(text=str(level), x=x + 7, y=foot - 7, size=13, weight="bold", colour=text_on(colour)))
        operations += stacked(lines, x, foot + 6, _HERE, colour=INK if here else MUTED)
    height = foot + 8 + max(map(len, broken)) * _HERE * 1.2
    words = setting.words
    said = words("Where we stand: {stage}. The stages, from the first to the last: {stages}.",
                 stage=f"{stage} · {names[stage]}",
                 stages=", ".join(f"{at} {name}" for at, name in enumerate(names)))  # fmt: skip
    drawing = Drawing(width=COLUMN, height=height, operations=tuple(operations))
    return picture(drawing, setting, title=words("Where we stand"), words=said)


def _outlined(said: str, x: float, top: float, wide: float, tall: float) -> list[Operation]:
    start = min(x, COLUMN - 2.5 - width(said, _HERE, bold=True))
    return [
        Label(text=said, x=start, y=top - 7, size=_HERE, weight="bold", colour=ACCENT),
        Path(steps=box(x - 2.5, top - 2.5, wide + 5, tall + 5), fill=INK),
        Path(steps=box(x - 1, top - 1, wide + 2, tall + 2), fill=PAPER),
    ]
