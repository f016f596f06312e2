"""The questionnaire without answers, for filling in by hand, on paper; in ordinary and in large print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire, Section
from selfassess.questionnaire.questions import (
    ChoiceQuestion,
    ChoicesQuestion,
    DateQuestion,
    LevelQuestion,
    NumberQuestion,
    PercentQuestion,
    Question,
    YesNoQuestion,
)
from selfassess.report import wording
from selfassess.report.blocks import (
    Block,
    Bullets,
    Cover,
    Facts,
    Heading,
    Paragraph,
    Part,
    Report,
    Statement,
    TickBox,
    TickBoxes,
    WritingSpace,
)
from selfassess.report.condition_words import condition_words
from selfassess.report.diagrams import question_label
from selfassess.report.framing import framed, front
from selfassess.report.material import Material

LINES, LINES_OF_FIRST, LINES_FOR_TEXT = 3, 2, 6
"""To write on below an answer; below the first of a section, which shares its page with what the section is about."""


def blank_questionnaire(material: Material, t: Translator) -> Report:
    """Every question on a page of its own, also those that a condition may leave out: on paper that is yet to come."""
    return _built(material, t, large=False)


def large_questionnaire(material: Material, t: Translator) -> Report:
    """The same in large print, where a question needs about both sides of a sheet."""
    return _built(material, t, large=True)


def unaddressed_questionnaire(asked: Questionnaire, t: Translator, *, large: bool = False) -> Report:
    """The same before anybody has begun: of the questionnaire alone, for whoever fills it in."""
    title, version = t.text(asked.title), t("Version {version}", version=asked.version)
    return Report(
        language=t.language,
        title=t("{title}: {questionnaire}", title=_title(t), questionnaire=title),
        cover=Cover(
            organisation=title, title=_title(t), period=version, assessed_on=None, questionnaire="", status=_status(t)
        ),
        parts=_parts(asked, t, large=large),
        levels=len(asked.scale),
        footer=f"{title} · {version}",
        large=large,
        numbered=False,
    )


def _built(material: Material, t: Translator, *, large: bool) -> Report:
    cover = replace(front(material, t, title=_title(t), status=_status(t)), assessed_on=None)
    parts = _parts(material.questionnaire, t, large=large)
    return framed(material, t, cover, parts, blank=True, large=large, numbered=False)


def _title(t: Translator) -> str:
    return t("Questionnaire to fill in by hand")


def _status(t: Translator) -> str:
    return t("Blank: nothing is answered here")


def _parts(asked: Questionnaire, t: Translator, *, large: bool) -> tuple[Part, ...]:
    return (
        Part(id="guide", title=t("How to fill this in"), blocks=_guide(asked, t)),
        Part(id="about", title=t("About you"), blocks=_about(asked, t)),
        *(part for section in asked.sections for part in _section(asked, section, t, large=large)),
    )


def _guide(asked: Questionnaire, t: Translator) -> tuple[Block, ...]:
    summary = t.text(asked.summary)
    return (
        *((Paragraph(text=summary),) if summary else ()),
        Bullets(
            items=(
                t("Read the descriptions of the levels, and tick the one that fits what happens in practice."),
                t("Between two levels, tick the lower one until there is evidence for the higher."),
                t("“Don’t know yet” is an honest answer, and finding out is a good next step."),
                t("You can leave out any question. Write in pen, and use the back of the page where there is no room."),
                t("Name evidence by its title and where it is kept. Write nothing down that tells who a person is."),
            )
        ),
        Heading(text=t("The levels of this questionnaire")),
        Facts(
            rows=tuple(
                (wording.level_words(t, asked, level.value), t.text(level.means) or t("Described in each question"))
                for level in asked.scale
            )
        ),
    )


def _about(asked: Questionnaire, t: Translator) -> tuple[Block, ...]:
    """Who fills it in, and the facts that decide which questions arise."""
    return (
        WritingSpace(label=t("Filled in by (name or role)"), lines=1, beside=True),
        WritingSpace(label=t("Team, service or place"), lines=1, beside=True),
        WritingSpace(label=t("Date"), lines=1, beside=True),
        *(
            TickBoxes(
                label=t("{question} Tick one.", question=t.text(fact.prompt)),
                boxes=tuple(TickBox(name=t.text(option)) for option in fact.options.values()),
            )
            for fact in asked.profile
        ),
    )


def _section(asked: Questionnaire, section: Section, t: Translator, *, large: bool) -> Iterator[Part]:
    """What it is about, then its questions; the first stands below."""
    yield Part(id=f"section-{section.id}", title=wording.section_name(t, section), blocks=_statement(asked, section, t))
    for question in section.questions:
        first = question is section.questions[0]
        yield Part(
            id=f"question-{question.id}",
            title=question_label(section, question.id, t),
            blocks=tuple(_question(asked, question, LINES_OF_FIRST if first else LINES, t)),
            starts_page=not first,
            one_page=not large,
            level=2,
            listed=False,
        )


def _statement(asked: Questionnaire, section: Section, t: Translator) -> tuple[Block, ...]:
    if section.statement is None:
        return ()
    source = asked.source.title if asked.source else asked.title
    return (Statement(text=t.text(section.statement), source=t.text(source)),)


def _question(asked: Questionnaire, question: Question, lines: int, t: Translator) -> Iterator[Block]:
    if question.applies_if is not None:
        yield Paragraph(text=t("Only where {condition}.", condition=condition_words(t, asked, question.applies_if)))
    if question.help:
        yield Paragraph(text=t.text(question.help), style="small")
    yield from _answer(asked, question, t)
    others = [TickBox(name=t("Don’t know yet"))]
    if question.not_applicable:
        others.append(TickBox(name=t("Does not apply (write why below)")))
    yield TickBoxes(label=t("Or"), boxes=tuple(others), across=True)
    if question.evidence:
        examples = "; ".join(t.text(one).rstrip(".") for one in question.evidence)
        yield Paragraph(text=t("Evidence could be: {examples}.", examples=examples), style="small")
    yield WritingSpace(label=t("Evidence: what it is, its date, who it reaches"), lines=lines)
    yield WritingSpace(label=t("Comment"), lines=lines)


def _answer(asked: Questionnaire, question: Question, t: Translator) -> Iterator[Block]:
    """What to tick, or where to write."""
    match question:
        case LevelQuestion(levels=levels):
            boxes = tuple(
                TickBox(name=wording.level_words(t, asked, level), meaning=t.text(words))
                for level, words in sorted(levels.items())
            )
            yield TickBoxes(label=t("Tick one"), boxes=boxes)
        case YesNoQuestion():
            yield TickBoxes(label=t("Tick one"), boxes=(TickBox(name=t("Yes")), TickBox(name=t("No"))), across=True)
        case ChoiceQuestion(options=options):
            yield TickBoxes(label=t("Tick one"), boxes=tuple(TickBox(name=t.text(one)) for one in options.values()))
        case ChoicesQuestion(options=options):
            label = t("Tick all that fit")
            yield TickBoxes(label=label, boxes=tuple(TickBox(name=t.text(one)) for one in options.values()))
        case NumberQuestion(unit=unit):
            asked_for = t("A number ({unit})", unit=t.text(unit)) if unit else t("A number")
            yield WritingSpace(label=asked_for, lines=1, beside=True)
        case PercentQuestion():
            yield WritingSpace(label=t("A number from 0 to 100, in %"), lines=1, beside=True)
        case DateQuestion():
            yield WritingSpace(label=t("Day, month and year"), lines=1, beside=True)
        case _:
            yield WritingSpace(label=t("In your own words"), lines=LINES_FOR_TEXT)
