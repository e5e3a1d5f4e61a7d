"""How much the brief may say: two pages, and what gives way first when a plan has more (semantics 36)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace

from rse_plan.documents.rows import NoteRow
from rse_plan.documents.tree import Line
from rse_plan.documents.views import BriefView, Heading

MOST_WORDS = 750
"""Words of the body; the heading and the notes are not counted."""
_WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True)
class Budget:
    """How many of each at most; acts, reply box and options always stay."""

    arguments: int = 3
    milestones: int = 5
    risks: int = 4
    objections: int = 3
    measures: int = 3
    unknowns: int = 4


def budgets() -> Iterator[Budget]:
    """Shorter and shorter: what the register holds whole gives way first."""
    budget = Budget()
    for part, most in (
        ("arguments", 2),
        ("unknowns", 3),
        ("objections", 2),
        ("measures", 2),
        ("risks", 3),
        ("milestones", 4),
        ("arguments", 1),
        ("unknowns", 2),
        ("objections", 1),
        ("risks", 2),
    ):
        budget = replace(budget, **{part: most})
        yield budget


def fits(view: BriefView) -> bool:
    """Whether it prints on two pages."""
    return words_of(view) <= MOST_WORDS


def words_of(view: BriefView) -> int:
    """Words of the body."""
    return sum(len(_WORD.findall(text)) for text in _texts(view))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Line):
        yield value.printed
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value) and not isinstance(value, Heading | NoteRow):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
