"""What a file with faults surely means, so that what is looked at next is not led astray by them.

Each is told as the fault that it is; the rest of the file is then read as if it were mended (semantics 19).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rse_plan.diagnostics import Diagnostic, nearest
from rse_plan.errors import Said, say
from rse_plan.model.base import LANGUAGES
from rse_plan.source.document import Document, Entry, Node, Scalar, Sequence
from rse_plan.source.document import Mapping as YamlMap
from rse_plan.source.span import Span

_WHOLE = re.compile(r"-?[0-9]+")
_DECIMALS = re.compile(r"[0-9]+(?:cd|cw|mo|d|w|h)?")
KINDS_BY_KEY = (
    ("gate", frozenset(("gate", "lead_time"))),
    ("ongoing", frozenset(("every", "from", "until"))),
    ("milestone", frozenset(("opens",))),
)
"""Keys that only one kind of work has."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A file as it is meant, and what was wrong with it."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]


def repaired(document: Document) -> Repaired:
    """With what a comma has cut in two put together, and the kinds of work that only its keys tell."""
    found: list[Diagnostic] = []
    root = _rebuilt(document.root, lambda entries: _with_points(document, entries, found))
    tasks = root.get("tasks")
    if document.kind == "playbook" and isinstance(tasks, Sequence):
        items = tuple(_with_kind(item, found) for item in tasks.items)
        entries = (
            Entry(one.key, Sequence(items, tasks.span)) if one.value is tasks else one for one in root.entries
        )
        root = YamlMap(tuple(entries), root.span)
    if not found:
        return Repaired(document, ())
    return Repaired(document.with_root(root), tuple(found))


def _rebuilt(node: YamlMap, change: Callable[[Iterable[Entry]], Iterable[Entry]]) -> YamlMap:
    """A map with the entries of all maps in it changed, from the innermost outwards."""
    entries = (Entry(entry.key, _rebuilt_node(entry.value, change)) for entry in node.entries)
    return YamlMap(tuple(change(entries)), node.span)


def _rebuilt_node(node: Node, change: Callable[[Iterable[Entry]], Iterable[Entry]]) -> Node:
    if isinstance(node, YamlMap):
        return _rebuilt(node, change)
    if isinstance(node, Sequence):
        return Sequence(tuple(_rebuilt_node(item, change) for item in node.items), node.span)
    return node


def _with_points(document: Document, entries: Iterable[Entry], found: list[Diagnostic]) -> Iterator[Entry]:
    """Between braces a comma ends the value: `low: 0,3` is 0, and a key 3 without a value."""
    last: Entry | None = None
    for entry in entries:
        joined = _joined(document, last, entry) if last is not None else None
        if joined is not None:
            last, fault = joined
            found.append(fault)
            continue
        if last is not None:
            yield last
        last = entry
    if last is not None:
        yield last


def _joined(document: Document, last: Entry, entry: Entry) -> tuple[Entry, Diagnostic] | None:
    """The value that a comma has cut in two, and what is wrong with it."""
    value, (key, after) = last.value, entry
    if not isinstance(value, Scalar) or not isinstance(after, Scalar):
        return None
    if after.text or not (value.plain and key.plain and value.text):
        return None
    between = _between(document, value.span, key.span)
    if between.strip(" ") != ",":
        return None
    whole = value.span._replace(end_line=key.span.end_line, end_column=key.span.end_column)
    if _WHOLE.fullmatch(value.text) and _DECIMALS.fullmatch(key.text):
        meant = f"{value.text}.{key.text}"
        found = _wrong(
            whole,
            say("“{value}” is a number with a decimal comma", value=f"{value.text},{key.text}"),
            say("write {value} with a point", value=meant),
        )
    elif last.key.text in LANGUAGES and key.text not in LANGUAGES:
        meant = f"{value.text}{between}{key.text}"
        comma = whole._replace(column=value.span.end_column, end_column=value.span.end_column + 1)
        advice = say("put the text in quotes: it has a comma")
        found = _wrong(comma, say("the text ends at this comma"), advice)
    else:
        return None
    return Entry(last.key, Scalar(meant, True, whole)), found


def _wrong(span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule="wrong-value", span=span, message=message, help=advice)


def _between(document: Document, one: Span, other: Span) -> str:
    """What stands between two values of one line."""
    if one.path != other.path or one.end_line != other.line or one.line != one.end_line:
        return ""
    return document.file_of(one).lines[other.line - 1][one.end_column - 1 : other.column - 1]


def _with_kind(item: Node, found: list[Diagnostic]) -> Node:
    """Work without a kind is a task, unless its keys say another kind and no duration says a task."""
    if not isinstance(item, YamlMap) or not item.entries:
        return item
    keys = {entry.key.text for entry in item.entries}
    kind = next((kind for kind, own in KINDS_BY_KEY if own & keys), None)
    if kind is None or "duration" in keys or any(key == "kind" or nearest(key, ("kind",)) for key in keys):
        return item
    first = item.entries[0].key
    found.append(
        Diagnostic(
            rule="missing-key",
            span=first.span,
            message=say("the key “{key}” is missing", key="kind"),
            help=say("add “kind: {kind}”", kind=kind),
        )
    )
    added = Entry(replace(first, text="kind"), Scalar(kind, True, first.span))
    return YamlMap((*item.entries, added), item.span)


def meant_keys(document: Document, found: Iterable[Diagnostic]) -> Mapping[Span, str]:
    """The keys that were reported as unknown and are near a known one, which their map does not have."""
    words = {
        one.span: str(one.help.values["word"])
        for one in found
        if one.rule == "unknown-key" and one.help is not None and "word" in one.help.values
    }
    meant: dict[Span, str] = {}
    for node in document.maps if words else ():
        taken = {entry.key.text for entry in node.entries}
        for key, _ in node.entries:
            word = words.get(key.span)
            if word is not None and word not in taken:
                taken.add(word)
                meant[key.span] = word
    return meant


def with_keys(document: Document, meant: Mapping[Span, str]) -> Document:
    """The file with some keys renamed; each keeps its place."""

    def renamed(entries: Iterable[Entry]) -> Iterator[Entry]:
        for key, value in entries:
            yield Entry(replace(key, text=meant.get(key.span, key.text)), value)

    return document.with_root(_rebuilt(document.root, renamed))


def unfit(document: Document, meant: Mapping[Span, str], found: Iterable[Diagnostic]) -> frozenset[Span]:
    """The renamed keys whose values do not fit the new name: they were meant otherwise."""
    faults = [one.span for one in found]
    return frozenset(
        key.span
        for node in document.maps
        for key, value in node.entries
        if key.span in meant and any(_holds(value.span, fault) or fault == key.span for fault in faults)
    )


def _holds(outer: Span, inner: Span) -> bool:
    return outer[1:3] <= inner[1:3] and inner[3:5] <= outer[3:5]
