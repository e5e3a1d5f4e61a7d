"""The brief as slides: what stands on each, in words, tables and the numbers of charts, and where it stands.

Lengths are points on a slide of 960 by 540 (16:9). Sizes of type and places are chosen here, so that what is
said fits whatever the names are (semantics 36); what a slide has no room for stands whole in its notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rse_plan.documents.rows import Heading
from rse_plan.documents.tree import Line
from rse_plan.documents.views import ReplyBox

WIDTH, HEIGHT = 960.0, 540.0
MOST_SLIDES = 6


class Tone(StrEnum):
    """How words on a slide speak."""

    LEAD = "lead"
    """The sentence to read if only one is read."""
    PLAIN = "plain"
    POINTS = "points"
    """Each line is a point of a list."""
    HEAD = "head"
    """Names what stands below it."""
    ALERT = "alert"
    """Why the plan cannot hold."""
    QUIET = "quiet"
    """Reserves and sources."""


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs, each a line."""

    lines: tuple[Line, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Card:
    """A figure to be seen from afar, with what it is and what explains it."""

    title: str
    value: str
    note: Line


@dataclass(frozen=True, slots=True)
class Cards:
    """Figures, two beside each other."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under named columns; `shares` are parts of the width in per cent, `caption` names the table for
    those who do not see it, `strong_row` is the number of the row that weighs more, from 0."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    shares: tuple[int, ...]
    strong_row: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The frame in which the sponsor answers."""

    box: ReplyBox


class SpanKind(StrEnum):
    """What a bar of the calendar stands for; the order is that of the legend."""

    PHASE = "phase"
    WAIT = "wait"
    """An opinion that is waited for: nobody of the project is busy."""
    OPEN = "open"
    """Members are in, from the first day on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A bar of the calendar, both days included; `label` names it with its days where the chart has room,
    `title` and `days` whole."""

    title: str
    days: str
    label: str
    kind: SpanKind
    start: date
    finish: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The calendar as a chart; bars that go on after `last` are drawn up to it.

    `kinds` are the names of the legend, `start` and `days` those of the columns of data behind the chart,
    `step` the days from one mark of the axis to the next.
    """

    name: str
    words: str
    spans: tuple[Span, ...]
    kinds: tuple[tuple[SpanKind, str], ...]
    start: str
    first: date
    last: date
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Hours, one for each row of a chart."""

    name: str
    hours: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Hours by role as a chart: a row for each role, in it a bar for each series."""

    name: str
    words: str
    roles: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Pieces next to each other; `shares` are parts of the width in per cent."""

    columns: tuple[tuple[Piece, ...], ...]
    shares: tuple[int, ...]


Single = Text | Cards | Grid | Reply | Timeline | Bars
Piece = Single | Beside


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece in its place; `size` is that of its type."""

    piece: Single
    box: Box
    size: int


@dataclass(frozen=True, slots=True)
class NotePart:
    """Something said in the notes; `title` may be empty."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One slide: `opening` is the first, whose title stands on a ground of its own below `eyebrow`."""

    title: str
    title_size: int
    eyebrow: str
    pieces: tuple[Placed, ...]
    foot: Placed | None
    notes: tuple[NotePart, ...]

    @property
    def opening(self) -> bool:
        return bool(self.eyebrow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """The slides, at most six; `footer` stands at the foot of each."""

    heading: Heading
    footer: str
    slides: tuple[Slide, ...]


def lines_of(piece: Piece) -> Iterator[Line]:
    """Every stretch of words of a piece that a slide may have to cut."""
    match piece:
        case Text(lines):
            yield from lines
        case Cards(cards):
            yield from (card.note for card in cards)
        case Grid():
            yield from (cell for row in piece.rows for cell in row)
        case Beside(columns):
            for column in columns:
                for inner in column:
                    yield from lines_of(inner)
        case _:
            pass
