"""Style sheets of other people: they fetch nothing, and what they open they close."""

from __future__ import annotations

import re

from rse_plan.documents.look import OwnFile
from rse_plan.errors import UserError, say
from rse_plan.source.span import Span

_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_FETCHES = re.compile(r"@import|(?:url|src)\(\s*+(?![\"']?(?:data:|#))|image-set\(|</style", re.IGNORECASE)
_SIGNS = re.compile(
    r"/\*.*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?|\\.|url\(\s*+(?![\"'])[^)]*+\)?|[][{}()]",
    re.DOTALL | re.IGNORECASE,
)
"""Comments, texts and addresses, each whole, and the brackets around them."""
_CLOSED_BY = {"{": "}", "(": ")", "[": "]"}


def fault_of(style: OwnFile) -> UserError | None:
    """What is wrong with a style sheet, with its place."""
    return _fetching(style) or _unclosed(style)


def _fetching(style: OwnFile) -> UserError | None:
    """What a style sheet would fetch, or end itself with, however it is spelt."""
    plain: list[str] = []
    places: list[int] = []
    at = 0
    for match in [*_ESCAPE.finditer(style.text), None]:
        end = match.start() if match is not None else len(style.text)
        plain.append(style.text[at:end])
        places.extend(range(at, end))
        if match is not None:
            code = int(match[1], 16) if match[1] else ord(match[2])
            plain.append(chr(code) if 0 < code < 0x110000 else "\ufffd")
            places.append(match.start())
            at = match.end()
    found = _FETCHES.search("".join(plain))
    if found is None:
        return None
    words = found[0].strip()
    message = say("“{words}” would fetch something: documents ask nobody for anything", words=words)
    if words.lower() == "</style":
        message = say("“{words}” would end the style sheet", words=words)
    span = _span(style, places[found.start()], len(words))
    return UserError(message, say("take it out, or put the file in as a data: address"), span)


def _unclosed(style: OwnFile) -> UserError | None:
    """What is opened last and never closed: it would take in what a theme adds after it."""
    opened: list[tuple[str, int]] = []
    for match in _SIGNS.finditer(style.text):
        words = match[0]
        if words in _CLOSED_BY:
            opened.append((words, match.start()))
        elif opened and words == _CLOSED_BY.get(opened[-1][0]):
            opened.pop()
        elif words.startswith("/*") and not (len(words) > 3 and words.endswith("*/")):
            opened.append(("/*", match.start()))
        elif words[:4].lower() == "url(" and not words.endswith(")"):
            opened.append((words[:4], match.start()))
    if not opened:
        return None
    words, start = opened[-1]
    message = say("“{words}” is opened here and never closed", words=words)
    return UserError(message, say("close it, or take it out"), _span(style, start, len(words)))


def _span(style: OwnFile, start: int, length: int) -> Span:
    line = style.text.count("\n", 0, start) + 1
    column = start - style.text.rfind("\n", 0, start)
    return Span(style.path, line, column, line, column + length)
