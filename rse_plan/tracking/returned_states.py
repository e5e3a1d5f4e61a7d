"""What the register's spreadsheet says that has come back: states, days and notes, beside what is recorded.

As with a sheet of answers, nothing that is recorded is written over: where the two differ, both are told.
What differs from neither the plan nor the record is no news.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from rse_plan.diagnostics import nearest
from rse_plan.documents.task_sheets import states
from rse_plan.documents.words import Words
from rse_plan.errors import Said, UserError, Verbatim, say
from rse_plan.formats.plan_sheet_reader import (
    FINISH,
    NAME,
    NOTE,
    REPLY,
    RESULT,
    START,
    STATUS,
    PlanRow,
    PlanSheet,
)
from rse_plan.formats.workbook_reader import FilledCell
from rse_plan.locales.folding import folded
from rse_plan.locales.typed_days import read_typed_day
from rse_plan.model.base import LANGUAGES
from rse_plan.model.progress import Measured, ProgressFile, Report, read_measured
from rse_plan.planning.plan import Plan, Planned
from rse_plan.tracking.answering import WORDS
from rse_plan.tracking.record import Change, Record

TO_DO, IN_PROGRESS, BLOCKED, DONE = range(4)
"""The states, in the order of the sheet's list."""
MOST_PLACES = 3
"""Cells that are named one by one where many have the same to say."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be said of a cell."""

    where: str
    message: Said
    advice: Said | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """The sheet's word and the record's, which is kept; `changes` are what a command would be given."""

    where: str
    item: Planned
    state: int
    day: date | None
    note: str
    kept: Report


@dataclass(frozen=True, slots=True)
class Taken:
    """A state that the record did not have."""

    item: Planned
    state: int
    change: Change[Report]


@dataclass(slots=True)
class News:
    """What became of the sheet: `refused` are cells that must be mended first, `notes` what is not taken.

    `stale` are recorded items that the sheet still calls to do: a sheet written before says no more.
    """

    file: ProgressFile
    taken: list[Taken] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    stale: list[Planned] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    """Cells whose day is not the plan's, and not the day of something that happened."""


Handed = Mapping[str, Collection[tuple[date, date]]]
"""First and last days by id, as the plans have them that a sheet may have been written from."""


def read_states(sheet: PlanSheet, record: Record, plan: Plan, handed: Handed, from_sheet: str) -> News:
    """What is new in a sheet; `from_sheet` is the reason of a block beside which none is noted."""
    reading = _Reading(sheet, record, plan, handed)
    reading.reason = from_sheet
    for row in sheet.rows:
        reading.take(row)
    for row in sheet.replies:
        reading.note_reply(row)
    for row in sheet.results:
        reading.note_result(row)
    return reading.finished()


