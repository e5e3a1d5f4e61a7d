"""What cannot hold in a plan, or should be known: found at run time, whatever lint said (semantics 16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rse_plan.diagnostics import Diagnostic, Related, Severity
from rse_plan.errors import Said, say
from rse_plan.model.answers import start_date
from rse_plan.model.work import Gate, Work
from rse_plan.planning.calendar_findings import calendar_findings
from rse_plan.planning.decided import settled_days
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.freezes import Freeze
from rse_plan.planning.instances import related
from rse_plan.planning.lapse import add_months
from rse_plan.planning.plan import Chosen, DatedAsk, Planned, Reason
from rse_plan.planning.public_holidays import knows_subdivision
from rse_plan.planning.wave_findings import wave_findings
from rse_plan.source.span import Span

OVERLOAD = "overload"
"""The rule of more work than hours: a warning week by week, an error where a role has no hours at all."""
FAR = 24
"""Months after the plan's start beyond which an opening day is likely a slip of the pen."""


DECISION = "calendar.decision"
"""The day on which the sponsor is asked to decide (semantics 10)."""
OUTSIDERS = "extended-network"
"""The use whose members work elsewhere."""


def findings(sheet: FactSheet, items: Sequence[Planned], asks: Sequence[DatedAsk]) -> Iterator[Diagnostic]:
    """Every way in which the plan cannot hold, and what its reader should know."""
    gates = [item for item in items if isinstance(item.item, Gate) and item.item.gate == "works-council"]
    yield from _openings_before_opinion(sheet, items, gates)
    yield from _decisions_before_opinion(sheet, items, asks, gates)
    yield from _missed_target(sheet, items)
    yield from _no_opening(sheet, items)
    yield from _opening_days(sheet)
    yield from _unknown_holidays(sheet)
    yield from more_members_than_people(sheet)
    yield from calendar_findings(sheet, items)
    yield from wave_findings(sheet)
    yield from _set_twice(items)
    if DECISION not in settled_days(items, asks):
        yield from _decision_put_off(sheet, items)


def _openings_before_opinion(
    sheet: FactSheet, items: Sequence[Planned], gates: Sequence[Planned]
) -> Iterator[Diagnostic]:
    for item in items:
        binds = item.opens or item.item.decides is not None
        for gate in gates if binds else ():
            concerned = related(sheet, item.chosen.elements, gate.chosen.elements)
            day = item.finish if isinstance(item.item, Gate) else item.start
            if concerned and day <= gate.finish and item is not gate:
                rule = "pilot-before-opinion" if item.opens else "decision-before-opinion"
                yield _error(rule, item.chosen.origin.span, _too_soon(item.id, day, gate), _wait(gate))


def _decisions_before_opinion(
    sheet: FactSheet, items: Sequence[Planned], asks: Sequence[DatedAsk], gates: Sequence[Planned]
) -> Iterator[Diagnostic]:
    """An ask that loops over nothing concerns whom the item that it is due on concerns."""
    of_item = {item.id: item.chosen.elements for item in items}
    for ask in asks:
        if ask.chosen.item.decides is None or ask.due is None:
            continue
        elements = ask.chosen.elements or of_item.get(ask.item or "", {})
        for gate in gates:
            concerned = related(sheet, elements, gate.chosen.elements)
            if concerned and ask.due <= gate.finish:
                span = ask.chosen.origin.span
                yield _error(
                    "decision-before-opinion", span, _too_soon(ask.chosen.id, ask.due, gate), _wait(gate)
                )


def _too_soon(id_: str, day: date, gate: Planned) -> Said:
    return say(
        "{item} is on {day}, before {gate} ends on {end}", item=id_, day=day, gate=gate.id, end=gate.finish
    )


