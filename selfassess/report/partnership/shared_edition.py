"""The edition of one organisation for the steering group: stages, scores, years, actions, who signed; no answer."""

from __future__ import annotations

from dataclasses import replace

from selfassess.disclosure.values import OVERALL
from selfassess.language import Translator
from selfassess.report.action_words import status_words
from selfassess.report.blocks import Block, Bullets, Column, Cover, Heading, Paragraph, Part, Report, Table, Tile, Tiles
from selfassess.report.partnership.shared_figures import NOTHING, score_words, sections_charts, years_lines
from selfassess.report.partnership.shared_result import SharedAction, SharedResult
from selfassess.report.partnership.signed import signed_table
from selfassess.report.partnership.words import names_of
from selfassess.report.parts.limits import accessibility
from selfassess.report.wording import level_names, stage_words


def shared_edition(found: SharedResult, t: Translator) -> Report:
    """Every part that has something to say; all numbers in it are rounded and worded, all text final."""
    front = _cover(found, t)
    parts: tuple[tuple[str, str, tuple[Block, ...]], ...] = (
        ("holds", t("What this edition holds"), _holds(found, t)),
        ("sections", t("Section by section"), (_tiles(found, t), *sections_charts(found, t))),
        ("years", t("Over the years"), years_lines(found, t)),
        ("actions", t("Actions"), _actions(found, t)),
        ("signed", t("Who signed"), (signed_table((found.result,), t),)),
        ("limits", t("Limits, accessibility and help"), _limits(t)),
    )
    return Report(
        language=t.language,
        title=t(
            "{title}: {organisation}, {period}", title=front.title, organisation=front.organisation, period=front.period
        ),
        cover=front,
        parts=tuple(
            Part(id=id, title=title, blocks=blocks, starts_page=id in _NEW_PAGE)
            for id, title, blocks in parts
            if blocks
        ),
        marks=(t("Example: made-up data"),) if found.example else (),
        levels=len(found.questionnaire.scale),
        footer=f"{front.organisation} · {front.questionnaire} · {front.period}",
        brand=replace(found.brand, name="") if found.brand else None,
    )


_NEW_PAGE = frozenset({"sections", "years", "actions"})


def _cover(found: SharedResult, t: Translator) -> Cover:
    questionnaire, result = found.questionnaire, found.result
    facts = [(t("Shared with"), t("the steering group of {partnership}", partnership=found.partnership))]
    facts.append((t("Kind of organisation"), found.kind))
    if result.signatory:
        facts.append((t("Signed by"), t("{name}, {role}", name=result.signatory.name, role=result.signatory.role)))
    whole = result.figures.get(OVERALL, NOTHING)
    return Cover(
        organisation=result.name,
        title=t("Shared edition"),
        period=str(result.year),
        assessed_on=None,
        questionnaire=t("{title}, version {version}", title=t.text(questionnaire.title), version=questionnaire.version),
        status=t("Stages, scores and actions of a signed result; no answers"),
        facts=tuple(facts),
        levels=level_names(t, questionnaire) if whole.stage is not None else (),
        stage=whole.stage,
        figures=_tiles(found, t),
    )


def _tiles(found: SharedResult, t: Translator) -> Tiles:
    questionnaire, whole = found.questionnaire, found.result.figures.get(OVERALL, NOTHING)
    backed = t("backed by evidence: {stage}", stage=stage_words(t, questionnaire, whole.supported_stage))
    return Tiles(
        tiles=(
            Tile(label=t("Stage"), value=stage_words(t, questionnaire, whole.stage), note=backed),
            Tile(label=t("Score out of 100"), value=score_words(t, whole.score)),
        )
    )


def _holds(found: SharedResult, t: Translator) -> tuple[Block, ...]:
    lead = t(
        "What {organisation} shares of its signed result of {year} with the steering group of {partnership}: stages,"
        " scores, actions and who signed.",
        organisation=found.result.name,
        year=found.result.year,
        partnership=found.partnership,
    )
    never = t("Answers, comments and evidence are not shared, and are not in here.")
    return Paragraph(text=lead, style="lead"), Paragraph(text=never)


def _actions(found: SharedResult, t: Translator) -> tuple[Block, ...]:
    if not found.actions:
        return (Paragraph(text=t("No actions are planned about this result.")),)
    names = names_of(found.questionnaire, t)
    return (
        Table(
            caption=t("What is to be done about this result"),
            columns=(
                Column(title=t("Action"), width=8),
                Column(title=t("Section"), width=5),
                Column(title=t("By"), width=3),
                Column(title=t("How far it is"), width=3),
            ),
            rows=tuple(_action(one, names, t) for one in found.actions),
        ),
    )


def _action(one: SharedAction, names: dict[str, str], t: Translator) -> tuple[str, ...]:
    status = status_words(t, one.status)
    return (
        one.text,
        t.listing([names[id] for id in one.sections if id in names]) or t("No section named"),
        t.date(one.due_on) if one.due_on else t("No day set"),
        t("{status}, overdue", status=status) if one.overdue else status,
    )


def _limits(t: Translator) -> tuple[Block, ...]:
    return (
        Heading(text=t("What the figures can and cannot say")),
        Bullets(
            items=(
                t("It supports learning and improvement. It is not an accreditation, an inspection or a league table."),
                t("Results are self-assessments: they say how organisations see themselves, with evidence they chose."),
                t(
                    "What is shared, the lead of the organisation decides and can change at any time; editions that"
                    " were made before stay as they are."
                ),
            )
        ),
        *accessibility(t),
    )
