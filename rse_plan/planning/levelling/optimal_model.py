"""A project as constraints for CP-SAT: exact, but that recurring work is left out (semantics 27).

Leaving something out can only make the solver's plan earlier, so that its bound holds for the real one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rse_plan.planning.levelling.passes import Placing
from rse_plan.planning.levelling.project import Project
from rse_plan.planning.levelling.windows import Axis, Shift, Window, lower_bound_after

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


class Model:
    """The jobs with a window, their needs and capacities; `cp` is OR-Tools' module, loaded by the caller.

    Every variable is given its value in a plan known to be feasible, from which the solver starts.
    """

    def __init__(self, cp: Any, project: Project, found: Mapping[int, Window], known: Placing) -> None:
        self._cp = cp
        self.project = project
        self.model: cp_model.CpModel = cp.CpModel()
        self.axes = {number: Axis(project.jobs[number]) for number in found}
        self.windows = found
        self._known = known
        self.at = {number: self._place(number) for number in found}
        self._reached: dict[tuple[int, int], cp_model.IntVar] = {}
        for number in found:
            self._wait_for_needs(number)
        self._share_capacities()

    def starts(self, value: Any) -> dict[int, int]:
        """First days of the jobs, by a function that gives a variable's value."""
        return {number: self.axes[number].start(value(at)) for number, at in self.at.items()}

    # --- what is sought ---

    def open_one(self, openings: Sequence[int], day: int) -> None:
        """One of some openings is on a day or before it."""
        chosen = []
        for opening in openings:
            after = self.axes[opening].position(day + 1)
            window = self.windows[opening]
            if after > window.last:
                return
            if after > window.first:
                chosen.append(self.reached(opening, after).negated())
        self.model.add_bool_or(chosen)

    def last_start(self, group: Sequence[int]) -> cp_model.IntVar:
        """At least the first day of each job of a group, and no more when it is to be small."""
        ends = [(self.axes[job], self.windows[job]) for job in group]
        first = max(axis.start(window.first) for axis, window in ends)
        last = max(axis.start(window.last) for axis, window in ends)
        made = self.number(first, last, max(self._known.start[job] for job in group))
        for job in group:
            self.hold_above(made, job, self.axes[job].start)
        return made

    def end(self, first: int, last: int) -> cp_model.IntVar:
        """At least the release of every job that no other one waits for."""
        made = self.number(first, last, max(self._known.release))
        for number, axis in self.axes.items():
            plain, lagged = self.project.followers[number]
            followers = (*plain, *(other for other, _ in lagged))
            if axis.job.fixed is None and all(
                self.project.jobs[other].fixed is not None for other in followers
            ):
                self.hold_above(made, number, axis.release)
        return made

    # --- jobs ---

    def number(self, first: int, last: int, known: int) -> cp_model.IntVar:
        """A whole number, both ends included."""
        made = self.model.new_int_var(first, last, "")
        self.model.add_hint(made, known)
        return made

    def choice(self, known: bool) -> cp_model.IntVar:
        made = self.model.new_bool_var("")
        self.model.add_hint(made, known)
        return made

    def _place(self, number: int) -> cp_model.IntVar:
        axis, window = self.axes[number], self.windows[number]
        known = axis.position(self._known.start[number])
        made = self.number(window.first, window.last, known)
        if self.project.jobs[number].barred:
            barred = [at for at in range(window.first, window.last + 1) if axis.meets_bar(at)]
            forbidden = self._cp.Domain.from_values(barred).complement()
            self.model.add_linear_expression_in_domain(made, forbidden)
        return made

    def reached(self, number: int, at: int) -> cp_model.IntVar:
        """Whether a job stands at a position or after it; the position is within its window."""
        if (number, at) not in self._reached:
            known = self.axes[number].position(self._known.start[number])
            made = self._reached[number, at] = self.choice(known >= at)
            self.model.add(self.at[number] >= at).only_enforce_if(made)
            self.model.add(self.at[number] < at).only_enforce_if(made.negated())
        return self._reached[number, at]

    # --- needs ---

    def _wait_for_needs(self, number: int) -> None:
        job = self.project.jobs[number]
        if job.fixed is not None:
            return
        for need, lapse in (*((need, None) for need in job.needs), *job.lagged):
            if self.project.jobs[need].fixed is None:
                first = lower_bound_after(self.axes[need], lapse, self.axes[number])
                self.hold_above(self.at[number], need, first)

    def hold_above(self, target: cp_model.IntVar, number: int, shift: Shift) -> None:
        """The target is at least what a function that never falls gives for a job's position.

        Differences are said as differences, which is what propagates best: from a position on, the target
        is ahead by the least that it is ahead by from there on. Single steps above that are said one by one.
        """
        window, here = self.windows[number], self.at[number]
        values = [shift(at) for at in range(window.first, window.last + 1)]
        ahead = [value - at for at, value in enumerate(values, window.first)]
        for at in range(len(ahead) - 2, -1, -1):
            ahead[at] = min(ahead[at], ahead[at + 1])
        for offset, value in enumerate(values):
            at = window.first + offset
            if not offset:
                self.model.add(target >= here + ahead[0])
                self.model.add(target >= value)
                continue
            if ahead[offset] > ahead[offset - 1]:
                self.model.add(target >= here + ahead[offset]).only_enforce_if(self.reached(number, at))
            if value > at + ahead[offset] and value > values[offset - 1]:
                self.model.add(target >= value).only_enforce_if(self.reached(number, at))

    # --- capacities ---

    def _share_capacities(self) -> None:
        packing = self.project.packing
        for name, (_, capacity) in packing.fields.items():
            amounts = {
                number: amount
                for number, axis in self.axes.items()
                if axis.is_placed and (amount := packing.amount(self.project.jobs[number].demand, name))
            }
            if sum(amounts.values()) > capacity:
                self._share(amounts, capacity)

    def _share(self, amounts: Mapping[int, int], capacity: int) -> None:
        """One resource: time is counted in days on which any of its jobs works."""
        lines = {id(line): line.days for line in (self.project.jobs[number].line for number in amounts)}
        first, *others = lines.values()
        if all(other == first for other in others):
            shared: Sequence[int] = first
        else:
            shared = sorted(set(first).union(*others))
        index = {day: at for at, day in enumerate(shared)}
        intervals, demands = [], []
        for number, amount in amounts.items():
            for interval in self._works(number, index):
                intervals.append(interval)
                demands.append(amount)
        self.model.add_cumulative(intervals, demands, capacity)

    def _works(self, number: int, index: Mapping[int, int]) -> Iterator[cp_model.IntervalVar]:
        """When a job works: as one interval for each stretch without a pause, as pieces across pauses."""
        job, window, here = self.project.jobs[number], self.windows[number], self.at[number]
        days = [index[day] for day in job.line.days[window.first : window.last + job.length]]
        pauses = [at for at, (one, other) in enumerate(pairwise(days), 1) if other > one + 1]
        if not pauses:
            shift = days[0] - window.first
            yield self.model.new_fixed_size_interval_var(here + shift, job.length, "")
            return
        chosen = []
        for begin, end in pairwise([0, *pauses, len(days)]):
            if end - begin >= job.length:
                first, last = window.first + begin, window.first + end - job.length
                chosen.append(self._within(number, first, last))
                shifted = here + (days[begin] - first)
                yield self.model.new_optional_fixed_size_interval_var(shifted, job.length, chosen[-1], "")
        for at in range(len(days) - job.length + 1):
            pieces = list(_pieces(days[at : at + job.length]))
            if len(pieces) > 1:
                chosen.append(self._within(number, window.first + at, window.first + at))
                for begin, size in pieces:
                    yield self.model.new_optional_fixed_size_interval_var(begin, size, chosen[-1], "")
        self.model.add_exactly_one(chosen)

    def _within(self, number: int, first: int, last: int) -> cp_model.IntVar:
        """A choice that holds a job between two positions."""
        known = self.axes[number].position(self._known.start[number])
        made = self.choice(first <= known <= last)
        self.model.add_linear_constraint(self.at[number], first, last).only_enforce_if(made)
        return made


def _pieces(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First day and length of each run of days without a gap."""
    begin = 0
    for end in range(1, len(days) + 1):
        if end == len(days) or days[end] > days[end - 1] + 1:
            yield days[begin], end - begin
            begin = end
