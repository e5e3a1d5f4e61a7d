"""A plan made again, checked by somebody else: what is still to come keeps every rule; what was, stays.

What has begun or was reported stands where it stood, whatever it needed. What is left keeps needs, delays of
the law, calendars, freezes, councils and hours, and lies not before the day on which the plan stands. That
work stands as early or as late as it can is no rule here: it stays near the former plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from checker import _Checker
from checker.hours import DAY
from rse_plan.planning.plan import Plan, Planned


def faults_again(
    plan: Plan, answers: Mapping[str, Any], playbooks: Iterable[Mapping[str, Any]] = ()
) -> list[str]:
    """Everything in a plan made again that breaks a rule for what is still to come, in words."""
    return list(_Again(plan, answers, tuple(playbooks)).faults())


def ready_in(plan: Plan, answers: Mapping[str, Any], item: Planned) -> date:
    """The first day that the needs of an item leave it."""
    return _Again(plan, answers, ()).ready(item)


class _Again(_Checker):
    @cached_property
    def today(self) -> date:
        assert self.plan.today is not None
        return self.plan.today

    def faults(self) -> Iterator[str]:
        yield from self.over()
        for item in self.plan.items:
            checks = [self.needs, self.own.broken]
            if item.kind != "ongoing" and not self.has_begun(item):
                checks += [self.opinions, self.frozen, self.gate if item.kind == "gate" else self.dates]
            elif item.kind == "gate" and not self.is_reported(item):
                checks += [self.lawful]
            yield from (f"{item.id}: {fault}" for check in checks for fault in check(item))

    @cached_property
    def put_off(self) -> frozenset[str]:
        """Work about which the last decision was not yes: its day is not the one that answers give."""
        of_asks = {ask.item: ask.decided for ask in self.plan.asks if ask.item is not None}
        found = of_asks | {item.id: item.decided for item in self.plan.items if item.decided is not None}
        return frozenset(id_ for id_, taken in found.items() if taken is not None and taken.answer != "yes")

    def is_reported(self, item: Planned) -> bool:
        report = item.report
        said = report is not None and (report.done or report.started or report.blocked) is not None
        return said or item.bound.kind.value == "reported"  # a decision that was taken ends what it is about

    def has_begun(self, item: Planned) -> bool:
        """Whether its days are what happened."""
        report = item.report
        if report is not None and (report.done or report.started) is not None:
            return True
        return item.start < self.today

    def dates(self, item: Planned) -> Iterator[str]:
        fixed = self.on(item)
        if fixed is not None:
            yield from self.fixed(item, self.given(item, fixed))
            return
        if not (self.worked(item, item.start) and self.worked(item, item.finish)):
            yield f"{item.start}..{item.finish} begins or ends on a closed day"
        end = self.end(item, item.start)
        if item.finish != (item.start if item.kind == "milestone" else end):
            yield f"{item.start}..{item.finish} ends on another day than {end}"
        if item.start < self.soonest(item):
            yield f"starts on {item.start}, may start on {self.soonest(item)}"
        report = item.report
        if report is not None and report.is_blocked and report.until and item.start < report.until:
            yield f"starts on {item.start}, and is blocked until {report.until}"

    def gate(self, item: Planned) -> Iterator[str]:
        report = item.report
        if item.id in self.put_off:
            return
        if report is None or not report.is_blocked:
            yield from super().gate(item)
        else:
            yield from self.lawful(item)

    def lawful(self, item: Planned) -> Iterator[str]:
        """A gate under way ends no sooner than the law says from the day it began."""
        if item.finish < self.today or item.lead is None or self.on(item) or self.own.day(item, "finish"):
            return
        law = self.lapse(item, item.start + DAY, str(item.lead.taken))
        if item.finish < law:
            yield f"runs {item.start}..{item.finish}; the law wants {law}"

    def over(self) -> Iterator[str]:
        """Days on which what is still to be placed takes more than what has begun leaves."""
        held: dict[tuple[str, date], int] = defaultdict(int)
        free: dict[tuple[str, date], int] = defaultdict(int)
        for item in self.plan.items:
            for role, minutes in self.hours.takes(item).items() if item.kind == "task" else ():
                for day in self.at_work(item):
                    (held if self.has_begun(item) else free)[role, day] += minutes
        for (role, day), minutes in sorted(free.items()):
            has = self.hours.has(role) or 0
            if minutes and minutes + held[role, day] > has:
                yield f"{role} is planned for {minutes} + {held[role, day]} minutes on {day}, and has {has}"

    def at_work(self, item: Planned) -> Iterator[date]:
        report = item.report
        stopped = resumes = None
        if report is not None and report.is_blocked and report.blocked is not None and self.has_begun(item):
            stopped, resumes = report.blocked, max(self.today, report.until or self.today)
        for day in self.hours.days(item):
            if stopped is None or resumes is None or not stopped <= day < resumes:
                yield day
