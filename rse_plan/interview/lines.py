"""Text in the rows of a terminal: cut between words, shortened in its middle."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def width_of(text: str) -> int:
    """How many columns a terminal gives it."""
    return sum(map(_columns, text))


def _columns(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1


def rows_of(line: str, width: int, hanging: int = 0, *, whole_words: bool = False) -> tuple[str, ...]:
    """A line as rows of at most `width` columns, its indentation kept and deepened by `hanging`.

    A word that is longer than a row is cut, or with `whole_words` left whole, so that it can be copied.
    """
    indent = line[: len(line) - len(line.lstrip(" "))]
    rows, row, is_begun = [], indent, False
    deeper = indent + " " * hanging
    for word in _pieces(line, width if whole_words else max(width - len(deeper), 1), whole_words):
        joined = f"{row} {word}" if is_begun else f"{row}{word}"
        if is_begun and width_of(joined) > width:
            rows.append(row)
            joined = deeper + word
        row, is_begun = joined, True
    return (*rows, row)


def _pieces(line: str, width: int, whole_words: bool) -> Iterator[str]:
    """The words, no-break spaces being no place to cut; those that are too long in pieces."""
    for word in filter(None, line.split(" ")):
        while not whole_words and width_of(word) > width:
            piece = _fitting(word, width)
            yield piece
            word = word[len(piece) :]  # noqa: PLW2901  # what is left of it
        if word:
            yield word


def _fitting(word: str, width: int) -> str:
    """As much of its beginning as fits, one sign at least."""
    length, left = 0, width
    while length < len(word) and (left := left - _columns(word[length])) >= 0:
        length += 1
    return word[: max(length, 1)]


def shortened(name: str, longest: int) -> str:
    """A name of at most so many signs: its beginning and its end, which tells it from others like it."""
    if len(name) <= longest:
        return name
    end = longest // 3
    return f"{name[: longest - end - 1].rstrip()}…{name[len(name) - end :].lstrip()}"
