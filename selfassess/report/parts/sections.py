"""A page or two for each section: official statement, stage, every answer and what is behind it, the way on."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.report import wording
from selfassess.report.blocks import Block, Paragraph, Part, Statement, Tile, Tiles
from selfassess.report.diagrams import question_number, section_bars
from selfassess.report.material import Material
from selfassess.report.parts.evidence import answers_table
from selfassess.report.parts.planned import planned
from selfassess.report.parts.way_on import way_on
from selfassess.scoring.card import SectionResult, Status


def section_pages(material: Material, t: Translator) -> tuple[Part, ...]:
    """One page after another, in questionnaire order."""
    return tuple(
        Part(
            id=f"section-{section.id}",
            title=wording.section_name(t, section),
            blocks=section_blocks(material, section, t),
            level=2,
            starts_page=section is not material.questionnaire.sections[0],  # the first stands below the part's name
        )
        for section in material.questionnaire.sections
    )


def section_blocks(material: Material, section: Section, t: Translator) -> tuple[Block, ...]:
    """Everything about one section."""
    result = material.card.section(section.id)
    chart = section_bars(material, section, t)
    return (
        *_statement(material.questionnaire, section, t),
        *_standing(material, section, result, t),
        *((chart,) if chart else ()),
        *answers_table(material, section, t),
        *way_on(material, section, result, t),
        *planned(material, section, t),
    )


def _statement(questionnaire: Questionnaire, section: Section, t: Translator) -> tuple[Block, ...]:
    if section.statement is None:
        return ()
    source = questionnaire.source.title if questionnaire.source else questionnaire.title
    return (Statement(text=t.text(section.statement), source=t.text(source)),)


def _standing(material: Material, section: Section, result: SectionResult, t: Translator) -> tuple[Block, ...]:
    """Stage and score as key figures, and in words what to know about them."""
    if result.status is Status.NOT_APPLICABLE:
        return (Paragraph(text=t("Nothing in this section applies, so it has no figures and counts nowhere.")),)
    questionnaire = material.questionnaire
    tiles = Tiles(
        compact=True,
        tiles=(
            Tile(
                label=t("Stage"),
                value=wording.stage_words(t, questionnaire, result.stage),
                note=wording.supported_words(t, questionnaire, result.stage, result.supported_stage),
            ),
            Tile(
                label=t("Score out of 100"),
                value=wording.section_score_words(t, result),
                note=wording.range_words(t, result.low, result.high),
            ),
            Tile(
                label=t("Answered"),
                value=t("{answered} of {all}", answered=result.answered, all=result.applicable),
                note=t("questions that apply"),
            ),
            *_before(material, result, t),
        ),
    )
    return tiles, *_open(result, t), *_backing(section, result, t), *_lowered(section, result, t)


def _before(material: Material, result: SectionResult, t: Translator) -> tuple[Tile, ...]:
    """The score of the earlier year, where that had one for this section."""
    year = material.comparable
    then = year.section(result.id) if year else None
    if year is None or then is None or then.score is None:
        return ()
    return (
        Tile(
            label=t("Score in {period}", period=year.card.period), value=t.number(then.score), note=t("as it was then")
        ),
    )


def _open(result: SectionResult, t: Translator) -> tuple[Block, ...]:
    missing = result.applicable - result.answered
    if not missing:
        return ()
    return (
        Paragraph(
            text=t.plural(
                "{count} question is still open. Until it is answered it counts as level 0 for the stage; the score "
                "uses what is answered, and its range says what is still possible.",
                "{count} questions are still open. Until they are answered they count as level 0 for the stage; the "
                "score uses what is answered, and its range says what is still possible.",
                missing,
            )
        ),
    )


def _backing(section: Section, result: SectionResult, t: Translator) -> tuple[Block, ...]:
    """Where the evidence recorded does not reach as far as the answers: which questions it would help most."""
    short = [
        question_number(section, one.id)
        for one in result.questions
        if (one.supported_level or 0) < (one.level or 0) and one.lowered is None
    ]
    if not short:
        return ()
    return (
        Paragraph(
            text=t(
                "Some answers go further than the evidence recorded so far. Evidence for {questions} would back them.",
                questions=t.listing(short),
            )
        ),
    )


def _lowered(section: Section, result: SectionResult, t: Translator) -> tuple[Block, ...]:
    """Which answers count as backed less far than claimed because the moderator says so, whatever the evidence."""
    numbers = [question_number(section, one.id) for one in result.questions if one.lowered]
    if not numbers:
        return ()
    told = t(
        "The moderator lowered how far evidence backs {questions}; the reason stands with the answer.",
        questions=t.listing(numbers),
    )
    return (Paragraph(text=told),)
