"""The small tree that every text of a document is: formats write it leaf by leaf, each escaping it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Leaf:
    """Characters as they are: whatever they look like, they are text."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that weigh."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words said in another voice."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address: http, https or mailto only."""

    parts: tuple[Part, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words of another language, so that whoever reads them aloud says them as they are said there."""

    parts: tuple[Part, ...]
    language: str
    """A BCP 47 tag: en, fr, de."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words explained where they first stand, in brackets: the CSE (elected staff representatives)."""

    parts: tuple[Part, ...]
    meaning: str
    end: str = ")"
    """What ends the explanation: something else where what follows stands in the same brackets."""

    @property
    def opened(self) -> str:
        """What belongs to the sentence itself: the bracket that what follows closes."""
        return "" if self.end == ")" else " ("


@dataclass(frozen=True, slots=True)
class Break:
    """A new line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Cite:
    """Numbers of sources, printed as [1, 4]."""

    numbers: tuple[int, ...]

    def __str__(self) -> str:
        return f"[{', '.join(str(number) for number in self.numbers)}]"


Part = Leaf | Strong | Emphasis | Link | Foreign | Term | Break | Cite


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of words for one place: a cell, a heading, a sentence. Empty when there is nothing to say."""

    parts: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __add__(self, other: Line) -> Line:
        return Line((*self.parts, *other.parts))

    @property
    def plain(self) -> str:
        """The words alone, without emphasis, links, explanations or source numbers."""
        return "".join(_plain(self.parts, explained=False))

    @property
    def printed(self) -> str:
        """The same with the explanations of its terms: what takes room on paper."""
        return "".join(_plain(self.parts, explained=True))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that run together."""

    line: Line


@dataclass(frozen=True, slots=True)
class Listing:
    """Points, numbered or not; each is a passage of its own."""

    items: tuple[Passage, ...]
    ordered: bool = False


Block = Paragraph | Listing


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of one or more paragraphs and lists. Empty when there is nothing to say."""

    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks)


def line(text: str) -> Line:
    """Plain words as a line."""
    return Line((Leaf(text),)) if text else Line()


def ended(words: str) -> str:
    """Words that end as a sentence does."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def strong(words: Line | str) -> Line:
    """The same words, weighing more."""
    parts = line(words).parts if isinstance(words, str) else words.parts
    return Line((Strong(parts),)) if parts else Line()


def with_sources(words: Line, sources: Line) -> Line:
    """Words and the numbers of their sources, which stand before a full stop."""
    last = words.parts[-1] if words.parts else None
    if not sources or not isinstance(last, Leaf) or not last.text.endswith("."):
        return words + sources
    return Line((*words.parts[:-1], Leaf(last.text[:-1]), *sources.parts, Leaf(".")))


def source_numbers(words: Line) -> Line:
    """The numbers of its sources alone, for places that say the words without them, such as a link."""
    return Line(tuple(part for part in words.parts if isinstance(part, Cite)))


def uncapitalised(words: Line) -> Line:
    """Words that continue a sentence: their capital goes, unless it is an abbreviation's."""
    first = words.parts[0] if words.parts else None
    if not isinstance(first, Leaf) or first.text[1:2].isupper() or not first.text[:1].isupper():
        return words
    return Line((Leaf(first.text[:1].lower() + first.text[1:]), *words.parts[1:]))


def joined(lines: tuple[Line, ...] | list[Line], between: str) -> Line:
    """Lines one after the other, with plain words between them; empty ones are left out."""
    result = Line()
    for each in lines:
        if each:
            result = result + line(between) + each if result else each
    return result


def flattened(passage: Passage) -> Line:
    """A passage on one line, for places that hold a line only."""
    lines: list[Line] = []
    for block in passage.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.line)
        else:
            lines.extend(flattened(item) for item in block.items)
    return joined(lines, " ")


def with_parts(part: Strong | Emphasis | Link | Foreign | Term, parts: tuple[Part, ...]) -> Part:
    """The same part around other words."""
    return replace(part, parts=parts)


def merged(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Neighbouring leaves as one: text is cut at signs and gaps that mean nothing to its reader."""
    waiting = ""
    for part in parts:
        if isinstance(part, Leaf):
            waiting += part.text
            continue
        if waiting:
            yield Leaf(waiting)
            waiting = ""
        yield part
    if waiting:
        yield Leaf(waiting)


def _plain(parts: tuple[Part, ...], *, explained: bool) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Leaf):
            yield part.text
        elif isinstance(part, Break):
            yield " "
        elif not isinstance(part, Cite):
            yield from _plain(part.parts, explained=explained)
            if isinstance(part, Term):
                yield f" ({part.meaning}{part.end}" if explained else part.opened
