"""The charts of an assessment: its figures, the sentence that says the same, and the table of numbers."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report.blocks import Chart
from selfassess.report.material import Material


def profile_radar(material: Material, t: Translator) -> Chart | None:
    """The scores of all sections as a radar, last year behind; None where there are fewer than 3 sections."""
    raise NotImplementedError


def score_bars(material: Material, t: Translator) -> Chart:
    """A bar for each section: score with its range, stage and supported stage."""
    raise NotImplementedError


def section_bars(material: Material, section: Section, t: Translator) -> Chart | None:
    """A bar for each scored question of one section; None where none applies."""
    raise NotImplementedError
