"""How much the brief may say: two pages, and what gives way first when a plan has more (semantics 36)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace

from rse_plan.documents.paper import PARAGRAPH, ROW, SHEET, lines
from rse_plan.documents.rows import DecisionRow, NoteRow, RiskRow
from rse_plan.documents.tree import Line
from rse_plan.documents.views import BriefView, Heading

MOST_WORDS = 750
"""Words of the body; the heading and the notes are not counted."""
WHOLE, RISK, NOTE_WIDTH, LOG_WIDTHS = 94, (33, 18, 25, 12), 135, (33, 23)
"""Characters of a line of a paragraph, of each column of the risks, of the notes in their small print, of
what was answered and by whom in the log."""
TITLE, HEAD, NOTES, RISK_LINE, NOTE_LINE, LOG = 31, 32, 30, 17, 13, 23
"""Pixels of a title with the space around it, of one on the line of its table’s columns, of the notes’ title,
of a line of the risks and of the notes, of a row of the log: mostly a little more than a browser measures."""
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
    """Whether it prints on two pages, the second of which begins at the calendar."""
    return words_of(view) <= MOST_WORDS and second_page(view) <= SHEET


def second_page(view: BriefView) -> int:
    """Pixels of page two under the print rules of the style sheet."""
    lists = (
        [f"{row.date} {row.mark} {row.text.printed}" for row in view.milestones],
        [f"{row.says.printed} {row.answer.printed}" for row in view.objections],
        [f"{row.when} {row.text.printed}" for row in view.measures],
        [words.printed for words in view.unknowns],
    )
    said = sum(TITLE + sum(PARAGRAPH * lines(text, WHOLE) for text in each) for each in lists if each)
    risks = HEAD + sum(map(_risk, view.risks)) if view.risks else 0
    log = HEAD + sum(map(_logged, view.log)) if view.log else 0
    notes = " ".join(f"[{row.number}] {row.text.printed}" for row in view.notes)
    return said + risks + log + NOTES + NOTE_LINE * lines(notes, NOTE_WIDTH)


def _risk(row: RiskRow) -> int:
    title, sign, response, who = RISK
    cells = ((row.title, title), (row.sign, sign), (row.response, response), (row.who, who))
    return ROW + RISK_LINE * max(lines(words, width) for words, width in cells)


def _logged(row: DecisionRow) -> int:
    """A line by hand, or what was reported."""
    answer, given = LOG_WIDTHS
    return LOG + RISK_LINE * (max(lines(row.answer, answer), lines(row.given, given)) - 1)


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