def _decision_put_off(sheet: FactSheet, items: Sequence[Planned]) -> Iterator[Diagnostic]:
    """The sponsor's decision on a later day than the answers give, because what it needs is done later."""
    wanted = sheet.fact(DECISION, {})
    by_id = {item.id: item for item in items}
    if wanted.span is None:
        return
    for item in items:
        needs = [by_id[link.item] for link in item.needs if link.item in by_id]
        put_off = item.finish != wanted.value and item.chosen.given is None
        if getattr(item.item, "on", None) != DECISION or not put_off or not needs:
            continue
        last = max(needs, key=lambda need: need.finish)
        message = say(
            "the decision wanted on {wanted} cannot be taken before {day}: it waits for {item}",
            wanted=wanted.value,
            day=item.finish,
            item=last.id,
        )
        advice = say(
            "give that day to {question}, or see “rse-plan why {item}”", question=DECISION, item=last.id
        )
        yield _warning("decision-put-off", wanted.span, message, advice)


def _set_twice(items: Sequence[Planned]) -> Iterator[Diagnostic]:
    """Two playbooks that each give an item's key a value of its own; the first counts (semantics 6)."""
    for item in items:
        first: dict[str, Span] = {}
        for change in item.chosen.adjusted:
            span = change.origin.span
            for key in change.sets:
                if key in first:
                    message = say(
                        "two playbooks give “{key}” of “{item}” a value", key=key, item=item.chosen.ref
                    )
                    related = (Related(first[key], say("the first, which counts")),)
                    advice = say("keep one of them, or multiply with times:")
                    yield replace(_warning("adjusted-twice", span, message, advice), related=related)
                first.setdefault(key, span)


def _wait(gate: Planned) -> Said:
    return say("make it need {gate}", gate=gate.chosen.ref)