class _Reading:
    """Reads the rows one after the other, and gathers what is wrong in all of them."""

    def __init__(self, sheet: PlanSheet, record: Record, plan: Plan, handed: Handed) -> None:
        self._language = _language(sheet.heading)
        self._news = News(record.file)
        self._items = {item.id: item for item in plan.items}
        self._plan = plan
        self._days = record.days
        self._handed = handed
        self.reason = ""
        self._states = {
            folded(word): state
            for language in LANGUAGES
            for state, word in enumerate(states(Words(language)))
        }
        self._seen: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._names: dict[tuple[str, str], str] = {}

    def take(self, row: PlanRow) -> None:
        item = self._items.get(row.id)
        where = next((cell.place for cell in row.cells.values()), "")
        if item is None:
            if row.cells and (row.id or STATUS in row.cells):
                self._note_strange(row, where)
            return
        said = tuple(row.cells[key].text for key in (STATUS, START, FINISH, NOTE) if key in row.cells)
        first, known = self._seen.setdefault(row.id, (where, said))
        if first != where:
            if known != said:
                self._refuse(where, say("another line of this task stands at {place}", place=first))
            return
        self._name(item, row.cells.get(NAME))
        state = self._state(row.cells.get(STATUS))
        if state is not None:
            self._by_state(state)(item, row.cells)

    def note_reply(self, row: PlanRow) -> None:
        """An answer that is not recorded: the sheet has no day of it, which a decision needs."""
        if any(one.id == row.id for one in self._news.file.decisions):
            return
        cell = row.cells[REPLY]
        word = WORDS.get(folded(cell.text).strip(), "yes|no|later")
        command = Verbatim(f"rse-plan decide {row.id} {word}")
        self._news.notes.append(
            Remark(
                cell.place,
                say("decisions are not taken from the sheet: “{value}”", value=cell.text),
                say("record it with its day: {command}", command=command),
            )
        )

    def note_result(self, row: PlanRow) -> None:
        """A result that is not recorded."""
        if any(one.kpi == row.id for one in self._news.file.measures):
            return
        cell = row.cells[RESULT]
        read = read_measured(cell.text)
        value = str(read) if isinstance(read, Measured) else "17/29"
        command = Verbatim(f"rse-plan measure {row.id} {value}")
        self._news.notes.append(
            Remark(
                cell.place,
                say("results are not taken from the sheet: “{value}”", value=cell.text),
                say("record it with its day: {command}", command=command),
            )
        )

    @property
    def _record(self) -> Record:
        return Record(self._news.file, self._days)

    def finished(self) -> News:
        for (role, name), place in self._names.items():
            line = f'people: {{{role}: {{name: "{name}"}}}}'
            self._news.notes.append(
                Remark(
                    place,
                    say("“{name}” is another name than the answers have: not taken", name=name),
                    say("names are kept in the answers file: {line}", line=line),
                )
            )
        if self._news.moved:
            self._news.notes.append(self._moved())
        return self._news

    def _note_strange(self, row: PlanRow, where: str) -> None:
        if not row.id:
            message, advice = say("this row belongs to no task of the plan: not taken"), None
        else:
            message = say("“{id}” is not in the plan any more: not taken", id=row.id)
            advice = nearest(row.id, self._items)
        self._news.notes.append(Remark(where, message, advice))

    def _moved(self) -> Remark:
        places = self._news.moved
        shown = ", ".join(places[:MOST_PLACES])
        rest = len(places) - MOST_PLACES
        return Remark(
            say("{places} and {count} others", places=shown, count=rest).in_words() if rest > 0 else shown,
            say("these days are not the plan’s: not taken, as days follow from what is recorded"),
            say("a delay is told by “rse-plan block ID --until DATE”, or by the days of start and end"),
        )

    def _refuse(self, where: str, message: Said, advice: Said | None = None) -> None:
        self._news.refused.append(Remark(where, message, advice))

    def _name(self, item: Planned, cell: FilledCell | None) -> None:
        if cell is None or cell.fault is not None or not cell.text:
            return
        person = self._plan.people.get(item.owner)
        if folded(cell.text).strip() != folded((person.name if person else None) or "").strip():
            self._names.setdefault((item.owner, cell.text), cell.place)

    def _state(self, cell: FilledCell | None) -> int | None:
        if cell is None:
            return TO_DO
        if cell.fault is not None:
            self._refuse(cell.place, cell.fault, say("type the state itself"))
            return None
        state = self._states.get(folded(cell.text).strip())
        if state is None:
            names = ", ".join(states(Words(self._language)))
            message = say("“{value}” is not in the list", value=cell.text)
            self._refuse(cell.place, message, say("pick from the list: {names}", names=names))
        return state

    def _by_state(self, state: int) -> Callable[[Planned, Mapping[str, FilledCell]], None]:
        return (self._to_do, self._in_progress, self._blocked, self._done)[state]

    def _to_do(self, item: Planned, cells: Mapping[str, FilledCell]) -> None:
        if self._news.file.report(item.id) is not None:
            self._news.stale.append(item)
            return
        for key in (START, FINISH):
            if (cell := cells.get(key)) is not None and self._is_typed(item, key, self._read(cell)):
                self._news.moved.append(cell.place)

    def _in_progress(self, item: Planned, cells: Mapping[str, FilledCell]) -> None:
        given = self._day(cells.get(START))
        if given is _WRONG:
            return
        where, today = cells[STATUS].place, self._days.today
        typed = self._typed(item, START, given)
        known = self._news.file.report(item.id)
        if known is not None:
            is_other = typed is not None and typed != known.started
            if known.done is not None or known.is_blocked or (known.started is not None and is_other):
                self._news.conflicts.append(Conflict(where, item, IN_PROGRESS, typed, "", known))
            if known.started is not None or known.done is not None or known.is_blocked:
                return
        day = min(given if isinstance(given, date) else item.start, today)
        self._take(
            where if typed is None else cells[START].place,
            item,
            IN_PROGRESS,
            lambda: self._record.start(item.id, day),
        )

    def _done(self, item: Planned, cells: Mapping[str, FilledCell]) -> None:
        given = self._day(cells.get(FINISH))
        if given is _WRONG:
            return
        where, today = cells[STATUS].place, self._days.today
        typed = self._typed(item, FINISH, given)
        known = self._news.file.report(item.id)
        if known is not None and known.done is not None:
            if typed is not None and typed != known.done:
                self._news.conflicts.append(Conflict(where, item, DONE, typed, "", known))
            return
        day = min(given if isinstance(given, date) else item.finish, today)
        before = [one for one in (known.started, known.blocked) if one is not None] if known else []
        if typed is None and before and day < max(before):
            day = today  # the plan's own day, which what is recorded has overtaken
        self._take(
            where if typed is None else cells[FINISH].place,
            item,
            DONE,
            lambda: self._record.done(item.id, day),
        )

    def _blocked(self, item: Planned, cells: Mapping[str, FilledCell]) -> None:
        cell = cells.get(NOTE)
        where = cells[STATUS].place
        if cell is not None and cell.fault is not None:
            self._refuse(cell.place, cell.fault, say("type the reason itself"))
            return
        note = cell.text if cell is not None else ""
        known = self._news.file.report(item.id)
        if known is not None and (known.done is not None or known.blocked is not None):
            is_same = known.is_blocked and (not note or " ".join(note.split()) == known.reason)
            if not is_same:
                self._news.conflicts.append(Conflict(where, item, BLOCKED, None, note, known))
            return
        self._take(
            cell.place if cell is not None else where,
            item,
            BLOCKED,
            lambda: self._record.block(item.id, note or self.reason, None, None),
        )

    def _take(self, where: str, item: Planned, state: int, change: Callable[[], Change[Report]]) -> None:
        try:
            made = change()
        except UserError as fault:
            self._refuse(where, fault.message, fault.help)
            return
        self._news.file = made.file
        self._news.taken.append(Taken(item, state, made))

    def _day(self, cell: FilledCell | None) -> date | object | None:
        """The day of a cell; `_WRONG` where what stands there is none, which is then told."""
        if cell is None:
            return None
        day = self._read(cell)
        if day is None:
            message = cell.fault or say("“{value}” is not a date", value=cell.text)
            self._refuse(cell.place, message, say("write year-month-day, such as 2027-01-31"))
            return _WRONG
        return day

    def _typed(self, item: Planned, key: str, given: object) -> date | None:
        """A day of a cell that somebody typed, and that has come."""
        if not isinstance(given, date) or given > self._days.today:
            return None
        return given if self._is_typed(item, key, given) else None

    def _is_typed(self, item: Planned, key: str, day: date | None) -> bool:
        """Whether no plan has this day there."""
        place = 0 if key == START else 1
        return day not in {days[place] for days in self._handed.get(item.id, ())}

    def _read(self, cell: FilledCell) -> date | None:
        if cell.fault is not None:
            return None
        if cell.day is not None:
            return cell.day
        typed = read_typed_day(cell.text, self._language)
        return date.fromisoformat(typed) if typed is not None else None


_WRONG = object()


def _language(heading: str) -> str:
    """The language that a sheet was written in, by the heading of its states."""
    titles = {folded(Words(language).say("State")): language for language in LANGUAGES}
    return titles.get(folded(heading).strip(), LANGUAGES[0])
