"""The plan for TaskJuggler, which works its dates out again when it reads the file.

A task lasts as many working days as it has in the plan, a wait its elapsed days; what does not follow from
its needs alone has its start given. Hours are booked within the task's days and never move it: so much a
day, and no more in all than the plan says, to a quarter of an hour. Each role is one resource; one of several
people does the work of all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from math import ceil

from rse_plan.documents.described import Described
from rse_plan.documents.standing import stand_of
from rse_plan.documents.telling import Telling
from rse_plan.formats.headed import heading_of, reserves
from rse_plan.formats.manifest import Output
from rse_plan.formats.plain_text import plain
from rse_plan.formats.timeline import BEGINS, Instant, Timeline, runs
from rse_plan.planning.plan import Planned
from rse_plan.planning.standing import Stand

_DAY = timedelta(days=1)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_QUARTER = 15
"""Minutes: the shortest time that is booked."""
_AFTER = timedelta(days=14)
"""Days left after the last one: TaskJuggler wants its project to end after its tasks."""


def outputs(described: Described) -> Iterator[Output]:
    """One file."""
    yield Output("plan.tjp", write(described).encode())


def write(described: Described) -> str:
    """The text of plan.tjp."""
    return "\n".join(_Writer(described).lines()) + "\n"


class _Writer:
    """One plan in one language."""

    def __init__(self, described: Described) -> None:
        self._plan = described.plan
        self._words = described.words
        self._telling = Telling(described.plan, described.words)
        self._time = Timeline(described.plan)
        self._end = self._plan.finish + _AFTER
        self._names = names(self._plan.items)
        self._peaks = dict(self._peak_days())

    def lines(self) -> Iterator[str]:
        yield from self._project()
        yield from self._closed()
        yield from self._resources()
        for phase in self._plan.phases:
            items = [item for item in self._plan.items if item.phase == phase.phase.id]
            yield f"task {_identifier(phase.phase.id)} {quoted(self._words.title(phase.phase.title))} {{"
            for item in items:
                yield from self._task(item)
            yield "}"
        yield from self._reports()

    def _project(self) -> Iterator[str]:
        heading = heading_of(self._telling)
        yield from (f"# {line}" for line in reserves(heading))
        yield f"project plan {quoted(heading.title)} {self._plan.start} - {self._end} {{"
        yield '  timezone "UTC"'
        yield f"  now {self._plan.today or self._plan.start}"
        yield f"  timingresolution {_QUARTER}min"
        yield '  timeformat "%Y-%m-%d %H:%M"'
        yield f"  dailyworkinghours {self._time.hours_a_day}"
        yield from (f"  {line}" for line in self._week())
        yield "}"
        yield "flags critical"

    def _week(self) -> Iterator[str]:
        worked = self._time.days.places[0].open.weekdays
        free = [name for number, name in enumerate(_WEEKDAYS) if number not in worked]
        yield f"workinghours {', '.join(_WEEKDAYS[number] for number in worked)} {self._hours()}"
        if free:
            yield f"workinghours {', '.join(free)} off"

    def _hours(self) -> str:
        return ", ".join(f"{first}:00 - {last}:00" for first, last in self._time.working_hours)

    def _closed(self) -> Iterator[str]:
        closed = self._words.capital(self._words.say("closed"))
        for first, last in runs(self._within(self._time.days.places[0].open.closed)):
            yield f"leaves holiday {quoted(closed)} {first} - {last + _DAY}"
        yield f"shift closed {quoted(closed)} {{ workinghours mon - sun off }}"
        worked = self._words.capital(self._words.say("open"))
        yield f"shift open {quoted(worked)} {{ workinghours mon - sun {self._hours()} }}"

    def _within(self, days: Iterable[date]) -> list[date]:
        return [day for day in days if self._plan.start <= day < self._end]

    # --- people ---

    def _peak_days(self) -> Iterator[tuple[str, int]]:
        """Minutes of the most that a role does of one item on a day."""
        for role in self._plan.roles:
            loads = [self._daily(item, role) for item in self._plan.items if item.effort.get(role)]
            if loads:
                yield role, max(loads)

    def _daily(self, item: Planned, role: str) -> int:
        return ceil(item.effort[role] * item.occurrences / max(self._time.length(item), 1))

    def _people(self, role: str) -> int:
        return max(ceil(self._peaks[role] / (self._time.hours_a_day * 60)), 1)

    def _resources(self) -> Iterator[str]:
        for role in self._peaks:
            away = runs(self._within(self._time.days.away.get(role, ())))
            inside = [f"leaves annual {first} - {last + _DAY}" for first, last in away]
            if self._people(role) > 1:
                inside.append(f"efficiency {self._people(role)}")
            block = f" {{ {' '.join(inside)} }}" if inside else ""
            yield f"resource {_identifier(role)} {quoted(self._telling.who(role))}{block}"

    # --- tasks ---

    def _task(self, item: Planned) -> Iterator[str]:
        yield f"  task {self._names[item.id]} {quoted(self._words.text(item.title))} {{"
        yield from (f"    {line}" for line in self._attributes(item))
        yield "  }"

    def _attributes(self, item: Planned) -> Iterator[str]:
        if self._time.is_given(item):
            yield f"start {self._instant(self._time.start(item))}"
        yield from self._work(item)
        yield from self._shifts(item)
        needs = ", ".join(self._depends(item))
        if needs:
            yield f"depends {needs}"
        yield from self._bookings(item)
        if stand_of(self._telling, item) == Stand.DONE.value and item.kind != "ongoing":
            yield "complete 100"
        if item.critical:
            yield "flags critical"

    def _work(self, item: Planned) -> Iterator[str]:
        if item.kind == "task":
            yield f"length {self._time.length(item)}d"
        elif item.kind == "ongoing":
            yield f"end {self._instant(self._time.finish(item))}"
        elif item.start == item.finish:
            yield "milestone"
        else:
            yield f"duration {(item.finish - item.start).days}d"

    def _instant(self, instant: Instant) -> str:
        hour = self._time.working_hours[-1][1] if instant.evening else BEGINS
        return f"{instant.day}-{hour:02}:00"

    def _shifts(self, item: Planned) -> Iterator[str]:
        """Where the days worked at a task are not the project's own."""
        if item.kind != "task":
            return
        main, own = self._time.days.places[0].open, self._time.calendar(item)
        first = min(item.ready, item.start)
        days = [first + _DAY * number for number in range((item.finish - first).days + 1)]
        shifts = []
        for name, kept, left in (("closed", main, own), ("open", own, main)):
            differing = [day for day in days if kept.is_open(day) and not left.is_open(day)]
            shifts += [f"{name} {begin} - {last + _DAY}" for begin, last in runs(differing)]
        if shifts:
            yield f"shifts {', '.join(shifts)}"

    def _depends(self, item: Planned) -> Iterator[str]:
        """A gap in working days is one of the project's own: elsewhere it is told in elapsed ones."""
        at_home = not self._time.days.kept[item.id]
        for need, lag in self._time.needs(item):
            if not self._time.keeps(item, need, lag):
                continue  # it was reported to begin before: TaskJuggler would put it off
            name = f"{_identifier(need.phase)}.{self._names[need.id]}"
            if lag is None:
                yield name
            elif lag.working is not None and at_home:
                yield f"{name} {{ gaplength {lag.working}d }}"
            else:
                yield f"{name} {{ gapduration {lag.elapsed}d }}"

    def _bookings(self, item: Planned) -> Iterator[str]:
        roles = [role for role, minutes in item.effort.items() if minutes and role in self._peaks]
        if not roles:
            return
        yield f"allocate {', '.join(_identifier(role) for role in roles)}"
        limits = []
        for role in roles:
            people, one = self._people(role), f"{{ resources {_identifier(role)} }}"
            whole = item.effort[role] * item.occurrences
            limits.append(f"dailymax {_quarters(self._daily(item, role) / people)} {one}")
            limits.append(f"maximum {_quarters(whole / people)} {one}")
        yield f"limits {{ {' '.join(limits)} }}"

    def _reports(self) -> Iterator[str]:
        yield 'taskreport "plan-taskjuggler" {'
        yield "  formats html, csv"
        yield "  columns bsi, name, id, start, end, effort, chart"
        yield "}"


def _quarters(minutes: float) -> str:
    return f"{max(ceil(minutes / _QUARTER), 1) * _QUARTER}min"


def _identifier(id_: str) -> str:
    """A name that TaskJuggler takes: none of its own words begins like it."""
    return f"p_{re.sub(r'[^A-Za-z0-9]', '_', id_)}"


def names(items: Iterable[Planned]) -> dict[str, str]:
    """A name for each item, by its id; a number where two would be called the same."""
    taken: dict[str, int] = {}
    found = {}
    for item in items:
        name = _identifier(item.id)
        taken[name] = taken.get(name, 0) + 1
        found[item.id] = name if taken[name] == 1 else f"{name}__{taken[name]}"
    return found


def quoted(text: str) -> str:
    """Text in quotes. TaskJuggler replaces macros and variables in it: a sign that nobody sees parts theirs.

    A backslash at the end would take the closing quote for its own.
    """
    words = re.sub(r"\$(?=[{(])", "$\u2060", plain(text)).replace('"', '\\"')
    return f'"{words} "' if words.endswith("\\") else f'"{words}"'
