"""Pictures that stand at a place of the page, behind or beside the text."""

from __future__ import annotations

from functools import cache
from html import escape
from io import BytesIO

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.parts.story import StoryPart

from selfassess.language import printable
from selfassess.render.docx.elements import Element, element, emu

_DECORATION = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def anchored(
    part: StoryPart, png: bytes, *, x: float, y: float, wide: float, tall: float, words: str = "", behind: bool = False
) -> Element:
    """A run with a picture at a place of its page, in points from the top left corner; without words decoration.

    A later one stands before an earlier one.
    """
    relation, _ = part.get_or_add_image(BytesIO(png))
    id = part.next_id
    size = f'cx="{emu(wide)}" cy="{emu(tall)}"'
    told = escape(printable(words))
    xml = f"""<wp:anchor {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0" simplePos="0"
      behindDoc="{int(behind)}" relativeHeight="{id}" locked="1" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
      <wp:positionH relativeFrom="page"><wp:posOffset>{emu(x)}</wp:posOffset></wp:positionH>
      <wp:positionV relativeFrom="page"><wp:posOffset>{emu(y)}</wp:posOffset></wp:positionV>
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
