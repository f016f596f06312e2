"""A drawing as inline SVG for a page: real text, no styles (the page's security policy forbids them)."""

from __future__ import annotations

from selfassess.charts import Drawing


def svg(drawing: Drawing, *, id: str, title: str, description: str) -> str:
    """One `<svg role="img">`; `id` must be unique on the page. Everything is escaped."""
    raise NotImplementedError
