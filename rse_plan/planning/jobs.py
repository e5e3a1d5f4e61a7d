"""What the scheduler needs to know of each instance: its calendar, length, lead time, pins and freezes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil

from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.question import Period
from rse_plan.model.work import Gate, LeadCase, Milestone, Ongoing, Task, Work
from rse_plan.planning.calendar import WorkCalendar, build_calendar
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.instances import related
from rse_plan.planning.network import Network
from rse_plan.planning.plan import Chosen, LeadChoice
from rse_plan.planning.select import Read, decide
from rse_plan.planning.staffing import people_of

EVERYONE = "all"
"""The population that has people of every other one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One instance, ready to be placed.

    `days` are open days (0 for gates and milestones); `on` a day given by an answer; `not_before` the
    earliest day of an opening that is pinned; `barred` the freezes it may not fall in; `effort` minutes
    by role, all people counted; `idle` the roles that have work in it and no hours at all; `read` the
    names that dates, lead time and capacity rest on.
    """

    kind: str
    calendar: WorkCalendar
    days: int = 0
    lead: LeadChoice | None = None
    on: date | None = None
    not_before: date | None = None
    late: bool = False
    barred: tuple[Period, ...] = ()
    effort: Mapping[str, int] = field(default_factory=dict)
    idle: tuple[str, ...] = ()
    read: Read = ()


def make_jobs(network: Network, sheet: FactSheet, start: date) -> tuple[Job, ...]:
    """A job for every instance, by network position."""
    maker = JobMaker(sheet, start)
    return tuple(maker.job(chosen) for chosen in network.items)


class JobMaker:
    """Turns instances into jobs; calendars are made once for each place."""

    def __init__(self, sheet: FactSheet, start: date) -> None:
        self._sheet = sheet
        self._start = start
        self._calendars: dict[tuple[str, str | None], WorkCalendar] = {}
        self._hours_a_day = _whole(sheet, "team.hours_a_day", 7)

    def job(self, chosen: Chosen[Work]) -> Job:
        item = chosen.item
        calendar = self.calendar(chosen.elements)
        effort = self._effort(chosen)
        idle = tuple(role for role in effort if effort[role] and self.daily_minutes(role, calendar) == 0)
        if isinstance(item, Gate):
            lead, read = self._lead(chosen, item)
            on, read_on = self._on(item, chosen)
            return Job(kind="gate", calendar=calendar, lead=lead, on=on, read=(*read, *read_on))
        if isinstance(item, Milestone):
            on, read = self._on(item, chosen)
            return Job(
                kind="milestone",
                calendar=calendar,
                on=on,
                read=read,
                not_before=self._opens_on(item, chosen),
                late=item.place == "late",
                barred=self._barred(item, chosen.elements),
            )
        if isinstance(item, Ongoing):
            return Job(kind="ongoing", calendar=calendar, effort=effort, idle=idle)
        days, read = self._length(item, effort, calendar) if isinstance(item, Task) else (1, ())
        return Job(
            kind="task",
            calendar=calendar,
            days=days,
            late=item.place == "late",
            barred=self._barred(item, chosen.elements),
            effort=effort,
            idle=idle,
            read=read,
        )

    def calendar(self, elements: Mapping[str, str]) -> WorkCalendar:
        """The calendar of the elements' first employer, else of the main one (semantics 8)."""
        employer = self._employer(elements)
        country = self._sheet.fact("employer.country", {"employer": employer}).value
        subdivision = self._sheet.fact("employer.subdivision", {"employer": employer}).value
        place = (
            country if isinstance(country, str) else "other",
            subdivision if isinstance(subdivision, str) else None,
        )
        if place not in self._calendars:
            week = self._sheet.fact("calendar.week", {}).value
            days = tuple(str(day) for day in week) if isinstance(week, tuple) else ()
            self._calendars[place] = build_calendar(
                self._start, days, periods(self._sheet, "calendar.closures"), place
            )
        return self._calendars[place]

    def _employer(self, elements: Mapping[str, str]) -> str:
        if "employer" in elements:
            return elements["employer"]
        if "community" in elements:
            return self._sheet.employers_of(elements["community"])[0]
        wave = next((wave for wave in self._sheet.waves if wave.id == elements.get("wave")), None)
        return (
            wave.employers[0] if wave is not None and wave.employers else self._sheet.elements("employers")[0]
        )

    def _effort(self, chosen: Chosen[Work]) -> Mapping[str, int]:
        stated: Mapping[str, Amount] = getattr(chosen.item, "effort", {})
        return {
            role: amount.minutes(self._hours_a_day)
            * people_of(self._sheet, role, chosen.elements, chosen.item.phase)
            for role, amount in stated.items()
        }

    def _length(self, item: Task, effort: Mapping[str, int], calendar: WorkCalendar) -> tuple[int, Read]:
        """Open days: the stated duration, or longer where a role has too few hours a day (semantics 7)."""
        stated = calendar.in_days(item.duration)
        if item.fixed:
            return stated, ()
        longest, read = stated, []
        for role, minutes in effort.items():
            daily = self.daily_minutes(role, calendar)
            if daily is None:
                continue
            if role == "community-manager":
                read.append(("team.cm_hours", dict[str, str]()))
            longest = max(longest, ceil(minutes / daily)) if daily else longest
        return longest, tuple(read)

    def daily_minutes(self, role: str, calendar: WorkCalendar) -> int | None:
        """A role's daily capacity; None when nobody has said its hours."""
        person = self._sheet.answers.people.get(role)
        hours = person.hours if person is not None else None
        if hours is None and role == "community-manager":
            known = self._sheet.fact("team.cm_hours", {}).value
            hours = known if isinstance(known, int) and not isinstance(known, bool) else None
        if hours is None and role in self._sheet.library.roles:
            stated = self._sheet.library.roles[role].hours
            hours = int(stated) if stated is not None else None
        return hours * 60 // calendar.week_length if hours is not None else None

    def _lead(self, chosen: Chosen[Work], gate: Gate) -> tuple[LeadChoice | None, Read]:
        if gate.lead_time is None:
            return None, ()
        taken: tuple[Amount, LeadCase | None] | None = None
        read: list[tuple[str, Mapping[str, str]]] = []
        others: list[tuple[Amount, LeadCase | None]] = []
        for case in gate.lead_time.cases:
            holds, names = decide(case.when, self._sheet, chosen.elements)
            amount = self._case_amount(case, chosen)
            if taken is None:
                read.extend(names)
            if holds and taken is None and amount is not None:
                taken = (amount, case)
                read.extend([(case.days, chosen.elements)] if case.days is not None else [])
            elif amount is not None:
                others.append((amount, case))
        base = (gate.lead_time.base, None)
        alternatives = [*others, base] if taken is not None else others
        chosen_lead, case_taken = taken or base
        why = case_taken.why if case_taken is not None else None
        return LeadChoice(
            chosen_lead, why, tuple((amount, case.why if case else None) for amount, case in alternatives)
        ), tuple(read)

    def _case_amount(self, case: LeadCase, chosen: Chosen[Work]) -> Amount | None:
        if case.to is not None or case.days is None:
            return case.to
        days = self._sheet.fact(case.days, chosen.elements).value
        return Amount(Fraction(days), Unit.CALENDAR_DAY) if isinstance(days, int) else None

    def _on(self, item: Gate | Milestone, chosen: Chosen[Work]) -> tuple[date | None, Read]:
        """The day that an answer gives, and its name."""
        if item.on is None:
            return None, ()
        value = self._sheet.fact(item.on, chosen.elements).value
        return value if isinstance(value, date) else None, ((item.on, chosen.elements),)

    def _opens_on(self, item: Milestone, chosen: Chosen[Work]) -> date | None:
        if item.opens is None or "community" not in chosen.elements:
            return None
        found = [
            self._sheet.fact(name, chosen.elements).value
            for name in ("community.opens_on", "community.ready")
        ]
        days = [day for day in found if isinstance(day, date)]
        return max(days, default=None)

    def _barred(self, item: Work, elements: Mapping[str, str]) -> tuple[Period, ...]:
        """Freezes in which an opening, a launch or a platform change may not fall (semantics 35)."""
        opens = isinstance(item, Milestone) and item.opens is not None
        if not (opens or item.launch or item.changes):
            return ()
        populations = self._populations(elements)
        return tuple(
            freeze
            for freeze in periods(self._sheet, "calendar.freezes")
            if freeze.population in (None, EVERYONE) or populations & {freeze.population, EVERYONE}
        )

    def _populations(self, elements: Mapping[str, str]) -> frozenset[str]:
        """Where the members concerned work: those of the communities that belong to the elements."""
        sheet = self._sheet
        named: Iterable[str] = filter(None, (elements.get("community"),))
        if "community" not in elements:
            every = sheet.elements("communities")
            named = (id_ for id_ in every if related(sheet, elements, {"community": id_}))
        values = (sheet.fact("community.population", {"community": id_}).value for id_ in named)
        return frozenset(value for value in values if isinstance(value, str))


def periods(sheet: FactSheet, name: str) -> tuple[Period, ...]:
    """An answer that is a list of periods; none when it is anything else."""
    value = sheet.fact(name, {}).value
    return tuple(item for item in value if isinstance(item, Period)) if isinstance(value, tuple) else ()


def _whole(sheet: FactSheet, name: str, otherwise: int) -> int:
    value = sheet.fact(name, {}).value
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise
