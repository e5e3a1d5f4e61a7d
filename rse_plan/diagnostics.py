"""One finding about a file, whoever found it: reader, model, library, rule or planner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from os.path import commonprefix

from rse_plan.errors import Said, say
from rse_plan.source.span import Span

SHORT = 4
"""Letters of a word that may be near another one by chance: “nope” and “open”."""
SHORTEST = 2
"""Letters of a part of a word that tells it from others by itself: “task-a”, “be/agreement”."""
_PART = re.compile(r"[^\W_]+")


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The file cannot be used, or a plan made from it would be wrong."""
    WARNING = "warning"
    """Usable, but a careful reviewer would ask for a change."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that the finding speaks of."""

    span: Span
    message: Said


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of text that would mend the finding: `span` replaced by `text`."""

    span: Span
    text: str
    safe: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """What is wrong, where, and what to do next; `rule` is the kebab-case name of the fault."""

    rule: str
    span: Span
    message: Said
    severity: Severity = Severity.ERROR
    help: Said | None = None
    related: tuple[Related, ...] = ()
    edit: Edit | None = None


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by (path, line, column, rule), each finding once."""
    unique = {(d.span, d.rule, str(d.message)): d for d in diagnostics}
    return tuple(
        sorted(
            unique.values(), key=lambda d: (d.span.path, d.span.line, d.span.column, d.rule, str(d.message))
        )
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them makes the files unusable."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def nearest(word: str, known: Iterable[str]) -> Said | None:
    """A suggestion for a misspelt word, when one is near enough to be worth a line.

    Among so few letters half of them are alike by chance: a short word's first letter is taken as meant.
    """
    names = sorted(known)
    likely = [other for other in names if len(word) > SHORT or other[:1] == word[:1]]
    sure = certain(word, names)
    found = [sure] if sure else get_close_matches(word, likely, n=1, cutoff=0.6)
    return say("did you mean “{word}”?", word=found[0]) if found else None


def certain(word: str, known: Iterable[str]) -> str | None:
    """The one known word that a misspelt word can only mean: a letter lost, added, changed or swapped.

    None when two are as near. Digits and the shortest parts are meant as they are typed: wave-3 is no slip
    for wave-2, task-b none for task-a, be/agreement none for de/agreement.
    """
    names = tuple(known)
    if (same := [other for other in names if _differ_in_case(word, other)]) and len(same) == 1:
        return same[0]
    near = {other for other in names if _is_one_slip(word, other) and _digits(word) == _digits(other)}
    sure = near.pop() if len(near) == 1 and len(word) >= SHORT else None
    return sure if sure is not None and _short_parts(word) == _short_parts(sure) else None


def _is_one_slip(word: str, other: str) -> bool:
    same = len(commonprefix((word, other)))  # noqa: RUF071  # of words, letter by letter
    typed, meant = word[same:], other[same:]
    swapped = typed[:2] == meant[:2][::-1] and typed[2:] == meant[2:]
    changed = typed[1:] == meant[1:] or typed == meant[1:] or typed[1:] == meant
    return word != other and (swapped or changed)


def _differ_in_case(word: str, other: str) -> bool:
    return word != other and word.casefold() == other.casefold()


def _digits(word: str) -> str:
    return "".join(letter for letter in word if letter.isdigit())


def _short_parts(word: str) -> list[str]:
    return [part for part in _PART.findall(word) if len(part) <= SHORTEST]


def respelt(span: Span, word: str, known: Iterable[str]) -> Edit | None:
    """The change that puts the certain word in a misspelt one's place; quotes around it stay."""
    sure = certain(word, known)
    if sure is None or span.line != span.end_line:
        return None
    quotes = span.end_column - span.column - len(word)
    if quotes not in (0, 2):
        return None  # written with escapes: what stands there is not the word
    inside = span._replace(column=span.column + quotes // 2, end_column=span.end_column - quotes // 2)
    return Edit(inside, sure)
