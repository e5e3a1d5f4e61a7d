"""What the scheduler needs to know of each instance: its calendar, length, lead time, pins and freezes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial
from math import ceil

from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.periods import Period
from rse_plan.model.work import Gate, LeadCase, Milestone, Ongoing, Task, Work
from rse_plan.planning.absences import absences_of
from rse_plan.planning.bounds import LeadChoice
from rse_plan.planning.calendar import WorkCalendar, build_calendar, without
from rse_plan.planning.facts import FactSheet, Same
from rse_plan.planning.freezes import Freeze, Guarded, freezes_of_answers
from rse_plan.planning.hours import hours_of, hours_read
from rse_plan.planning.instances import related
from rse_plan.planning.network import Network
from rse_plan.planning.periods import EVERYONE, Place, entries, main_employer, place_of, reach, resolved
from rse_plan.planning.plan import Chosen
from rse_plan.planning.select import Read, decide
from rse_plan.planning.staffing import people_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One instance, ready to be placed.

    `calendar` is the employer's, without the days on which roles with effort in it are away (`away`);
    `days` are open days (0 for gates and milestones); `on` a day given by an answer; `not_before` the
    earliest day that answers give, of an opening or in `adjust:`; `fixed` tells that it keeps its length and
    its days, as a meeting does; `barred` the freezes it may not fall in; `effort` minutes by role, all people
    counted; `idle` the roles that have work in it and no hours at all; `read` the names that dates, lead
    time and capacity rest on.
    """

    kind: str
    calendar: WorkCalendar
    days: int = 0
    lead: LeadChoice | None = None
    on: date | None = None
    over_on: date | None = None
    """The day on which a gate ends at the earliest, however short its lead time."""
    not_before: date | None = None
    late: bool = False
    fixed: bool = False
    barred: tuple[Freeze, ...] = ()
    effort: Mapping[str, int] = field(default_factory=dict)
    idle: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    read: Read = ()


def make_jobs(
    network: Network, sheet: FactSheet, start: date, guards: Sequence[Guarded] = ()
) -> tuple[Job, ...]:
    """A job for every instance, by network position."""
    maker = JobMaker(sheet, start, guards)
    return tuple(maker.job(chosen) for chosen in network.items)


