"""The page of one question on the workshop sheet, and the table of those that only need to be confirmed."""

from __future__ import annotations

from selfassess.answers.model import Answer
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.report import wording
from selfassess.report.blocks import Block, Bullets, Column, Facts, Heading, Part, Table, WritingSpace
from selfassess.report.diagrams import question_label
from selfassess.report.material import Material
from selfassess.report.parts.evidence import beside_level
from selfassess.report.voice_words import given_words
from selfassess.voices.agenda import Topic
from selfassess.voices.time_plan import Slot
from selfassess.voices.views import LevelSpread

LINES_FOR_REASON, LINES_FOR_DISSENT = 3, 2


def place(material: Material, topic: Topic) -> tuple[Section, Question]:
    """The section and the question of a topic."""
    section = next(one for one in material.questionnaire.sections if one.id == topic.section)
    return section, material.questionnaire.by_id[topic.question]


def workshop_page(
    material: Material,
    section: Section,
    question: Question,
    t: Translator,
    *,
    topic: Topic | None = None,
    slot: Slot | None = None,
    starts_page: bool = True,
) -> Part:
    """What it asks, what was said about it, and room for what is agreed."""
    return Part(
        id=f"question-{question.id}",
        title=question_label(section, question.id, t),
        blocks=_blocks(material, question, topic, slot, t),
        starts_page=starts_page,
        one_page=True,
        level=2,
    )


def _blocks(
    material: Material, question: Question, topic: Topic | None, slot: Slot | None, t: Translator
) -> tuple[Block, ...]:
    rows = [(t("Question id"), question.id)]
    if slot:
        minutes = t.plural("{count} minute", "{count} minutes", slot.minutes)
        rows.append((t("Time"), t("{minutes}, from minute {start}", minutes=minutes, start=slot.starts)))
    rows += _last_year(material, question, t)
    if topic:
        rows.append((t("Given apart"), given_words(t, material.questionnaire, question, topic.views, topic.responses)))
    return (
        Facts(rows=tuple(rows)),
        *_levels(material, question, topic, t),
        *(_said(topic, t) if topic else ()),
        WritingSpace(label=t("What we agree, and why"), lines=LINES_FOR_REASON),
        WritingSpace(label=t("Who sees it differently, and why"), lines=LINES_FOR_DISSENT),
    )


def proposals(material: Material, topics: tuple[Topic, ...], t: Translator) -> Table:
    """Each with the answer proposed, and a column to tick."""
    rows = []
    for topic in topics:
        section, question = place(material, topic)
        proposed = wording.answer_words(t, material.questionnaire, question, topic.proposal or Answer())
        given = given_words(t, material.questionnaire, question, topic.views, topic.responses)
        rows.append((question_label(section, question.id, t), question.id, given, proposed, ""))
    return Table(
        caption=t("What is proposed"),
        columns=(
            Column(title=t("Question"), width=7),
            Column(title=t("Question id"), width=3),
            Column(title=t("Given apart"), width=4),
            Column(title=t("Proposed"), width=3, kind="level"),
            Column(title=t("Confirmed"), width=1),
        ),
        rows=tuple(rows),
    )


def _last_year(material: Material, question: Question, t: Translator) -> list[tuple[str, str]]:
    """The level of the earlier year and what was said beside it, where it is the same question."""
    year = material.comparable
    then = year.result(question.id) if year else None
    if year is None or then is None:
        return []
    answer = year.sheet.answer(then.id)
    level = wording.state_words(t, then.state)
    if then.level is not None:
        level = wording.level_words(t, year.questionnaire, then.level)
    said = beside_level(answer)
    return [(year.card.period, f"{level}. {said}" if said else level)]


def _levels(material: Material, question: Question, topic: Topic | None, t: Translator) -> tuple[Block, ...]:
    """What each level looks like in practice, how many gave it, and a column to tick; nothing for an unscored type."""
    if not isinstance(question, LevelQuestion):
        return ()
    spread = topic.views if topic and isinstance(topic.views, LevelSpread) else None
    columns = [Column(title=t("Level"), width=3, kind="level"), Column(title=t("In practice"), width=10)]
    if spread:
        columns.append(Column(title=t("Given apart"), width=1, kind="number"))
    columns.append(Column(title=t("Agreed"), width=1))
    rows = []
    for level, words in sorted(question.levels.items()):
        given = (t.number(spread.counts[level]),) if spread else ()
        rows.append((wording.level_words(t, material.questionnaire, level), t.text(words), *given, ""))
    return (Table(caption=t("The levels: tick the one that is agreed"), columns=tuple(columns), rows=tuple(rows)),)


def _said(topic: Topic, t: Translator) -> tuple[Block, ...]:
    """Reasons, comments and evidence given apart, without names."""
    blocks: list[Block] = []
    evidence = tuple(wording.evidence_words(t, piece) for piece in topic.evidence)
    for title, items in (
        (t("Why it may not apply"), topic.reasons),
        (t("Comments given apart"), topic.comments),
        (t("Evidence given"), evidence),
    ):
        if items:
            blocks += [Heading(text=title, level=3), Bullets(items=items)]
    return tuple(blocks)
