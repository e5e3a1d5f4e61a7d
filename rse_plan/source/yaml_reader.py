"""YAML text into values that keep their text and their place (design D1).

Scalars are not resolved: `no`, `1.10`, `12:30` and `2027-01-04` stay the text that was typed, plain
or quoted, until the field that wants them says what they mean (semantics 18). The tree is built from
parse events, so aliases are never expanded and depth is bounded: hostile files cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from sys import intern
from typing import NamedTuple, Protocol

import yaml

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Said, say
from rse_plan.source.bounded import read_at_most
from rse_plan.source.document import Document, Entry, Mapping, Node, Route, Scalar, Sequence, make_scalar
from rse_plan.source.slips import BRACES_FIRST, Slip, reworded, slip
from rse_plan.source.span import Span, file_start

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Document",
    "Entry",
    "Mapping",
    "Node",
    "Reading",
    "Route",
    "Scalar",
    "Sequence",
    "read_bytes",
    "read_file",
    "read_text",
]

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 40
LONG = 30
"""Characters from which on a value is a text, not a name."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# U+0085, U+2028 and U+2029 end a line for YAML and for nobody else: every line below would be miscounted.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0B-\x1F\x7F-\x9F\u2028\u2029\uD800-\uDFFF\uFFFE\uFFFF]")
_QUESTION_MARK = re.compile(r"(?<=[^\s\[{,])\?")
# Numbers too large for a character or an integer are no errors of YAML to the pure parser.
_NOT_YAML = (yaml.YAMLError, ValueError, OverflowError)
_NO_CHARACTER = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file: a document (unless it could not be read at all) and what is wrong with it.

    `text` is there in any case, with "\\n" at the end of its lines, so that a line can be shown.
    """

    document: Document | None
    diagnostics: tuple[Diagnostic, ...]
    text: str = ""


def read_file(path: Path, shown_as: str | None = None) -> Reading:
    """Read one file; `shown_as` is the path that messages print.

    Raises OSError when the file cannot be opened: that is the caller's to word.
    """
    label = shown_as or path.as_posix()
    return read_bytes(read_at_most(path, MAX_BYTES), label)


def read_bytes(content: bytes, label: str) -> Reading:
    """Read a file's content: UTF-8, with or without a byte order mark, any line ends."""
    if len(content) > MAX_BYTES:
        return _unreadable(file_start(label), say("the file is larger than 1 MiB"), say("split it"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        text = _with_plain_line_ends(content.decode("utf-8-sig", "replace"))
        before = _with_plain_line_ends(content[: fault.start].decode("utf-8-sig", "replace"))
        where = _span_at(label, text, len(before))
        return replace(
            _unreadable(where, say("this is not UTF-8 text"), say("save the file as UTF-8")), text=text
        )
    return read_text(text, label)


def read_text(text: str, label: str) -> Reading:
    """Read YAML text; all faults that can be told apart are reported in one go."""
    text = _with_plain_line_ends(text)
    return replace(_read_lines(text, label), text=text)


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_lines(text: str, label: str) -> Reading:
    if strange := _UNPRINTABLE.search(text):
        where = _span_at(label, text, strange.start())
        code = f"U+{ord(strange.group()):04X}"
        return _unreadable(where, say("a control character ({code})", code=code), say("remove it"))
    try:
        return _TreeBuilder(label, text).read(_PARSER)
    except _NOT_YAML:
        return _explain_syntax(text, label)


def _explain_syntax(text: str, label: str) -> Reading:
    """The same words on every machine: only the pure parser's messages are shown.

    It stumbles over a question mark inside words between braces, which the C parser reads: the mark is
    hidden from it, or it would point there instead of at the fault.
    """
    try:
        return _TreeBuilder(label, _QUESTION_MARK.sub("·", text)).read(yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        if (made := _slip(fault, text)) is not None:
            where = _span_at(label, text, made.index)
            where = where._replace(end_column=where.column + made.length)
            return Reading(
                None, (Diagnostic(rule="yaml-parse", span=where, message=made.message, help=made.advice),)
            )
        known = reworded(fault.problem or "")
        begun = fault.context_mark if known.where_begun else None
        mark = begun or fault.problem_mark or fault.context_mark
        where = _span_at(label, text, mark.index) if mark else file_start(label)
        found = Diagnostic(rule="yaml-parse", span=where, message=known.message, help=known.advice)
        return Reading(None, (found,))
    except _NOT_YAML as fault:
        if escape := _NO_CHARACTER.search(text):
            message, advice = (
                say("no character is {code}", code=escape.group()),
                say("write the character itself"),
            )
            where = _span_at(label, text, escape.start())
            return Reading(None, (Diagnostic(rule="yaml-parse", span=where, message=message, help=advice),))
        message = say("this is not valid YAML: {problem}", problem=str(fault).splitlines()[0])
        return Reading(None, (Diagnostic(rule="yaml-parse", span=file_start(label), message=message),))


def _slip(fault: yaml.MarkedYAMLError, text: str) -> Slip | None:
    begun = fault.context_mark.index if fault.context_mark is not None else None
    mark = fault.problem_mark
    return slip(text, begun, mark.index, fault.problem or "") if mark is not None else None


def _unreadable(span: Span, message: Said, advice: Said) -> Reading:
    return Reading(None, (Diagnostic(rule="unsupported-yaml", span=span, message=message, help=advice),))


def _span_at(label: str, text: str, index: int) -> Span:
    """One code point; none at the end of a line."""
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    at_end = index >= len(text) or text[index] == "\n"
    return Span(label, line, column, line, column if at_end else column + 1)


class _Mark(Protocol):
    """A place as both parsers give it, counted from 0."""

    line: int
    column: int


class _Open(NamedTuple):
    """A map or list whose end has not been read yet; a map's keys and values stand in turn."""

    is_map: bool
    mark: _Mark | None
    nodes: list[Node]


class _TreeBuilder:
    """Turns parse events into a tree without recursion."""

    def __init__(self, label: str, text: str) -> None:
        self._label = label
        self._text = text
        self._has_escapes = "\\" in text
        # The C parser closes what is open at the end of a file on the line after it.
        self._end = (text.count("\n"), len(text) - text.rfind("\n") - 1)
        self._open: list[_Open] = []
        self._roots: list[Node] = []
        self._nodes = self._roots
        """Where the next node belongs: in the innermost open map or list."""
        self._maps: list[Mapping] = []
        self._documents = 0
        self._diagnostics: list[Diagnostic] = []

    def read(self, loader: type) -> Reading:
        scalar, map_end, list_end = yaml.ScalarEvent, yaml.MappingEndEvent, yaml.SequenceEndEvent
        span_of, make, has_escapes = self._span, make_scalar, self._has_escapes
        for event in iter(loader(self._text).get_event, None):
            kind = type(event)
            if kind is scalar:  # three events in four: written out here, as a call takes a tenth of its time
                if event.anchor is not None or event.tag is not None:
                    self._note_references(event)
                span, value = span_of(event.start_mark, event.end_mark), event.value
                if has_escapes:
                    value = self._printable(value, span)
                if len(value) < LONG:
                    value = intern(value)  # keys and names of items come again and again
                # The C parser says "" for a plain scalar, the pure one None.
                self._nodes.append(make(value, not event.style, span))
            elif kind is map_end or kind is list_end:
                self._leave(event)
            elif not self._begin(event):
                break
        return self._finish()

    def _begin(self, event: yaml.Event) -> bool:
        """What opens, and what is refused; false when nothing after it is to be read."""
        if isinstance(event, yaml.NodeEvent) and (event.anchor is not None or _tag(event) is not None):
            self._note_references(event)
        if isinstance(event, yaml.CollectionStartEvent):
            return self._enter(event)
        return not isinstance(event, yaml.DocumentStartEvent) or self._begin_document(event)

    def _printable(self, value: str, span: Span) -> str:
        """What an escape smuggles in is refused as if it stood there."""
        if (strange := _UNPRINTABLE.search(value)) is None:
            return value
        code = f"U+{ord(strange.group()):04X}"
        self._refuse(span, say("a control character ({code})", code=code), say("remove it"))
        return _UNPRINTABLE.sub("\ufffd", value)

    def _begin_document(self, event: yaml.DocumentStartEvent) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._refuse(
                self._span(event.start_mark, event.end_mark),
                say("a second document in one file"),
                say("put it in a file of its own"),
            )
        return self._documents == 1

    def _note_references(self, event: yaml.NodeEvent) -> None:
        span = self._span(event.start_mark, event.end_mark)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(span, say("an alias (*{name})", name=event.anchor), say("write the value out"))
            self._nodes.append(Scalar("", True, span))
        elif event.anchor is not None:
            self._refuse(span, say("an anchor (&{name})", name=event.anchor), say("write the value out"))
        tag = _tag(event)
        if tag is not None and not (tag == "!" and isinstance(event, yaml.ScalarEvent)):
            short = tag.replace("tag:yaml.org,2002:", "!!", 1)
            advice = say("remove it: the field knows its type")
            if not short.startswith("!!"):
                advice = say("put the text in quotes; in a condition, write not for “!”")
            self._refuse(span, say("a tag ({tag})", tag=short), advice)

    def _enter(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self._open) >= MAX_DEPTH:
            span = self._span(event.start_mark, event.end_mark)
            self._refuse(span, say("more than {count} levels deep", count=MAX_DEPTH), say("flatten it"))
            return False
        self._nodes = []
        self._open.append(_Open(type(event) is yaml.MappingStartEvent, event.start_mark, self._nodes))
        return True

    def _leave(self, event: yaml.CollectionEndEvent) -> None:
        done = self._open.pop()
        span = self._span(done.mark, event.end_mark)
        node: Node = Sequence(tuple(done.nodes), span)
        if done.is_map:
            node = Mapping(self._entries(done.nodes), span)
            self._maps.append(node)
        self._nodes = self._open[-1].nodes if self._open else self._roots
        self._nodes.append(node)

    def _entries(self, nodes: list[Node]) -> tuple[Entry, ...]:
        """A map's keys with their values; of two with one key the first counts."""
        keys, values = nodes[::2], nodes[1::2]
        texts = [key.text for key in keys if type(key) is Scalar]
        if len(set(texts)) == len(keys) and "<<" not in texts:
            return tuple([_new(Entry, pair) for pair in zip(keys, values, strict=True)])
        return tuple(self._checked(map(self._as_key, keys), values))

    def _as_key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            span = node.span
            if isinstance(node, Mapping) and self._line(span)[span.column - 2 : span.column] == "{{":
                self._refuse(span._replace(column=span.column - 1), *BRACES_FIRST)
            else:
                self._refuse(span, say("a key that is not a word"), say("use a plain word"))
            return Scalar("", False, node.span)
        if node.plain and node.text == "<<":
            self._refuse(node.span, say("a merge key (<<)"), say("write the keys out"))
        return node

    def _checked(self, keys: Iterable[Scalar], values: Iterable[Node]) -> Iterator[Entry]:
        seen: dict[str, Scalar] = {}
        for key, value in zip(keys, values, strict=True):
            first = seen.setdefault(key.text, key)
            if first is key:
                yield Entry(key, value)
                continue
            message = say(
                "“{key}” stands twice in this map (first on line {line})",
                key=key.text,
                line=first.span.line,
            )
            advice = say("keep one of the two")
            found = Diagnostic(rule="duplicate-key", span=key.span, message=message, help=advice)
            self._diagnostics.append(found)

    def _line(self, span: Span) -> str:
        return self._text.split("\n", span.line)[span.line - 1]

    def _finish(self) -> Reading:
        root = self._roots[0] if self._roots else None
        if root is None and not self._diagnostics:
            return Reading(
                None,
                (
                    Diagnostic(
                        rule="yaml-parse",
                        span=file_start(self._label),
                        message=say("the file is empty"),
                        help=say("begin with “kind:” and “format: 1”"),
                    ),
                ),
            )
        if isinstance(root, Mapping):
            document = Document(self._label, self._text, root)
            document.__dict__["maps"] = tuple(self._maps)  # what was met on the way needs no second walk
            return Reading(document, self._found())
        if root is not None and not self._diagnostics:
            message = say("the file is not a map of keys and values")
            advice = say("begin with “kind:” and “format: 1”")
            self._diagnostics.append(
                Diagnostic(rule="yaml-parse", span=root.span, message=message, help=advice)
            )
        return Reading(None, self._found())

    def _found(self) -> tuple[Diagnostic, ...]:
        """What is wrong, in the order of the file."""
        return tuple(sorted(self._diagnostics, key=lambda found: found.span))

    def _refuse(self, span: Span, message: Said, advice: Said) -> None:
        self._diagnostics.append(Diagnostic(rule="unsupported-yaml", span=span, message=message, help=advice))

    def _span(self, start: _Mark | None, end: _Mark | None) -> Span:
        if start is None or end is None:
            return file_start(self._label)
        line, column, end_line, end_column = start.line, start.column, end.line, end.column
        if end_line >= self._end[0]:
            line, column = min((line, column), self._end)
            end_line, end_column = min((end_line, end_column), self._end)
        return _new(Span, (self._label, line + 1, column + 1, end_line + 1, end_column + 1))


_new = tuple.__new__
"""Half the time of calling a named tuple's class, for what is done for every word of every file."""


def _tag(event: yaml.NodeEvent) -> str | None:
    return getattr(event, "tag", None)  # an alias has none
