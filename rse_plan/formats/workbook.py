"""A form to be filled in with a spreadsheet program: written as .xlsx, and read back (semantics 11).

Every cell is text, a number or a date, never a formula: what somebody named a community must not be run by
the program of whoever opens the file. The same form gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from rse_plan.formats.cells import FONT, TEXT, packed, row_height, write_text

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

QUESTION, ANSWER, WHY, HOW, KEY = "ABCDE"
"""The columns; the last one is hidden and says which question a row is."""
WIDTHS: Mapping[str, int] = {QUESTION: 50, ANSWER: 34, WHY: 46, HOW: 42, KEY: 10}
"""Characters that fit on a line of each column."""
_TITLE_HEIGHT = 26
_HEAD, _OPEN, _GROUP, _EDGE = "FFDDE3EA", "FFFFF8DC", "FFF1F3F5", "FFB8B8B8"
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_SERIAL_ZERO = date(1899, 12, 30)


class CellKind(StrEnum):
    """What is typed into a cell."""

    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One line to fill in, or a title above lines when it has no key.

    `options` are the words of a drop-down; `least` and `most` bound a whole number.
    """

    question: str
    key: str = ""
    why: str = ""
    how: str = ""
    kind: CellKind = CellKind.TEXT
    options: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Everything a workbook says, in one language; `stamp` heads the hidden column and names the form."""

    title: str
    instructions: tuple[str, ...]
    headings: tuple[str, str, str, str]
    rows: tuple[FormRow, ...]
    stamp: str
    sheet_name: str
    lists_name: str
    refusal: str
    """What the spreadsheet program says of an entry that does not fit."""
    made_on: date


def write_form(form: Form) -> bytes:
    """The workbook: one sheet to fill in, and a hidden one with what the drop-downs offer."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "rse-plan"
    book.properties.title = form.title
    book.properties.created = book.properties.modified = datetime.combine(form.made_on, time())
    _Page(book, book.create_sheet(form.sheet_name), form).fill()
    return packed(book, form.made_on)


class _Page:
    """The sheet while it is filled from top to bottom."""

    def __init__(self, book: Workbook, sheet: Worksheet, form: Form) -> None:
        self._book = book
        self._sheet = sheet
        self._form = form
        self._row = 0

    def fill(self) -> None:
        for style in _styles():
            self._book.add_named_style(style)
        self._shape()
        self._wide(self._form.title, "title")
        for text in self._form.instructions:
            self._wide(text, "line")
        self._row += 2
        self._headings()
        for row in self._form.rows:
            self._row += 1
            if row.key:
                self._line(row)
            else:
                self._group(row.question)

    def _shape(self) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self._sheet
        for column, width in WIDTHS.items():
            sheet.column_dimensions[column].width = width
        sheet.column_dimensions[KEY].hidden = True
        sheet.protection.sheet = True  # without a password: it keeps the questions from slips, nothing more
        sheet.protection.formatCells = sheet.protection.formatColumns = sheet.protection.formatRows = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.sheet_view.showGridLines = False

    def _wide(self, text: str, style: str) -> None:
        self._row += 1
        self._put(QUESTION, text, style)
        self._sheet.merge_cells(f"{QUESTION}{self._row}:{HOW}{self._row}")
        room = sum(width for column, width in WIDTHS.items() if column != KEY)
        self._sheet.row_dimensions[self._row].height = (
            _TITLE_HEIGHT if style == "title" else row_height(text, room)
        )

    def _headings(self) -> None:
        for column, text in zip("ABCD", self._form.headings, strict=True):
            self._put(column, text, "head")
        self._put(KEY, self._form.stamp, "line")
        self._sheet.freeze_panes = f"A{self._row + 1}"
        self._sheet.print_title_rows = f"{self._row}:{self._row}"
        _Rules(self._book, self._sheet, self._form).lay(self._row + 1)

    def _group(self, title: str) -> None:
        for column in (QUESTION, ANSWER, WHY, HOW):
            self._put(column, title if column == QUESTION else "", "group")
        self._sheet.row_dimensions[self._row].height = row_height(title, WIDTHS[QUESTION])

    def _line(self, row: FormRow) -> None:
        texts = {QUESTION: row.question, WHY: row.why, HOW: row.how}
        for column, text in (*texts.items(), (KEY, row.key)):
            self._put(column, text, "line")
        self._put(ANSWER, "", row.kind.value)
        tallest = max(row_height(text, WIDTHS[column]) for column, text in texts.items())
        self._sheet.row_dimensions[self._row].height = tallest

    def _put(self, column: str, text: str, style: str) -> None:
        cell = self._sheet[f"{column}{self._row}"]
        cell.style = style
        write_text(cell, text)


