"""How much an A4 sheet holds, set in DejaVu Sans: the widest font that a machine may fall back on.

Heights are CSS pixels under the print rules of the style sheet, tables at 9.5 points; widths are characters
of one line of a column. A test in a browser measures that no part outgrows its sheet (semantics 36).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from rse_plan.documents.tree import Line

RowT = TypeVar("RowT")

SHEET = 1035
"""297 mm less the margins."""
LINE = 16
"""A line of a table."""
ROW = 7
"""What separates two rows."""
PARAGRAPH = 18
"""A line outside tables."""


def lines(words: Line | str, width: int) -> int:
    """Lines that words take at so many characters each: an empty cell takes one."""
    text = words.printed if isinstance(words, Line) else words
    return max(-(-len(text) // width), 1)


def height(cells: Iterable[Line | str], widths: Iterable[int]) -> int:
    """A row's height: that of its tallest cell."""
    return ROW + LINE * max(lines(*each) for each in zip(cells, widths, strict=True))


def fitting(rows: Iterable[RowT], most: int, room: int, height_of: Callable[[RowT], int]) -> tuple[RowT, ...]:
    """The first rows, at most so many, that a place of so many pixels holds."""
    kept: list[RowT] = []
    for row in rows:
        room -= height_of(row)
        if room < 0 or len(kept) == most:
            break
        kept.append(row)
    return tuple(kept)