class JobMaker:
    """Turns instances into jobs; calendars and freezes are made once for each place of a sheet."""

    def __init__(self, sheet: FactSheet, start: date, guards: Sequence[Guarded] = ()) -> None:
        self._sheet = sheet
        self._start = start
        self._guards = guards
        self._told = tuple(map(Same, guards))
        self._calendars: dict[tuple[str, ...], WorkCalendar] = {}

    def job(self, chosen: Chosen[Work]) -> Job:
        calendar = self._calendar_of(chosen.elements)
        job = self._sheet.kept(
            lambda: ("job", Same(chosen), calendar.week_length, self._told),
            partial(self._job, chosen, calendar),
        )
        own = self._pausing(calendar, job.away) if job.away else calendar
        return job if job.calendar is own else replace(job, calendar=own)

    def _calendar_of(self, elements: Mapping[str, str]) -> WorkCalendar:
        key = (*elements, *elements.values())
        if key not in self._calendars:
            self._calendars[key] = self.calendar(elements)
        return self._calendars[key]

    def _job(self, chosen: Chosen[Work], calendar: WorkCalendar) -> Job:
        """A job, of whose calendar nothing but the length of its weeks counts in the rest."""
        item = chosen.item
        effort = self._effort(chosen)
        idle = tuple(role for role in effort if effort[role] and self.daily_minutes(role, calendar) == 0)
        if isinstance(item, Gate):
            return self._gate(item, chosen, calendar)
        given = chosen.given.start if chosen.given is not None else None
        if isinstance(item, Milestone):
            on, read = self._on(item, chosen) if given is None else (None, ())
            barred, read_barred = self._barred(item, chosen.elements)
            return Job(
                kind="milestone",
                calendar=calendar,
                on=on,
                read=(*read, *read_barred),
                not_before=given or self._opens_on(item, chosen),
                # The first opening is what is sought.
                late=item.place == "late" and item.opens is None and given is None,
                barred=barred,
            )
        if isinstance(item, Ongoing):
            return Job(kind="ongoing", calendar=calendar, effort=effort, idle=idle)
        days, read = self._length(item, effort, calendar) if isinstance(item, Task) else (1, ())
        barred, read_barred = self._barred(item, chosen.elements)
        away = tuple(role for role in effort if effort[role] and self._away(role))
        return Job(
            kind="task",
            calendar=calendar,
            days=days,
            not_before=given,
            late=item.place == "late" and given is None,
            fixed=isinstance(item, Task) and item.fixed,
            barred=barred,
            effort=effort,
            idle=idle,
            away=away,
            read=(*read, *read_barred),
        )

    def _gate(self, gate: Gate, chosen: Chosen[Work], calendar: WorkCalendar) -> Job:
        """A wait of some length, or until a day; of both the later where the law sets the length."""
        lead, read = self._lead(chosen, gate)
        on, read_on = self._on(gate, chosen)
        given = chosen.given
        if given is None or given.finish is None:
            return Job(kind="gate", calendar=calendar, lead=lead, on=on, read=(*read, *read_on))
        if given.lawful and lead is not None:
            return Job(kind="gate", calendar=calendar, lead=lead, over_on=given.finish, read=read)
        return Job(kind="gate", calendar=calendar, on=given.finish)

    def calendar(self, elements: Mapping[str, str]) -> WorkCalendar:
        """The calendar of the elements' first employer, else of the main one (semantics 8)."""
        place = self._place(self.employer(elements))
        return self._sheet.once(("calendar", place), partial(self._calendar, place))

    def _place(self, employer: str) -> Place:
        return self._sheet.once(("place", employer), partial(place_of, self._sheet, employer))

    def _calendar(self, place: Place) -> WorkCalendar:
        week = self._sheet.fact("calendar.week", {}).value
        days = tuple(str(day) for day in week) if isinstance(week, tuple) else ()
        closures = resolved(entries(self._sheet, "calendar.closures"), place, reach(self._start))
        return build_calendar(self._start, days, closures, place)

    def _pausing(self, calendar: WorkCalendar, away: Sequence[str]) -> WorkCalendar:
        """The calendar of work that pauses while any of these roles is away (semantics 7)."""
        absences = tuple(period for role in away for period in self._away(role))
        return without(calendar, absences) if absences else calendar

    def _away(self, role: str) -> tuple[Period, ...]:
        return self._sheet.once(("away", role), partial(absences_of, self._sheet, role, self._start))

    def employer(self, elements: Mapping[str, str]) -> str:
        """The elements' first employer, else the main one."""
        if "employer" in elements:
            return elements["employer"]
        if "community" in elements:
            return self._sheet.employers_of(elements["community"])[0]
        wave = self._sheet.wave(elements["wave"]) if "wave" in elements else None
        return wave.employers[0] if wave is not None and wave.employers else main_employer(self._sheet)

    def _effort(self, chosen: Chosen[Work]) -> Mapping[str, int]:
        stated: Mapping[str, Amount] = getattr(chosen.item, "effort", {})
        hours_a_day = _whole(self._sheet, "team.hours_a_day", 7)
        return {
            role: amount.minutes(hours_a_day)
            * people_of(self._sheet, role, chosen.elements, chosen.item.phase)
            for role, amount in stated.items()
        }

    def _length(self, item: Task, effort: Mapping[str, int], calendar: WorkCalendar) -> tuple[int, Read]:
        """Open days: the stated duration, or longer where a role has too few hours a day (semantics 7)."""
        stated = calendar.in_days(item.duration)
        if item.fixed:
            return stated, ()
        longest, read = stated, list[tuple[str, Mapping[str, str]]]()
        for role, minutes in effort.items():
            daily = self.daily_minutes(role, calendar)
            if daily is None:
                continue
            read.extend(self._sheet.once(("hours read", role), partial(hours_read, role, self._sheet)))
            longest = max(longest, ceil(minutes / daily)) if daily else longest
        return longest, tuple(read)

    def daily_minutes(self, role: str, calendar: WorkCalendar) -> int | None:
        """A role's daily capacity; None when nobody has said its hours."""
        found = self._sheet.once(("hours", role), partial(hours_of, role, self._sheet))
        return found.hours * 60 // calendar.week_length if found is not None else None

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

    def _barred(self, item: Work, elements: Mapping[str, str]) -> tuple[tuple[Freeze, ...], Read]:
        """Freezes in which an opening, a launch or a platform change may not fall (semantics 35).

        In order of their first day; with the names that those of playbooks rest on.
        """
        opens = isinstance(item, Milestone) and item.opens is not None
        if not (opens or item.launch or item.changes):
            return (), ()
        own = self._frozen(elements)
        guards = [found for found in self._guards if related(self._sheet, elements, found.elements)]
        if not guards:
            return own, ()
        both = sorted((*own, *(found.freeze for found in guards)), key=lambda freeze: freeze.first)
        return tuple(both), tuple(name for found in guards for name in found.read)

    def _frozen(self, elements: Mapping[str, str]) -> tuple[Freeze, ...]:
        """The freezes of the answers for the populations concerned; the same tuple for the same ones."""
        place = self._place(self.employer(elements))
        if not self._freezes(place):
            return ()
        concerned = self._populations(elements)
        return self._sheet.once(("barring", place, concerned), partial(self._barring, place, concerned))

    def _freezes(self, place: Place) -> tuple[Freeze, ...]:
        made = partial(freezes_of_answers, self._sheet, place, self._start)
        return self._sheet.once(("freezes", place), made)

    def _barring(self, place: Place, concerned: frozenset[str]) -> tuple[Freeze, ...]:
        return tuple(
            freeze
            for freeze in self._freezes(place)
            if freeze.population is None or concerned & {freeze.population, EVERYONE}
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


def _whole(sheet: FactSheet, name: str, otherwise: int) -> int:
    value = sheet.fact(name, {}).value
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise
