"""The search for the best order to place jobs in (semantics 7, 24, 40).

A hybrid genetic algorithm over activity lists: lists drawn around the latest starts, each improved by moving
everything right and then left again (forward-backward improvement), then crossed so that a child keeps what
its parents place together (Hartmann 1998; Valls, Ballestín and Quintanilla 2008). Effort is a number of
placements, never seconds, and chance is drawn from a fixed seed: the same project gives the same plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from random import Random
from typing import NamedTuple

from rse_plan.planning.levelling.clock import by_time
from rse_plan.planning.levelling.passes import NoDayLeftError, Placing, by_day, place_backward, place_forward
from rse_plan.planning.levelling.project import Project

EFFORTS = {"quick": (0, 0), "standard": (60_000, 400), "thorough": (2_000_000, 60_000)}
"""Placements (jobs placed, over all passes), and passes at the most: a small project needs few.

Quick is one pass, for comparisons only.
"""

SMALLEST, LARGEST = 10, 120
"""Members of the population; a short search has fewer, so that some generations are left for them."""
PASSES_A_MEMBER = 25
SWAPS = 0.05
"""How often two neighbours of a child's list change places."""
SPREAD = 0.9
"""How far from its latest start a job is drawn in the first lists, as a share of the latest of all."""
PATIENCE = 20
"""Generations without a better plan after which all but the best member is drawn anew."""
SEED = 2027


class Levelled(NamedTuple):
    """The best placing found, its score (the lower the better), and the score that none can be below.

    `reproducible` is false when a clock ended the search, and not a count of what it did (semantics 27).
    """

    placing: Placing
    score: int
    bound: int
    reproducible: bool = True

    def first_opening_bound(self, project: Project) -> int | None:
        """The day before which no placing opens; None when nothing opens."""
        groups = len(project.goals)
        room = project.days + 1
        return self.bound // room // (room * groups) if groups else None

    @property
    def is_best(self) -> bool:
        """Whether no other placing can score lower."""
        return self.score <= self.bound


class _Member(NamedTuple):
    score: int
    order: Sequence[int]
    placing: Placing


def level(project: Project, effort: str = "standard") -> Levelled:
    """The best placing that an effort finds.

    Raises NoDayLeftError when a job fits on no day there is, however empty.
    """
    return _Search(project, effort).best()


def first_opening(project: Project, effort: str = "standard") -> int:
    """The day of the first opening in the best placing, without looking further than that asks.

    Raises NoDayLeftError.
    """
    search = _Search(project, effort)
    soonest = _first(project, search.relaxed)
    found = search.placed(by_time(project, search.latest))
    if _first(project, found.placing) > soonest:
        found = min(found, search.placed(search.by_opening()), key=lambda member: member.score)
    opening = _first(project, found.placing)
    if opening > soonest and search.passes > 0:
        return _first(project, level(project, effort).placing)
    return opening


def _first(project: Project, placing: Placing) -> int:
    return min(placing.start[job] for job in project.openings)


def score(project: Project, placing: Placing) -> int:
    """What is sought, as one number: the first opening, the sum over groups of the last, the end."""
    finish = max(placing.release, default=0)
    if not project.goals:
        return finish
    start, room = placing.start, project.days + 1
    last = [max(start[job] for job in group) for group in project.goals]
    return (_first(project, placing) * room * len(last) + sum(last)) * room + finish


