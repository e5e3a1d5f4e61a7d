"""Where a value stands in a file."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text file.

    Lines and columns are 1-based and count code points; the end is exclusive. `path` is POSIX and
    is what a reader of a message sees: `bundled:foundation/charter.yaml`, or relative to where the
    program was started. A named tuple, as every word of a thousand files has one: a frozen dataclass takes
    three times as long to make.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def inside(self, offset: int, length: int = 1) -> Span:
        """The part of a one-line span that starts `offset` code points in.

        A span over several lines is given back whole: folded text has no column to point at.
        """
        if self.line != self.end_line:
            return self
        start = min(self.column + offset, max(self.column, self.end_column - 1))
        return Span(self.path, self.line, start, self.line, start + max(length, 1))

    def holds(self, other: Span) -> bool:
        """Whether another stretch of the same file lies in this one."""
        return self[1:3] <= other[1:3] and other[3:5] <= self[3:5]


def file_start(path: str) -> Span:
    """The first character of a file, for faults of the whole file."""
    return Span(path, 1, 1, 1, 1)
