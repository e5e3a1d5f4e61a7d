"""The texts of a file by their language, joined so that a rule searches each file once, not each text.

A pattern over thousands of short texts costs more in calls than in searching. What is found is led back
to its place in the file: through quotes, escapes, folded lines and blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rse_plan.model.base import LANGUAGES
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Mapping, Node, Scalar, Sequence

SENTENCE_END = re.compile(r"[.!?;]\s|[.!?;]$|\n\n")
BREAK = "\n\x00\n"
"""Between two texts: no pattern of words reaches over it, and no file can hold it."""


class Wording(NamedTuple):
    """One language's part of a text."""

    language: str
    scalar: Scalar


@dataclass(frozen=True)
class Passages:
    """All texts of a file in one language, in order."""

    document: Document
    wordings: tuple[Wording, ...]
    joined: str
    starts: tuple[int, ...]

    @cached_property
    def lowered(self) -> str:
        """The texts in small letters, each letter in its place: patterns that ignore case are slow."""
        lowered = self.joined.lower()
        return lowered if len(lowered) == len(self.joined) else "".join(map(_small, self.joined))

    def find(self, pattern: re.Pattern[str], *, lowered: bool = False) -> Iterator[Hit]:
        """Every place where a pattern fits, in order; `lowered` when it is one of small letters."""
        for match in pattern.finditer(self.lowered if lowered else self.joined):
            position = bisect_right(self.starts, match.start()) - 1
            yield Hit(self.document, self.wordings[position], match, match.start() - self.starts[position])

    def holding(self, stems: Iterable[str]) -> list[int]:
        """Positions of the texts that hold one of some words of small letters, large letters or not."""
        searched, starts = self._searched, self.starts
        found: set[int] = set()
        for stem in stems:
            at = searched.find(stem)
            while at >= 0:
                index = bisect_right(starts, at) - 1
                found.add(index)
                at = searched.find(stem, starts[index + 1]) if index + 1 < len(starts) else -1
        return sorted(found)

    @cached_property
    def _searched(self) -> str:
        """In small letters, with a new line before each text, the first one too: stems may begin with one."""
        return "\n" + self.lowered


@dataclass(frozen=True, slots=True)
class Hit:
    """What a pattern found, and how far into its text it begins."""

    document: Document
    wording: Wording
    match: re.Match[str]
    offset: int

    @property
    def words(self) -> str:
        """What was found, as it is written, on one line."""
        length = self.match.end() - self.match.start()
        return " ".join(self.wording.scalar.text[self.offset : self.offset + length].split())

    @property
    def sentence(self) -> str:
        """The sentence that it stands in, or begins in."""
        text = self.wording.scalar.text
        start = max((end.end() for end in SENTENCE_END.finditer(text, 0, self.offset)), default=0)
        end = SENTENCE_END.search(text, self.offset)
        return text[start : end.start() if end else len(text)]

    @property
    def key(self) -> str:
        """The key that its text stands under."""
        *route, _ = self.document.route_of(self.wording.scalar.span)
        return next((step for step in reversed(route) if isinstance(step, str)), "")

    @property
    def before(self) -> str:
        """The text up to it."""
        return self.wording.scalar.text[: self.offset]

    @property
    def is_quoted(self) -> bool:
        """Whether somebody else's words are cited here, between the signs of either language."""
        before = self.before
        return any(before.count(sign) > before.count(end) for sign, end in ("«»", "“”"))

    @property
    def span(self) -> Span:
        """Where it stands in the file."""
        return self.span_of(0)

    def span_of(self, group: str | int) -> Span:
        """Where a part of it stands."""
        start = self.offset + self.match.start(group) - self.match.start()
        return place(self.document, self.wording.scalar, start, len(self.match[group]))

    def is_exact(self, group: str | int = 0) -> bool:
        """Whether the file holds at that place what was found, so that it can be replaced."""
        return text_at(self.document, self.span_of(group)) == self.match[group]


def _small(letter: str) -> str:
    lowered = letter.lower()
    return lowered if len(lowered) == 1 else letter


def passages(document: Document) -> dict[str, Passages]:
    """A file's texts in each language; a language without any is left out."""
    if document.kind == "answers":  # somebody's own words: nobody corrects those
        return {}
    found: dict[str, list[Wording]] = {}
    for node in document.maps:
        if is_text(node):
            for wording in _wordings_of(node):
                found.setdefault(wording.language, []).append(wording)
    return {language: _joined(document, tuple(texts)) for language, texts in found.items()}


def _joined(document: Document, texts: tuple[Wording, ...]) -> Passages:
    starts, end = [], 0
    for wording in texts:
        starts.append(end)
        end += len(wording.scalar.text) + len(BREAK)
    return Passages(document, texts, BREAK.join(w.scalar.text for w in texts), tuple(starts))


def wordings(node: Node) -> Iterator[Wording]:
    """Every text below a node, in the order of the file."""
    waiting: list[Node] = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting += reversed(node.items)
        elif isinstance(node, Mapping):
            if is_text(node):
                yield from _wordings_of(node)
            else:
                waiting += [value for _, value in reversed(node.entries)]


def _wordings_of(text: Mapping) -> Iterator[Wording]:
    return (Wording(name.text, value) for name, value in text.entries if isinstance(value, Scalar))


def is_text(node: Mapping) -> bool:
    """Whether a map is one text in its languages."""
    for name, _ in node.entries:
        if name.text not in LANGUAGES:
            return False
    return bool(node.entries)


def place(document: Document, scalar: Scalar, offset: int, length: int) -> Span:
    """Where a part of a text stands in its file; the whole text when it cannot be told."""
    exact = scalar.inside(offset, length)
    if exact is not scalar.span:
        return exact
    words = re.compile(_as_written(scalar.text[offset : offset + length]))
    raw = text_at(document, scalar.span)
    inside = 1 if raw[:1] in ("'", '"') else 0  # the quotes around a text are none of its own
    count = sum(1 for earlier in words.finditer(scalar.text) if earlier.start() < offset)
    for position, match in enumerate(words.finditer(raw, inside, len(raw) - inside)):
        if position == count:
            return part_of(scalar.span, raw, match.start(), match.end())
    return scalar.span


def _as_written(words: str) -> str:
    """Words as a file may hold them: broken over lines, their quotes doubled or escaped."""
    parts = (
        r"\s+" if part.isspace() else re.escape(part).replace("'", "''?").replace('"', r'\\?"')
        for part in re.split(r"(\s+)", words)
        if part
    )
    return "".join(parts)


def text_at(document: Document, span: Span) -> str:
    """The characters of a file that a span covers."""
    lines = document.lines[span.line - 1 : span.end_line]
    if len(lines) == 1:
        return lines[0][span.column - 1 : span.end_column - 1]
    last = lines[-1][: span.end_column - 1] if span.end_line <= len(document.lines) else ""
    return "\n".join((lines[0][span.column - 1 :], *lines[1:-1], last))


def part_of(within: Span, text: str, start: int, end: int) -> Span:
    """The part of a span, whose text is given, from one of its characters to another."""
    return Span(within.path, *_position(within, text, start), *_position(within, text, end))


def _position(within: Span, text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    lines = before.count("\n")
    if lines == 0:
        return within.line, within.column + offset
    return within.line + lines, offset - before.rindex("\n")
