"""What a writer most likely did where YAML gives up: a sign in a text without quotes, a quote left open.

A parser notices such a slip later than it is made, and speaks of brackets and indentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rse_plan.errors import Said, say

_NEXT_KEY = re.compile(r"[,\n{]\s*(?:-\s+)?[\w-]+:\s*\Z")
_KEY_AT_START = re.compile(r"\s*(?:- )?[\w-]+\Z")
_BRACES_FIRST = re.compile(r"(?:^|[\w\"'-]:[ \t]+|- |[\[,]\s*)(\{\{)")
_IN_WORDS = re.compile(r"(?<=[^\s,{}\[\]\"'])[ \t]+(#)")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|(?<![^\s,{\[])'(?:[^']|'')*'""")


@dataclass(frozen=True, slots=True)
class Slip:
    """What is at fault, at `index` of the text."""

    index: int
    message: Said
    advice: Said
    length: int = 1


def slip(text: str, begun: int | None, index: int, problem: str) -> Slip | None:
    """The likely slip behind a complaint at `index` about what was `begun` before; None if unclear."""
    if "mapping values are not allowed" in problem:
        return _colon(index) if ": " in _line_before(text, index) else None
    if "expected ',' or" not in problem and "expected <block end>" not in problem:
        return None
    found = _quotation_mark(text, index) or _braces(text, index)
    if found is not None or begun is None or "expected ',' or" not in problem:
        return found
    if (sign := _comment(text, begun, index)) is not None:
        return sign
    if problem.endswith(("'['", "'{'")):
        return Slip(index, say("a bracket or brace inside a text"), say("put the text in quotes"))
    if problem.endswith("':'") and not _KEY_AT_START.fullmatch(_line_before(text, index)):
        return _colon(index)
    return None


def _line_before(text: str, index: int) -> str:
    return text[text.rfind("\n", 0, index) + 1 : index]


def _colon(index: int) -> Slip:
    return Slip(index, say("a “:” where none can stand"), say("put the text in quotes: it has a colon"))


def _quotation_mark(text: str, index: int) -> Slip | None:
    """Words after a closing mark: it closes too early, or it opens the next text and closes this one."""
    mark = text[index - 1 : index]
    if mark not in ('"', "'"):
        return None
    opened = text.rfind(mark, 0, index - 1)
    if opened >= 0 and _NEXT_KEY.search(text[opened + 1 : index - 1]):
        return Slip(opened, say("a quotation mark is not closed"), say("close it on the same line"))
    message = say("the text ends at this quotation mark")
    if mark == "'":
        return Slip(index - 1, message, say("write ’ inside it, or put the text between double quotes"))
    return Slip(index - 1, message, say("write “ ” or « » inside it"))


def _braces(text: str, index: int) -> Slip | None:
    line = _line_before(text, index)
    found = _BRACES_FIRST.search(line)
    if found is None:
        return None
    return Slip(index - len(line) + found.start(1), *BRACES_FIRST, length=2)


BRACES_FIRST = (say("a text cannot begin with braces"), say("put the text in quotes"))
"""What is wrong with `{{ … }}` at the beginning of a text, and what to do."""


def _comment(text: str, begun: int, index: int) -> Slip | None:
    """A `#` after a blank, inside a text: the rest of the line, its bracket too, is a comment."""
    hidden = _QUOTED.sub(lambda found: "·" * len(found[0]), text[begun:index])
    found = _IN_WORDS.search(hidden)
    if found is None:
        return None
    message = say("from this “#” on, the line is a comment")
    return Slip(begun + found.start(1), message, say("put the text in quotes: it has a “#”"))


@dataclass(frozen=True, slots=True)
class Wording:
    """What PyYAML says (a part of it), and what a person can use instead."""

    marker: str
    message: Said
    advice: Said
    where_begun: bool = False
    """The place to look at is where the unfinished thing begins, not where the parser gave up."""


_REWORDED = (
    Wording("'\\t'", say("a tab where only spaces can stand"), say("indent with two spaces")),
    Wording(
        "cannot start any token", say("a text cannot begin with this sign"), say("put the text in quotes")
    ),
    Wording(
        "mapping values are not allowed",
        say("a “:” where none can stand"),
        say("check the line above for a missing “:”, or put the text in quotes"),
    ),
    Wording(
        "could not find expected ':'",
        say("a “:” is missing after this key"),
        say("write “key: value”"),
        where_begun=True,
    ),
    Wording(
        "expected <block end>",
        say("this line does not fit the ones above"),
        say("check the indentation, the dashes and the quotation marks"),
    ),
    Wording(
        "expected ',' or",
        say("a bracket or brace is not closed"),
        say("close it, or put the text in quotes"),
        where_begun=True,
    ),
    Wording(
        "unexpected end of stream",
        say("a quotation mark is not closed"),
        say("close it on the same line"),
        where_begun=True,
    ),
)


def reworded(problem: str) -> Wording:
    """A complaint of the parser in a person's words."""
    for wording in _REWORDED:
        if wording.marker in problem:
            return wording
    message = say("this is not valid YAML: {problem}", problem=problem)
    return Wording("", message, say("check the line and the one above it"))
