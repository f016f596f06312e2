"""Pictures that stand at a place of the page, behind or beside the text."""

from __future__ import annotations

from functools import cache
from html import escape
from io import BytesIO
from typing import NamedTuple

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.parts.story import StoryPart

from selfassess.language import printable
from selfassess.render.docx.elements import Element, element, emu

_DECORATION = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


class Place(NamedTuple):
    """Where a picture stands on its page and how large it is, in points from the top left corner."""

    x: float
    y: float
    wide: float
    tall: float

    @classmethod
    def inside(cls, room: Place, wide: float, tall: float) -> Place:
        """For a picture so many dots wide and high: as large as the room allows, at its left, half way down."""
        scale = min(room.wide / wide, room.tall / tall)
        return cls(room.x, room.y + (room.tall - tall * scale) / 2, wide * scale, tall * scale)


def anchored(part: StoryPart, png: bytes, id: int, place: Place, words: str = "", *, behind: bool = False) -> Element:
    """A run with a picture at a place of its page; without words it is decoration.

    A picture with a higher number stands before one with a lower.
    """
    relation, _ = part.get_or_add_image(BytesIO(png))
    size = f'cx="{emu(place.wide)}" cy="{emu(place.tall)}"'
    told = escape(printable(words))
    xml = f"""<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0"
      behindDoc="{int(behind)}" relativeHeight="{id}" locked="1" layoutInCell="1" allowOverlap="1">
      <wp:simplePos x="0" y="0"/>
      <wp:positionH relativeFrom="page"><wp:posOffset>{emu(place.x)}</wp:posOffset></wp:positionH>
      <wp:positionV relativeFrom="page"><wp:posOffset>{emu(place.y)}</wp:posOffset></wp:positionV>
      <wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
      <wp:docPr id="{id}" name="Picture {id}" descr="{told}">{"" if words else _DECORATION}</wp:docPr>
      <wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
      <pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="Picture {id}"/><pic:cNvPicPr/></pic:nvPicPr>
      <pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
      <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
      </pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor>"""
    made: Element = parse_xml(xml)
    return element("r", element("drawing", made))


@cache
def of_colour(colour: str) -> bytes:
    """A picture of one dot, to be stretched to an area of that colour."""
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (1, 1), colour).save(out, format="PNG")
    return out.getvalue()
