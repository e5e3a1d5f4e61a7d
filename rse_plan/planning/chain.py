"""The chain of causes behind a date: from an item back to the plan's start or to a given day.

Each link knows what binds it: a need and its lag, hours that another item takes, a freeze, a given day,
work placed just in time; and what makes it long: a lead time, few hours a week, closed days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rse_plan.model.amounts import Amount
from rse_plan.model.work import Gate, Milestone, Task
from rse_plan.planning.absences import SPONSOR, absences_of
from rse_plan.planning.bounds import Bound, BoundKind
from rse_plan.planning.hours import Hours, hours_of, hours_read
from rse_plan.planning.jobs import Job
from rse_plan.planning.periods import periods
from rse_plan.planning.plan import Plan, Planned, Reason, State, Wording
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.select import Read
from rse_plan.source.span import Span

GIVEN_DAYS = ("community.opens_on", "community.ready")
"""Answers that say from which day a community may open."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Work that takes longer than its playbook states, for want of hours; `stated` in open days."""

    hours: Hours
    stated: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Days that put work off, and their line: a freeze, a closure, or a role's absence (`role`).

    `title` is the name of a preset or of a playbook's guard; `question` what the answers give them under,
    None for a guard, which is not theirs, and for absences.
    """

    first: date
    last: date
    span: Span | None
    title: Wording | None = None
    role: str | None = None
    private: bool = False
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A link: an item and what fixes its date.

    `after` is the link before it (for work just in time the item that it serves), `lag` what lies between;
    `reasons` are the answers that its lead time or its given day rests on; `hours` those of the roles that
    it waits for, or that keep work just in time from standing nearer, and `between` what then takes them,
    what takes most first; `stops` closed days that it waits for or pauses over.
    `given` are answers that give a day which a need comes up to: the same day, or a later one (`passed`).
    """

    item: Planned
    bound: Bound
    after: Planned | None
    lag: Amount | None = None
    reasons: tuple[Reason, ...] = ()
    hours: tuple[Hours, ...] = ()
    between: tuple[Planned, ...] = ()
    given: tuple[Reason, ...] = ()
    passed: bool = False
    stretch: Stretch | None = None
    freeze: Stop | None = None
    stops: tuple[Stop, ...] = field(default=())


