"""One more thing recorded: what a progress file holds after it, or why it cannot be so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from rse_plan.errors import Said, UserError, say
from rse_plan.model.base import Model
from rse_plan.model.fields import MAX_TEXT
from rse_plan.model.progress import Decision, Measure, Measured, ProgressFile, Report

EntryT = TypeVar("EntryT", bound=Model)
_UNPRINTABLE = re.compile(r"[\x00-\x1F\x7F-\x9F\u2028\u2029\uD800-\uDFFF\uFFFE\uFFFF]")
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Days:
    """The days between which everything recorded lies: the plan's first one and the present one."""

    start: date
    today: date

    def check(self, day: date) -> None:
        """Raises UserError for a day in the future or before the plan begins."""
        if day > self.today:
            raise UserError(
                say("{day} is in the future", day=day), say("record it on that day, when it is so")
            )
        if day < self.start:
            raise UserError(
                say("{day} is before the plan begins, on {start}", day=day, start=self.start),
                say("give the day as in 2027-01-31, or correct calendar.start in the answers"),
            )


@dataclass(frozen=True, slots=True)
class Change(Generic[EntryT]):
    """The file with the entry in it, and the entry as it was before, where there was one."""

    file: ProgressFile
    entry: EntryT
    former: EntryT | None


@dataclass(frozen=True, slots=True)
class Record:
    """What is recorded, and the days that may be; each method gives what it is with one thing more."""

    file: ProgressFile
    days: Days

    def done(self, id_: str, day: date | None) -> Change[Report]:
        """Done on a day, today where none is given; ends a block. Raises UserError for a day that cannot be.

        What is done already stays done on its day, unless another one is given.
        """
        former = self.file.report(id_)
        known = former.done if former is not None else None
        done = day or known or self.days.today
        self.days.check(done)
        if former is not None:
            _check_order(former.started, done, say("it started on {day}", day=former.started))
            _check_order(former.blocked, done, say("it was blocked on {day}", day=former.blocked))
        return _with_report(self.file, id_, done=done)

    def start(self, id_: str, day: date | None) -> Change[Report]:
        """Begun on a day; work that was blocked goes on, unless the day given is before the block.

        Raises UserError for a day that cannot be.
        """
        former = self.file.report(id_)
        started = former.started if former is not None else None
        if former is not None and former.is_blocked and former.blocked is not None:
            since = day or self.days.today
            self.days.check(since)
            if since < former.blocked:
                return _with_report(self.file, id_, started=since)
            lifted = {"blocked": None, "reason": None, "until": None}
            return _with_report(self.file, id_, started=started or since, **lifted)
        begun = day or started or self.days.today
        self.days.check(begun)
        if former is not None and former.done is not None and begun > former.done:
            raise _contradicted(begun, say("it was done on {day}", day=former.done))
        return _with_report(self.file, id_, started=begun)

    def block(self, id_: str, reason: str, day: date | None, until: date | None) -> Change[Report]:
        """Cannot go on since a day, for a reason; `until` is the day from which it is expected to.

        Raises UserError for a day that cannot be, and for work that is done.
        """
        former = self.file.report(id_)
        if former is not None and former.done is not None:
            raise UserError(
                say("it was done on {day}, and what is done waits for nothing", day=former.done),
                say("if it is not done, take that day out of the file first"),
            )
        known = former.blocked if former is not None else None
        blocked = day or known or self.days.today
        self.days.check(blocked)
        until = until or (former.until if former is not None else None)
        if until is not None and until < blocked:
            raise UserError(
                say("it cannot go on on {day}, before it was blocked on {other}", day=until, other=blocked),
                say("correct one of the two days"),
            )
        return _with_report(self.file, id_, blocked=blocked, reason=one_line(reason), until=until)

    def decide(self, id_: str, answer: str, day: date | None, note: str | None) -> Change[Decision]:
        """An answer given on a day; the same answer on another day corrects that day, another one is later.

        Raises UserError for a day that cannot be.
        """
        former = self.file.decision(id_)
        is_same = former is not None and former.answer == answer
        on = day or (former.on if is_same and former is not None else self.days.today)
        self.days.check(on)
        if former is not None and not is_same and on < former.on:
            raise UserError(
                say(
                    "a later decision is recorded: {answer}, on {day}",
                    answer=Said(former.answer),
                    day=former.on,
                ),
                say("correct that one in the file first, if it is wrong"),
            )
        known = former if former is not None and (is_same or on == former.on) else None
        said = one_line(note) if note is not None else known.note if known is not None else None
        made = Decision.model_construct(id=id_, answer=answer, on=on, note=said)
        decisions = _replaced(self.file.decisions, known, made)
        return Change(self.file.model_copy(update={"decisions": decisions}), made, known)

    def measure(self, kpi: str, value: Measured, day: date | None) -> Change[Measure]:
        """A value read on a day; another one of the same day stands instead. Raises UserError."""
        on = day or self.days.today
        self.days.check(on)
        there = (one for one in self.file.measures if (one.kpi, one.on) == (kpi, on))
        known = next(there, None)
        made = Measure.model_construct(kpi=kpi, value=value, on=on)
        measures = _replaced(self.file.measures, known, made)
        return Change(self.file.model_copy(update={"measures": measures}), made, known)


def one_line(text: str) -> str:
    """A reason or a note as the file keeps it; raises UserError for one that it cannot hold."""
    line = _BLANKS.sub(" ", text).strip(" ")
    if not line.strip():
        raise UserError(say("a text is missing here"), say("say it in a few words, in quotes"))
    if strange := _UNPRINTABLE.search(line):
        code = f"U+{ord(strange[0]):04X}"
        raise UserError(say("a control character ({code})", code=code), say("remove it"))
    if len(line) > MAX_TEXT:
        raise UserError(say("the text is longer than {count} characters", count=MAX_TEXT), say("shorten it"))
    return line.strip()


def _replaced(entries: tuple[EntryT, ...], known: EntryT | None, made: EntryT) -> tuple[EntryT, ...]:
    if known is None:
        return (*entries, made)
    return tuple(made if one is known else one for one in entries)


def _with_report(file: ProgressFile, id_: str, **changes: object) -> Change[Report]:
    former = file.report(id_)
    if former is None:
        made = Report.model_construct(id=id_).model_copy(update=changes)
        return Change(file.model_copy(update={"items": (*file.items, made)}), made, None)
    made = former.model_copy(update=changes)
    items = tuple(made if one is former else one for one in file.items)
    return Change(file.model_copy(update={"items": items}), made, former)


def _check_order(earlier: date | None, day: date, because: object) -> None:
    if earlier is not None and day < earlier:
        raise _contradicted(day, because)


def _contradicted(day: date, because: object) -> UserError:
    return UserError(
        say("{day} cannot be: {because}", day=day, because=because),
        say("give another day, or correct that one first"),
    )