def _styles() -> Iterator[NamedStyle]:
    """One for each sort of cell: openpyxl takes ten times as long over every cell's own."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

    edge = Side("thin", color=_EDGE)
    frame, wrapped = (
        Border(left=edge, right=edge, top=edge, bottom=edge),
        Alignment(wrap_text=True, vertical="top"),
    )
    plain, bold = Font(name=FONT, size=11), Font(name=FONT, size=11, bold=True)
    fonts = {"title": Font(name=FONT, size=15, bold=True), "head": bold, "group": bold, "line": plain}
    fills = {"head": _HEAD, "group": _GROUP}
    for name, font in fonts.items():
        fill = PatternFill("solid", fgColor=fills[name]) if name in fills else PatternFill()
        yield NamedStyle(name, font=font, fill=fill, alignment=wrapped, number_format=TEXT)
    for kind, number_format in _FORMATS.items():
        yield NamedStyle(
            kind.value,
            font=plain,
            fill=PatternFill("solid", fgColor=_OPEN),
            border=frame,
            alignment=wrapped,
            number_format=number_format,
            protection=Protection(locked=False),
        )


_Taking = tuple[tuple[str, ...], CellKind, int | None, int | None]
"""What a cell takes: the words of its list, its kind, the least and the most."""


class _Rules:
    """What the spreadsheet program offers and refuses in the cells to fill in."""

    def __init__(self, book: Workbook, sheet: Worksheet, form: Form) -> None:
        self._lists = book.create_sheet(form.lists_name)
        self._lists.sheet_state = "hidden"
        self._sheet = sheet
        self._form = form

    def lay(self, first: int) -> None:
        """One rule for all cells that take the same; the first line is in row `first`."""
        cells: dict[_Taking, list[str]] = {}
        for number, row in enumerate(self._form.rows, start=first):
            if row.key and (row.options or row.kind is not CellKind.TEXT):
                taking = (row.options, row.kind, row.least, row.most)
                cells.setdefault(taking, []).append(f"{ANSWER}{number}")
        for taking, places in cells.items():
            rule = self._rule(*taking)
            rule.allow_blank = rule.showErrorMessage = True
            rule.error = self._form.refusal
            rule.sqref = " ".join(places)
            self._sheet.add_data_validation(rule)

    def _rule(
        self, options: tuple[str, ...], kind: CellKind, least: int | None, most: int | None
    ) -> DataValidation:
        """A list is kept to; at a number or a date the program only warns: people write words there too."""
        from openpyxl.worksheet.datavalidation import DataValidation

        if options:
            return DataValidation("list", self._list(options), errorStyle="stop")
        if kind is CellKind.DATE:
            first, last = (str((day - _SERIAL_ZERO).days) for day in (_FIRST_DAY, _LAST_DAY))
            return DataValidation("date", first, formula2=last, operator="between", errorStyle="warning")
        lowest = str(least if least is not None else 0)
        if most is None:
            return DataValidation("whole", lowest, operator="greaterThanOrEqual", errorStyle="warning")
        return DataValidation("whole", lowest, formula2=str(most), operator="between", errorStyle="warning")

    def _list(self, options: tuple[str, ...]) -> str:
        """The options in a column of their own: a list inside the rule holds 255 characters and no comma."""
        from openpyxl.utils import get_column_letter

        column = 1 if self._lists["A1"].value is None else self._lists.max_column + 1
        for number, option in enumerate(options, start=1):
            cell = self._lists.cell(number, column)
            cell.style = "line"
            write_text(cell, option)
        letter = get_column_letter(column)
        return f"'{self._form.lists_name}'!${letter}$1:${letter}${len(options)}"


_FORMATS: Mapping[CellKind, str] = {
    CellKind.TEXT: TEXT,
    CellKind.INTEGER: "0",
    CellKind.DATE: "yyyy-mm-dd",
}