@dataclass(frozen=True)
class Chain:
    """The links of one plan."""

    made: Plan
    ready: Prepared

    @cached_property
    def _by_id(self) -> dict[str, Planned]:
        return {item.id: item for item in self.made.items}

    @cached_property
    def _jobs(self) -> dict[str, Job]:
        return {chosen.id: job for chosen, job in zip(self.ready.network.items, self.ready.jobs, strict=True)}

    def back_from(self, item: Planned) -> tuple[Step, ...]:
        """The links from an item back to where nothing comes before.

        Work just in time is followed to what it serves; from there on each link's earliest date counts.
        Raises RuntimeError when the links run in a ring, which is a fault of the schedule.
        """
        return tuple(self._links(item))

    def _links(self, item: Planned | None) -> Iterator[Step]:
        seen: set[tuple[str, bool]] = set()
        late = True
        while item is not None:
            late = late and item.bound.kind is BoundKind.LATE and item.bound.item is not None
            if (item.id, late) in seen:
                raise RuntimeError(f"the causes of dates run in a ring at {item.id}")
            seen.add((item.id, late))
            step = self._step(item, item.bound if late else self._early(item))
            yield step
            item = step.after

    def _early(self, item: Planned) -> Bound:
        """What fixed its earliest date; a decision that nothing else keeps back is on its given day."""
        on = self._jobs[item.id].on
        if item.kind == "gate" and on is not None and item.ready < on:
            return Bound(BoundKind.PINNED)
        return item.early

    def read(self, step: Step) -> Read:
        """The answers that the date of a link rests on, each with its elements."""
        job, chosen = self._jobs[step.item.id], step.item.chosen
        cases = chosen.item.lead_time.cases if isinstance(chosen.item, Gate) and chosen.item.lead_time else ()
        named = [
            (name, chosen.elements)
            for case in cases
            for name in (*case.when.names, *filter(None, (case.days,)))
        ]
        given = (
            [(name, chosen.elements) for name in GIVEN_DAYS]
            if step.bound.kind is BoundKind.PINNED and chosen.given is None
            else []
        )
        hours = [*step.hours, *((step.stretch.hours,) if step.stretch else ())]
        asked = [name for found in hours for name in hours_read(found.role, self.ready.sheet)]
        return (*job.read, *named, *given, *asked)

    # --- one link ---

    def _step(self, item: Planned, bound: Bound) -> Step:
        after = self._by_id[bound.item] if bound.item is not None else None
        job = self._jobs[item.id]
        return Step(
            item=item,
            bound=bound,
            after=after,
            lag=self._lag(item, after, bound),
            reasons=self._reasons(item, bound, job),
            hours=tuple(self._hours(bound)),
            between=self._between(item, after, bound),
            given=self._given(item, bound, job),
            passed=job.on is not None and item.finish > job.on,
            stretch=self._stretch(item, job),
            freeze=self._freeze(item, bound, job),
            stops=tuple(self._stops(item, bound, job)),
        )

    def _lag(self, item: Planned, after: Planned | None, bound: Bound) -> Amount | None:
        """What must lie between: before the item, or before the one that work just in time serves."""
        if after is None or bound.kind is BoundKind.START:
            return None
        waiting, needed = (after, item) if bound.kind is BoundKind.LATE else (item, after)
        return next((need.lag for need in waiting.needs if need.item == needed.id), None)

    def _reasons(self, item: Planned, bound: Bound, job: Job) -> tuple[Reason, ...]:
        """Answers behind a lead time or a given day; the hours of a task are told as its stretch."""
        if isinstance(item.item, Gate) or (isinstance(item.item, Milestone) and item.item.on is not None):
            return self.ready.sheet.reasons(job.read)
        if bound.kind is not BoundKind.PINNED or item.chosen.given is not None:
            return ()
        found = self.ready.sheet.reasons((name, item.chosen.elements) for name in GIVEN_DAYS)
        return tuple(reason for reason in found if reason.shown.state is not State.ABSENT)

    def _given(self, item: Planned, bound: Bound, job: Job) -> tuple[Reason, ...]:
        """Answers that give the day which something else fixes as well; or puts off, of a decision."""
        if bound.kind is BoundKind.PINNED or item.chosen.given is not None:
            return ()
        day = job.on if item.kind == "gate" else job.not_before
        if day is None or (item.kind != "gate" and day != item.start):
            return ()
        own = ((name, item.chosen.elements) for name in GIVEN_DAYS)
        found = self.ready.sheet.reasons((*job.read, *own))
        return tuple(reason for reason in found if reason.shown.value == day)

    def _hours(self, bound: Bound) -> Iterator[Hours]:
        for role in bound.roles:
            found = hours_of(role, self.ready.sheet)
            if found is not None:
                yield found

    def _between(self, item: Planned, served: Planned | None, bound: Bound) -> tuple[Planned, ...]:
        """The work after an item just in time, before what it serves, that takes the hours it lacks."""
        if bound.kind is not BoundKind.LATE or served is None:
            return ()
        taken = {
            other.id: sum(other.effort.get(role, 0) for role in bound.roles)
            for other in self.made.items
            if other.id != item.id and other.start < served.start and item.finish < other.finish
        }
        found = [self._by_id[id_] for id_, minutes in taken.items() if minutes]
        return tuple(sorted(found, key=lambda other: -taken[other.id] * other.occurrences))

    def _stretch(self, item: Planned, job: Job) -> Stretch | None:
        work = item.item
        if not isinstance(work, Task) or item.days <= job.calendar.in_days(work.duration):
            return None
        known = [
            (minutes / max(found.hours, 1), found)
            for role, minutes in item.effort.items()
            if minutes and (found := hours_of(role, self.ready.sheet)) is not None
        ]
        if not known:
            return None
        _, slowest = max(known, key=lambda pair: pair[0])
        return Stretch(slowest, job.calendar.in_days(work.duration))

    def _freeze(self, item: Planned, bound: Bound, job: Job) -> Stop | None:
        """The last freeze that the item had to wait out."""
        if bound.kind is not BoundKind.FREEZE:
            return None
        before = [freeze for freeze in job.barred if freeze.first <= item.start]
        last = max(before, key=lambda freeze: freeze.last, default=None)
        if last is None:
            return None
        question = "calendar.freezes" if last.origin is None else None
        return Stop(last.first, last.last, last.span, last.title, question=question)

    def _stops(self, item: Planned, bound: Bound, job: Job) -> Iterator[Stop]:
        """What closes days between the one an item might have begun on and its last; gates run on."""
        if item.kind not in ("task", "milestone"):
            return
        first = self._begun(item, bound)
        for stop in (*self._closures(item), *self._absences(job)):
            if stop.first <= item.finish and first <= stop.last:
                yield stop

    def _begun(self, item: Planned, bound: Bound) -> date:
        """From when closed days count: a lag in open days does not run on them, nor does work."""
        if bound.kind not in (BoundKind.NEED, BoundKind.START):
            return item.start
        after = self._by_id[bound.item] if bound.item is not None else None
        lag = self._lag(item, after, bound)
        if after is None or (lag is not None and lag.is_calendar):
            return min(item.ready, item.start)
        return min(after.finish, item.start)

    def _closures(self, item: Planned) -> Iterator[Stop]:
        sheet = self.ready.sheet
        where = sheet.fact("calendar.closures", {}).span
        for closure in periods(sheet, "calendar.closures", item.chosen.elements.get("employer")):
            yield Stop(closure.first, closure.last, closure.span or where, question="calendar.closures")

    def _absences(self, job: Job) -> Iterator[Stop]:
        questions = self.ready.library.questions
        hidden = {
            role for role, name in (SPONSOR,) if name in questions and questions[name].audience == "lead"
        }
        for role in job.away:
            for absence in absences_of(self.ready.sheet, role, self.ready.start):
                yield Stop(absence.first, absence.last, absence.span, role=role, private=role in hidden)
