"""The kinds of block a report is made of, and the report itself; every text in here is final, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from selfassess.report.charts import ChartContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a part; level 3 stands below the part's own title, 4 below that."""

    text: str
    level: Literal[3, 4] = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text. `lead` opens a part, `small` is for notes."""

    text: str
    style: Literal["normal", "lead", "small"] = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Official wording, quoted, with the document it comes from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list; `ordered` where the order means something."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Terms and what they are, one a row."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One key figure: what it is, the figure, and what to know about it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Key figures side by side; two to four. `compact` sets them as one low strip."""

    tiles: tuple[Tile, ...]
    compact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`width` is a share relative to the other columns.

    A `level` cell that begins with a digit ("3 · Embedding") shows that digit on its level colour; others are words.
    """

    title: str
    width: int = 1
    kind: Literal["text", "number", "level"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something said below a row of a table: what kind of thing it is, and the text."""

    term: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of texts under column headers; the first column names the row.

    `notes` is empty, or has for each row what stands below it over the whole width; `notes_title` names them all.
    `small` is for tables of much detail, such as worked figures.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[tuple[Note, ...], ...] = ()
    notes_title: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart, one sentence that says what it shows (its alternative text), and the table of its numbers.

    `table` is None only where the same numbers already stand in a table beside the chart.
    """

    title: str
    content: ChartContent
    sentence: str
    table: Table | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """Something that must not be overlooked, in a box."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingSpace:
    """Room to write by hand: what belongs there, and how many ruled lines.

    `beside`: a single line, with the label before it.
    """

    label: str
    lines: int
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TickBox:
    """One thing to tick: its name, and in words what it means."""

    name: str
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TickBoxes:
    """Things to tick by hand, one below the other, or `across` on one line behind the label, which says how many."""

    label: str
    boxes: tuple[TickBox, ...]
    across: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatColumn:
    """A narrow column: what stands over it, a few letters, and what that is short for."""

    head: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A level, None where there is none. `supported`: what its evidence backs, only where that is lower."""

    level: int | None
    supported: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A row by its name, with a cell for each column."""

    name: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heatmap:
    """Levels as digits on their colours, close together: a table of many columns. `names` stands over the names.

    `none`: what a cell without a level says to those who hear the table.
    """

    caption: str
    names: str
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    none: str = ""


Block = (
    Heading
    | Paragraph
    | Statement
    | Bullets
    | Facts
    | Tiles
    | Table
    | Heatmap
    | Chart
    | Callout
    | WritingSpace
    | TickBoxes
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A numbered part of the report with its own heading, place in the contents and bookmark.

    One without blocks only names the parts of level 2 that follow.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    starts_page: bool = True
    one_page: bool = False
    """The printed part closes up its white space, as far as it can, to stay on one page."""
    level: Literal[1, 2] = 1
    """2 for a page that belongs to the part before it, such as one section of the sections part."""
    listed: bool = True
    """Whether the contents name it; a bookmark leads to it anyway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands on the front. `levels` are the names of stages 0..m; `stage` is where the organisation stands.

    `assessed_on` is None where it is about several assessments.
    """

    organisation: str
    title: str
    period: str
    assessed_on: date | None
    questionnaire: str
    status: str
    facts: tuple[tuple[str, str], ...] = ()
    levels: tuple[str, ...] = ()
    stage: int | None = None
    figures: Tiles | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A logo, its size in pixels, and what it shows in words (its alternative text).

    `png` is 8-bit RGB on white, not interlaced, as `interchange.logo` writes it; so it always stands on white.
    """

    png: bytes
    width: int
    height: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """How an organisation or a partnership looks on paper; whatever is empty is ours.

    `name` as it is printed, `accent` as #rrggbb, dark enough for text on white; `footer` stands at the foot of every
    page. The colours of levels never change.
    """

    name: str = ""
    accent: str = ""
    footer: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report. `marks` are words that every page carries: that it is a draft, that its data are made up.

    `levels` is how many levels the scale has, for the colours of level cells.
    """

    language: str
    title: str
    cover: Cover
    parts: tuple[Part, ...]
    marks: tuple[str, ...] = ()
    footer: str = ""
    levels: int = 5
    sheet: bool = False
    """For one sheet: low cover, below it the parts without numbers, no list of contents."""
    large: bool = False
    """Large print: no text below 16 points. For documents without charts."""
    clear: bool = False
    """Clear print: the same with 12 points."""
    numbered: bool = True
    """Whether parts of level 1 have numbers before their titles; not where those have numbers of their own."""
    brand: Brand | None = None
    """None where nobody set one."""
