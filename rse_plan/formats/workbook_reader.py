"""A filled-in form read back from .xlsx: what stands in its cells, each with its place.

The file has been through other hands and other programs. It is opened only when it is small enough, and
nothing in it is computed.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from zipfile import BadZipFile, ZipFile

from rse_plan.errors import Said, say

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    Row = tuple[Cell | MergedCell, ...]

T = TypeVar("T")

MAX_BYTES, MAX_UNPACKED = 10 * 1024 * 1024, 60 * 1024 * 1024
"""Of the file, and of all that is packed into it: a form of 500 communities takes a tenth."""
MAX_ROWS, MAX_COLUMNS = 20_000, 12
"""What is looked at: one far cell would make millions of empty ones."""
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How a file of Excel 97, and one with a password, begins."""
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_TRUE_OR_FALSE = re.compile(r"=(TRUE|FALSE)\(\)", re.IGNORECASE)
_ENDS_WITH_ZERO = re.compile(r"-?[0-9]+\.0")


class NotAFormError(Exception):
    """The file is no form of ours, or none that can be read: why, and what to do."""

    def __init__(self, message: Said, advice: Said) -> None:
        super().__init__(str(message))
        self.message = message
        self.advice = advice


@dataclass(frozen=True, slots=True)
class FilledCell:
    """What stands beside one question: `text` is "" for nothing; `day` what a number is as a date.

    `place` names the cell as spreadsheet programs do: Questions!B7. `fault` says why it cannot be taken.
    `key` is "" where something stands beside no question.
    """

    key: str
    place: str
    text: str = ""
    day: date | None = None
    fault: Said | None = None


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The stamp of the form, and its cells from top to bottom."""

    stamp: str
    cells: tuple[FilledCell, ...]


def read_form(content: bytes, stamp: str, answer_headings: tuple[str, ...]) -> FilledForm:
    """The cells of a form whose stamp begins with `stamp`; raises NotAFormError.

    The column to read stands under one of `answer_headings`: a program or a person may have moved it.
    """
    return read_workbook(content, lambda book: _read(book, stamp, answer_headings))


def read_workbook(content: bytes, read: Callable[[Workbook], T]) -> T:
    """What `read` finds in a workbook that is looked at first; raises NotAFormError for one that is unfit."""
    _check(content)
    # Whatever openpyxl stumbles over in a damaged file, the file is at fault: its exceptions are of any kind.
    try:
        return read(_opened(content))
    except NotAFormError:
        raise
    except Exception:
        raise _no_workbook() from None


def _check(content: bytes) -> None:
    """Refuse what is too large, or of another kind, before anything of it is unpacked whole."""
    if content.startswith(_OLD_OR_LOCKED):
        raise NotAFormError(
            say("the workbook has a password, or is of an old kind"),
            say("save it as .xlsx, without a password"),
        )
    if len(content) > MAX_BYTES:
        raise _too_large()
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise _too_large()
            if "mimetype" in archive.namelist():
                raise NotAFormError(say("this is not an Excel workbook"), say("save it as .xlsx"))
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")) and _DECLARATION.search(archive.read(name)):
                    raise _no_workbook()
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        raise _no_workbook() from None


def _opened(content: bytes) -> Workbook:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it does not know of other programs is nothing to us
        return load_workbook(io.BytesIO(content), keep_links=False)


def _read(book: Workbook, stamp: str, answer_headings: tuple[str, ...]) -> FilledForm:
    """The form and its copies: somebody may have answered in any of them."""
    forms = list(_forms(book, stamp, answer_headings))
    if forms:
        return FilledForm(forms[0].stamp, tuple(cell for form in forms for cell in form.cells))
    raise NotAFormError(
        say("this workbook is no sheet of questions, or its hidden last column is gone"),
        say("copy the answers into a new one: rse-plan init --for TRACK"),
    )


def _forms(book: Workbook, stamp: str, answer_headings: tuple[str, ...]) -> Iterator[FilledForm]:
    for sheet in book.worksheets:
        rows = sheet.iter_rows(
            max_row=min(sheet.max_row, MAX_ROWS), max_col=min(sheet.max_column, MAX_COLUMNS)
        )
        for head in rows:
            titles: Mapping[str, int] = {str(cell.value).strip(): index for index, cell in enumerate(head)}
            mark = next((title for title in titles if title.startswith(stamp)), None)
            if mark is None:
                continue
            answers = next((titles[title] for title in answer_headings if title in titles), None)
            if answers is None:
                raise NotAFormError(
                    say("the column of the answers has lost its heading"),
                    say("write “{heading}” above it", heading=answer_headings[0]),
                )
            cells = _cells(rows, titles[mark], answers, sheet.title, book.epoch)
            yield FilledForm(mark, (*cells, *_far_below(sheet, answers)))
            break


def _far_below(sheet: Worksheet, answers: int) -> Iterator[FilledCell]:
    """What stands in the column of answers below the rows that are looked at."""
    known = sheet._cells.items()  # any other way makes all that are empty
    for (row, column), cell in sorted(known, key=lambda one: one[0]):
        if row > MAX_ROWS and column == answers + 1 and cell.value not in (None, ""):
            fault = say("this is below row 20,000: not read")
            yield FilledCell("", f"{sheet.title}!{cell.coordinate}", fault=fault)


def _cells(rows: Iterator[Row], keys: int, answers: int, sheet: str, epoch: datetime) -> Iterator[FilledCell]:
    for row in rows:
        key, answer = row[keys].value, row[answers]
        if key not in (None, "") or answer.value not in (None, ""):
            place = f"{sheet}!{answer.coordinate}"
            yield filled_cell(str(key or "").strip(), place, answer, epoch)


def filled_cell(key: str, place: str, cell: Cell | MergedCell, epoch: datetime) -> FilledCell:
    """What stands in a cell, whoever wrote it there; nothing is computed."""
    value = cell.value
    if value is None:
        return FilledCell(key, place)
    if cell.data_type == "f" and (holds := _TRUE_OR_FALSE.fullmatch(str(value).strip())):
        return FilledCell(key, place, holds[1].lower())  # LibreOffice writes a yes so
    if cell.data_type == "f":
        fault = say("a formula stands here")
        return FilledCell(key, place, fault=fault)
    if cell.data_type == "e":
        return FilledCell(key, place, fault=say("“{value}” stands here", value=value))
    if isinstance(value, bool):
        return FilledCell(key, place, "true" if value else "false")
    if isinstance(value, datetime):
        return FilledCell(key, place, value.date().isoformat(), value.date())
    if isinstance(value, int | float):
        text = str(value)
        text = text[:-2] if _ENDS_WITH_ZERO.fullmatch(text) else text
        return FilledCell(key, place, text, _day(value, epoch))
    return FilledCell(key, place, str(value).strip())


def _day(number: float, epoch: datetime) -> date | None:
    """The day that a number is where its cell has lost the form of a date."""
    whole = int(number) if abs(number) < 100_000 else 0
    day = epoch.date() + timedelta(days=whole)
    return day if 2000 <= day.year <= 2100 and whole == number else None


def _no_workbook() -> NotAFormError:
    return NotAFormError(
        say("this is not an Excel workbook, or it is damaged"),
        say("open it in a spreadsheet program and save it as .xlsx"),
    )


def _too_large() -> NotAFormError:
    return NotAFormError(
        say("the workbook is far larger than what is read from it"),
        say("save the sheet alone as a new .xlsx"),
    )
