"""Two pages in plain words for everybody involved: where we are, what is next, what the words mean."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.plan import Action
from selfassess.report import wording
from selfassess.report.action_words import due_words, lead_words
from selfassess.report.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Paragraph,
    Part,
    Report,
    Table,
    WritingSpace,
)
from selfassess.report.framing import framed, front
from selfassess.report.material import Material
from selfassess.report.parts.key_actions import planned_key_actions
from selfassess.report.parts.summary import shown_strengths
from selfassess.scoring.card import SectionResult
from selfassess.voices.steps import Role

LONGEST_NAME, LONGEST = 60, 150
"""Characters of a section's name and of other texts: each of the two pages has to stay one."""

MOST_ACTIONS = 3
MOST_IN_CLEAR_PRINT = 10
"""Sections that fit a page in clear print; with more, ordinary print is what keeps it one."""


def staff_sheet(material: Material, t: Translator) -> Report:
    """For printing on both sides of one sheet."""
    pages = (
        Part(id="now", title=t("Where we are"), blocks=_now(material, t), starts_page=False, one_page=True),
        Part(id="next", title=t("What happens next"), blocks=_next(material, t), one_page=True),
    )
    clear = len(material.questionnaire.sections) <= MOST_IN_CLEAR_PRINT
    return framed(
        material,
        t,
        front(material, t, title=t("In plain words, for everybody involved")),
        pages,
        sheet=True,
        clear=clear,
    )


def _now(material: Material, t: Translator) -> tuple[Block, ...]:
    title = wording.shortened(t.text(material.questionnaire.title), LONGEST)
    return (
        Paragraph(text=t("We asked ourselves how far we have come. This sheet says what we found. The questions come"
                         " from “{title}”.", title=title), style="lead"),
        Paragraph(text=_stage(material, t)),
        _sections(material, t),
        *_going_well(material, t),
    )  # fmt: skip


def _stage(material: Material, t: Translator) -> str:
    """The overall stage and what it means; what there is to say instead where there is none."""
    overall, asked = material.card.overall, material.questionnaire
    if overall.stage is None:
        return t("Nothing we were asked about applies to us.")
    if not overall.answered:
        return t("We have not answered any question yet.")
    means = wording.shortened(t.text(asked.scale[overall.stage].means), LONGEST)
    told = t("Taken together, we are at “{name}”. That is step {stage} of {top}.",
             name=wording.level_name(t, asked, overall.stage), stage=overall.stage, top=asked.top)  # fmt: skip
    missing = t("So far we have answered {answered} of {all} questions.", answered=overall.answered,
                all=overall.applicable) if overall.answered < overall.applicable else ""  # fmt: skip
    return " ".join(part for part in (told, means, missing) if part)


def _sections(material: Material, t: Translator) -> Table:
    """Each section with its stage, and whether that rose since the earlier year."""
    year = material.comparable
    columns = [Column(title=t("What we looked at"), width=7), Column(title=t("Where we are"), width=3, kind="level")]
    if year:
        columns.append(Column(title=t("Since {period}", period=year.card.period), width=3))
    rows = []
    for section, result in zip(material.questionnaire.sections, material.card.sections, strict=True):
        name = wording.shortened(wording.section_name(t, section), LONGEST_NAME)
        row = [name, wording.stage_words(t, material.questionnaire, result.stage)]
        rows.append((*row, _moved(year.section(section.id), result, t)) if year else tuple(row))
    return Table(caption=t("Our steps"), columns=tuple(columns), rows=tuple(rows))


def _moved(then: SectionResult | None, now: SectionResult, t: Translator) -> str:
    if then is None or then.stage is None or now.stage is None:
        return t("Not comparable")
    if now.stage == then.stage:
        return t("The same")
    if now.stage > then.stage:
        return t.plural("Up {count} step", "Up {count} steps", now.stage - then.stage)
    return t.plural("Down {count} step", "Down {count} steps", then.stage - now.stage)


def _going_well(material: Material, t: Translator) -> tuple[Block, ...]:
    items = tuple(
        wording.shortened(t.text(material.questionnaire.by_id[one.question].prompt), LONGEST)
        for one in shown_strengths(material)
    )
    if not items:
        return ()
    return (
        Heading(text=t("What is going well")),
        Paragraph(text=t("These questions have our highest answers:")),
        Bullets(items=items),
    )


def _next(material: Material, t: Translator) -> tuple[Block, ...]:
    return (
        *_better(material, t),
        *_actions(material, t),
        *_how(material, t),
        Heading(text=t("What the words mean")),
        Facts(rows=_words(material, t)),
        Heading(text=t("You and this sheet")),
        Paragraph(text=t(
            "This is about how we work together, never about anyone’s own experiences. If something in it comes close"
            " to home, you do not have to read on, and you do not have to deal with it alone: talk to somebody you"
            " trust, or to the support that is there for you."
        )),
        WritingSpace(label=t("What do you see? Write it here, and give it to the person who leads this."), lines=2),
    )  # fmt: skip


def _words(material: Material, t: Translator) -> tuple[tuple[str, str], ...]:
    """What the steps on this sheet mean, and the one that comes after them: for more there is no room."""
    asked = material.questionnaire
    found = [material.card.overall.stage, *(section.stage for section in material.card.sections)]
    stages = {stage for stage in found if stage is not None}
    shown = sorted(stages | {min(max(stages, default=0) + 1, asked.top)})
    return tuple(
        (
            wording.level_words(t, asked, stage),
            wording.shortened(t.text(asked.scale[stage].means), LONGEST) or t("Described in each question"),
        )
        for stage in shown
    )


def _better(material: Material, t: Translator) -> tuple[Block, ...]:
    names = {one.id: wording.section_name(t, one) for one in material.questionnaire.sections}
    items = tuple(wording.shortened(names[one.id], LONGEST_NAME) for one in material.priorities)
    return (Heading(text=t("What we want to get better at")), Bullets(items=items)) if items else ()


def _actions(material: Material, t: Translator) -> tuple[Block, ...]:
    """The key actions of the plan; that there are none yet, where there are none."""
    planned = planned_key_actions(material)[:MOST_ACTIONS]
    heading = Heading(text=t("What we will do"))
    if not planned:
        return heading, Paragraph(text=t("We have not chosen our key actions for the next 12 months yet."))
    return heading, Bullets(items=tuple(_action(one, t) for one in planned))


def _action(action: Action, t: Translator) -> str:
    text = wording.shortened(action.text, LONGEST)
    told = t("Who leads it: {who}. By when: {day}.", who=wording.shortened(lead_words(t, action), LONGEST_NAME),
             day=due_words(t, action))  # fmt: skip
    return f"{text} {told}" if text.endswith((".", "!", "?", "…")) else f"{text}. {told}"


def _how(material: Material, t: Translator) -> tuple[Block, ...]:
    """How many people answered, where that is recorded; never who."""
    took_part = material.proceedings.took_part if material.proceedings else ()
    apart = sum(one.people for one in took_part if one.role is Role.CONTRIBUTOR)
    if not apart:
        return ()
    told = t.plural("{count} person answered the questions alone first.",
                    "{count} people answered the questions, each alone first.", apart)  # fmt: skip
    met = t("Then they met and agreed.") if material.proceedings and material.proceedings.workshop_on else ""
    return Heading(text=t("How we found out")), Paragraph(text=f"{told} {met}".strip())
