"""Where a file's comments stand: what YAML sees as one, never a sign inside a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from rse_plan.source.document import Document
from rse_plan.source.span import Span

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SIGN = re.compile(r"(?:^|(?<=[ \t]))#")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment from its sign to the end of its line; `alone` when nothing else stands there.

    `gap` counts the blanks before the sign.
    """

    text: str
    span: Span
    alone: bool
    gap: int


def comments(document: Document) -> Iterator[Comment]:
    """Every comment of a file that could be read, in order.

    None where the quick parser stumbles over what the other one reads: such a file says nothing in comments.
    """
    try:
        texts = _texts(document)
    except yaml.YAMLError:
        return
    for number, line in enumerate(document.lines, start=1):
        for found in _SIGN.finditer(line):
            column = found.start() + 1
            if not _inside(texts.get(number, ()), column):
                span = Span(document.path, number, column, number, len(line) + 1)
                before = line[: found.start()]
                gap = len(before) - len(before.rstrip())
                yield Comment(line[found.start() :], span, not before.strip(), gap)
                break


def _inside(stretches: tuple[tuple[int, int], ...], column: int) -> bool:
    return any(start <= column < end for start, end in stretches)


def _texts(document: Document) -> dict[int, tuple[tuple[int, int], ...]]:
    """The stretches of each line that are text: first column, and the one after the last."""
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    for event in yaml.parse(document.text, Loader=_PARSER):
        if not isinstance(event, yaml.ScalarEvent):
            continue
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            continue
        # The line of a block's own sign may end in a comment; its text begins on the next.
        first = start.line + 1 if event.style in ("|", ">") else start.line
        for line in range(first, end.line + 1):
            begins = start.column + 1 if line == start.line else 1
            ends = end.column + 1 if line == end.line else len(document.lines[line]) + 2
            found[line + 1] = (*found.get(line + 1, ()), (begins, ends))
    return found
