"""The front sheet for a board: one page that says what is asked of it, what was found, and what it rests on."""

from __future__ import annotations

from dataclasses import replace

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Part,
    Report,
    TickBox,
    TickBoxes,
    WritingSpace,
)
from selfassess.report.framing import framed, front
from selfassess.report.material import Material
from selfassess.report.parts.cover import signed_by, status_words
from selfassess.report.parts.key_actions import key_actions, planned_key_actions
from selfassess.report.parts.summary import overall_tiles, priority_words, shown_strengths, strength_words
from selfassess.voices.steps import Role

LONGEST, LONGEST_NAME = 120, 60
"""Characters of a prompt, and of the name of a section: the page may not grow, and the pack has the whole of them."""


def board_sheet(material: Material, t: Translator) -> Report:
    """One page for the papers of a meeting, with room for what only the meeting knows."""
    title = wording.shortened(t.text(material.questionnaire.title), LONGEST)
    part = Part(id="board", title=title, blocks=_blocks(material, t), starts_page=False, one_page=True)
    return framed(material, t, front(material, t, title=t("Front sheet for the board")), (part,), sheet=True)


def _blocks(material: Material, t: Translator) -> tuple[Block, ...]:
    return (
        WritingSpace(label=t("Meeting and date"), lines=1, beside=True),
        TickBoxes(
            label=t("Purpose"),
            boxes=tuple(TickBox(name=name) for name in (t("To agree"), t("To discuss"), t("To note"))),
            across=True,
        ),
        Paragraph(text=t("The board is asked to:")),
        Bullets(items=_asked(material, t), ordered=True),
        replace(overall_tiles(material, t), compact=True),
        *_found(material, t),
        key_actions(material, t),
        Facts(rows=_rests_on(material, t)),
        WritingSpace(label=t("Equality, and people with lived experience"), lines=1, beside=True),
        WritingSpace(label=t("Risks, money and staff time"), lines=1, beside=True),
        WritingSpace(label=t("Decision"), lines=1, beside=True),
    )


def _asked(material: Material, t: Translator) -> tuple[str, ...]:
    """The recommendations, as numbered sentences."""
    overall = material.card.overall
    if not overall.applicable:
        return (t("confirm that nothing in this questionnaire applies"),)
    if not overall.answered:
        return (t("note that nothing is answered yet, and support those who will answer"),)
    return (
        t("note the result of this self-assessment"),
        t("stand behind the key actions of the plan") if planned_key_actions(material) else t("agree two key actions"),
        t("ask for a report on progress after 9 and after 12 months"),
    )


def _found(material: Material, t: Translator) -> tuple[Block, ...]:
    """What stands well and where to work next, each in a line or two; nothing before there are answers."""
    if not material.card.overall.answered:
        return ()
    strengths = [strength_words(material, one, t, longest=LONGEST) for one in shown_strengths(material)]
    next_ones = [priority_words(material, one, t, longest=LONGEST_NAME) for one in material.priorities]
    found: list[Block] = []
    for title, items in ((t("What stands well"), strengths), (t("Where to work next"), next_ones)):
        if items:
            found += [Heading(text=title), Bullets(items=tuple(items))]
    return tuple(found)


def _rests_on(material: Material, t: Translator) -> tuple[tuple[str, str], ...]:
    """How the result was reached, how final it is, and what it is not."""
    rows = [
        (t("Reached by"), _reached(material, t)),
        (t("Status"), status_words(material, t)),
        (t("Signed by"), t.listing(signed_by(material))),
        (t("Limits"), t("It supports learning and improvement. It is not an accreditation or a league table.")),
    ]
    return tuple((term, wording.shortened(said, LONGEST)) for term, said in rows if said)


def _reached(material: Material, t: Translator) -> str:
    """The steps it went through, in their order; empty where none is recorded."""
    proceedings = material.proceedings
    if proceedings is None:
        return ""
    people = {one.role: one.people for one in proceedings.took_part}
    steps = []
    if apart := people.get(Role.CONTRIBUTOR, 0):
        steps.append(t.plural("{count} person answered apart", "{count} people answered apart", apart))
    if proceedings.workshop_on:
        steps.append(t("a workshop on {day}", day=t.date(proceedings.workshop_on)))
    if people.get(Role.MODERATOR):
        steps.append(t("moderation"))
    said = t.listing(steps)
    return said[:1].upper() + said[1:]
