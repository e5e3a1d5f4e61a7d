"""plan.xlsx: the plan's tables for those who keep them up in Excel or LibreOffice, or take them elsewhere.

Columns are named in the document's language, without punctuation; importers let people say which column is
which field. Those of the sheet of tasks go to

- Planner: title (Task), bucket (Phase), start and due date (Start, Finish), assigned to (Name), percent
  complete (State), description (Done when). They are the properties of `plannerTask` in Microsoft Graph, as
  `New-MgPlannerTask` (learn.microsoft.com) and `Add-PnPPlannerTask` (pnp.github.io) take them; no public
  page that we know says which headings Planner's own import of workbooks wants.
- Jira: Summary (Task), the only column that it requires, Component (Phase), Due date (Finish), Assignee
  (Name, which it wants as an address of e-mail), Description (Done when), Status (State). From “Import data
  from a CSV file” (support.atlassian.com), which also warns of punctuation in headings; it takes CSV.

What comes back with a state, a name, a day or a note is found by its id in the hidden first column, and the
columns by names that hold in every language: `rse_tasks_id`, `rse_tasks_status` and so on name their cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from textwrap import wrap
from typing import TYPE_CHECKING

from rse_plan.documents.described import Described
from rse_plan.documents.sheets import Cell, Column, Holds, Sheet, SheetsView
from rse_plan.formats.cells import LINE_HEIGHT, packed, write_text
from rse_plan.formats.manifest import Output
from rse_plan.formats.plain_text import plain
from rse_plan.formats.xlsx_styles import ALERT, GREY, add_styles, style_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

A4 = 9
"""Excel's number of the paper."""
LONGEST = 32_000
"""Characters of a cell: Excel takes 32,767."""
HIGHEST = 400
"""Points of a row: Excel takes 409."""
LETTERS_HEIGHT = 130
"""Points of a row whose headings stand upright."""
ARROW = 2
"""Characters that the sign of the filter takes of a heading."""
WIDEST_HEADER = 120
"""Characters at the top of a printed page: Excel takes 255 in all."""
LABEL_WIDTH, WORDS_WIDTH = 26, 100
"""Characters of a line of the first page's two columns."""


def outputs(described: Described) -> Iterator[Output]:
    """One workbook."""
    yield Output("plan.xlsx", write(described.sheets, described.plan.start))


def write(view: SheetsView, day: date) -> bytes:
    """The workbook; `day` stands for the moment at which it is made."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _describe(book, view, day)
    add_styles(book, view.heading.language[:2])
    _cover(book.create_sheet(view.cover_name), view)
    for sheet in view.sheets:
        _Page(book, sheet, view).fill()
    return packed(book, day)


def _describe(book: Workbook, view: SheetsView, day: date) -> None:
    properties = book.properties
    properties.creator = "rse-plan"
    properties.title = plain(view.heading.title)
    properties.language = view.heading.language
    properties.created = properties.modified = datetime.combine(day, time())


def _cover(page: Worksheet, view: SheetsView) -> None:
    """What it is, of whom, under which reserve; the days that count; what each sheet holds."""
    heading = view.heading
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = LABEL_WIDTH, WORDS_WIDTH
    page.sheet_view.showGridLines = False
    lines = [
        ("project", heading.project),
        ("title", f"{heading.document} · {heading.organisation}"),
        ("line", f"{heading.subject} · {heading.date} · {heading.version}"),
        *(("alert", alert.plain) for alert in heading.alerts),
        ("line", heading.exercise.plain),
        ("line", heading.not_legal_advice),
    ]
    for number, (style, text) in enumerate(((s, plain(t)) for s, t in lines if t), start=1):
        page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=2)
        _put(page[f"A{number}"], text, style)
        height = LINE_HEIGHT * _lines(text, LABEL_WIDTH + WORDS_WIDTH)
        page.row_dimensions[number].height = 30 if style == "title" else min(HIGHEST, height)
    for number, told in enumerate(view.facts, start=page.max_row + 2):
        _put(page[f"A{number}"], told.name, "label")
        _put(page[f"B{number}"], told.words, "line")
        page.row_dimensions[number].height = LINE_HEIGHT * _lines(told.words, WORDS_WIDTH)
    _paper(page, view, "")


def _put(cell: SheetCell, text: str, style: str) -> None:
    cell.style = style
    write_text(cell, plain(text)[:LONGEST])


def _paper(page: Worksheet, view: SheetsView, about: str) -> None:
    """A4 across, as wide as the paper, with what the document is at the top of every page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.4
    heading = view.heading
    page.oddHeader = _at_edge(heading.organisation, heading.project)
    page.oddFooter = _at_edge(f"{page.title} · {heading.date}", "")
    page.oddFooter.center.text, page.oddFooter.right.text = _in_header(about), "&P / &N"


def _at_edge(left: str, right: str) -> HeaderFooterItem:
    from openpyxl.worksheet.header_footer import HeaderFooterItem

    line = HeaderFooterItem()
    line.left.text, line.right.text = _in_header(left), _in_header(right)
    return line


