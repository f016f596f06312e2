"""The one table of formats a report can be had in; the web route, the command and the tests read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from selfassess.language import Translator
from selfassess.report.material import Material


class UnknownFormatError(ValueError):
    """Nobody can write a file with this ending; the message names the endings that exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """One format: what people call it, its media type, and how to make it."""

    name: str
    media_type: str
    render: Callable[[Material, Translator], bytes]


RENDERERS: Mapping[str, Renderer] = MappingProxyType({})
"""By the ending of the file, with its dot."""


def renderer_for(suffix: str) -> Renderer:
    """The renderer for an ending such as `.pdf`, in capitals too. Raises `UnknownFormatError`."""
    raise NotImplementedError
