"""A report as one web page that needs nothing else: styles and charts inside, readable on a phone and in print."""

from __future__ import annotations

from selfassess.report.blocks import Report


def render_html(report: Report, nonce: str | None = None) -> bytes:
    """The page as UTF-8. `nonce` goes on its style element, for a page that is served under a content policy."""
    raise NotImplementedError
