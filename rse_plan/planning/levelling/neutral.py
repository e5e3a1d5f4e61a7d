"""The neutral scheduling form: working days counted from 0, so that any instance of the literature fits.

docs/benchmarks.md describes it. Reading is strict: what cannot be planned is told in a sentence that names
the task.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from rse_plan.planning.levelling.project import Job, Lapse, Line, Packing, Project, pack

MOST_DAYS = 5_000_000
"""Working days that all tasks and lags together may last: more is a slip of the pen, and memory."""
NAMED_EDGES = 10
"""Edges of a cycle that a message names."""


class WrongInstanceError(Exception):
    """The instance cannot be planned: why, in words."""


class OpenDays:
    """The open days from a start on, by number; looked up, never walked."""

    def __init__(self, start: date, weekend: Sequence[int], holidays: Sequence[date]) -> None:
        self._start = start.toordinal()
        week = [day for day in range(7) if (start.weekday() + day) % 7 not in weekend]
        self._week = week
        closed = {day.toordinal() - self._start for day in holidays}
        numbers = sorted(
            day // 7 * len(week) + week.index(day % 7) for day in closed if day >= 0 and day % 7 in week
        )
        self._before = [number - count for count, number in enumerate(numbers)]

    def day(self, offset: int) -> date | None:
        """The date of an open day, the first from the start on being 0; None after the year 9999."""
        weeks, rest = divmod(offset + bisect_right(self._before, offset), len(self._week))
        ordinal = self._start + weeks * 7 + self._week[rest]
        return date.fromordinal(ordinal) if ordinal <= _LAST else None


_LAST = date.max.toordinal()


class Instance(NamedTuple):
    """A project read from the neutral form; `order` gives each job's position in the file's list of tasks."""

    name: str
    tasks: Sequence[str]
    project: Project
    order: Sequence[int]
    best: int | None
    calendar: OpenDays

    def by_task(self, days: Sequence[int]) -> list[int]:
        """A day for each job as a day for each task, in the file's order."""
        found = [0] * len(days)
        for job, position in enumerate(self.order):
            found[position] = days[job]
        return found


Task = Mapping[str, Any]


def read_instance(data: Any) -> Instance:
    """The project that a neutral form describes.

    Raises WrongInstanceError for whatever is missing, mistyped or impossible in it.
    """
    if not isinstance(data, Mapping):
        raise WrongInstanceError("an instance is a map with start, resources and tasks")
    capacities = _capacities(_part(data, "resources", Mapping, "a map", "the instance"))
    tasks: Sequence[Task] = _part(data, "tasks", list, "a list", "the instance")
    number = _numbered(tasks)
    waits = [_waits(task, number) for task in tasks]
    order = _in_order(tasks, waits)
    packing = pack(capacities)
    line = Line(every := _days(tasks, waits), every)
    return Instance(
        name=str(data.get("name", "")),
        tasks=[task["id"] for task in tasks],
        project=Project(_jobs(tasks, waits, order, line, packing), packing, len(every)),
        order=order,
        best=_best(data),
        calendar=_calendar(data),
    )


# --- what every instance has ---


def _part(holder: Mapping[str, Any], key: str, kind: type, words: str, owner: str) -> Any:
    if key not in holder:
        raise WrongInstanceError(f"{owner} has no {key}")
    if not isinstance(holder[key], kind):
        raise WrongInstanceError(f"{owner}: {key} must be {words}, not {holder[key]!r}")
    return holder[key]


def _whole(holder: Mapping[str, Any], key: str, owner: str) -> int:
    number: Any = holder.get(key)
    if _is_whole(number):
        return int(number)
    if key not in holder:
        raise WrongInstanceError(f"{owner} has no {key}")
    raise WrongInstanceError(f"{owner}: {key} must be a whole number, 0 or more, not {number!r}")


def _is_whole(number: Any) -> bool:
    return type(number) is int and number >= 0


def _capacities(resources: Mapping[str, Any]) -> Mapping[str, int]:
    for name, resource in resources.items():
        if not isinstance(resource, Mapping):
            raise WrongInstanceError(f"resource {name} must be a map with its capacity, not {resource!r}")
    return {name: _whole(resource, "capacity", f"resource {name}") for name, resource in resources.items()}


def _best(data: Mapping[str, Any]) -> int | None:
    """The best makespan known, 0 being one."""
    known = data.get("best_known") or {}
    if not isinstance(known, Mapping):
        raise WrongInstanceError(f"the instance: best_known must be a map, not {known!r}")
    return _whole(known, "upper", "best_known") if known.get("upper") is not None else None


def _calendar(data: Mapping[str, Any]) -> OpenDays:
    start = _date(_part(data, "start", str, "a date", "the instance"), "start")
    calendar = data.get("calendar") or {}
    if not isinstance(calendar, Mapping):
        raise WrongInstanceError(f"the instance: calendar must be a map, not {calendar!r}")
    weekend, holidays = calendar.get("weekend", []), calendar.get("holidays", [])
    if not isinstance(weekend, list) or not all(type(day) is int and 0 <= day <= 6 for day in weekend):
        raise WrongInstanceError(f"calendar: weekend must list days from 0 (Monday) to 6, not {weekend!r}")
    if len(set(weekend)) == 7:
        raise WrongInstanceError("calendar: the weekend takes the whole week, and no day is left to work")
    if not isinstance(holidays, list):
        raise WrongInstanceError(f"calendar: holidays must be a list of dates, not {holidays!r}")
    return OpenDays(start, weekend, [_date(text, "calendar: holidays") for text in holidays])


