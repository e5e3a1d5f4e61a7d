"""The best plan there is, with its proof: OR-Tools CP-SAT, an extra (semantics 7, 27).

What is sought is sought in turn: the first opening, then the sum of the waves' last openings, then the
finish, each over the jobs that it depends on and no later than in the plan already found. Whatever the
solver finds is placed again by the engine that places any plan. Effort is counted in the solver's own
measure of work done, so that the same project gives the same plan on any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from rse_plan.planning.levelling.effort import Progress
from rse_plan.planning.levelling.optimal_model import Model
from rse_plan.planning.levelling.optimal_solver import Starts, Watcher, load_solver, solve
from rse_plan.planning.levelling.passes import NoDayLeftError, Placing, place_forward
from rse_plan.planning.levelling.project import Project
from rse_plan.planning.levelling.search import Levelled, level, score
from rse_plan.planning.levelling.windows import Axis, ancestors, windows

Watch = Callable[[Progress], None] | None

PATIENCE = 20
"""Seconds, for each unit of effort, after which a slow machine stops all the same."""
THOROUGH_FROM = 5
"""The effort from which a thorough search comes first: it finds in two seconds what takes the solver ten."""


def improve(project: Project, found: Levelled, limit: float, progress: Watch = None) -> Levelled:
    """The best placing that so much effort finds, never worse than `found`, and the bound that it proves.

    `limit` is in the solver's units of work, about a second each. Raises UserError when OR-Tools is not
    installed.
    """
    solver = load_solver()
    if limit >= THOROUGH_FROM and not found.is_best:
        found = min(found, level(project, "thorough"), key=lambda each: each.score)
    if found.is_best:
        return found
    return _Improvement(solver, project, found, limit, progress).best()


def improve_first_opening(project: Project, found: Levelled, limit: float) -> Levelled:
    """The same where only the first opening counts, as when variants of a plan are compared."""
    improvement = _Improvement(load_solver(), project, found, limit, None)
    return improvement.first_opening()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score is made of, in days: the first opening, the sum of the groups' last ones, the finish."""

    first: int
    total: int
    finish: int

    @classmethod
    def of(cls, project: Project, placing: Placing) -> Parts:
        start, finish = placing.start, max(placing.release, default=0)
        if not project.goals:
            return cls(0, 0, finish)
        total = sum(max(start[job] for job in group) for group in project.goals)
        return cls(min(start[job] for job in project.openings), total, finish)

    def score(self, project: Project) -> int:
        room = project.days + 1
        return (self.first * room * len(project.goals) + self.total) * room + self.finish


@dataclass(frozen=True, slots=True)
class _Aim:
    """One number to make small: over which jobs, none later than so, and what it says of the parts.

    `least` is the number that it cannot be below, `most` the one that is reached already.
    """

    jobs: Sequence[int]
    latest: Mapping[int, int]
    finish: int
    sought: Callable[[Model], Any]
    least: int
    most: int
    parts: Callable[[int], Parts]


