"""A plan checked by somebody else: what a careful person with a wall calendar would verify (design D7).

It shares no code with the planner. Open days, lags, lead times, freezes and who waits for whom are worked out
anew, a day at a time, from the plan's plain data and the answers as YAML gives them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

import yaml

from checker.days import DAY, calendar_days, months, nth, span
from checker.elements import Elements
from checker.hours import Hours
from checker.own import Own
from rse_plan.planning.plan import Plan, Planned

READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same reader in C, where PyYAML was built with it: a tenth of the time."""


def faults(plan: Plan, answers: Mapping[str, Any], playbooks: Iterable[Mapping[str, Any]] = ()) -> list[str]:
    """Everything in a plan that breaks a rule of semantics 4, 7, 8, 15, 16 or 35, in words.

    `playbooks` are the files' maps: the guards among them are read from there.
    """
    return list(_Checker(plan, answers, tuple(playbooks)).faults())


class _Checker(Elements):
    def __init__(
        self, plan: Plan, answers: Mapping[str, Any], playbooks: tuple[Mapping[str, Any], ...]
    ) -> None:
        super().__init__(plan, answers, playbooks)
        self.work = {item.id: item for item in plan.items}
        self.hours = Hours(plan, answers, self.worked)
        self.own = Own(answers)

    def faults(self) -> Iterator[str]:
        yield from self.hours.over()
        for item in self.plan.items:
            checks: tuple[Callable[[Planned], Iterator[str]], ...] = (
                self.needs,
                self.opinions,
                self.frozen,
                self.own.broken,
            )
            if item.kind != "ongoing":
                checks = (*checks, self.gate if item.kind == "gate" else self.dates, self.late)
            yield from (f"{item.id}: {fault}" for check in checks for fault in check(item))

    # --- dates ---

    def dates(self, item: Planned) -> Iterator[str]:
        """A task or a milestone: on open days, no sooner than it may, no later than it must."""
        fixed = self.on(item)
        if fixed is not None:
            yield from self.fixed(item, self.given(item, fixed))
            return
        if not (self.worked(item, item.start) and self.worked(item, item.finish)):
            yield f"{item.start}..{item.finish} begins or ends on a closed day"
        days = sum(self.worked(item, day) for day in span(item.start, item.finish))
        wanted = max(item.days, 1)
        if days != wanted or (item.kind == "milestone" and item.start != item.finish):
            yield f"{item.start}..{item.finish} has {days} open days, not {wanted}"
        soonest = self.soonest(item)
        if item.start < soonest:
            yield f"starts on {item.start}, may start on {soonest}"
        if not self.just_in_time(item) and not self.hours.shares(item):
            sooner = next((day for day in self.sooner(item, soonest) if not self.full(item, day)), None)
            yield from [f"starts on {item.start}, may start on {sooner}"] if sooner else []

    def sooner(self, item: Planned, day: date) -> Iterator[date]:
        """The days before its own on which an item may start, but for the hours that others take."""
        while (day := self.free(item, day)) < item.start:
            yield day
            day += DAY

    def full(self, item: Planned, start: date) -> bool:
        """Whether the hours of a role do not allow an item to start on another day, all else as planned."""
        there = replace(item, start=start, finish=self.end(item, start))
        return any(
            self.hours.is_full(item, day) for day in {*self.hours.days(there)} - {*self.hours.days(item)}
        )

    def late(self, item: Planned) -> Iterator[str]:
        """What is wanted just in time could not begin a day later without moving what follows."""
        followers = [
            each
            for each in self.plan.items
            if each.kind != "ongoing" and item.id in {link.item for link in each.needs}
        ]
        wanted = self.just_in_time(item) and item.kind in ("task", "milestone")
        if not wanted or not followers or self.on(item) is not None:
            return
        start = self.free(item, item.start + DAY)
        full = self.full(item, start)
        self.work[item.id] = replace(item, start=start, finish=self.end(item, start))
        if all(self.can_be(each) for each in followers) and not full:
            yield f"could start on {start}, just in time, and starts on {item.start}"
        self.work[item.id] = item

    def can_be(self, item: Planned) -> bool:
        """Whether an item may stand where it stands."""
        if item.kind == "gate" or self.on(item) is not None:
            return self.ready(item) <= item.start
        return self.soonest(item) <= item.start

    def soonest(self, item: Planned) -> date:
        """The first day on which an item may start."""
        community = self.answer("communities", item.chosen.elements.get("community"))
        wishes = [community.get(key) for key in ("opens_on", "ready")] if item.opens else []
        given = self.own.day(item, "start")
        wishes = [given] if given is not None else wishes
        return self.free(item, max([self.ready(item), *(wish for wish in wishes if isinstance(wish, date))]))

    def on(self, item: Planned) -> str | None:
        """The question that gives an item its day, where the answers' own entry gives it none."""
        given = self.own.day(item, "start") or self.own.day(item, "finish")
        return getattr(item.item, "on", None) if given is None else None

    def just_in_time(self, item: Planned) -> bool:
        """Whether an item is wanted as late as it may be; an opening never is, nor what is given a day."""
        return item.item.place == "late" and not item.opens and self.own.day(item, "start") is None

    def free(self, item: Planned, day: date) -> date:
        """The first day of work from a day on, out of freezes."""
        while not self.worked(item, day) or self.freeze(item, day, self.end(item, day)):
            day += DAY
        return day

    def end(self, item: Planned, start: date) -> date:
        return nth(start, max(item.days, 1), lambda day: self.worked(item, day))

    def fixed(self, item: Planned, day: object) -> Iterator[str]:
        if item.start != day or item.finish != day:
            yield f"is fixed on {day}, and stands on {item.start}..{item.finish}"
        told = ("date-cannot-hold", item.chosen.origin.span) in self.told
        if told != (self.ready(item) > item.start):
            yield f"is fixed on {day}, may be on {self.ready(item)}; told: {told}"

    def gate(self, item: Planned) -> Iterator[str]:
        """A gate runs from its trigger, date to date, or ends on a given day."""
        trigger, fixed = self.ready(item), self.on(item)
        given = self.own.day(item, "finish")
        if given is not None:
            law = self.lapse(item, trigger + DAY, str(item.lead.taken)) if item.lead is not None else trigger
            end = max(given, law if self.own.is_lawful(item) else trigger)
            if item.finish != end:
                yield f"ends on {item.finish}, not on {end}"
            return
        if fixed is not None:
            day = self.plan.facts[fixed].value
            if item.finish != (max(trigger, day) if isinstance(day, date) else trigger):
                yield f"ends on {item.finish}; its day is {day}, its needs are done on {trigger}"
            return
        assert item.lead is not None
        if item.start != trigger or item.finish != self.lapse(item, trigger + DAY, str(item.lead.taken)):
            yield f"runs {item.start}..{item.finish}; triggered on {trigger} for {item.lead.taken}"

    def ready(self, item: Planned) -> date:
        """The latest day that the needs leave; for a gate, the day on which it is triggered."""
        days = [self.plan.start]
        for link in item.needs:
            if link.item not in self.work:
                continue
            needed = self.work[link.item]
            at_once = needed.kind == "milestone" and item.kind != "gate"
            release = needed.finish if at_once else needed.finish + DAY
            days.append(self.lapse(item, release, str(link.lag or "0d")))
        return max(days)

    def lapse(self, item: Planned, release: date, amount: str) -> date:
        """So long after a release: the day from which something may start, or on which a gate ends.

        A gate counts from the day before its release, on which it is triggered.
        """
        found = re.fullmatch(r"(\d+)(d|w|cd|cw|mo)", amount)
        assert found is not None, amount
        count, unit = int(found[1]), found[2]
        base = release - DAY if item.kind == "gate" else release
        if unit == "mo":
            return months(base, count)
        if unit in ("cd", "cw"):
            return base + count * (7 if unit == "cw" else 1) * DAY
        count *= len(self.week) if unit == "w" else 1
        if not count:
            return base
        last = nth(release, count, lambda day: self.open(item, day))
        return last if item.kind == "gate" else last + DAY

    # --- freezes and opinions ---

    def frozen(self, item: Planned) -> Iterator[str]:
        """No opening, launch or platform change falls in a freeze, unless an answer put it there."""
        fixed = ("launch-in-blackout", item.chosen.origin.span) in self.told
        if self.freeze(item, item.start, item.finish) and not fixed:
            yield f"{item.start}..{item.finish} falls in a freeze"

    def freeze(self, item: Planned, first: date, last: date) -> bool:
        if not (item.opens or item.item.launch or item.item.changes):
            return False
        populations = {
            self.answer("communities", id_).get("population", "all")
            for id_ in self.communities(item.chosen.elements)
        }
        concerning = [
            period
            for period in self.periods("freezes")
            if {"all", *populations} & {period.get("population", "all")} or "all" in populations
        ]
        return any(
            self.guarded(item, day) or any(self.within(item, day, period) for period in concerning)
            for day in span(first, last)
        )

    def guarded(self, item: Planned, day: date) -> bool:
        return any(
            first <= day <= last and self.together(item.chosen.elements, elements)
            for first, last, elements in self.guards
        )

    @cached_property
    def guards(self) -> list[tuple[date, date, Mapping[str, str]]]:
        """The days around dates of employers that playbooks in the plan guard, and of which employer."""
        found = []
        for playbook, guard in self.all_guards():
            for employer in self.answers.get("employers", []):
                elements = {"employer": employer["id"]}
                day = employer.get(guard["around"].removeprefix("employer."))
                if isinstance(day, date) and self.has_items(playbook, elements):
                    last = day + calendar_days(guard.get("after", "0cd"))
                    found.append((day - calendar_days(guard["before"]), last, elements))
        return found

    def all_guards(self) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        for playbook in self.playbooks:
            for guard in playbook.get("freezes", []):
                assert "employers" in (playbook.get("for_each"), guard.get("for_each"))
                assert guard.get("when") in (None, f"known({guard['around']})")
                yield playbook, guard

    def has_items(self, playbook: Mapping[str, Any], elements: Mapping[str, str]) -> bool:
        """Whether a playbook is in the plan for an employer: it has made something there."""
        loops = playbook.get("for_each") == "employers"
        return any(
            item.chosen.origin.playbook == playbook["id"]
            and (not loops or item.chosen.elements.get("employer") == elements["employer"])
            for item in self.plan.items
        )

    def opinions(self, item: Planned) -> Iterator[str]:
        """Nobody gets in, nothing binds, before the works council of an employer concerned; or it is told."""
        if not (item.opens or item.item.decides):
            return
        rule = "pilot-before-opinion" if item.opens else "decision-before-opinion"
        day = item.finish if item.kind == "gate" else item.start
        for other in self.plan.items:
            council = getattr(other.item, "gate", None) == "works-council" and other is not item
            concerned = council and self.together(item.chosen.elements, other.chosen.elements)
            if concerned and day <= other.finish and (rule, item.chosen.origin.span) not in self.told:
                yield f"comes on {day}, before {other.id} ends on {other.finish}"

    # --- who waits for whom ---

    def needs(self, item: Planned) -> Iterator[str]:
        """Everything an item needs is there: present in the plan, and linked to every instance it means."""
        links = {link.item for link in item.needs}
        yield from (f"waits for {id_}, which is not in the plan" for id_ in links - set(self.work))
        for need in item.item.needs:
            meant = self.meant(item, need.task, need.which)
            missing = set(meant) - links
            if missing if need.which != "first" else meant and not links & set(meant):
                yield f"does not wait for {sorted(missing)}"
        for before in item.item.before if item.kind != "ongoing" else ():
            for id_ in self.meant(item, before.task, before.which):
                if before.which != "first" and item.id not in {link.item for link in self.work[id_].needs}:
                    yield f"is to come before {id_}, which does not wait for it"

    def given(self, item: Planned, name: str) -> object:
        """The day that a question gives; of a community's own question, where its milestone must stand."""
        known = self.plan.facts.get(name)
        return known.value if known is not None else item.start

    def meant(self, item: Planned, task: str, which: str | None) -> list[str]:
        """The instances of an item that another means by a need."""
        ref = task if "/" in task else f"{item.chosen.ref.split('/')[0]}/{task}"
        found = [
            each
            for each in self.plan.items
            if each.chosen.ref == ref and each.kind != "ongoing" and each is not item
        ]
        mine, own = item.chosen.elements, item.chosen.elements.get("employer")
        if which == "previous":
            wave = self.wave(mine) - 1
            return [
                each.id
                for each in found
                if wave > 0
                and self.wave(each.chosen.elements) == wave
                and each.chosen.elements.get("employer") in (own, None)
            ]
        if which == "all":
            return [each.id for each in found]
        return [each.id for each in found if self.together(mine, each.chosen.elements)]


def read(text: str) -> Any:
    """A file as any YAML reader gives it."""
    return yaml.load(text, Loader=READER)  # noqa: S506  # both are safe loaders


def with_guards(texts: Iterable[str]) -> list[Mapping[str, Any]]:
    """The playbooks that have guards; the others may be written in ways that PyYAML stumbles over."""
    return [read(text) for text in texts if re.search(r"^freezes:$", text, re.MULTILINE)]
