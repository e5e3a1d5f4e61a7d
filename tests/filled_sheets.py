"""Sheets as their readers send them back: filled in by openpyxl, as a spreadsheet program would."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

Typed = str | int | float | bool | date

QUESTION, ANSWER, WHY, HOW, KEY = range(5)


def rows_of(content: bytes) -> dict[str, tuple[str, ...]]:
    """The texts of every line of a form by the key of its hidden column."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    cells = ([cell.value or "" for cell in row] for row in sheet.iter_rows(max_col=5))
    return {str(row[KEY]): tuple(map(str, row)) for row in cells if row[KEY]}


def cell_of(content: bytes, key: str) -> str:
    """The cell that a question is answered in, such as B7."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return next(f"B{row[KEY].row}" for row in sheet.iter_rows(max_col=5) if row[KEY].value == key)


def filled(content: bytes, answers: Mapping[str, Typed]) -> bytes:
    """The form with these answers in its cells, by key; every key must be there."""

    def fill(sheet: Worksheet) -> None:
        left = dict(answers)
        for row in sheet.iter_rows(max_col=5):
            if row[KEY].value in left:
                row[ANSWER].value = left.pop(str(row[KEY].value))
        assert left == {}

    return changed(content, fill)


def changed(content: bytes, change: Callable[[Worksheet], object]) -> bytes:
    """The form after whatever somebody did to its sheet."""
    book = load_workbook(io.BytesIO(content))
    change(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
