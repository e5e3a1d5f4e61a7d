"""Which lines of a file belong to a finding, and to an item: where a comment speaks of it."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Mapping, Node, Scalar, Sequence

Lines = tuple[int, int]
"""The first line and the last one."""


@dataclass(frozen=True, slots=True)
class Places:
    """A file's lines."""

    document: Document

    def lines(self, span: Span) -> Lines:
        """Those of a stretch: inside a text over several lines, which holds no comment, all from its key."""
        route = self.document.route_of(span)
        text = self.document.node(route)
        if isinstance(text, Scalar) and text.span.end_line > text.span.line:
            return min(self.document.key_span(route).line, text.span.line), _last(text.span)
        return span.line, _last(span)

    def item(self, line: int) -> Lines:
        """Those of the innermost entry with an id around a line, else of the key at the top."""
        node: Node | None = self.document.root
        first, last = 1, len(self.document.lines)
        end = last
        while node is not None:
            inside, start, end = _around(node, line, end)
            at_top = node is self.document.root and inside is not None
            if at_top or (isinstance(node, Sequence) and _has_id(inside)):
                first, last = start, end
            node = inside
        return first, last


def _has_id(node: Node | None) -> bool:
    return isinstance(node, Mapping) and node.get("id") is not None


def _last(span: Span) -> int:
    """The last line that a span has a part of: a block ends at the beginning of the next line."""
    return span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line


def _around(node: Node, line: int, end: int) -> tuple[Node | None, int, int]:
    """The part of a map or list that a line belongs to, with the lines up to the next part."""
    parts: list[tuple[int, Node]] = []
    if isinstance(node, Mapping):
        parts = [(entry.key.span.line, entry.value) for entry in node.entries]
    elif isinstance(node, Sequence):
        parts = [(item.span.line, item) for item in node.items]
    found: Node | None = None
    first = 1
    for start, part in parts:
        if start > line:
            return found, first, start - 1
        found, first = part, start
    return found, first, end
