"""A report with every kind of block, long enough for breaks in paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from selfassess.language import Translator
from selfassess.render.pdf import render_pdf
from selfassess.report.blocks import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Cover,
    Facts,
    Heading,
    HeatCell,
    HeatColumn,
    Heatmap,
    HeatRow,
    Paragraph,
    Part,
    Report,
    Statement,
    Table,
    TickBox,
    TickBoxes,
    Tile,
    Tiles,
    WritingSpace,
)
from selfassess.report.charts import LevelBar, LevelBars, RadarChart, ScoreBar, ScoreBars, Series

LEVELS = ("Not started", "Exploring", "Developing", "Embedding", "Sustaining")

SECTIONS = (
    "1 Leadership and shared vision",
    "2 Safe and welcoming places",
    "3 Recruitment, induction and wellbeing of staff",
    "4 Training for all",
    "5 Listening to people with lived experience",
    "6 Policies that do no harm",
    "7 Working together",
    "8 Learning and improving",
)

LOREM = (
    "The partnership agreed what good looks like before anyone scored anything, and it shows: answers come with "
    "reasons, reasons come with evidence, and the evidence is dated. Where people disagreed, the workshop wrote down "
    "both views and settled on the lower level until there is proof of the higher one. "
)


def _box(name: str) -> TickBox:
    return TickBox(name=name)


def radar() -> RadarChart:
    now = tuple(None if at == 5 else Fraction(35 + at * 37 % 60) for at in range(8))
    return RadarChart(
        axes=SECTIONS,
        series=(
            Series(name="2026", values=now),
            Series(name="2025", values=tuple(Fraction(25 + at * 29 % 50) for at in range(8))),
            Series(name="Target", values=(Fraction(75),) * 8),
        ),
    )


def score_bars() -> ScoreBars:
    return ScoreBars(
        bars=tuple(
            ScoreBar(
                label=name,
                score=None if at == 5 else Fraction(24 + at * 9),
                low=Fraction(15 + at * 9),
                high=Fraction(min(100, 33 + at * 9)),
                stage=at % 5,
                supported_stage=max(0, at % 5 - at % 2),
                earlier=Fraction(18 + at * 8),
            )
            for at, name in enumerate(SECTIONS)
        ),
        stage_names=LEVELS,
        earlier_name="2025",
    )


def level_bars() -> LevelBars:
    prompts = (
        "Leaders speak openly about trauma and its effects",
        "A named lead reports to the board each quarter",
        "Every service has looked at its rooms with the people who use them",
        "Plans are made together with partners",
        "What is learned from incidents changes practice",
    )
    notes = {2: "Don’t know", 3: "Does not apply: the board runs no services of its own"}
    return LevelBars(
        bars=tuple(
            LevelBar(
                label=prompt,
                level=None if at in notes else at % 5,
                supported=None if at in notes else max(0, at % 5 - 1),
                earlier=at % 3,
                note=notes.get(at),
            )
            for at, prompt in enumerate(prompts)
        ),
        level_names=LEVELS,
    )


def score_table(rows: int = 8) -> Table:
    return Table(
        caption="Scores of the sections",
        columns=(
            Column(title="Section", width=5),
            Column(title="Score", kind="number"),
            Column(title="Range", width=2),
            Column(title="Stage", width=3, kind="level"),
            Column(title="Backed by evidence", width=3, kind="level"),
        ),
        rows=tuple(
            (SECTIONS[at % 8], str(20 + at * 9 % 80), "between 15 and 33", f"{at % 5} · {LEVELS[at % 5]}", "No stage")
            for at in range(rows)
        ),
    )


def heatmap(rows: int = 4, columns: int = 8) -> Heatmap:
    """Organisations with all levels, some backed by less, and one without a level."""
    digits = [
        [None if at == 2 and row == 1 else HeatCell(level=(at + row) % 5, supported=0 if at % 3 and row % 2 else None)
         for at in range(columns + 1)]
        for row in range(rows)
    ]  # fmt: skip
    return Heatmap(
        caption="Stage of each organisation",
        names="Organisation",
        columns=(
            HeatColumn(head="All", title="Overall"),
            *(HeatColumn(head=str(at + 1), title=SECTIONS[at % 8]) for at in range(columns)),
        ),
        rows=tuple(
            HeatRow(name=f"Organisation {at + 1}", cells=tuple(one or HeatCell(level=None) for one in cells))
            for at, cells in enumerate(digits)
        ),
    )


def sample_parts() -> tuple[Part, ...]:
    summary = Part(
        id="summary",
        title="Summary for the board",
        blocks=(
            Paragraph(text="Example Council is at stage 2 of 4, and its evidence backs stage 1.", style="lead"),
            Tiles(
                tiles=(
                    Tile(label="Overall score", value="56", note="between 45 and 65"),
                    Tile(label="Stage", value="2 · Developing", note="claimed 2, supported 1"),
                    Tile(label="Answered", value="41 of 48", note="7 don’t know or open"),
                    Tile(label="Biggest gap", value="Not enough answers to say"),
                )
            ),
            Chart(
                title="Profile over the eight commitments",
                content=radar(),
                sentence="The strongest section is 4 Training for all; 6 Policies that do no harm has no score.",
                table=None,
            ),
            Heading(text="What is asked of the board"),
            Bullets(items=("Agree the two key actions.", "Name an owner for each.", LOREM.strip())),
            WritingSpace(label="What we agree, and why", lines=2),
            TickBoxes(
                label="Tick one", boxes=(TickBox(name="Developing", meaning=LOREM), TickBox(name="None of them"))
            ),
            TickBoxes(
                label="Purpose", boxes=tuple(map(_box, ("To note", "To discuss", LOREM, "To agree"))), across=True
            ),
            Callout(
                title="How to read this", text="A score says where you are, not how good you are. " + LOREM.strip()
            ),
        ),
    )
    profile = Part(
        id="profile",
        title="Profile",
        blocks=(
            Chart(
                title="Scores and stages",
                content=score_bars(),
                sentence="Scores run from 24 to 87; three stages are not yet backed by evidence.",
                table=score_table(),
            ),
            Heading(text="Every figure", level=3),
            Heading(text="All sections, several times over", level=4),
            Paragraph(text="For the test of breaks this table is long.", style="small"),
            score_table(60),
            heatmap(),
        ),
    )
    section = Part(
        id="section-1",
        title="Leadership and shared vision",
        level=2,
        blocks=(
            Statement(
                text="We will lead by example and speak openly about trauma, so that people can ask for help early.",
                source="Example Concordat, commitment 1",
            ),
            Facts(rows=(("Stage", "2 · Developing"), ("Score", "56"), ("Cheapest way on", LOREM.strip()))),
            Chart(
                title="Levels of the questions",
                content=level_bars(),
                sentence="Levels run from 0 to 4; two questions have none.",
                table=None,
            ),
        ),
    )
    sections = Part(
        id="sections",
        title="Section by section",
        blocks=(Paragraph(text=LOREM * 30), Bullets(items=tuple(f"{at}. {LOREM}" for at in range(12)), ordered=True)),
    )
    return summary, profile, sections, section


@pytest.fixture(scope="session")
def make_report() -> Callable[..., Report]:
    """A report of the given blocks in one part; without blocks, the sample with every kind of block."""

    def make(*blocks: Block, marks: tuple[str, ...] = (), **cover: str) -> Report:
        parts = (Part(id="only", title="The only part", blocks=blocks),) if blocks else sample_parts()
        return Report(
            language="en-GB",
            title="Example Concordat: Example Council, 2026",
            cover=Cover(
                **{
                    "organisation": "Example Council",
                    "title": "Example Concordat self-assessment",
                    "period": "2026",
                    "questionnaire": "Example Concordat, version 1.0.0",
                    "status": "Draft: not yet agreed",
                    **cover,
                },
                assessed_on=date(2026, 10, 1),
                facts=(("Led by", "Wellbeing and learning"),),
            ),
            parts=parts,
            marks=marks,
            footer="Made for learning and improvement; not an accreditation or a league table.",
        )

    return make


@pytest.fixture(scope="session")
def make_heatmap() -> Callable[..., Heatmap]:
    """`make_heatmap(60, 20)`: so many rows, and so many columns beside that of the whole."""
    return heatmap


@pytest.fixture(scope="session")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("frames")


@pytest.fixture(scope="session")
def make_pdf(
    make_report: Callable[..., Report], frames: Path, sound_pdf: Callable[[bytes], bytes]
) -> Callable[..., bytes]:
    """The PDF of such a report, which is sound."""

    def make(*blocks: Block, **what: object) -> bytes:
        return sound_pdf(render_pdf(make_report(*blocks, **what), Translator(), frames=frames))

    return make
