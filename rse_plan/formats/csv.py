"""tasks.csv, risks.csv, kpis.csv, raci.csv: the plan's tables for programs that take no workbook.

RFC 4180: lines end with CR LF, a quote inside a quoted cell is doubled; every text is quoted. UTF-8 begins
with a byte order mark: without it Excel reads the file in the code page of the machine, and “Numéro” becomes
“NumÃ©ro”. Days are ISO 8601, which Excel and LibreOffice take for days in every country.

Cells are parted by commas, in French by semicolons: Excel parts a file that is opened by the list separator
of Windows, which is `;` where the comma is the decimal sign, and shows all of a file with commas in one
column. There numbers have that comma too, as “10.5” would become 10 May. Who wants commas asks for
`--language en`: Jira's importer does (“Import data from a CSV file”, support.atlassian.com). Programs read
plan.json.

No cell begins a formula (OWASP, CSV Injection): an apostrophe stands before `= + - @`, also where somebody
who opens the file with another separator would see a cell begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rse_plan.documents.described import Described
from rse_plan.documents.sheets import Cell, Sheet
from rse_plan.formats.manifest import Output
from rse_plan.formats.plain_text import plain

FILES = {"tasks": "tasks.csv", "risks": "risks.csv", "measures": "kpis.csv", "raci": "raci.csv"}
"""By the table's key."""
MARK = "\ufeff"
_SEPARATORS, _DECIMALS = {"fr": ";"}, {"fr": ","}
_BEGINNING = re.compile(r"(?:^|(?<=[,;\t\"]))(?=[=+\-@＝＋－＠])")
"""Where a cell may begin for some program, before a sign that begins a formula (wide ones too)."""


def outputs(described: Described) -> Iterator[Output]:
    """A file for each table."""
    for key, name in FILES.items():
        text = write(described.sheets.sheet(key), described.words.language)
        yield Output(name, text.encode())


def write(sheet: Sheet, language: str) -> str:
    """The text of one table."""
    rows: list[tuple[Cell, ...]] = [tuple(column.title for column in sheet.columns), *sheet.rows]
    return MARK + "".join(_line(row, language) for row in rows)


def _line(cells: tuple[Cell, ...], language: str) -> str:
    return _SEPARATORS.get(language, ",").join(_cell(cell, language) for cell in cells) + "\r\n"


def _cell(value: Cell, language: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return '"' + harmless(plain(value)).replace('"', '""') + '"'
    number = str(value) if isinstance(value, int) else f"{value:.4f}".rstrip("0").rstrip(".")
    return number.replace(".", _DECIMALS.get(language, "."))


def harmless(text: str) -> str:
    """The same words with an apostrophe wherever a program could see a formula begin."""
    return _BEGINNING.sub("'", text)
