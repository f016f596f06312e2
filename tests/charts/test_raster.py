"""A drawing as a picture: in its colours, sharp enough, the same bytes every time, and no text read as mathematics."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from selfassess.charts import Drawing, Label, Path, draw
from selfassess.charts.geometry import box
from selfassess.charts.palette import INK, level_colours
from selfassess.charts.raster import png
from selfassess.language import Translator
from selfassess.report.charts import LevelBar, LevelBars

NAMES = ("None", "Some", "Most", "All", "More")


def picture(drawing: Drawing) -> Image.Image:
    return Image.open(BytesIO(png(drawing))).convert("RGB")


def of_hex(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def test_a_picture_has_two_hundred_dots_an_inch_and_says_so() -> None:
    found = Image.open(BytesIO(png(Drawing(width=72, height=36, operations=()))))
    assert found.size == (200, 100)
    assert [round(one) for one in found.info["dpi"]] == [200, 200]


def test_areas_have_exactly_their_colours_on_white(words: Translator) -> None:
    bars = tuple(LevelBar(label=f"Question {level}", level=level, supported=None) for level in range(5))
    found = picture(draw(LevelBars(bars=bars, level_names=NAMES), words))
    colours = {colour for _, colour in found.getcolors(found.width * found.height) or ()}
    assert found.getpixel((0, 0)) == (255, 255, 255)
    assert {of_hex(colour) for colour in level_colours(5)} <= colours


def test_what_lies_behind_a_see_through_area_shines_through_and_its_stroke_hides_it() -> None:
    square = Path(steps=box(10, 10, 40, 40), fill="#000000", alpha=0.5, stroke="#ff0000", width=4)
    found = picture(Drawing(width=72, height=72, operations=(square,)))
    middle = found.getpixel((83, 83))
    assert isinstance(middle, tuple)
    assert all(abs(channel - 127) <= 1 for channel in middle)
    assert found.getpixel((28, 83)) == (255, 0, 0)


def test_dollars_and_letters_of_no_font_are_drawn_as_text() -> None:
    def ink(text: str) -> int:
        label = Label(text=text, x=36, y=20, size=9, anchor="middle", colour=INK)
        return sum(1 for one in picture(Drawing(width=72, height=36, operations=(label,))).tobytes() if one < 128)

    assert ink("$x_1$") > ink("x_1") > 0, "what stands between two dollars would be set without them"
    assert ink("ગ") > 0
    assert ink("   ") == 0


def test_the_same_drawing_gives_the_same_bytes(words: Translator) -> None:
    bar = LevelBar(label="Ünïcode – “quoted”", level=2, supported=1, earlier=3)
    drawing = draw(LevelBars(bars=(bar,), level_names=NAMES, earlier_name="2025"), words)
    assert png(drawing) == png(drawing)
