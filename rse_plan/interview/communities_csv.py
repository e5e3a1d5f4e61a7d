"""A table of communities, as a spreadsheet saves it: one row each, every cell an answer (issue 6).

Rows are counted as the spreadsheet counts them, the header being row 1.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rse_plan.diagnostics import nearest
from rse_plan.errors import Said, UserError, say
from rse_plan.interview.given import Refusal, Setting
from rse_plan.interview.record import make_id
from rse_plan.interview.stated import comparable, read_stated
from rse_plan.interview.voice import Voice
from rse_plan.library import Library
from rse_plan.model.answers import Element
from rse_plan.model.base import LANGUAGES
from rse_plan.model.fields import KEBAB, KEBAB_ADVICE
from rse_plan.model.problem import Problem
from rse_plan.model.question import Question

MAX_ROWS = 500
"""Communities in one table."""
MAX_BYTES = 4 * 1024 * 1024
GROUP, PREFIX, NAME, ID = "communities", "community.", "community.name", "id"

Cells = list[str]
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""What Excel writes above a table to name its delimiter."""


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Cells


def read_communities(
    content: bytes, label: str, library: Library, present: tuple[Element, ...], voice: Voice
) -> tuple[tuple[Setting, ...], tuple[Refusal, ...]]:
    """What a table says of communities, those that are `present` found again by their id or their name.

    An empty cell says nothing. Raises UserError when the content is no table at all.
    """
    text = _decoded(content, label)
    return _Table(label, library, present, voice).read(_rows(text, _Header(library), label))