class _Improvement:
    """The best placing so far, and how low the parts of its score could still be."""

    def __init__(self, solver: Any, project: Project, found: Levelled, limit: float, watch: Watch) -> None:
        self._solver = solver
        self._project = project
        self._limit, self._left, self._seconds = limit, limit, PATIENCE * limit
        self._watch = watch
        relaxed = place_forward(project, range(len(project.jobs)), project.unlimited)
        self._earliest = relaxed.start
        self._relaxed = self._least = Parts.of(project, relaxed)
        self._found = found
        self._now = Parts.of(project, found.placing)

    def best(self) -> Levelled:
        if self._project.goals:
            self._first_opening()
            self._last_openings()
        self._finish()
        return self._found

    def first_opening(self) -> Levelled:
        if self._project.goals:
            self._first_opening()
        return self._found

    # --- what is sought, in turn ---

    def _first_opening(self) -> None:
        """The first opening: each of those that could be it, by itself with what it waits for."""
        candidates = [job for job in self._project.openings if self._earliest[job] < self._now.first]
        bounds = []
        for tried, job in enumerate(candidates):
            axis, most = Axis(self._project.jobs[job]), self._now.first
            aim = _Aim(
                jobs=ancestors(self._project, [job]),
                latest={job: most},
                finish=most,
                sought=partial(_position, job),
                least=axis.position(self._earliest[job]),
                most=axis.position(most),
                parts=partial(self._parts_of_opening, axis, len(candidates)),
            )
            bounds.append(axis.start(self._seek(aim, self._left / 2 / (len(candidates) - tried))))
        self._prove(self._opening(min([*bounds, self._now.first])))

    def _parts_of_opening(self, axis: Axis, candidates: int, at: int) -> Parts:
        """What one of so many candidates says of the first opening: alone all, with others nothing yet."""
        return self._opening(axis.start(at)) if candidates == 1 else self._least

    def _opening(self, day: int) -> Parts:
        return replace(self._least, first=min(day, self._now.first))

    def _last_openings(self) -> None:
        """The sum of the groups' last openings, the first one being no later than it is now."""
        latest = self._latest_openings()
        aim = _Aim(
            jobs=ancestors(self._project, self._project.openings),
            latest=latest,
            finish=max(latest.values()),
            sought=self._total_of_openings,
            least=self._relaxed.total,
            most=self._now.total,
            parts=lambda total: replace(self._least, total=total) if self._is_first_proven else self._least,
        )
        self._prove(aim.parts(self._seek(aim, self._left / 2)))

    def _finish(self) -> None:
        """The finish, openings being no later than they are now."""
        aim = _Aim(
            jobs=range(len(self._project.jobs)),
            latest=self._latest_openings(),
            finish=self._now.finish,
            sought=self._end,
            least=self._relaxed.finish,
            most=self._now.finish,
            parts=lambda day: replace(self._least, finish=day) if self._is_total_proven else self._least,
        )
        self._prove(aim.parts(self._seek(aim, self._left)))

    @property
    def _is_first_proven(self) -> bool:
        """Whether no plan opens earlier: a bound under a later opening would say nothing of such a plan."""
        return self._least.first == self._now.first

    @property
    def _is_total_proven(self) -> bool:
        return self._is_first_proven and self._least.total == self._now.total

    # --- openings ---

    def _latest_openings(self) -> dict[int, int]:
        """The last day of each opening that leaves room for the others within the sum of now."""
        spare = self._now.total - self._relaxed.total
        latest: dict[int, int] = {}
        for group in self._project.goals:
            last = max(self._earliest[job] for job in group) + spare
            latest.update(dict.fromkeys(group, last))
        first = self._could_be_first()
        if len(first) == 1:
            latest[first[0]] = min(latest[first[0]], self._now.first)
        return latest

    def _could_be_first(self) -> list[int]:
        return [job for job in self._project.openings if self._earliest[job] <= self._now.first]

    def _total_of_openings(self, model: Model) -> Any:
        model.open_one(self._could_be_first(), self._now.first)
        return sum(model.last_start(group) for group in self._project.goals)

    def _end(self, model: Model) -> Any:
        if self._project.goals:
            model.model.add(self._total_of_openings(model) <= self._now.total)
        return model.end(self._relaxed.finish, self._now.finish)

    # --- one search ---

    def _seek(self, aim: _Aim, effort: float) -> int:
        """Search, keep what is better, and give the bound on what is sought."""
        if aim.least >= aim.most:
            return aim.most
        found = windows(self._project, aim.jobs, self._earliest, aim.latest, aim.finish)
        if found is None:
            return aim.most
        if effort <= 0 or self._seconds <= 0:
            return aim.least
        model = Model(self._solver, self._project, found, self._found.placing)
        model.model.minimize(aim.sought(model))
        spent = self._limit - self._left
        watcher = Watcher(
            lambda more: self._tell(spent + more, self._least),
            lambda bound: self._tell(spent, aim.parts(min(max(bound, aim.least), aim.most))),
        )
        solved = solve(self._solver, model, effort, self._seconds, watcher)
        if solved.starts is not None:
            self._take(solved.starts)
        self._left -= solved.effort
        self._seconds -= solved.seconds
        if self._seconds <= 0:
            self._found = self._found._replace(reproducible=False)
        return aim.most if solved.bound is None else min(max(solved.bound, aim.least), aim.most)

    def _take(self, starts: Starts) -> None:
        """Place what the solver found, in its order, and keep it when it is better."""
        rest = self._found.placing.start
        others = sorted((job for job in range(len(rest)) if job not in starts), key=rest.__getitem__)
        order = [*sorted(starts, key=starts.__getitem__), *others]
        try:
            placing = place_forward(self._project, order)
        except NoDayLeftError:
            return
        reached = score(self._project, placing)
        if reached < self._found.score:
            self._found = self._found._replace(placing=placing, score=reached)
            self._now = Parts.of(self._project, placing)

    def _prove(self, least: Parts) -> None:
        self._least = least
        bound = max(self._found.bound, least.score(self._project))
        self._found = self._found._replace(bound=bound)

    def _tell(self, spent: float, least: Parts) -> None:
        if self._watch is not None:
            bound = max(self._found.bound, least.score(self._project))
            self._watch(Progress(min(spent / self._limit, 1.0), self._found.score, bound))


def _position(job: int, model: Model) -> Any:
    return model.at[job]
