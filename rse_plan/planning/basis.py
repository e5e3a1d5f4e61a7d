"""Fingerprints of what an item's days rest on besides the days of others: is it later still the same?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from rse_plan.model.amounts import Amount
from rse_plan.planning.calendar import WorkCalendar
from rse_plan.planning.grid import Grid
from rse_plan.planning.jobs import Job
from rse_plan.planning.network import Network

LENGTH = 12
"""Hexadecimal digits: of ten thousand items, two alike by chance in one plan of a million."""


def bases(network: Network, jobs: Sequence[Job], grid: Grid) -> tuple[str, ...]:
    """By network position; recurring work has none of its own ("")."""
    prints = _Prints(network, jobs, grid)
    return tuple(prints.of(position) if job.kind != "ongoing" else "" for position, job in enumerate(jobs))


class _Prints:
    def __init__(self, network: Network, jobs: Sequence[Job], grid: Grid) -> None:
        self._network = network
        self._jobs = jobs
        self._grid = grid
        self._calendars: dict[int, str] = {}

    def of(self, position: int) -> str:
        job = self._jobs[position]
        needs = sorted(
            (self._network.items[edge.item].id, _amount(edge.lag)) for edge in self._network.needs[position]
        )
        return _digest(
            job.kind,
            self._calendar(job.calendar),
            job.days,
            _amount(job.lead.taken) if job.lead is not None else "",
            job.on,
            job.over_on,
            job.not_before,
            job.late,
            [(bar.first, bar.last) for bar in job.barred],
            self._hours(job.effort),
            needs,
            self._reserves(position),
        )

    def _hours(self, effort: Mapping[str, int]) -> list[tuple[str, int, int | None]]:
        """Minutes by role, and the minutes a day that the role has."""
        return [(role, minutes, self._grid.capacity.get(role)) for role, minutes in sorted(effort.items())]

    def _reserves(self, position: int) -> list[tuple[list[tuple[str, int]], str]]:
        """Minutes a day by role of recurring work that begins with an item, and what ends it."""
        grid, packing = self._grid, self._grid.project.packing
        found = []
        for one in grid.project.jobs[grid.number[position]].reserves:
            minutes = [(name, packing.amount(one.demand, name)) for name in packing.taken(one.demand)]
            until = grid.positions[one.until] if one.until is not None else None
            found.append((sorted(minutes), self._network.items[until].id if until is not None else ""))
        return sorted(found)

    def _calendar(self, calendar: WorkCalendar) -> str:
        known = self._calendars.get(id(calendar))
        if known is None:
            days = sorted(day.toordinal() for day in calendar.closed)
            of_place = self._calendar(calendar.of_place) if calendar.of_place is not None else ""
            known = self._calendars[id(calendar)] = _digest(sorted(calendar.weekdays), days, of_place)
        return known


def _amount(amount: Amount | None) -> str:
    return str(amount) if amount is not None else ""


def _digest(*values: object) -> str:
    return sha256(repr(values).encode()).hexdigest()[:LENGTH]
