"""Rows of what a window shows besides the printed document: facts on the cover, grounds, charts, an index."""

from __future__ import annotations

from dataclasses import dataclass

from rse_plan.documents.tree import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverFact:
    """A fact that matters, in a few words, and what explains it; `anchor` is where more stands."""

    title: str
    value: str
    note: Line
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A source that a task rests on, and what it cannot prove."""

    title: Line
    limits: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why a task is in the plan, what fixes its date, and what it rests on: no ids, no files."""

    reasons: Line
    fixed_by: Line
    sources: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRisk:
    """A risk in its place; `number` is its row in the list, `sources` the numbers of what its title cites."""

    number: int
    title: str
    sources: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """The risks of one likelihood and one impact; `sign` is high, medium or low."""

    impact: str
    sign: str
    risks: tuple[MatrixRisk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """The risks of one likelihood, by rising impact."""

    likelihood: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMatrix:
    """Risks by likelihood and impact, the likeliest first."""

    impacts: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task in the index, sorted by `start`: the first day that `dates` show, as ISO 8601 writes it."""

    id: str
    start: str
    dates: str
    title: Line
    who: str
    phase: str
    community: str
    """The community that it is for, else the wave; empty where it is for all."""
    state: str = ""
    """To do, under way, blocked, done, not confirmed; empty where the plan is not under way."""
    stand: str = ""
    """The same for a format's own signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that the index can be narrowed down to; rows that say `also` are kept as well."""

    name: str
    also: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskIndex:
    """All the tasks in a table, and what it can be narrowed down to.

    `shown` says how many are shown, with “#” in the place of the number.
    """

    rows: tuple[TaskLine, ...]
    who: tuple[Choice, ...]
    phases: tuple[Choice, ...]
    communities: tuple[Choice, ...]
    states: tuple[Choice, ...]
    """Those that tasks have, the least advanced first; none where the plan is not under way."""
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """A week of a role, in words."""

    week: str
    planned: str
    available: str
    over: str
    """By how much it is too much; empty when it is not."""
