"""The plan as tables of values, for spreadsheets: a row a thing, a column a fact, days and numbers as such.

What the tables hold is what plan.json holds, in the words of a language; formats decide how it looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rse_plan.documents.rows import Heading

Cell = str | int | float | date | None
"""None and the empty text leave the cell empty."""


class Holds(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    WHOLE = "whole"
    HOURS = "hours"
    """Hours, with two decimals at most."""
    SHARE = "share"
    """From 0 to 1, shown in per cent."""
    DAY = "day"
    ADDRESS = "address"
    """A web address, or nothing."""
    LETTERS = "letters"
    """Of R, A, C and I those that a role has in a task, such as “A R”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One fact of every row.

    `key` names it for programs in every language. `title`, of tables that are taken elsewhere, has no
    punctuation, at which importers stumble (Jira's says so). `printed` columns are those that have room on
    paper. People type into `filled` ones, and pick one of the `choices` where there are some.
    """

    key: str
    title: str
    width: int
    """Characters on a line."""
    holds: Holds = Holds.TEXT
    hidden: bool = False
    printed: bool = True
    filled: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table; `key` is its name for programs, `about` says in a sentence what it holds."""

    key: str
    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, key: str) -> int:
        """The place of a column, from 0."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the first page: a name, and what is said of it."""

    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsView:
    """All tables of a plan, and what stands before them."""

    heading: Heading
    cover_name: str
    facts: tuple[Told, ...]
    sheets: tuple[Sheet, ...]

    def sheet(self, key: str) -> Sheet:
        """The table of a name."""
        return next(sheet for sheet in self.sheets if sheet.key == key)
