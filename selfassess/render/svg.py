"""A drawing as inline SVG for a page: real text, no styles (the page's security policy forbids them)."""

from __future__ import annotations

from html import escape

from selfassess.charts import Drawing, Label, Path
from selfassess.charts.palette import INK, MUTED, ROLES, accented

FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"


def svg(drawing: Drawing, *, id: str, title: str, description: str, accent: str = "") -> str:
    """One `<svg role="img">`; `id` must be unique on the page. Everything is escaped.

    Ink and grey are `currentColor`, so that they follow the reader's own colours; every element drawn in a colour of
    the palette has the class `chart-<role>` (accent, ink, muted, grid, rule, tint, paper) for the page's style sheet.
    What is in our accent is drawn in `accent`, where there is one.
    """
    ident = escape(id)
    body = "".join(_path(one, accent) if isinstance(one, Path) else _label(one, accent) for one in drawing.operations)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" id="{ident}" '
        f'aria-labelledby="{ident}-title {ident}-description" '
        f'viewBox="0 0 {_number(drawing.width)} {_number(drawing.height)}" '
        f'width="{_number(drawing.width)}" height="{_number(drawing.height)}" font-family="{FONT}">'
        f'<title id="{ident}-title">{escape(title)}</title>'
        f'<desc id="{ident}-description">{escape(description)}</desc>{body}</svg>'
    )


def _path(path: Path, accent: str) -> str:
    data = "".join(step[0] + " ".join(_number(number) for number in step[1:]) for step in path.steps)
    parts = [f'd="{data}"', f'fill="{_paint(path.fill, accent)}"']
    if path.fill and path.alpha != 1:
        parts.append(f'fill-opacity="{_number(path.alpha)}"')
    if path.stroke:
        parts.append(f'stroke="{_paint(path.stroke, accent)}" stroke-width="{_number(path.width)}"')
        if path.dash:
            parts.append(f'stroke-dasharray="{" ".join(map(_number, path.dash))}"')
    role = ROLES.get(path.stroke or path.fill or "")
    return f"<path{_class(role)} {' '.join(parts)}/>"


def _label(label: Label, accent: str) -> str:
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    weight = "" if label.weight == "regular" else ' font-weight="700"'
    return (
        f'<text{_class(ROLES.get(label.colour))} x="{_number(label.x)}" y="{_number(label.y)}" '
        f'font-size="{_number(label.size)}"{anchor}{weight} fill="{_paint(label.colour, accent)}">'
        f"{escape(label.text)}</text>"
    )


def _class(role: str | None) -> str:
    return f' class="chart-{role}"' if role else ""


def _paint(colour: str | None, accent: str) -> str:
    if colour is None:
        return "none"
    return "currentColor" if colour in (INK, MUTED) else accented(colour, accent)


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
