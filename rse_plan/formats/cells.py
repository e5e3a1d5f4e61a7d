"""What every workbook of ours is made with: text that stays text, rows as high as their words, fixed bytes.

No cell is a formula: what somebody named a community must not be run by the program that opens the file.
"""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from rse_plan.formats.fixed_zip import with_fixed_times

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook

TEXT = "@"
"""The number format of text."""
FONT = "Calibri"
STEERING = ("=", "+", "-", "@")
"""What a spreadsheet program takes for the beginning of a formula when somebody edits the cell."""
LINE_HEIGHT = 15


def write_text(cell: Cell, text: str) -> None:
    """Text that stays text, also when somebody edits the cell and leaves it: its style says so too."""
    if text:
        cell.value = text
        cell.data_type = "s"  # openpyxl would make a formula of “=…”
    if text.startswith(STEERING):
        cell.quotePrefix = True


def row_height(text: str, width: int) -> int:
    """Room for a wrapped text, with a line to spare where words break: not every program makes it itself."""
    lines = (-(-len(line) // width) + (len(line) > width) for line in text.split("\n"))
    return LINE_HEIGHT * max(1, sum(max(1, count) for count in lines))


def packed(book: Workbook, day: date) -> bytes:
    """The file, without the moment it is written: openpyxl would note that in two places."""
    from openpyxl.writer.excel import ExcelWriter

    draft = io.BytesIO()
    ExcelWriter(book, ZipFile(draft, "w", ZIP_DEFLATED)).save()
    return with_fixed_times(draft.getvalue(), day)
