"""The report as a whole: its parts in their order, each made by its own builder."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.report.blocks import Report
from selfassess.report.material import Material


def build_report(material: Material, t: Translator) -> Report:
    """Every part that has something to say; all numbers in it are rounded and worded, all text final."""
    raise NotImplementedError
