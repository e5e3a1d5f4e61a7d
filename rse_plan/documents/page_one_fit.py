"""How much page one may say: one sheet, and what gives way first when a plan has more (semantics 36)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rse_plan.documents.paper import LINE, PARAGRAPH, SHEET, height, lines
from rse_plan.documents.rows import Heading
from rse_plan.documents.tree import Line
from rse_plan.documents.views import PageOne

FACT, OPENING, DATE, TASK, SUPPOSED, WHOLE = 86, 80, (99, 99, 53, 17), (52, 26, 99), (41, 17, 30), 100
"""Characters of a line of each: a fact, what fixes the opening, the columns of the tables, a paragraph.
Dates and marks are never broken."""
TITLE = 24
"""Pixels of a table's title, which stands on the line of its columns' names."""
MASTHEAD, PROJECT, FRAME, CONTENTS = 65, 18, 58, 48
"""Pixels of the document's title, of the line above it, of the frame of the opening with its date, of the
contents."""
CLOSE = 4
"""Rows stand closer here than elsewhere."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How many rows of each at most; what it serves, for whom and the opening always stay."""

    dates: int = 9
    todos: int = 6
    supposed: int = 5
    news: int = 5


def budgets() -> Iterator[Budget]:
    """Shorter and shorter: what stands elsewhere in the plan gives way first."""
    budget = Budget()
    yield budget
    for part, most in (
        ("supposed", 4),
        ("todos", 5),
        ("supposed", 3),
        ("todos", 4),
        ("dates", 8),
        ("supposed", 2),
        ("todos", 3),
        ("dates", 7),
        ("supposed", 1),
        ("dates", 6),
        ("todos", 2),
        ("news", 4),
        ("dates", 5),
        ("news", 3),
        ("dates", 4),
        ("todos", 1),
    ):
        budget = replace(budget, **{part: most})
        yield budget


def fits(heading: Heading, page: PageOne) -> bool:
    """Whether it prints on one page."""
    return page_height(heading, page) <= SHEET


def page_height(heading: Heading, page: PageOne) -> int:
    """Pixels of the document's title and of page one."""
    said = (heading.exercise.plain, heading.not_legal_advice)
    alerts = sum(PARAGRAPH * lines(alert, WHOLE) for alert in heading.alerts) + 45 * bool(heading.alerts)
    rest = sum(
        PARAGRAPH * lines(words, WHOLE) for words in (page.unnamed, page.todo_more, page.legal_basis) if words
    )
    return (
        MASTHEAD
        + PROJECT * bool(heading.project)
        + LINE * lines(" ".join(said), WHOLE)
        + alerts
        + _news(page)
        + _facts(page)
        + _opening(page)
        + _table([(row.date, row.mark, row.what, row.who) for row in page.dates], DATE)
        + _table([(row.what, row.who, row.due) for row in page.todos], TASK)
        + _table([(row.what, row.who, row.if_wrong) for row in page.supposed], SUPPOSED)
        + PARAGRAPH * bool(page.supposed_more)
        + rest
        + CONTENTS
    )


def _news(page: PageOne) -> int:
    return sum(PARAGRAPH * lines(words, WHOLE) for words in page.news) + 40 * bool(page.news)


def _facts(page: PageOne) -> int:
    audience = f"{page.audience.plain} {page.then.plain}"
    return 8 + sum(2 + LINE * lines(words, FACT) for words in (page.purpose, audience, page.answers))


def _opening(page: PageOne) -> int:
    opening = page.opening
    if opening is None:
        return FRAME
    said = (*opening.fixed_by, *opening.law, *opening.later_if, *opening.next)
    return FRAME + sum(LINE * lines(words, OPENING) for words in said) + 6


def _table(rows: Sequence[tuple[Line | str, ...]], widths: tuple[int, ...]) -> int:
    return TITLE + sum(height(row, widths) - CLOSE for row in rows) if rows else 0
