"""The register's workbook read back: what people wrote into plan.xlsx, row by row, each cell with its place.

Columns are found by the names of their cells, which hold in every language and follow when somebody moves a
column; rows by the ids of the hidden first one, so that they may be sorted. The file has been through other
hands: see workbook_reader.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rse_plan.errors import say
from rse_plan.formats.workbook_reader import MAX_ROWS, FilledCell, NotAFormError, filled_cell, read_workbook

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ID, STATUS, START, FINISH, NAME, NOTE = "id", "status", "start", "finish", "name", "note"
REPLY, RESULT = "reply", "result"
FILLED = (STATUS, START, FINISH, NAME, NOTE)
"""Columns that people type into, by their keys."""
_NAMED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::.*)?")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One task as it came back: `id` is "" where the hidden cell is empty; `cells` by the column's key."""

    id: str
    cells: Mapping[str, FilledCell]


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The heading of the column of states, which tells the language, and the rows from top to bottom."""

    heading: str
    rows: tuple[PlanRow, ...]
    replies: tuple[PlanRow, ...] = ()
    """Answers to asks, on a sheet of their own."""
    results: tuple[PlanRow, ...] = ()
    """What was read of measures, on another."""


def read_plan_sheet(content: bytes) -> PlanSheet:
    """The sheet of tasks; raises NotAFormError for a workbook that is none that `render` wrote."""
    return read_workbook(content, _read)


def _read(book: Workbook) -> PlanSheet:
    places = {key: _place(book, "tasks", key) for key in (ID, *FILLED)}
    known = {key: place for key, place in places.items() if place is not None}
    if ID not in known or STATUS not in known or len({sheet for sheet, _, _ in known.values()}) > 1:
        raise NotAFormError(
            say("this workbook is no plan.xlsx, or the names of its columns are gone"),
            say("copy the states into a new one: rse-plan render --format xlsx"),
        )
    title, _, row = known[STATUS]
    sheet = book[title]
    columns = {key: column for key, (_, column, _) in known.items()}
    heading = sheet._cells.get((row, columns[STATUS]))
    return PlanSheet(
        str(heading.value or "") if heading is not None else "",
        tuple(_rows(sheet, row, columns, book)),
        tuple(_beside(book, "asks", REPLY)),
        tuple(_beside(book, "measures", RESULT)),
    )


def _beside(book: Workbook, table: str, key: str) -> Iterator[PlanRow]:
    """The rows of another sheet in which a column is filled; none where its names are gone."""
    id_, place = _place(book, table, ID), _place(book, table, key)
    if id_ is None or place is None or id_[0] != place[0]:
        return
    for row in _rows(book[place[0]], place[2], {ID: id_[1], key: place[1]}, book):
        if key in row.cells:
            yield row


def _place(book: Workbook, table: str, key: str) -> tuple[str, int, int] | None:
    """Sheet, column and row of a named column's heading."""
    from openpyxl.utils import column_index_from_string

    name = f"rse_{table}_{key}"
    defined = book.defined_names.get(name)
    of_sheets = (sheet.defined_names.get(name) for sheet in book.worksheets)
    defined = defined or next((one for one in of_sheets if one is not None), None)
    found = _NAMED.fullmatch(str(defined.attr_text or "").lstrip("=")) if defined is not None else None
    if found is None:
        return None
    title = (found[1] or found[2]).replace("''", "'")
    if title not in book.sheetnames:
        return None
    return title, column_index_from_string(found[3]), int(found[4])


def _rows(sheet: Worksheet, head: int, columns: Mapping[str, int], book: Workbook) -> Iterator[PlanRow]:
    wanted = {column: key for key, column in columns.items()}
    rows: dict[int, dict[str, FilledCell]] = {}
    for (row, column), cell in sorted(sheet._cells.items()):  # any other way makes all that are empty
        if row <= head or column not in wanted or cell.value in (None, ""):
            continue
        key = wanted[column]
        place = f"{sheet.title}!{cell.coordinate}"
        if row > MAX_ROWS:
            fault = say("this is below row 20,000: not read")
            rows.setdefault(row, {})[key] = FilledCell("", place, fault=fault)
            continue
        rows.setdefault(row, {})[key] = filled_cell(key, place, cell, book.epoch)
    for _, cells in sorted(rows.items()):
        id_ = cells.pop(ID, None)
        yield PlanRow(id_.text if id_ is not None else "", cells)