class _Search:
    def __init__(self, project: Project, effort: str) -> None:
        count = len(project.jobs)
        placements, most = EFFORTS[effort]
        self.project = project
        self.passes = min(placements // max(count, 1), most)
        self.size = min(max(self.passes // PASSES_A_MEMBER, SMALLEST), LARGEST)
        self.random = Random(SEED)  # noqa: S311  # no secret is drawn
        self.relaxed = place_forward(project, range(count), project.unlimited)
        for job, release in enumerate(self.relaxed.release):
            if release > project.days:
                raise NoDayLeftError(job)
        self.bound = score(project, self.relaxed)
        self.latest = place_backward(project, self.relaxed, project.unlimited)
        self.members: dict[tuple[int, ...], _Member] = {}

    def best(self) -> Levelled:
        found = self.first()
        if self.passes > 1 and found.score > self.bound:
            found = self.evolved(found)
        if any(job.ends for job in self.project.jobs):
            found = self.settled(found)
        return Levelled(found.placing, found.score, self.bound)

    def first(self) -> _Member:
        """The better of two lists, or the one there is where nothing opens."""
        found = self.placed(by_time(self.project, self.latest))
        if not self.project.goals or found.score <= self.bound:
            return found
        return min(found, self.placed(self.by_opening()), key=lambda member: member.score)

    def by_opening(self) -> list[int]:
        """What the first opening waits for, then what the others do in turn, then the rest.

        A long job that nothing waits for is as urgent as any by its latest start, and would else come first.
        """
        start = self.relaxed.start
        rank = [len(self.latest)] * len(self.latest)
        for turn, opening in enumerate(sorted(self.project.openings, key=lambda job: (start[job], job))):
            waiting = [opening]
            while waiting:
                job = waiting.pop()
                if rank[job] > turn:
                    rank[job] = turn
                    waiting.extend(self.project.jobs[job].waits_for)
        return sorted(range(len(rank)), key=lambda job: (rank[job], self.latest[job], job))

    def settled(self, found: _Member) -> _Member:
        """Placed once more in the order of its days: what recurring work gives back at its end is used."""
        again = self.placed(by_day(found.placing.start))
        return again if again.score <= found.score else found

    def evolved(self, first: _Member) -> _Member:
        """The best of all generations that the effort allows."""
        self.keep(self.improved(first))
        self.keep(self.improved(self.placed(by_day(self.latest))))
        best, still = self.fittest(), 0
        while self.passes > 0 and best.score > self.bound:
            if len(self.members) < self.size:
                self.keep(self.improved(self.placed(self.drawn())))
            else:
                self.renew()
            found = self.fittest()
            still = 0 if found.score < best.score else still + 1
            best = found
            if still > PATIENCE + self.size:
                self.members = {tuple(best.placing.start): best}
                still = 0
        return best

    def fittest(self) -> _Member:
        return min(self.members.values(), key=lambda member: member.score)

    # --- members ---

    def placed(self, order: Sequence[int]) -> _Member:
        self.passes -= 1
        placing = place_forward(self.project, order)
        return _Member(score(self.project, placing), order, placing)

    def improved(self, member: _Member) -> _Member:
        """Moved right and left again; no later than it was, but for what bars and recurring work do."""
        self.passes -= 1
        again = self.placed(by_day(place_backward(self.project, member.placing)))
        better = again if again.score <= member.score else member
        return _Member(better.score, by_day(better.placing.start), better.placing)

    def keep(self, member: _Member) -> None:
        self.members.setdefault(tuple(member.placing.start), member)

    # --- generations ---

    def renew(self) -> None:
        """A generation of children, then the fittest of all are kept; of equals those that came first."""
        ranked = sorted(self.members.values(), key=lambda member: member.score)
        for _ in range(self.size):
            if self.passes <= 0:
                return
            one, other = self.parent(ranked), self.parent(ranked)
            self.keep(self.improved(self.placed(self.swapped(self.crossed(one.order, other.order)))))
        ranked = sorted(self.members.values(), key=lambda member: member.score)[: self.size]
        self.members = {tuple(member.placing.start): member for member in ranked}

    def parent(self, ranked: Sequence[_Member]) -> _Member:
        """The fitter of two."""
        return ranked[min(self.below(len(ranked)), self.below(len(ranked)))]

    def below(self, count: int) -> int:
        return int(self.random.random() * count)

    def crossed(self, one: Sequence[int], other: Sequence[int]) -> list[int]:
        """Two-point crossover: the first parent's list, its middle in the second one's order."""
        begin, end = sorted((self.below(len(one)), self.below(len(one))))
        child = list(one[:begin])
        taken = bytearray(len(one))
        for job in child:
            taken[job] = 1
        for job in other:
            if len(child) >= end:
                break
            if not taken[job]:
                taken[job] = 1
                child.append(job)
        child.extend(job for job in one if not taken[job])
        return child

    def swapped(self, order: list[int]) -> list[int]:
        """Some neighbours changed over, where neither needs the other."""
        chance, jobs = self.random.random, self.project.jobs
        for at in range(len(order) - 1):
            if chance() < SWAPS and order[at] not in jobs[order[at + 1]].waits_for:
                order[at], order[at + 1] = order[at + 1], order[at]
        return order

    def drawn(self) -> list[int]:
        """A list drawn around the latest starts, each job after all it needs."""
        chance, spread = self.random.random, SPREAD * max(self.latest, default=0)
        keys = [day + chance() * spread for day in self.latest]
        waiting = [len(job.waits_for) for job in self.project.jobs]
        ready = [(key, job) for job, key in enumerate(keys) if not waiting[job]]
        heapify(ready)
        order: list[int] = []
        while ready:
            _, job = heappop(ready)
            order.append(job)
            plain, lagged = self.project.followers[job]
            for follower in (*plain, *(other for other, _ in lagged)):
                waiting[follower] -= 1
                if not waiting[follower]:
                    heappush(ready, (keys[follower], follower))
        return order