def _date(text: object, owner: str) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise WrongInstanceError(f"{owner}: {text!r} is not a date; write 2027-01-04") from None


# --- tasks ---


def _numbered(tasks: Sequence[Any]) -> Mapping[str, int]:
    """The position of each task; what a task is made of is checked on the way."""
    number: dict[str, int] = {}
    for position, task in enumerate(tasks):
        if type(task) is not dict or type(task.get("id")) is not str:
            raise WrongInstanceError(f"task number {position + 1} must be a map with an id: {task!r}")
        name = task["id"]
        if name in number:
            raise WrongInstanceError(f"task {name} is there twice")
        number[name] = position
        if not _is_whole(task.get("duration")):
            _whole(task, "duration", f"task {name}")
        if type(task.get("predecessors")) is not list:
            _part(task, "predecessors", list, "a list", f"task {name}")
        if type(task.get("demands")) is not dict:
            _part(task, "demands", Mapping, "a map", f"task {name}")
    return number


Waits = Sequence[tuple[int, int]]
"""Positions of tasks and lags after them, in working days."""


def _waits(task: Task, number: Mapping[str, int]) -> Waits:
    found = []
    for need in task["predecessors"]:
        lag, name = 0, need
        if type(need) is dict:
            if set(need) - {"task", "lag"} or "task" not in need:
                raise WrongInstanceError(f"task {task['id']}: a predecessor has a task and a lag: {need!r}")
            name = need["task"]
            lag = _whole(need, "lag", f"task {task['id']}, predecessor {name}") if "lag" in need else 0
        if not isinstance(name, str) or name not in number:
            raise WrongInstanceError(f"task {task['id']} needs {name}, which does not exist")
        found.append((number[name], lag))
    return found


def _days(tasks: Sequence[Task], waits: Sequence[Waits]) -> list[int]:
    """Enough days for the tasks one after the other."""
    lags = sum(max((lag for _, lag in one), default=0) for one in waits)
    days = sum(task["duration"] for task in tasks) + lags
    if days > MOST_DAYS:
        raise WrongInstanceError(f"tasks and lags last {days} days in all; the most is {MOST_DAYS}")
    return list(range(days + max((task["duration"] for task in tasks), default=0) + 2))


def _in_order(tasks: Sequence[Task], waits: Sequence[Waits]) -> list[int]:
    """Positions, each after all it needs, the file's order kept where it can be."""
    waiting = [len(one) for one in waits]
    followers: list[list[int]] = [[] for _ in waits]
    for position, one in enumerate(waits):
        for needed, _ in one:
            followers[needed].append(position)
    order = [position for position, count in enumerate(waiting) if not count]
    for position in order:
        for follower in followers[position]:
            waiting[follower] -= 1
            if not waiting[follower]:
                order.append(follower)
    if len(order) < len(waits):
        raise WrongInstanceError(_ring([task["id"] for task in tasks], waits, waiting))
    return order


def _ring(names: Sequence[str], waits: Sequence[Waits], waiting: Sequence[int]) -> str:
    """A cycle among the tasks that wait, told edge by edge."""
    at = next(position for position, count in enumerate(waiting) if count)
    seen: dict[int, None] = {}
    while at not in seen:
        seen[at] = None
        at = next(needed for needed, _ in waits[at] if waiting[needed])
    ring = list(seen)[list(seen).index(at) :]
    edges = [
        f"{names[one]} needs {names[other]}" for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]
    more = [f"and so on, {len(edges)} tasks in all"] if len(edges) > NAMED_EDGES else []
    return f"tasks wait for each other: {', '.join(edges[:NAMED_EDGES] + more)}"


def _jobs(
    tasks: Sequence[Task], waits: Sequence[Waits], order: Sequence[int], line: Line, packing: Packing
) -> list[Job]:
    place = [0] * len(order)
    for job, position in enumerate(order):
        place[position] = job
    lapses = {lag: Lapse(lag.__add__) for one in waits for _, lag in one if lag}
    return [
        _job(tasks[at], [(place[need], lag) for need, lag in waits[at]], lapses, line, packing)
        for at in order
    ]


def _job(task: Task, waits: Waits, lapses: Mapping[int, Lapse], line: Line, packing: Packing) -> Job:
    """A task of no duration is a point in time, which takes nothing."""
    duration, demand = task["duration"], _demand(task, packing)
    lagged = tuple([(job, lapses[lag]) for job, lag in waits if lag]) if lapses else ()
    return Job(
        line=line,
        length=duration or 1,
        gap=1 if duration else 0,
        demand=demand if duration else 0,
        needs=tuple([job for job, lag in waits if not lag]),
        lagged=lagged,
    )


def _demand(task: Task, packing: Packing) -> int:
    packed = 0
    for name, amount in task["demands"].items():
        if not _is_whole(amount):
            _whole(task["demands"], name, f"task {task['id']}, demands")
        if name not in packing.fields:
            raise WrongInstanceError(f"task {task['id']} wants {name}, a resource that does not exist")
        shift, capacity = packing.fields[name]
        if amount > capacity:
            raise WrongInstanceError(
                f"task {task['id']} wants {amount} of {name}, whose capacity is {capacity}"
            )
        packed += amount << shift
    return packed
