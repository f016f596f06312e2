"""Drawings as inline SVG."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from selfassess.charts import Drawing, Label, Path
from selfassess.charts.palette import ACCENT, INK
from selfassess.render.svg import svg

NAMESPACE = "{http://www.w3.org/2000/svg}"

DRAWING = Drawing(
    width=100,
    height=50.5,
    operations=(
        Path(steps=(("M", 0, 0), ("L", 10.126, 0), ("Z",)), stroke=ACCENT, width=2, dash=(3, 1.5)),
        Path(steps=(("M", 0, 0), ("C", 1, 2, 3, 4, 5, 6)), fill="#a3d0c2", alpha=0.5),
        Label(text="<b> & co", x=5, y=6, size=8, weight="bold", anchor="middle", colour=INK),
    ),
)


def drawn(title: str = "Profile", description: str = "What it shows") -> ET.Element:
    return ET.fromstring(svg(DRAWING, id="profile", title=title, description=description))


def test_it_is_an_image_with_a_name_and_a_description() -> None:
    root = drawn()
    assert root.get("role") == "img"
    names = str(root.get("aria-labelledby")).split()
    texts = {one.get("id"): one.text for one in root if one.get("id")}
    assert [texts[name] for name in names] == ["Profile", "What it shows"]


def test_every_text_is_escaped() -> None:
    root = drawn(title='"><svg onload=x>', description="</desc><script>")
    assert {one.tag.removeprefix(NAMESPACE) for one in root.iter()} == {"svg", "title", "desc", "path", "text"}
    assert root.find(f"{NAMESPACE}text").text == "<b> & co"  # type: ignore[union-attr]


def test_there_are_no_styles_because_the_security_policy_forbids_them() -> None:
    text = svg(DRAWING, id="profile", title="t", description="d")
    assert "style" not in text


def test_lines_keep_their_dash_and_areas_their_opacity() -> None:
    line, area = drawn().findall(f"{NAMESPACE}path")
    assert (line.get("d"), line.get("stroke"), line.get("stroke-dasharray")) == ("M0 0L10.13 0Z", ACCENT, "3 1.5")
    assert (area.get("fill"), area.get("fill-opacity"), area.get("stroke")) == ("#a3d0c2", "0.5", None)


def test_ink_follows_the_colour_of_the_page_and_palette_colours_have_a_class() -> None:
    text = drawn().find(f"{NAMESPACE}text")
    assert text is not None
    assert (text.get("fill"), text.get("class"), text.get("text-anchor")) == ("currentColor", "chart-ink", "middle")
    assert drawn().findall(f"{NAMESPACE}path")[0].get("class") == "chart-accent"
