"""The one-page summary for a board: what is asked of it, where the organisation stands, strengths, what to do next."""

from __future__ import annotations

import sys
from dataclasses import replace

from selfassess.language import Translator
from selfassess.plan import Strength
from selfassess.report import wording
from selfassess.report.blocks import Block, Bullets, Chart, Heading, Paragraph, Tile, Tiles
from selfassess.report.charts import RadarChart
from selfassess.report.diagrams import RADAR_AXES, profile_radar, score_bars
from selfassess.report.material import Material
from selfassess.report.parts.key_actions import key_actions, planned_key_actions
from selfassess.scoring.card import SectionResult


def summary(material: Material, t: Translator) -> tuple[Block, ...]:
    """Fits one A4 page: nothing here grows with the number of questions."""
    return (
        Paragraph(text=_asked(material, t), style="lead"),
        overall_tiles(material, t),
        *_profile(material, t),
        *_strengths(material, t),
        *_priorities(material, t),
        key_actions(material, t),
    )


def overall_tiles(material: Material, t: Translator) -> Tiles:
    """Stage, score with its range, how much was answered, and the score of the earlier year."""
    overall, questionnaire = material.card.overall, material.questionnaire
    backing = wording.supported_words(t, questionnaire, overall.stage, overall.supported_stage)
    missing = overall.applicable - overall.answered
    still_open = t("open questions count as level 0 until they are answered") if missing else ""
    return Tiles(
        tiles=(
            Tile(
                label=t("Overall stage"),
                value=wording.stage_words(t, questionnaire, overall.stage),
                note=backing or still_open,
            ),
            Tile(
                label=t("Score out of 100"),
                value=wording.overall_score_words(t, overall),
                note=wording.range_words(t, overall.low, overall.high),
            ),
            Tile(
                label=t("Answered"),
                value=t("{answered} of {all}", answered=overall.answered, all=overall.applicable),
                note=t("questions that apply"),
            ),
            *_before(material, t),
        )
    )


def _before(material: Material, t: Translator) -> tuple[Tile, ...]:
    """The overall score of the earlier year, where that can be compared and had one."""
    year = material.comparable
    if year is None or year.card.overall.score is None:
        return ()
    value = t.number(year.card.overall.score)
    return (Tile(label=t("Score in {period}", period=year.card.period), value=value, note=t("as it was then")),)


def _asked(material: Material, t: Translator) -> str:
    overall = material.card.overall
    if not overall.applicable:
        return t("Nothing in this questionnaire applies. The board is asked to confirm that.")
    if not overall.answered:
        return t("Nothing is answered yet. The board is asked to support those who will answer.")
    if planned_key_actions(material):
        return t("The board is asked to note this result and to stand behind the key actions of the plan.")
    return t("The board is asked to note this result and to agree two key actions.")


def _profile(material: Material, t: Translator) -> tuple[Chart, ...]:
    """The radar, or bars for one or two sections. Nothing where there is no score, or too many sections for the page.

    The numbers stand in the table of the profile, a page further on.
    """
    radar = profile_radar(material, t)
    if radar and isinstance(radar.content, RadarChart):
        return (replace(radar, content=replace(radar.content, compact=True), table=None),)
    scores = [result.score for result in material.card.sections if result.score is not None]
    few = len(material.card.sections) < min(RADAR_AXES)
    return (replace(score_bars(material, t), table=None),) if scores and few else ()


def _strengths(material: Material, t: Translator) -> tuple[Block, ...]:
    found = shown_strengths(material)
    heading = Heading(text=t("What stands well"))
    if found:
        return heading, Bullets(items=tuple(strength_words(material, strength, t) for strength in found))
    if material.card.overall.answered:
        return heading, Paragraph(text=t("No question is above the first level yet: an honest place to start from."))
    return heading, Paragraph(text=t("Strengths show here as soon as questions are answered."))


def shown_strengths(material: Material) -> tuple[Strength, ...]:
    """Those that are worth the name."""
    return tuple(strength for strength in material.strengths if strength.level > 0)


def strength_words(material: Material, strength: Strength, t: Translator, *, longest: int = sys.maxsize) -> str:
    """A question with its level, and what evidence backs of it where that is less; `longest` is of its prompt."""
    questionnaire = material.questionnaire
    level = wording.level_words(t, questionnaire, strength.level)
    prompt = wording.shortened(t.text(questionnaire.by_id[strength.question].prompt), longest)
    if strength.supported_level == strength.level:
        return f"{prompt} {level}"
    if material.sheet.answer(strength.question).lowered:
        return t(
            "{prompt} {level} (supported {supported}, lowered by the moderator)",
            prompt=prompt,
            level=level,
            supported=strength.supported_level,
        )
    return t("{prompt} {level} (supported {supported})", prompt=prompt, level=level, supported=strength.supported_level)


def _priorities(material: Material, t: Translator) -> tuple[Block, ...]:
    heading = Heading(text=t("Where to work next"))
    if material.priorities:
        return heading, Bullets(items=tuple(priority_words(material, one, t) for one in material.priorities))
    if material.card.overall.applicable:
        return heading, Paragraph(text=t("Every section is at the highest stage: the work now is to keep it."))
    return heading, Paragraph(text=t("Nothing applies, so nothing is left to do here."))


def priority_words(material: Material, result: SectionResult, t: Translator, *, longest: int = sys.maxsize) -> str:
    """A section with its shortest way to the next stage; `longest` is of its name."""
    section = next(one for one in material.questionnaire.sections if one.id == result.id)
    route = wording.route_words(t, material.questionnaire, result.route)
    return t("{section}. {route}", section=wording.shortened(wording.section_name(t, section), longest), route=route)
