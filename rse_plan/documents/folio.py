"""A document as a run of pieces, for formats without templates of their own: words, tables, points, facts.

What a piece holds is ready to be placed, as in `views`; a format decides how it looks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rse_plan.documents.rows import Heading
from rse_plan.documents.tree import Line, Passage


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a section; `level` is 1 for a chapter, 2 inside one. The document's own is its heading."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph or more. `aside` is for remarks: smaller, or in another voice."""

    words: Passage | Line
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `sign` is law, decision, opening, critical, total or empty."""

    cells: tuple[Line, ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; `shares` are the columns' parts of the width, in per cent.

    The first cell of a row is what the row is about.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    shares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """A list; `boxed` points can be ticked by hand."""

    items: tuple[Passage | Line, ...]
    ordered: bool = False
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is said of it."""

    name: str
    words: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what is said of each."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a page of its own, where there are pages."""


Piece = Title | Said | Table | Points | Facts | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """A document; `name` is its file's name without ending, such as plan-hr."""

    name: str
    heading: Heading
    pieces: tuple[Piece, ...] = field(default=())
