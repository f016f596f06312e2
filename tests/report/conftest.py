"""A readable dump of a report's block tree, and material made from small questionnaires."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from selfassess.answers.file import load_answers
from selfassess.answers.model import AnswerSheet
from selfassess.language import Translator
from selfassess.plan import Action, ActionKind, ActionPlan, ActionStatus, Check, Note, Owner
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Facts,
    Heading,
    Heatmap,
    Paragraph,
    Report,
    Statement,
    Table,
    TickBoxes,
    Tiles,
    WritingSpace,
)
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.plans import Plans
from selfassess.report.report import build_report
from selfassess.voices.proceedings import Agreed, ModerationNote, Outcome, Proceedings, Signature, TookPart
from selfassess.voices.steps import Role
from selfassess.voices.views import LevelSpread, Responses

GOLDEN = Path(__file__).parents[1] / "golden" / "report"
Dump = Callable[..., str]


def _table(table: Table) -> Iterator[str]:
    yield f"[table] {table.caption}"
    yield "  | " + " | ".join(column.title for column in table.columns)
    if table.notes:
        yield f"    ({table.notes_title})"
    for at, row in enumerate(table.rows):
        yield "  - " + " | ".join(row)
        yield from (f"      {note.term}: {note.text}" for note in (table.notes[at] if table.notes else ()))


def _heatmap(block: Heatmap) -> Iterator[str]:
    yield f"[heatmap] {block.caption}"
    yield "  | " + " | ".join([block.names, *(column.head for column in block.columns)])
    for row in block.rows:
        cells = ["–" if one.level is None else f"{one.level}" for one in row.cells]
        backed = ["" if one.supported is None else f"({one.supported})" for one in row.cells]
        yield "  - " + " | ".join([row.name, *map("".join, zip(cells, backed, strict=True))])


def _boxed(block: Callout | WritingSpace | TickBoxes) -> Iterator[str]:
    match block:
        case Callout(title=title, text=text):
            yield f"[callout] {title}: {text}"
        case WritingSpace(label=label, lines=lines):
            yield f"[{lines} lines] {label}"
        case TickBoxes(label=label, boxes=boxes):
            yield f"[tick] {label}"
            yield from (f"  ☐ {box.name} {box.meaning}".rstrip() for box in boxes)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text, level=level):
            yield f"{'#' * level} {text}"
        case Paragraph(text=text, style=style):
            yield text if style == "normal" else f"({style}) {text}"
        case Statement(text=text, source=source):
            yield f"> {text} — {source}"
        case Bullets(items=items, ordered=ordered):
            yield from (f"{number}. {item}" if ordered else f"* {item}" for number, item in enumerate(items, start=1))
        case Facts(rows=rows):
            yield from (f"  {term}: {said}" for term, said in rows)
        case Tiles(tiles=tiles):
            yield from (f"[tile] {tile.label}: {tile.value} ({tile.note})" for tile in tiles)
        case Table() | Heatmap():
            yield from _table(block) if isinstance(block, Table) else _heatmap(block)
        case Chart(title=title, content=content, sentence=sentence, table=table):
            yield f"[{type(content).__name__}] {title}"
            yield f"  {sentence}"
            yield from _table(table) if table else ()
        case Callout() | WritingSpace() | TickBoxes():
            yield from _boxed(block)


@pytest.fixture(scope="session", name="dumped")
def dumped_fixture() -> Callable[[Report], str]:
    """`dumped(report)`: any report as text to read."""
    return dumped


def dumped(report: Report) -> str:
    """Every text of a report in the order of reading, one block a line or more."""
    cover = report.cover
    lines = [report.title, f"({report.language}; {report.footer}; marks: {', '.join(report.marks) or 'none'})", ""]
    lines += [cover.organisation, cover.title, cover.period, cover.questionnaire, cover.status]
    lines += [f"  {term}: {said}" for term, said in cover.facts]
    for part in report.parts:
        lines += ["", f"{'#' * part.level} {part.title} [{part.id}]{'' if part.starts_page else ' (same page)'}"]
        lines += [line for block in part.blocks for line in _block(block)]
    return "\n".join(lines) + "\n"


def _questionnaire(version: str) -> tuple[Questionnaire, str]:
    file = GOLDEN / f"questionnaire-{version}.yaml"
    loaded = load_questionnaire(file.read_bytes(), str(file))
    assert loaded.questionnaire, loaded.problems
    return loaded.questionnaire, loaded.sha256


def _answers(period: str, questionnaire: Questionnaire) -> AnswerSheet:
    file = GOLDEN / f"answers-{period}.yaml"
    loaded = load_answers(file.read_bytes(), str(file), questionnaire)
    assert loaded.sheet, loaded.problems
    return loaded.sheet


@pytest.fixture(scope="session")
def village() -> Material:
    """The golden example: every answer state, an ignored answer, a gate, and an earlier year of an earlier version."""
    then, then_sha256 = _questionnaire("1.0.0")
    now, sha256 = _questionnaire("1.1.0")
    earlier = EarlierYear(questionnaire=then, sheet=_answers("2025", then), sha256=then_sha256)
    return gather(now, _answers("2026", now), sha256, earlier=earlier, between=(then, now), draft=True)


@pytest.fixture(scope="session")
def proceedings() -> Proceedings:
    """How the village came to its result: three contributors, a workshop, a moderator, a signature."""
    asked = Responses(asked=4, answered=3, not_applicable=0, dont_know=1, unanswered=0)
    return Proceedings(
        took_part=(
            TookPart(role=Role.LEAD, people=1, asked=1),
            TookPart(role=Role.CONTRIBUTOR, people=3, asked=4),
            TookPart(role=Role.MODERATOR, people=1, asked=1, about="from Great Mere town council"),
            TookPart(role=Role.SIGNATORY, people=1, asked=1),
        ),
        workshop_on=date(2026, 9, 20),
        agreed=(
            Agreed(
                question="care-staff",
                apart=LevelSpread(counts=(0, 0, 2, 1, 0)),
                responses=asked,
                dissent=("The volunteers are forgotten.", "It stops at weekends."),
            ),
            Agreed(
                question="learn-all",
                apart=LevelSpread(counts=(1, 0, 0, 2, 0)),
                responses=asked,
                reason="Two of five have had it.",
            ),
            Agreed(question="learn-use", apart=LevelSpread(counts=(0, 0, 0, 3, 0)), responses=asked),
        ),
        notes=(
            ModerationNote(question="learn-use", outcome=Outcome.RETURNED, note="Which visits?"),
            ModerationNote(question="learn-use", outcome=Outcome.ACCEPTED, note="Those of March."),
            ModerationNote(question="care-staff", outcome=Outcome.LOWERED, note="One rota.", supported_level=1),
            ModerationNote(question=None, outcome=Outcome.ACCEPTED, note="Well argued."),
        ),
        signatures=(
            Signature(
                name="A. Mere", role="chair", signed_on=date(2026, 11, 3), statement="We agree with this result."
            ),
        ),
    )


@pytest.fixture(scope="session")
def plans(make_action: Callable[..., Action], make_plan: Callable[..., ActionPlan]) -> Plans:
    """What the village does about its result of 2026, and what it did about that of 2025, on 1 September 2027."""
    bo = Owner(account="bo", name="Bo Weir")
    noted = [
        Note(
            number=at, noted_on=date(2027, at, 1), text=f"Month {at}." if at > 1 else "", status=ActionStatus.UNDER_WAY
        )
        for at in range(1, 6)
    ]
    last = make_plan(
        make_action("l1", status=ActionStatus.DONE, ended_on=date(2026, 5, 1), questions=("learn-all", "learn-old")),
        make_action("l2", status=ActionStatus.STOPPED, ended_on=date(2026, 6, 1), reason="No room to meet in."),
        make_action("l3", measure="Everybody is asked.", questions=("care-staff",)),
        id="last",
        starts_on=date(2025, 11, 1),
        ends_on=date(2026, 10, 31),
    )
    current = make_plan(
        make_action("n1", key=True, owner=bo, due_on=date(2027, 12, 1), questions=("learn-all", "care-staff")),
        make_action("n2", key=True, owner=bo, due_on=date(2027, 8, 1), status=ActionStatus.UNDER_WAY, notes=(*noted,)),
        make_action("n3", kind=ActionKind.CONTINUING, carried_from="l3", measure="Everybody is asked."),
        make_action("n4", status=ActionStatus.STOPPED, reason="Done elsewhere.", ended_on=date(2027, 2, 1)),
        make_action("n5", status=ActionStatus.DONE, ended_on=date(2027, 3, 1), owner=replace(bo, present=False)),
        follows="last",
        checks=(
            Check(number=1, due_on=date(2027, 8, 1), done_on=date(2027, 8, 3), note="On the way."),
            Check(number=2, due_on=date(2027, 11, 1), done_on=None, note=""),
        ),
    )
    return Plans(current=current, before=last, today=date(2027, 9, 1))


@pytest.fixture(scope="session")
def dump() -> Dump:
    """`dump(material)` or `dump(material, "summary")`: a report, or one part of it, as text to read."""

    def built(material: Material, part: str | None = None) -> str:
        text = dumped(build_report(material, Translator()))
        if part is None:
            return text
        return text.partition(f"[{part}]")[2].partition("\n\n")[0]

    return built


@pytest.fixture(scope="session")
def gathered(
    make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]
) -> Callable[..., Material]:
    """`gathered({"c1": {"questions": {"a": {}}}}, {"a": 1}, draft=True)`: material from a small questionnaire."""

    def build(
        sections: Mapping[str, Any],
        answers: Mapping[str, Any],
        *,
        asked: Mapping[str, Any] | None = None,
        profile: Mapping[str, str] | None = None,
        **flags: Any,
    ) -> Material:
        questionnaire = make_questionnaire(sections, **(asked or {}))
        return gather(questionnaire, make_sheet(answers, profile=profile or {}), "f" * 64, **flags)

    return build


@pytest.fixture
def asked(make_questionnaire: Callable[..., Questionnaire]) -> Questionnaire:
    """Of two sections, “1. care” and “2. learn”, with one question each."""
    sections = {
        id: {"number": number, "questions": {f"q{number}": {}}} for id, number in (("care", "1"), ("learn", "2"))
    }
    return make_questionnaire(sections)