def _decoded(content: bytes, label: str) -> str:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UserError(
            say("{path} is a workbook, not a CSV file", path=label),
            say("save the sheet as “CSV UTF-8” and name that file"),
        )
    if len(content) > MAX_BYTES:
        raise UserError(
            say("{path} is larger than {size} MiB", path=label, size=MAX_BYTES // 1024 // 1024),
            say("a table of communities has at most {most} rows", most=MAX_ROWS),
        )
    try:
        text, wrong = content.decode("utf-8-sig"), content.find(b"\0")  # of UTF-16, every second byte
    except UnicodeDecodeError as fault:
        text, wrong = "", fault.start
    if wrong >= 0:
        line = content[:wrong].count(b"\n") + 1
        raise UserError(
            say("{path}, line {line}: this is not UTF-8 text", path=label, line=line),
            say("save the sheet as “CSV UTF-8”"),
        )
    return text


class _Header:
    """The columns that a table may have, by every name that people give them."""

    def __init__(self, library: Library) -> None:
        self.questions = {name: one for name, one in library.questions.items() if name.startswith(PREFIX)}
        self.keys = (ID, *(name.removeprefix(PREFIX) for name in self.questions))
        self._by_name = {ID: ID}
        for name, question in self.questions.items():
            for written in _names_of(question):
                self._by_name.setdefault(comparable(written), name)

    def find(self, written: str) -> str | None:
        """The question that a column answers, or `id`."""
        return self._by_name.get(comparable(written))


def _names_of(question: Question) -> Iterator[str]:
    yield question.id
    yield question.id.removeprefix(PREFIX)
    yield from (question.name.in_(language) for language in LANGUAGES)


def _rows(text: str, header: _Header, label: str) -> list[_Row]:
    first, _, rest = text.partition("\n")
    named = _SEPARATOR_LINE.fullmatch(first)
    body = rest if named else text
    delimiter = named[1] if named else _delimiter(body, header)
    reader = csv.reader(
        io.StringIO(body, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True
    )
    found: list[_Row] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                found.append(_Row(number, cells))
    except csv.Error as fault:
        problem = _fault(str(fault))
        message = say("{path}, row {row}: {problem}", path=label, row=number + 1, problem=problem.message)
        raise UserError(message, problem.advice) from None
    return found


def _fault(said: str) -> Problem:
    """What the parser means, by the words that it has had since it was made."""
    quoted = say("each quoted cell ends with a quotation mark, and one inside it is doubled")
    if "field limit" in said:
        limit = csv.field_size_limit()
        message = say("a cell has more than {limit} characters", limit=limit)
        return Problem(message, say("shorten it; if it should be short, a quotation mark is missing"))
    if "expected after" in said:
        return Problem(say("something stands behind the closing quotation mark of a cell"), quoted)
    if "end of data" in said:
        return Problem(say("the quotation marks do not match"), quoted)
    return Problem(say("this row cannot be read"), say("save the sheet as “CSV UTF-8”"))


def _delimiter(text: str, header: _Header) -> str:
    """The sign between columns: the one that parts the first row into the most columns that are known."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    signs: dict[str, None] = dict.fromkeys(re.findall(r"[^\w\s\"'’.()-]|\t", first)) or {",": None}

    def known(sign: str) -> int:
        return sum(header.find(cell.strip('" ')) is not None for cell in first.split(sign))

    return max(signs, key=known)


class _Table:
    """Reads the rows and gathers what is wrong in all of them."""

    def __init__(self, label: str, library: Library, present: tuple[Element, ...], voice: Voice) -> None:
        self._label = label
        self._header = _Header(library)
        self._voice = voice
        self._taken = [element.id for element in present]
        self._known = {_name_of(element): element.id for element in present if _name_of(element)}
        self._seen: dict[str, int] = {}
        self.refused: list[Refusal] = []

    def read(self, rows: list[_Row]) -> tuple[tuple[Setting, ...], tuple[Refusal, ...]]:
        if not rows:
            advice = say("its first row names the columns: name, members, …")
            raise UserError(say("{path} is empty", path=self._label), advice)
        if (count := len(rows) - 1) > MAX_ROWS:
            raise UserError(
                say(
                    "{path} has {count} rows; at most {most} fit",
                    path=self._label,
                    count=count,
                    most=MAX_ROWS,
                ),
                say("keep the communities of the first waves"),
            )
        columns = self._columns(rows[0])
        settings = [one for row in rows[1:] for one in self._row(row, rows[0].cells, columns)]
        if (count := len(set(self._taken))) > MAX_ROWS:
            raise UserError(
                say(
                    "with {path} there would be {count} communities; at most {most} fit",
                    path=self._label,
                    count=count,
                    most=MAX_ROWS,
                ),
                say("keep the communities of the first waves"),
            )
        return tuple(settings), tuple(self.refused)

    def _columns(self, first: _Row) -> list[str | None]:
        found: list[str | None] = []
        for cell in first.cells:
            column = self._header.find(cell)
            if column is None and cell.strip():
                advice = nearest(cell.strip().lower(), self._header.keys) or say(
                    "one of {names}", names=", ".join(self._header.keys)
                )
                self._refuse(first.number, cell, Problem(say("this column is not known"), advice))
            elif column is not None and column in found:
                self._refuse(first.number, cell, Problem(say("this column stands twice"), say("keep one")))
            found.append(column)
        if not {NAME, ID} & set(found):
            problem = Problem(say("a column with the names is missing"), say("call it “name”"))
            self._refuse(first.number, None, problem)
        return found

    def _row(self, row: _Row, header: Cells, columns: list[str | None]) -> Iterator[Setting]:
        given: dict[str, tuple[str, str]] = {}
        for place, cell in enumerate(row.cells):
            column = columns[place] if place < len(columns) else None
            named = header[place] if place < len(header) else ""
            if column is not None and cell.strip():
                given[column] = (named, cell.strip())
            elif cell.strip() and not named.strip():
                message = say("“{value}” stands under no column", value=cell.strip())
                self._refuse(row.number, _letters(place), Problem(message, say("name its column in row 1")))
        element = self._element(row.number, given, columns)
        for name in self._header.questions:
            if name in given and (setting := self._cell(row.number, name, given[name], element)):
                yield setting

    def _cell(self, row: int, name: str, given: tuple[str, str], element: str) -> Setting | None:
        column, text = given
        question = self._header.questions[name]
        value = read_stated(question, text, self._voice)
        if isinstance(value, Problem):
            self._refuse(row, column, value)
            return None
        return Setting(self._where(row, column), name, question, element, value)

    def _element(
        self, row: int, given: Mapping[str, tuple[str, str]], columns: Collection[str | None]
    ) -> str:
        """The id of a row's community: the one stated, that of the same name, or a new one."""
        name = given[NAME][1] if NAME in given else ""
        id_ = given[ID][1] if ID in given else self._known.get(comparable(name))
        if id_ is None:
            if not name and NAME in columns:
                self._refuse(row, NAME.removeprefix(PREFIX), Problem(say("an answer is missing here")))
            id_ = make_id(name, self._taken, f"community-{len(self._taken) + 1}")
        elif not re.fullmatch(KEBAB, id_):
            self._refuse(row, given[ID][0], Problem(say("“{value}” is not an id", value=id_), KEBAB_ADVICE))
        if id_ in self._seen:
            column = given[ID if ID in given else NAME][0]
            self._refuse(row, column, _twice(self._seen[id_]))
        self._seen.setdefault(id_, row)
        self._taken.append(id_)
        if name:
            self._known.setdefault(comparable(name), id_)
        return id_

    def _refuse(self, row: int, column: str | None, problem: Problem) -> None:
        self.refused.append(Refusal(self._where(row, column), problem))

    def _where(self, row: int, column: str | None) -> Said:
        if column is None:
            return say("{path}, row {row}", path=self._label, row=row)
        return say("{path}, row {row}, column “{column}”", path=self._label, row=row, column=column.strip())


def _twice(first: int) -> Problem:
    message = say("this community stands twice (first in row {row})", row=first)
    return Problem(message, say("keep one row, or give each its own id"))


def _name_of(element: Element) -> str:
    answer = element.answers.get(NAME)
    return comparable(answer.value) if answer is not None and isinstance(answer.value, str) else ""


def _letters(place: int) -> str:
    """A column as spreadsheets call it: A, Z, AA."""
    letters = ""
    while place >= 0:
        letters = chr(ord("A") + place % 26) + letters
        place = place // 26 - 1
    return letters
