"""The whole PDF, from report to bytes."""

from __future__ import annotations

import pathlib

from selfassess.language import Translator
from selfassess.report.blocks import Report


def render_pdf(report: Report, words: Translator, *, frames: pathlib.Path | None = None, tagged: bool = True) -> bytes:
    """The report as PDF/UA-1; `frames` as in `charts.draw`; `tagged` is False only for the benchmark."""
    raise NotImplementedError
