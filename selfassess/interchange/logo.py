"""A logo that somebody brings becomes a small PNG of our own writing; nothing of the file itself is kept."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from selfassess.interchange.package import UnreadableError
from selfassess.interchange.svg_drawing import draw_svg
from selfassess.interchange.svg_logo import LONGEST_SHAPE, plain_svg, too_long
from selfassess.language import Translator
from selfassess.report.blocks import Logo

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 2 * 1024 * 1024
"""Bytes of the file."""
SIDE = 1200
"""Pixels of the longer side: 300 to the inch at the size of a cover, and some more."""

_MOST_PIXELS = 16_000_000
_SHORTEST = 24
_SIDES = (SIDE, 800, 500)
_HEAVY = 400_000
"""Every document carries the logo, so one of more bytes than this is made smaller."""
_WHITE = 245

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error, zlib.error)
"""What Pillow raises of files that are not whole."""


def read_logo(data: bytes, words: str, t: Translator) -> Logo:
    """The logo as all documents carry it: on white, no longer than `SIDE`; the same bytes for the same file.

    What the file is, its first bytes say, whatever its name. Raises `UnreadableError` with what to do.
    """
    if len(data) > LARGEST:
        raise UnreadableError(t("The file is larger than {size} MB. Save a smaller one.", size=LARGEST // 1024**2))
    if data.startswith(_PNG):
        image = _opened(data, "PNG", t)
    elif data.startswith(_JPEG):
        image = _opened(data, "JPEG", t)
    elif _begins_as_xml(data):
        image = _opened(draw_svg(plain_svg(data, SIDE, t), t), "PNG", t)
    else:
        raise UnreadableError(t("The file is not a PNG, JPEG or SVG. Save the logo as one of these."))
    if min(image.size) < _SHORTEST:
        raise UnreadableError(t("The picture is only {width} × {height} pixels. Choose a larger one.",
                                width=image.width, height=image.height))  # fmt: skip
    if max(image.size) > LONGEST_SHAPE * min(image.size):
        raise UnreadableError(too_long(t))
    if min(image.convert("L").tobytes()) > _WHITE:
        raise UnreadableError(t("On white paper nothing of it can be seen. Choose the logo for light backgrounds."))
    return _written(image, words)


def _begins_as_xml(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe<", b"\xfe\xff\0<")) or data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(
        b"<"
    )


def _opened(data: bytes, kind: str, t: Translator) -> Image:
    """The picture on white, upright; its number of pixels is known before any is unpacked."""
    from PIL import Image, ImageOps  # slow to import, and wanted by one page

    with _told(t):
        found = Image.open(BytesIO(data), formats=(kind,))
    if found.width * found.height > _MOST_PIXELS:
        raise UnreadableError(_too_many(t))
    if getattr(found, "is_animated", False):
        raise UnreadableError(t("The picture moves. Save one that stands still."))
    with _told(t):
        return _on_white(ImageOps.exif_transpose(found))


@contextmanager
def _told(t: Translator) -> Iterator[None]:
    """What Pillow objects to, in words."""
    from PIL.Image import DecompressionBombError, DecompressionBombWarning

    try:
        yield
    except (DecompressionBombError, DecompressionBombWarning):
        raise UnreadableError(_too_many(t)) from None
    except _BROKEN:
        raise UnreadableError(t("The picture is damaged. Open it in a picture program and save it again.")) from None


def _too_many(t: Translator) -> str:
    return t("The picture has more than {count} million pixels. Save a smaller one.", count=_MOST_PIXELS // 1_000_000)


def _on_white(image: Image) -> Image:
    from PIL import Image as Images

    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would cut off instead of scaling down
        image = image.point(lambda grey: grey / 256).convert("L")
    covered = image.convert("RGBA")
    white = Images.new("RGB", covered.size, "white")
    white.paste(covered, mask=covered.getchannel("A"))
    return white


def _written(image: Image, words: str) -> Logo:
    for side in _SIDES:
        image.thumbnail((side, side))
        found = BytesIO()
        image.save(found, "PNG", optimize=True)
        if found.tell() <= _HEAVY:
            break
    return Logo(png=found.getvalue(), width=image.width, height=image.height, words=words)
