"""What is unhealthy in a plan beyond what cannot hold: found for `check` alone, never for a document.

Some of it rests on answers that only the deployment lead may see, such as the sponsor's absences
(semantics 26).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import MONTHS, Said, say
from rse_plan.model.amounts import hours_and_minutes
from rse_plan.model.periods import AUGUST, SCHOOL_HOLIDAYS, YEAR_END, Period, Preset
from rse_plan.model.work import Before, Need, Work
from rse_plan.planning.absences import SPONSOR, absences_of
from rse_plan.planning.calendar import WorkCalendar
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.findings import OVERLOAD
from rse_plan.planning.jobs import JobMaker
from rse_plan.planning.network import full_ref_of
from rse_plan.planning.periods import Place, place_of, reach, resolved, touching
from rse_plan.planning.plan import Chosen, DatedAsk, Plan, Planned
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.role_load import RoleLoad, WeekLoad
from rse_plan.source.span import Span

FEW_OPEN_DAYS = 2
"""Open days that a week of an opening or a launch has at the least: one to open, one to answer.

Where people work one day a week, that day is a whole week.
"""
AWAY: Mapping[str, Said] = {
    AUGUST: say("in August, when many people are away"),
    YEAR_END: say("between Christmas and New Year, when many people are away"),
    SCHOOL_HOLIDAYS: say("in the school holidays, when many people are away"),
}
"""Days that are open and badly chosen all the same, by preset."""

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overload:
    """Consecutive weeks in which a role has more work than hours.

    `first` and `last` are Mondays; `over` are the minutes too many in the worst of these weeks.
    """

    role: str
    first: date
    last: date
    over: int


def health(prepared: Prepared, plan: Plan) -> Iterator[Diagnostic]:
    """Findings about people, weeks and lost needs, all warnings; none about what has passed."""
    today = prepared.today
    asks = [ask for ask in plan.asks if today is None or (ask.due is not None and ask.due >= today)]
    yield from _overloaded(prepared, plan)
    yield from _badly_placed(prepared, plan)
    yield from _asks_during_absences(prepared.sheet, asks, plan.start)
    yield from _asks_over_minutes(prepared.sheet, asks)
    yield from _lost_needs(prepared)


# --- hours ---


LEAST_OVER = 15
"""Minutes a week from which a role has too much: nobody plans in less, and recurring work is rounded."""


def overloads(plan: Plan, unstaffed: Container[str] = (), today: date | None = None) -> tuple[Overload, ...]:
    """Weeks in which a role's work exceeds its hours, those that follow each other together.

    Of the `unstaffed`, who have no hours in any week, this is told once and for all elsewhere. Weeks that had
    ended before `today` are not told.
    """
    staffed = (load for load in plan.workload if load.role not in unstaffed)
    return tuple(over for load in staffed for over in _runs(load, today))


def _runs(load: RoleLoad, today: date | None) -> Iterator[Overload]:
    run: list[WeekLoad] = []
    for week in sorted(load.weeks, key=lambda week: week.monday):
        has_passed = today is not None and week.monday + _WEEK <= today
        if has_passed or week.minutes - week.capacity < LEAST_OVER:
            continue
        if run and week.monday != run[-1].monday + _WEEK:
            yield _overload(load.role, run)
            run = []
        run.append(week)
    if run:
        yield _overload(load.role, run)


def _overload(role: str, run: Sequence[WeekLoad]) -> Overload:
    worst = max(week.minutes - week.capacity for week in run)
    return Overload(role=role, first=run[0].monday, last=run[-1].monday, over=worst)


def _overloaded(prepared: Prepared, plan: Plan) -> Iterator[Diagnostic]:
    for found in overloads(plan, prepared.unstaffed, prepared.today):
        person = prepared.answers.people.get(found.role)
        span = person.span if person is not None else _start_of(prepared.answers.span)
        title = prepared.sheet.title_of(found.role)
        names = {"role": title, "hours": hours_and_minutes(found.over), "day": found.first}
        message = (
            say("{role}: {hours} too many in the week of {day}", **names)
            if found.first == found.last
            else say(
                "{role}: up to {hours} a week too many, weeks of {day} to {last}",
                last=found.last,
                **names,
            )
        )
        yield _warning(OVERLOAD, span, message, say("give more hours under “people:”, or open fewer at once"))


# --- weeks ---


def _badly_placed(prepared: Prepared, plan: Plan) -> Iterator[Diagnostic]:
    """Openings and launches in weeks in which hardly anybody is there."""
    calendars = {
        chosen.id: job.calendar for chosen, job in zip(prepared.network.items, prepared.jobs, strict=True)
    }
    places = JobMaker(prepared.sheet, plan.start)
    for item in plan.items:
        has_passed = prepared.today is not None and item.start < prepared.today
        if (item.opens or item.item.launch) and not has_passed:
            place = place_of(prepared.sheet, places.employer(item.chosen.elements))
            reason = _closed_week(item, calendars[item.id]) or _away(item, place, plan.start)
            if reason is not None:
                message = say("{item} is on {day}, {reason}", item=item.id, day=item.start, reason=reason)
                advice = say("bar such days with calendar.freezes, or fix another day")
                yield _warning("opening-in-closed-week", item.chosen.origin.span, message, advice)


def _closed_week(item: Planned, calendar: WorkCalendar) -> Said | None:
    monday = item.start - timedelta(days=item.start.weekday())
    count = calendar.count(monday, monday + _WEEK - _DAY)
    if count >= min(FEW_OPEN_DAYS, calendar.week_length):
        return None
    return say("in a week with a single working day") if count else say("in a week without a working day")


def _away(item: Planned, place: Place, start: date) -> Said | None:
    for name, reason in AWAY.items():
        if _during(resolved((Preset(name),), place, reach(start)), item.start):
            return reason
    return None


# --- the sponsor's time, which the lead alone may know ---


def _asks_during_absences(sheet: FactSheet, asks: Sequence[DatedAsk], start: date) -> Iterator[Diagnostic]:
    for ask in _sponsors(asks):
        elements = ask.chosen.elements
        absences = absences_of(sheet, SPONSOR[0], start, elements)
        absence = _during(absences, ask.due)
        if absence is not None:
            gone = next(run for run in touching(absences) if absence in run)
            message = say(
                "{item} is due on {day}, when the sponsor is away (until {last})",
                item=ask.chosen.id,
                day=ask.due,
                last=max(each.last for each in gone),
            )
            advice = (
                say("ask before the sponsor leaves")
                if gone[0].first > start
                else say("agree on it before the plan starts, or with whoever stands in for the sponsor")
            )
            span = absence.span or sheet.fact(SPONSOR[1], elements).span or sheet.answers.span
            yield _warning("ask-during-absence", span, message, advice)


def _asks_over_minutes(sheet: FactSheet, asks: Sequence[DatedAsk]) -> Iterator[Diagnostic]:
    """Minutes asked of a sponsor, by calendar month."""
    months: dict[tuple[str, int, int], list[DatedAsk]] = {}
    for ask in _sponsors(asks):
        if ask.due is not None:
            whose = ask.chosen.elements.get("sponsor", "")
            months.setdefault((whose, ask.due.year, ask.due.month), []).append(ask)
    for (_, year, month), theirs in sorted(months.items()):
        fact = sheet.fact("sponsor.minutes", theirs[0].chosen.elements)
        asked = sum(ask.chosen.item.minutes for ask in theirs)
        if isinstance(fact.value, int) and asked > fact.value:
            message = say(
                "{asked} minutes are asked of the sponsor in {month}, who has {minutes}",
                asked=asked,
                month=say("{month} {year}", month=MONTHS[month - 1], year=year),
                minutes=fact.value,
            )
            advice = say("agree on them beforehand, or answer sponsor.minutes")
            yield _warning("ask-over-minutes", fact.span or _start_of(sheet.answers.span), message, advice)


def _sponsors(asks: Sequence[DatedAsk]) -> Iterator[DatedAsk]:
    return (ask for ask in asks if ask.chosen.item.of == SPONSOR[0] and ask.due is not None)


def _during(periods: Sequence[Period], day: date | None) -> Period | None:
    return next((one for one in periods if day is not None and one.first <= day <= one.last), None)


# --- needs ---


def _lost_needs(prepared: Prepared) -> Iterator[Diagnostic]:
    """Needs on items that the answers removed, which nobody declared optional (semantics 13, C04)."""
    told: set[tuple[str, str]] = set()
    for chosen in prepared.network.items:
        waits: list[Need | Before] = [*chosen.item.needs, *chosen.item.before]
        for wait in waits:
            ref = full_ref_of(wait.task, chosen)
            if wait.optional or _is_there(prepared, chosen, wait, ref) or (chosen.ref, ref) in told:
                continue
            told.add((chosen.ref, ref))
            yield _lost(prepared, chosen, wait, ref)


def _lost(prepared: Prepared, chosen: Chosen[Work], wait: Need | Before, ref: str) -> Diagnostic:
    """Told where it can be mended: at the answers' own entry, else in the playbook."""
    names = {"item": chosen.ref, "need": ref}
    entry = next((one.adjusted[-1] for one in prepared.expansion.left_out if one.ref == ref), None)
    if entry is not None:
        message = say("{item} waits for {need}, which you leave out: nothing holds it back instead", **names)
        advice = say("check when {item} may begin: “start:” gives it a day", **names)
        return _warning("conditional-need", entry.origin.span, message, advice)
    message = say("{item} waits for {need}, which is not in this plan", **names)
    advice = say("write {{task: {need}, optional: true}} if it does without", need=wait.task)
    return _warning("conditional-need", chosen.origin.span, message, advice)


def _is_there(prepared: Prepared, chosen: Chosen[Work], wait: Need | Before, ref: str) -> bool:
    """Whether an instance of what is waited for is in the plan."""
    instances = prepared.network.instances
    return bool(instances.all(ref) if wait.which else instances.related(ref, chosen.elements))


def _warning(rule: str, span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule=rule, span=span, message=message, help=advice, severity=Severity.WARNING)


def _start_of(span: Span) -> Span:
    return Span(span.path, span.line, span.column, span.line, span.column + 1)