def _missed_target(sheet: FactSheet, items: Sequence[Planned]) -> Iterator[Diagnostic]:
    target = sheet.fact("calendar.target", {})
    opening = min((item.start for item in items if item.opens), default=None)
    if isinstance(target.value, date) and opening is not None and opening > target.value:
        message = say(
            "the wanted opening on {wanted} cannot hold: the earliest is {day}",
            wanted=target.value,
            day=opening,
        )
        advice = say("choose a later date, or start earlier")
        yield _error("date-cannot-hold", target.span or sheet.answers.span, message, advice)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A milestone on a day that an answer gives, the first day it could be, and the freeze it falls in.

    `assumed` is the answer where nobody has given it.
    """

    item: Chosen[Work]
    day: date
    start: date
    ready: date
    freeze: Freeze | None
    assumed: Reason | None = None


def fixed_dates(milestones: Iterable[Fixed]) -> Iterator[Diagnostic]:
    """Milestones on a given day that cannot hold: too early, or where nothing new may begin."""
    for fixed in milestones:
        names = {"item": fixed.item.id, "day": fixed.day}
        later = _real_date(fixed.assumed) or say("choose a later date, or start earlier")
        where = fixed.item.origin.span
        if fixed.day < fixed.start:
            message = say(
                "{item} is fixed on {day}, before the plan starts on {start}", start=fixed.start, **names
            )
            yield _error("date-cannot-hold", where, message, later)
        elif fixed.day < fixed.ready:
            message = say(
                "{item} is fixed on {day}, but what it needs is done on {ready}", ready=fixed.ready, **names
            )
            yield _error("date-cannot-hold", where, message, later)
        if fixed.freeze is not None:
            message = say("{item} is fixed on {day}, when nothing new may open", **names)
            advice = _real_date(fixed.assumed) or say("choose a day after {last}", last=fixed.freeze.last)
            yield _error("launch-in-blackout", where, message, advice)


def _real_date(assumed: Reason | None) -> Said | None:
    """What to do about a date that nobody has given."""
    if assumed is None:
        return None
    if assumed.span is None:
        return say("this date is only assumed: give the real one under {question}", question=assumed.question)
    return say(
        "this date is only assumed: give the real one under {question} ({place})",
        question=assumed.question,
        place=f"{assumed.span.path}:{assumed.span.line}",
    )


def without_hours(sheet: FactSheet, idle: Iterable[Sequence[str]]) -> Iterator[Diagnostic]:
    """Roles without any hours that have work all the same, once each; `idle` names those of every item."""
    counts = Counter(role for roles in idle for role in roles)
    for role, count in counts.items():
        person = sheet.answers.people.get(role)
        span = person.hours_span if person is not None else None
        names = {"role": sheet.title_of(role), "count": count}
        message = (
            say("{role}: no hours, and work in 1 item of the plan, which nobody can do", role=names["role"])
            if count == 1
            else say("{role}: no hours, and work in {count} items of the plan, which nobody can do", **names)
        )
        advice = say("give this role hours a week under “people:”")
        yield _error(OVERLOAD, span or _start_of(sheet.answers.span), message, advice)


def _no_opening(sheet: FactSheet, items: Sequence[Planned]) -> Iterator[Diagnostic]:
    """A plan that opens nothing: a wanted opening makes it one that cannot hold."""
    if any(item.opens for item in items):
        return
    target = sheet.fact("calendar.target", {})
    advice = say("name at least one community in the answers")
    if isinstance(target.value, date):
        message = say(
            "no community opens in this plan, so the wanted opening on {wanted} cannot hold",
            wanted=target.value,
        )
        yield _error("no-opening", target.span or _start_of(sheet.answers.span), message, advice)
    else:
        message = say("no community opens in this plan")
        yield _warning("no-opening", _start_of(sheet.answers.span), message, advice)


def _opening_days(sheet: FactSheet) -> Iterator[Diagnostic]:
    """Opening days of communities that the answers put before the plan, or years after its start."""
    start = start_date(sheet.answers)
    if start is None:
        return
    for community in sheet.elements("communities"):
        opens = sheet.fact("community.opens_on", {"community": community})
        if opens.span is None or not isinstance(opens.value, date):
            continue
        names = {"community": sheet.name_of("community", community), "day": opens.value, "start": start}
        if opens.value < start:
            message = say("“{community}” is to open on {day}, before the plan starts on {start}", **names)
            later = say("choose a later date, or start earlier")
            yield _error("date-cannot-hold", opens.span, message, later)
        elif opens.value > add_months(start, FAR):
            message = say(
                "“{community}” is to open on {day}, more than {months} months after the plan starts",
                months=FAR,
                **names,
            )
            yield _warning("date-far-away", opens.span, message, say("check the year"))


def _unknown_holidays(sheet: FactSheet) -> Iterator[Diagnostic]:
    for employer in sheet.elements("employers"):
        fact = sheet.fact("employer.country", {"employer": employer})
        region = sheet.fact("employer.subdivision", {"employer": employer})
        span = fact.span or _start_of(sheet.answers.span)
        advice = say("add them to calendar.closures")
        if fact.value == "other":
            message = say(
                "the public holidays of “{employer}” are not known: its country is not named",
                employer=sheet.name_of("employer", employer),
            )
            yield _warning("unknown-holidays", span, message, advice)
        elif isinstance(region.value, str) and not knows_subdivision(str(fact.value), region.value):
            message = say("the public holidays of “{region}” are not known", region=region.value)
            yield _warning("unknown-holidays", region.span or span, message, advice)


def more_members_than_people(
    sheet: FactSheet, communities: Sequence[str] | None = None
) -> Iterator[Diagnostic]:
    """Communities, by default all, that are larger than the organisation by the answers."""
    everyone = sheet.fact("organisation.headcount", {})
    for community in sheet.elements("communities") if communities is None else communities:
        members = sheet.fact("community.members", {"community": community})
        if members.span is None or not isinstance(members.value, int) or not isinstance(everyone.value, int):
            continue
        use = sheet.fact("community.use_case", {"community": community}).value
        if members.value > everyone.value and use != OUTSIDERS:
            message = say(
                "“{community}” has {members} members, in an organisation of {headcount} people",
                community=sheet.name_of("community", community),
                members=members.value,
                headcount=everyone.value,
            )
            advice = say("correct community.members or organisation.headcount")
            yield _warning("members-over-headcount", members.span, message, advice)


def _error(rule: str, span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule=rule, span=span, message=message, help=advice)


def _warning(rule: str, span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule=rule, span=span, message=message, help=advice, severity=Severity.WARNING)


def _start_of(span: Span) -> Span:
    return Span(span.path, span.line, span.column, span.line, span.column + 1)
