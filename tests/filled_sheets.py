"""Sheets as their readers send them back: filled in by openpyxl, as a spreadsheet program would."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rse_plan.formats.workbook import write_form
from rse_plan.interview.returned import read_returned
from rse_plan.interview.returned_answer import Returned
from rse_plan.interview.sheet_form import as_form
from rse_plan.interview.sheets import handout
from rse_plan.interview.voice import Voice
from rse_plan.library import Folder, Library, load_library
from rse_plan.library.with_answers import answers_in
from rse_plan.planning.facts import FactSheet
from rse_plan.resources import BUNDLED, playbooks_folder
from rse_plan.source.yaml_reader import read_text

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


FILE = """\
kind: answers
format: 1
organisation: {name: Weldom, headcount: 900, countries: [FR], employers: one}
employers: [{id: weldom, name: Weldom, country: FR, headcount: 900, works_council: unknown}]
sponsors: [{id: main, level: unknown}]
communities:
  - {id: ideas, name: Ideas, members: 40, use_case: idea-box}
  - {id: shops, name: Shops, use_case: front-line}
calendar: {start: 2027-01-04}
"""
GROUP = FILE.replace("employers: one", "employers: group")
COUNCIL = "employers.weldom.works_council"


@cache
def shipped() -> Library:
    """The library that people get, for cases that would print it."""
    return load_library([Folder(playbooks_folder(), BUNDLED)])


def facts(text: str, library: Library) -> FactSheet:
    """What answers say, nothing being wrong with them."""
    document = read_text(text, "answers.yaml").document
    assert document is not None
    answers, faults = answers_in(document, library)
    assert faults == ()
    return FactSheet(answers, library)


def workbook(sheet: FactSheet, track: str, answers: Mapping[str, Typed], language: str = "en") -> bytes:
    """The sheet of a track with answers in its cells."""
    voice = Voice(language)
    return filled(write_form(as_form(handout(track, sheet, voice), voice)), answers)


def back(sheet: FactSheet, track: str, answers: Mapping[str, Typed], language: str = "en") -> Returned:
    """What comes back of it."""
    return read_returned(workbook(sheet, track, answers, language), "hr.xlsx", sheet)


def from_text(sheet: FactSheet, text: str) -> Returned:
    """What comes back of a sheet for an editor."""
    return read_returned(("kind: answers\nformat: 1\n" + text).encode(), "hr.yaml", sheet)


def values(returned: Returned) -> dict[str, Any]:
    """What a sheet says, by element and question; it holds no fault."""
    assert returned.refused == ()
    assert returned.diagnostics == ()
    return {f"{one.element or ''} {one.key}".strip(): one.value for one in returned.settings}


def wrong(returned: Returned) -> list[tuple[str, str, str]]:
    """The bad cells: where, what is wrong, what to do."""
    return [
        (
            str(one.where).removeprefix("hr.xlsx: Questions!"),
            str(one.problem.message),
            str(one.problem.advice),
        )
        for one in returned.refused
    ]
