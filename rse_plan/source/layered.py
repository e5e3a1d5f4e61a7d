"""A file with parts of other files laid over it: every value keeps the place at which it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rse_plan.source.document import Document, Mapping, Node, Route, Sequence, steps
from rse_plan.source.span import Span


@dataclass(frozen=True)
class LayeredDocument(Document):
    """The file below, as `path` and `text` have it, with another root; `over` are the files laid over it.

    What was taken from them has their paths in its spans: a fault in it is shown where its author wrote it.
    """

    below: Document
    over: tuple[Document, ...]

    @classmethod
    def of(cls, below: Document, root: Mapping, over: tuple[Document, ...]) -> LayeredDocument:
        """One file, or one with layers already, with (more) layers."""
        if isinstance(below, LayeredDocument):
            kept = tuple(one for one in below.over if one.path not in {other.path for other in over})
            below, over = below.below, (*kept, *over)
        return cls(below.path, below.text, root, below, over)

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.path, *(one.path for one in self.over))

    def file_of(self, span: Span) -> Document:
        return next((one for one in self.over if one.path == span.path), self.below)

    def with_root(self, root: Mapping) -> Document:
        return LayeredDocument(self.path, self.text, root, self.below, self.over)

    def place_of(self, words: str, within: Span) -> Span:
        return Document.place_of(self.file_of(within), words, within)

    def route_of(self, within: Span) -> Route:
        """As of any file; a part of another file may stand anywhere in this one."""
        found = (route for route, node in _nodes(self.root, ()) if _holds(node.span, within))
        return max(found, key=len, default=())


def foreign_parts(node: Node, path: str, route: Route = ()) -> Iterator[tuple[Route, Node]]:
    """The values below a node that were written in another file than what holds them, with their routes."""
    for step, child in steps(node):
        if child.span.path != path:
            yield (*route, step), child
        if isinstance(child, Mapping | Sequence):
            yield from foreign_parts(child, child.span.path, (*route, step))


def _nodes(node: Node, route: Route) -> Iterator[tuple[Route, Node]]:
    for step, child in steps(node):
        yield (*route, step), child
        yield from _nodes(child, (*route, step))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.path == inner.path and outer.holds(inner)
