"""A document as a run of pieces, for formats without templates: words, tables, points, facts, frames.

What a piece holds is ready to be placed, as in `views`; a format decides how it looks. A link whose address
begins with `#` leads to the title with that anchor; `Cite` leads to the note of its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from rse_plan.documents.rows import Heading
from rse_plan.documents.tree import Leaf, Line, Passage, Strong


@dataclass(frozen=True, slots=True)
class Mark(Strong):
    """A word set apart inside a line, such as LAW: formats that know no marks write it as strong.

    `kind` is law, decision, opening, critical, stop or recommended: a colour at most, never the meaning.
    """

    kind: str = ""


def mark(word: str, kind: str) -> Line:
    """A mark as a line; nothing when there is no word."""
    return Line((Mark((Leaf(word),), kind),)) if word else Line()


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a section; `level` is 1 for a chapter, 2 and 3 inside one. The document's own is its
    heading. `anchor` is what links lead to."""

    words: Line
    level: int = 1
    anchor: str = ""


class Voice(StrEnum):
    """How a paragraph speaks."""

    PLAIN = "plain"
    LEAD = "lead"
    """The paragraph to read if only one is read."""
    ASIDE = "aside"
    """A remark."""
    FIGURE = "figure"
    """A date or a number that is to be seen from afar."""


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph or more."""

    words: Passage | Line
    voice: Voice = Voice.PLAIN


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `sign` is law, decision, opening, phase, recommended, total or empty, and says
    nothing that the cells do not."""

    cells: tuple[Line, ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; `shares` are the columns' parts of the width, in per cent.

    The first cell of a row is what the row is about. `caption` names the table for those who do not see
    it; `shown` when it is printed too, for want of a title that says the same. `boxed` rows can be ticked
    by hand.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    shares: tuple[int, ...]
    shown: bool = False
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list; `boxed` points can be ticked by hand."""

    items: tuple[Passage | Line, ...]
    ordered: bool = False
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """A few answers of which one is ticked by hand, on one line where there is room."""

    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is said of it."""

    name: str
    words: tuple[Passage | Line, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what is said of each."""

    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What a source number stands for."""

    number: int
    words: Line


@dataclass(frozen=True, slots=True)
class Notes:
    """The sources, in small print; `run_in` when they follow each other on a line to save room."""

    notes: tuple[Note, ...]
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """The chapters that follow, each leading to its place; `title` names the list."""

    title: str


@dataclass(frozen=True, slots=True)
class Framed:
    """Pieces that stand together in a frame, on one page. There are no tables among them."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a page of its own, where there are pages."""


Piece = Title | Said | Table | Points | Choices | Facts | Notes | Contents | Framed | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """A document; `name` is its file's name without ending, such as plan-hr.

    `letterhead` says who writes to whom, under the title. `most_pages` is how many printed pages it may
    fill: 0 when it does not matter.
    """

    name: str
    heading: Heading
    letterhead: Facts = field(default=Facts())
    pieces: tuple[Piece, ...] = field(default=())
    most_pages: int = 0


def pieces_of(folio: Folio) -> Iterator[Piece]:
    """Every piece, those inside a frame after it."""
    for piece in folio.pieces:
        yield piece
        if isinstance(piece, Framed):
            yield from piece.pieces
