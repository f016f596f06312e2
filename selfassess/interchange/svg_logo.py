"""An SVG that somebody brings is written anew from the little a logo needs: shapes, colours, and nothing that acts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from selfassess.interchange.package import UnreadableError
from selfassess.language import Translator

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"

_SHAPES = frozenset({
    "svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "linearGradient", "radialGradient", "stop", "clipPath", "mask", "style",
})  # fmt: skip
_SAID = frozenset({"title", "desc", "metadata"})
"""Elements that draw nothing, and are left out."""
_ATTRIBUTES = frozenset({
    "id", "class", "d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2", "fx", "fy",
    "fr", "points", "transform", "viewBox", "preserveAspectRatio", "gradientUnits", "gradientTransform",
    "spreadMethod", "offset", "clipPathUnits", "maskUnits", "maskContentUnits", "overflow", "style", "fill",
    "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin",
    "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "stop-color", "stop-opacity",
    "clip-path", "clip-rule", "mask", "mask-type", "display", "visibility", "mix-blend-mode", "isolation",
    "paint-order",
})  # fmt: skip
"""All others are left out too; those that act, or lead elsewhere, are reason to refuse the file."""

_MOST_ELEMENTS = 5000
_MOST_DRAWN = 50_000
"""Elements that are drawn when each that is used again is counted again."""
_DEEPEST = 60
_LARGEST = 100_000.0
"""Units of a side."""
LONGEST_SHAPE = 12
"""How many times as long as wide."""

_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*(?:px|pt|pc|mm|cm|in)?\s*", re.ASCII | re.IGNORECASE)
_FETCHES = re.compile(r"url\(\s*[\"']?\s*(?![\s\"'#])", re.IGNORECASE)
_RULES = re.compile(r"[@\\]")
"""In styles: rules that may fetch, and signs spelt by their number."""
_POINTS_TO = re.compile(r"url\(\s*[\"']?\s*#([^\"')\s]+)", re.IGNORECASE)


def plain_svg(data: bytes, side: int, t: Translator) -> str:
    """The same picture as SVG that fits a square of `side` pixels. Raises `UnreadableError` with what to do."""
    try:
        root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise UnreadableError(t("The SVG defines abbreviations of its own. Save it as plain SVG, or as PNG.")) from None
    except (ParseError, ValueError, LookupError):  # a wrong encoding is either of the latter
        raise UnreadableError(t("The file is not a whole SVG. Save it again, or as PNG.")) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise UnreadableError(t("The file is not a PNG, JPEG or SVG. Save the logo as one of these."))
    plain = _Plain(t)
    made = plain.copy(root)
    plain.require_little(made)
    wide, tall = plain.size(root)
    scale = side / max(wide, tall)
    made.set("xmlns", _SVG)
    made.attrib.setdefault("viewBox", f"0 0 {wide:g} {tall:g}")
    made.set("width", str(max(round(wide * scale), 1)))
    made.set("height", str(max(round(tall * scale), 1)))
    return tostring(made, encoding="unicode")


def too_long(t: Translator) -> str:
    """What is said of a picture longer than `LONGEST_SHAPE`."""
    return t("The picture is too long and thin to be printed as a logo. Cut it to what is to be seen.")


@dataclass(slots=True)
class _Plain:
    """Copies what a logo needs and keeps count."""

    t: Translator
    count: int = 0
    drawn: dict[int, int] = field(default_factory=dict)
    """How many elements each one draws, by its identity; 0 while that is being counted."""

    def copy(self, of: Element, parent: Element | None = None, depth: int = 0) -> Element:
        """The element with everything inside it that is drawn."""
        self.count += 1
        if self.count > _MOST_ELEMENTS or depth > _DEEPEST:
            self._refuse_size()
        name = of.tag.rpartition("}")[2]
        said = dict(self._attributes(of))
        made = Element(name, said) if parent is None else SubElement(parent, name, said)
        if name == "style":
            made.text = self._harmless(of.text or "", style=True)
        for inner in of:
            if self._draws(inner):
                self.copy(inner, made, depth + 1)
        return made

    def _draws(self, element: Element) -> bool:
        """Whether it belongs to the picture; what belongs to a drawing program does not."""
        space, _, name = str(element.tag).rpartition("}")
        if space != f"{{{_SVG}" or name in _SAID:
            return False
        if name not in _SHAPES:
            self._refuse(name)
        return True

    def _refuse(self, name: str) -> NoReturn:
        t = self.t
        if name in ("text", "tspan", "textPath"):
            raise UnreadableError(t("The SVG has text, which looks different wherever its font is missing. Turn it into"
                                    " paths, or save it as PNG."))  # fmt: skip
        raise UnreadableError(t("The SVG has “{name}”, which a logo must do without here. Save it as plain SVG, or as"
                                " PNG.", name=name[:40]))  # fmt: skip

    def _refuse_size(self) -> NoReturn:
        raise UnreadableError(self.t("The SVG has too many parts. Save it as PNG."))

    def _attributes(self, of: Element) -> Iterator[tuple[str, str]]:
        for key, value in of.attrib.items():
            space, _, name = key.rpartition("}")
            if name.lower().startswith("on"):
                self._refuse(name)
            if name == "href" and space in ("", f"{{{_XLINK}"):
                if not value.strip().startswith("#"):
                    self._refuse_fetching()
                yield name, value.strip()
            elif not space and name in _ATTRIBUTES:
                yield name, self._harmless(value, style=name == "style")

    def _harmless(self, value: str, *, style: bool) -> str:
        if _FETCHES.search(value) or (style and _RULES.search(value)):
            self._refuse_fetching()
        return value

    def _refuse_fetching(self) -> NoReturn:
        raise UnreadableError(self.t("The SVG takes something from another file. Save it as plain SVG, or as PNG."))

    def require_little(self, root: Element) -> None:
        """Refuse one in which parts use parts that use parts, until nobody can draw it to its end."""
        named: dict[str, list[Element]] = {}  # several of one name: whichever is meant, all are counted
        for element in root.iter():
            named.setdefault(element.get("id", ""), []).append(element)
        if self._drawn_by(root, named, 0) > _MOST_DRAWN:
            self._refuse_size()

    def _drawn_by(self, element: Element, named: dict[str, list[Element]], depth: int) -> int:
        known = self.drawn.get(id(element))
        if known == 0 or depth > 4 * _DEEPEST:
            self._refuse_size()  # it uses itself, or a chain has no end in sight
        if known is None:
            self.drawn[id(element)] = 0
            used = (one for name in _used_by(element) for one in named.get(name, ()))
            known = 1 + sum(self._drawn_by(one, named, depth + 1) for one in (*element, *used))
            self.drawn[id(element)] = known
        return known

    def size(self, root: Element) -> tuple[float, float]:
        """Width and height in units of its own, by which it is scaled."""
        box = (root.get("viewBox") or "").replace(",", " ").split()
        sides = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
        found = [_LENGTH.fullmatch(side) for side in sides]
        wide, tall = (float(one[1]) if one else 0.0 for one in found)
        if not (0 < wide <= _LARGEST and 0 < tall <= _LARGEST and math.isfinite(wide / tall)):
            raise UnreadableError(self.t("The SVG does not say how large it is. Save it as PNG."))
        if max(wide, tall) > LONGEST_SHAPE * min(wide, tall):
            raise UnreadableError(too_long(self.t))
        return wide, tall


def _used_by(element: Element) -> Iterator[str]:
    """The names of what it draws besides what is inside it."""
    for name, value in element.attrib.items():
        if name == "href":
            yield value[1:]
        elif name != "id":
            yield from _POINTS_TO.findall(value)
