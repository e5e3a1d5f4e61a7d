"""Who hands hours to whom: what must not slip, so that a plan need not be levelled again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from rse_plan.planning.levelling.causes import Cause, Kind
from rse_plan.planning.levelling.passes import Placing
from rse_plan.planning.levelling.project import Project


class Handover(NamedTuple):
    """For each job, those that start with what it gives back; and jobs that have no room to slip at all.

    The latter work while what they use is only lent: in the pause of a job that takes it up again.
    """

    takers: Mapping[int, Sequence[int]]
    lent: frozenset[int]


def handed_on(project: Project, placing: Placing, found: Sequence[Cause] = ()) -> Handover:
    """Each unit goes to the next job that starts, the longest idle one first; and to whom waits for it.

    A plan that keeps these links beside its needs stays within all capacities (Artigues, Michelon and
    Reusser 2003), so a job that may slip within them may slip without levelling again. `found` are the
    causes of the same placing, when they are known.
    """
    takers: dict[int, dict[int, None]] = {}
    lent: set[int] = set()
    for job, cause in enumerate(found):
        giver = cause.job if cause.kind is Kind.CAPACITY else None
        if giver is not None and placing.release[giver] <= placing.start[job]:
            takers.setdefault(giver, {})[job] = None
    for name in project.packing.fields:
        flow = _Flow(project, placing, name)
        for giver, taker in flow.handed:
            takers.setdefault(giver, {})[taker] = None
        lent.update(flow.lent)
    return Handover({job: tuple(jobs) for job, jobs in takers.items()}, frozenset(lent))


class _Flow:
    """The units of one resource, from job to job in order of their first days."""

    def __init__(self, project: Project, placing: Placing, name: str) -> None:
        self.handed: list[tuple[int, int]] = []
        self.lent: list[int] = []
        self._idle = [(-1, -1, project.packing.fields[name][1])]
        amounts = ((job, project.packing.amount(row.demand, name)) for job, row in enumerate(project.jobs))
        users = sorted((placing.start[job], job, amount) for job, amount in amounts if amount)
        for start, job, amount in users:
            lent = self._take(start, job, amount)
            if lent:
                self.lent.append(job)
            # What is lent goes back to the job that pauses, not to whoever starts next.
            heappush(self._idle, (placing.release[job], job, amount - lent))

    def _take(self, start: int, job: int, wanted: int) -> int:
        """Give a job the units idle on its first day; returns how many of those it works with are none."""
        idle = self._idle
        while wanted and idle and idle[0][0] <= start:
            since, giver, units = heappop(idle)
            taken = min(units, wanted)
            wanted -= taken
            if giver >= 0 and taken:
                self.handed.append((giver, job))
            if units > taken:
                heappush(idle, (since, giver, units - taken))
        return wanted
