"""Logos that people bring: what is taken comes out small, on white and without anything else that was in the file."""

from __future__ import annotations

import random
import struct
import time
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from selfassess.interchange.logo import LARGEST, SIDE, read_logo
from selfassess.interchange.package import UnreadableError
from selfassess.interchange.svg_drawing import draw_svg
from selfassess.interchange.svg_logo import plain_svg
from selfassess.language import Translator
from selfassess.render.pdf.logo import logo_object
from selfassess.report.blocks import Logo

T = Translator()
PLUM = (107, 44, 145)


def picture(mode: str = "RGB", size: tuple[int, int] = (120, 40), colour: object = PLUM) -> Image.Image:
    return Image.new(mode, size, colour)


def saved(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    found = BytesIO()
    image.save(found, kind, **how)
    return found.getvalue()


def svg(inside: str, head: str = 'viewBox="0 0 300 100"', before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {head}>{inside}</svg>'.encode()


BAR = '<rect width="300" height="100" fill="#6b2c91"/>'


def read(data: bytes) -> Logo:
    return read_logo(data, "A bar", T)


def look(logo: Logo) -> Image.Image:
    return Image.open(BytesIO(logo.png))


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as told:
        read(data)
    return str(told.value)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_chunk(png: bytes, kind: bytes, content: bytes) -> bytes:
    """The PNG with a chunk more, before its pixels."""
    at = png.index(b"IDAT") - 4
    return png[:at] + chunk(kind, content) + png[at:]


GOOD: dict[str, Callable[[], bytes]] = {
    "PNG": lambda: saved(picture()),
    "PNG with transparency": lambda: saved(picture("RGBA", colour=(*PLUM, 255))),
    "PNG with a palette": lambda: saved(picture().quantize(4)),
    "JPEG": lambda: saved(picture(), "JPEG", quality=95),
    "JPEG for print": lambda: saved(picture().convert("CMYK"), "JPEG", quality=95),
    "SVG": lambda: svg(BAR),
    "SVG of 16 bits": lambda: svg(BAR, before='<?xml version="1.0" encoding="UTF-16"?>').decode().encode("utf-16"),
    "SVG of a drawing program": lambda: svg(
        "<metadata><x:y xmlns:x='urn:z'/></metadata><z:view xmlns:z='urn:z' onload='a()'/>" + BAR,
        before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    ),
    "SVG with styles": lambda: svg(
        "<style>.a{fill:#6b2c91;clip-path:url(#c)}</style><clipPath id='c'><path d='M0 0H300V100H0Z'/></clipPath>"
        "<g id='Layer@2x'><rect class='a' width='300' height='100'/></g>"
    ),
    "SVG that uses a shape again": lambda: svg(
        '<defs><rect id="b" width="150" height="100" fill="#6b2c91"/></defs><use href="#b"/>'
        '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="#b" x="150"/>'
    ),
    "SVG in millimetres": lambda: svg(
        '<rect width="100%" height="100%" fill="#6b2c91"/>', head='width="30mm" height="10mm"'
    ),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_logo_of_any_kind_comes_out_the_same_for_paper(kind: str):
    logo = read(GOOD[kind]())
    assert (logo.width / logo.height, logo.words) == (3, "A bar")
    seen = look(logo)
    assert (seen.format, seen.mode, seen.size) == ("PNG", "RGB", (logo.width, logo.height))
    middle = seen.getpixel((seen.width // 2, seen.height // 2))
    assert all(abs(one - wanted) < 12 for one, wanted in zip(middle, PLUM, strict=True)), middle
    logo_object(logo)


def test_the_same_file_gives_the_same_bytes():
    for kind in ("PNG with transparency", "JPEG", "SVG"):
        data = GOOD[kind]()
        assert read(data).png == read(data).png


def test_what_was_transparent_is_white():
    image = picture("RGBA", colour=(0, 0, 0, 0))
    image.paste((*PLUM, 255), (0, 0, 60, 40))
    seen = look(read(saved(image)))
    assert (seen.getpixel((10, 10)), seen.getpixel((110, 10))) == (PLUM, (255, 255, 255))


def test_greys_of_16_bits_keep_their_order():
    image = Image.frombytes("I;16", (64, 64), (struct.pack("<H", 20000) * 32 + struct.pack("<H", 60000) * 32) * 64)
    seen = look(read(saved(image)))
    assert (seen.getpixel((5, 5)), seen.getpixel((60, 5))) == ((78,) * 3, (234,) * 3)


def test_a_large_picture_is_made_smaller_and_a_heavy_one_smaller_still():
    assert read(saved(picture(size=(3000, 1500)))).width == SIDE
    noise = Image.effect_noise((1200, 900), 90).convert("RGB")
    logo = read(saved(noise, "JPEG", quality=60))
    assert logo.width < SIDE
    assert len(logo.png) < 800_000


def test_what_no_packing_makes_light_is_taken_in_the_smallest_size():
    noise = Image.frombytes("RGB", (600, 600), random.Random(0).randbytes(600 * 600 * 3))
    assert look(read(saved(noise))).size == (500, 500)


def test_a_photograph_stands_upright_and_says_nothing_of_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "taken at 51.45 N"
    logo = read(saved(picture(size=(120, 40)), "JPEG", exif=exif))
    assert (logo.width, logo.height) == (40, 120)
    assert b"taken" not in logo.png
    assert not look(logo).info


def test_what_stands_in_a_picture_besides_it_is_left_out():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "somebody")
    assert b"somebody" not in read(saved(picture(), pnginfo=told)).png


# What is refused


def declared(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says that it is so large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    )


def moving() -> bytes:
    return saved(picture(), save_all=True, append_images=[picture(colour="red"), picture(colour="blue")])


@pytest.mark.parametrize("size", [(5000, 5000), (10_000, 10_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(size: tuple[int, int]):
    began = time.process_time()
    assert "million pixels" in refused(declared(*size))
    assert time.process_time() - began < 2  # unpacking takes minutes, where it ends at all


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a PNG, JPEG or SVG"),
        (b"GIF89a" + bytes(99), "not a PNG, JPEG or SVG"),
        (b"MZ program.png", "not a PNG, JPEG or SVG"),
        (b"<html><body>logo.svg</body></html>", "not a PNG, JPEG or SVG"),
        (b"\x1f\x8b" + bytes(99), "not a PNG, JPEG or SVG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(LARGEST), "larger than 2 MB"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\xff\xd8\xff" + bytes(99), "damaged"),
        (declared(300, 100), "damaged"),
        (saved(picture(size=(9, 9))), "only 9 × 9 pixels"),
        (saved(picture(size=(600, 40))), "too long and thin"),
        (saved(picture(size=(40, 600))), "too long and thin"),
        (saved(picture(colour="white")), "light backgrounds"),
        (moving(), "moves"),
        (with_chunk(saved(picture()), b"zTXt", b"a\0\0" + zlib.compress(bytes(8_000_000))), "damaged"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_no_logo_is_refused_with_what_to_do(data: bytes, words: str):
    assert words in refused(data)


def test_a_file_cut_short_or_changed_anywhere_is_taken_or_refused_in_words():
    for data in (saved(picture(size=(40, 30))), saved(picture(size=(40, 30)), "JPEG")):
        for at in range(0, len(data), 7):
            for broken in (data[:at], data[:at] + b"\xff" + data[at + 1 :], data[:at] + b"\0\0\0\0" + data[at:]):
                try:
                    read(broken)
                except UnreadableError as told:
                    assert str(told)  # noqa: PT017 - both ends are good


LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
TWICE = "".join(f'<g id="g{at}"><use href="#g{at - 1}"/><use href="#g{at - 1}"/></g>' for at in range(1, 40))
CHAIN = "".join(f'<use id="u{at}" href="#u{at + 1}"/>' for at in range(4000))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (svg("<script>alert(1)</script>" + BAR), "“script”"),
        (svg("<foreignObject><p/></foreignObject>" + BAR), "“foreignObject”"),
        (svg('<image href="data:image/png;base64,AAAA"/>' + BAR), "“image”"),
        (svg('<a href="https://example.org">' + BAR + "</a>"), "“a”"),
        (svg('<rect width="9" height="9"><animate attributeName="x"/></rect>'), "“animate”"),
        (svg("<filter id='f'/>" + BAR), "“filter”"),
        (svg("<text y='20'>Trust</text>"), "Turn it into paths"),
        (svg(BAR.replace("rect", 'rect onload="alert(1)"')), "“onload”"),
        (svg('<use href="https://example.org/a.svg#b"/>'), "another file"),
        (svg('<use href="file:///etc/passwd#b"/>'), "another file"),
        (svg('<rect width="9" height="9" fill="url(https://example.org/a)"/>'), "another file"),
        (svg("<rect width='9' height='9' style='fill:url(  \"https://example.org\")'/>"), "another file"),
        (svg("<style>@import 'https://example.org/a.css';</style>" + BAR), "another file"),
        (svg("<style>.a{fill:\\75rl(https://example.org)}</style>" + BAR), "another file"),
        (svg("&b;" + BAR, before=LAUGHS), "abbreviations"),
        (svg("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "abbreviations"),
        (svg('<g id="g0">' + BAR + "</g>" + TWICE), "too many parts"),
        (svg('<g id="a"><use href="#a"/></g>' + BAR), "too many parts"),
        (svg(CHAIN + BAR), "too many parts"),
        (svg(f'<g id="a">{BAR * 900}</g>' + '<use href="#a"/>' * 90 + '<g id="a"/>'), "too many parts"),
        (svg('<mask id="m"><rect width="9" height="9" mask="url(#m)"/></mask>' + BAR), "too many parts"),
        (svg("<g>" * 5000 + "</g>" * 5000), "too many parts"),
        (svg("<g/>" * 6000), "too many parts"),
        (svg(BAR, head='viewBox="0 0 1e30 1e30"'), "how large"),
        (svg(BAR, head='viewBox="0 0 0 0"'), "how large"),
        (svg(BAR, head='viewBox="0 0 nan 9"'), "how large"),
        (svg(BAR, head='viewBox="0 0 -5 9"'), "how large"),
        (svg(BAR, head='width="100%" height="100%"'), "how large"),
        (svg(BAR, head=""), "how large"),
        (svg(BAR, head='viewBox="0 0 9000 10"'), "too long and thin"),
        (svg(""), "light backgrounds"),
        (svg(BAR)[:-20], "not a whole SVG"),
        (b"<?xml version='1.0' encoding='no-such'?>" + svg(BAR), "not a whole SVG"),
        (b"<svg>" + BAR.encode() + b"</svg>", "not a PNG, JPEG or SVG"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_an_svg_that_acts_fetches_or_never_ends_is_refused(data: bytes, words: str):
    assert words in refused(data)


def test_of_an_svg_only_what_is_drawn_is_written_anew():
    data = svg("<title>Secret</title><g data-name='Secret' aria-label='Secret'>" + BAR + "</g><!-- Secret -->")
    made = plain_svg(data, 600, T)
    assert "Secret" not in made
    assert 'width="600" height="200"' in made


def test_a_drawing_that_takes_too_long_is_ended():
    # Each see-through group is a picture of its own in full size; no count of elements tells how long that takes.
    layers = "<g opacity='.9'>" + BAR + "</g>"
    data = svg(f"<g id='a'>{layers * 1500}</g>" + "<use href='#a'/>" * 9, head='viewBox="0 0 300 300"')
    assert "could not be drawn" in refused(data)


def test_what_cannot_be_drawn_is_told():
    with pytest.raises(UnreadableError, match="could not be drawn"):
        draw_svg("<svg", T)
