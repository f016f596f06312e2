"""The style sheet says the same colours as the charts, and looks like nobody else's site."""

from __future__ import annotations

import re

from selfassess.charts import palette
from selfassess.web.assets import FOLDER
from selfassess.web.figures import level_class

STYLES = (FOLDER / "app.css").read_text(encoding="utf-8")


def test_the_colours_of_page_and_charts_are_the_same():
    for name in ("ACCENT", "INK", "MUTED", "GRID", "RULE", "TINT", "PAPER"):
        assert f"--{name.lower()}: {getattr(palette, name)};" in STYLES


def test_each_level_has_its_colour_and_a_digit_that_can_be_read():
    colours = palette.level_colours(7)
    for step, colour in enumerate(colours):
        rule = re.search(rf"\.level--{step} {{ background: (#\w+);( color: #fff;)? }}", STYLES)
        assert rule
        assert rule[1] == colour
        text = "#ffffff" if rule[2] else palette.INK
        assert palette.contrast(text, colour) >= 4.5


def test_levels_of_every_scale_run_from_light_to_dark():
    for levels in range(3, 8):
        steps = [int(level_class(level, levels)[-1]) for level in range(levels)]
        assert steps == sorted(set(steps))


def test_nothing_looks_like_an_official_site():
    vendor = (FOLDER / "vendor/govuk-frontend.min.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in vendor + STYLES
    assert "crest" not in STYLES
    assert '"Atkinson Hyperlegible Next"' in STYLES
    fonts = re.findall(r"url\((vendor/[^)]+)\)", (FOLDER / "fonts.css").read_text(encoding="utf-8"))
    assert len(fonts) == 5
    for font in fonts:
        assert (FOLDER / font).is_file()


def test_the_style_sheet_stays_small():
    assert len(STYLES.splitlines()) <= 350
