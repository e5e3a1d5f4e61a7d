"""A YAML file as a tree whose every part knows its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from rse_plan.source.span import Span

Route = tuple[str | int, ...]
"""The way from a document's root to a value: keys and list positions."""


@dataclass(slots=True)
class _Unfrozen:
    """A scalar while it is made: a frozen one takes five times as long, and a file has hundreds."""

    text: str
    plain: bool
    span: Span


def make_scalar(text: str, plain: bool, span: Span) -> Scalar:
    """`Scalar(text, plain, span)`, faster."""
    made: Any = _Unfrozen(text, plain, span)
    made.__class__ = Scalar  # of the same slots
    return made  # type: ignore[no-any-return]  # a cast would take a tenth of the time


@dataclass(frozen=True, slots=True)
class Scalar:
    """A leaf: its text as the file means it, and whether it was written without quotes."""

    text: str
    plain: bool
    span: Span

    def inside(self, offset: int, length: int = 1) -> Span:
        """The part of the text that starts `offset` code points in, quotes left aside.

        Text with escapes or folded lines is not what the file holds: its span is given back whole.
        """
        quotes = 0 if self.plain else 1
        if self.span.end_column - self.span.column != len(self.text) + 2 * quotes:
            return self.span
        return self.span.inside(offset + quotes, min(length, max(len(self.text) - offset, 1)))


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    span: Span


class Entry(NamedTuple):
    """A key with its value."""

    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """A map whose keys are all different, in the order of the file."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> Node | None:
        return next((entry.value for entry in self.entries if entry.key.text == key), None)

    def key(self, key: str) -> Scalar | None:
        return next((entry.key for entry in self.entries if entry.key.text == key), None)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True)
class Document:
    """One YAML file: its root is a map (every file of the project opens with `kind:`)."""

    path: str
    text: str
    root: Mapping

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The file's lines without their ends, for showing one under a message."""
        return tuple(self.text.split("\n"))

    @cached_property
    def maps(self) -> tuple[Mapping, ...]:
        """Every map of the file, in the order in which they end; the reader notes them as it reads."""
        return tuple(_maps(self.root))

    @cached_property
    def digest(self) -> str:
        """A fingerprint of its values; comments, order of keys and quotes do not count."""
        values = json.dumps(values_of(self.root), sort_keys=True, ensure_ascii=False)
        return sha256(values.encode()).hexdigest()

    @cached_property
    def kind(self) -> str:
        """What `kind:` states; nothing when it is not there."""
        stated = self.scalar("kind")
        return stated.text if stated is not None else ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The file's path, and those of the files whose parts were laid over it (see `layered`)."""
        return (self.path,)

    def file_of(self, span: Span) -> Document:  # noqa: ARG002  # a file without layers is all there is
        """The file that a stretch of it was written in."""
        return self

    def with_root(self, root: Mapping) -> Document:
        """The same file with other values; what is left keeps its place."""
        return Document(self.path, self.text, root)

    def scalar(self, key: str) -> Scalar | None:
        """The leaf under a top-level key."""
        node = self.root.get(key)
        return node if isinstance(node, Scalar) else None

    def span(self, route: Route) -> Span:
        """The value at a route; where the route leaves the file, the last value it passed."""
        return self._follow(route)[0].span

    def key_span(self, route: Route) -> Span:
        """The key at the end of a route, or the value when it is a list's item."""
        node, parent, last = self._follow(route)
        if isinstance(parent, Mapping) and isinstance(last, str) and (key := parent.key(last)):
            return key.span
        return node.span

    def node(self, route: Route) -> Node | None:
        """The value at a route, or nothing."""
        node: Node | None = self.root
        for step in route:
            node = _child(node, step) if node is not None else None
        return node

    def route_of(self, within: Span) -> Route:
        """The way to the innermost value that holds a stretch of the file."""
        route: list[str | int] = []
        node: Node | None = self.root
        while node is not None:
            found = next((step for step in steps(node) if step[1].span.holds(within)), None)
            route, node = ([*route, found[0]], found[1]) if found is not None else (route, None)
        return tuple(route)

    def place_of(self, words: str, within: Span) -> Span:
        """Where some words first stand in a stretch of the file; the whole stretch when they do not."""
        for number in range(within.line, within.end_line + 1):
            line = self.lines[number - 1]
            start = within.column - 1 if number == within.line else 0
            end = within.end_column - 1 if number == within.end_line else len(line)
            if (found := line.find(words, start, end)) >= 0:
                return Span(self.path, number, found + 1, number, found + 1 + len(words))
        return within

    def without(self, routes: Iterable[Route]) -> Document:
        """The file as if the values at some routes were not written; what is left keeps its place."""
        root = _pruned(self.root, (), frozenset(routes))
        return self.with_root(root if isinstance(root, Mapping) else self.root)

    def _follow(self, route: Route) -> tuple[Node, Node | None, str | int | None]:
        node: Node = self.root
        parent: Node | None = None
        last: str | int | None = None
        for step in route:
            child = _child(node, step)
            if child is None:
                break
            node, parent, last = child, node, step
        return node, parent, last


def values_of(node: Node) -> object:
    """The texts of a value, without places and quotes."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [values_of(item) for item in node.items]
    return {entry.key.text: values_of(entry.value) for entry in node.entries}


def _maps(root: Node) -> Iterator[Mapping]:
    for _, child in steps(root):
        yield from _maps(child)
    if isinstance(root, Mapping):
        yield root


def steps(node: Node) -> Iterator[tuple[str | int, Node]]:
    """What a map or a list holds, with the step that leads there."""
    if isinstance(node, Sequence):
        yield from enumerate(node.items)
    elif isinstance(node, Mapping):
        yield from ((key.text, value) for key, value in node.entries)


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    if step == 0 and not isinstance(node, Sequence):
        return node  # a single value written where a list can stand
    return None


def _pruned(node: Node, here: Route, routes: frozenset[Route]) -> Node:
    if isinstance(node, Sequence):
        kept = tuple(
            _pruned(item, (*here, index), routes)
            for index, item in enumerate(node.items)
            if (*here, index) not in routes
        )
        return Sequence(kept, node.span)
    if isinstance(node, Mapping):
        entries = tuple(
            Entry(entry.key, _pruned(entry.value, (*here, entry.key.text), routes))
            for entry in node.entries
            if (*here, entry.key.text) not in routes
        )
        return Mapping(entries, node.span)
    return node