def _in_header(text: str) -> str:
    """There `&` begins a code."""
    return plain(text)[:WIDEST_HEADER].replace("&", "&&")


class _Page:
    """One table while it is written."""

    def __init__(self, book: Workbook, sheet: Sheet, view: SheetsView) -> None:
        self._book = book
        self._sheet = sheet
        self._view = view
        self._page = book.create_sheet(sheet.name)

    def fill(self) -> None:
        self._head()
        for number, row in enumerate(self._sheet.rows, start=2):
            for place, (column, value) in enumerate(zip(self._sheet.columns, row, strict=True), start=1):
                _write(self._page.cell(number, place), column, value)
            self._page.row_dimensions[number].height = self._height(row)
        self._shape()
        self._name_columns()
        self._offer_choices()
        self._show_states()
        _paper(self._page, self._view, self._sheet.about)

    @property
    def _last(self) -> int:
        """The number of the last row."""
        return len(self._sheet.rows) + 1

    def _head(self) -> None:
        for place, column in enumerate(self._sheet.columns):
            style = "head_letters" if column.holds is Holds.LETTERS else "head"
            _put(self._page[f"{self._letter(place)}1"], column.title, style)
        upright = any(column.holds is Holds.LETTERS for column in self._sheet.columns)
        tallest = max(_lines(column.title, column.width - ARROW) for column in self._sheet.columns)
        self._page.row_dimensions[1].height = LETTERS_HEIGHT if upright else LINE_HEIGHT * tallest + 4

    def _height(self, row: tuple[Cell, ...]) -> int:
        """Room for what is printed; what is not may be cut after two lines, or rows would have no end."""
        most = 1
        for column, text in zip(self._sheet.columns, row, strict=True):
            if isinstance(text, str) and not column.hidden:
                lines = _lines(text, column.width)
                most = max(most, lines if column.printed else min(2, lines))
        return min(HIGHEST, LINE_HEIGHT * most)

    def _letter(self, place: int) -> str:
        from openpyxl.utils import get_column_letter

        return str(get_column_letter(place + 1))

    def _shape(self) -> None:
        columns = self._sheet.columns
        for place, column in enumerate(columns):
            dimension = self._page.column_dimensions[self._letter(place)]
            dimension.width, dimension.hidden = column.width, column.hidden
        named = next(place for place, column in enumerate(columns) if not _is_small(column))
        last = max(place for place, column in enumerate(columns) if column.printed)
        self._page.freeze_panes = f"{self._letter(named + 1)}2"
        self._page.auto_filter.ref = f"A1:{self._letter(len(columns) - 1)}{self._last}"
        self._page.print_title_rows = "1:1"
        self._page.print_area = f"A1:{self._letter(last)}{self._last}"

    def _name_columns(self) -> None:
        """Names of the cells that are read back: they follow when somebody moves a column."""
        from openpyxl.workbook.defined_name import DefinedName

        for place, column in enumerate(self._sheet.columns):
            if column.filled or column.key == "id":
                name = f"rse_{self._sheet.key}_{column.key}"
                where = f"'{self._sheet.name}'!${self._letter(place)}$1:${self._letter(place)}${self._last}"
                self._book.defined_names[name] = DefinedName(name, attr_text=where)

    def _offer_choices(self) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        for place, column in enumerate(self._sheet.columns):
            if column.choices and self._sheet.rows:
                listed = ",".join(column.choices)
                rule = DataValidation("list", f'"{listed}"', allow_blank=True, showErrorMessage=True)
                rule.sqref = f"{self._letter(place)}2:{self._letter(place)}{self._last}"
                self._page.add_data_validation(rule)

    def _show_states(self) -> None:
        """What is done steps back, what is blocked stands out: the word is in the cell all the same."""
        from openpyxl.formatting.rule import Rule
        from openpyxl.styles import Font
        from openpyxl.styles.differential import DifferentialStyle

        if self._sheet.key != "tasks" or not self._sheet.rows:
            return
        place = self._sheet.column("status")
        _, _, blocked, done = self._sheet.columns[place].choices
        state = f"${self._letter(place)}2"
        every = f"A2:{self._letter(len(self._sheet.columns) - 1)}{self._last}"
        for word, font in ((done, Font(color=GREY)), (blocked, Font(color=ALERT, bold=True))):
            rule = Rule("expression", formula=[f'{state}="{word}"'], dxf=DifferentialStyle(font=font))
            self._page.conditional_formatting.add(every, rule)


def _lines(text: str, width: int) -> int:
    """Lines of a text in a cell, broken between words as programs do."""
    return 1 if len(text) <= width else len(wrap(text, max(1, width)))


def _is_small(column: Column) -> bool:
    """Whether it stands before the column that says what a row is about."""
    return column.hidden or column.holds is Holds.WHOLE


def _write(cell: SheetCell, column: Column, value: Cell) -> None:
    cell.style = style_of(column, value)
    if isinstance(value, str):
        write_text(cell, plain(value)[:LONGEST])
        if column.holds is Holds.ADDRESS and value:
            cell.hyperlink = plain(value)
    elif value is not None:
        cell.value = value
