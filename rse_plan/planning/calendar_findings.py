"""Periods of the answers that no plan can keep, and school holidays that nobody knows (semantics 35)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import Said, say
from rse_plan.model.answers import start_date
from rse_plan.model.base import Text
from rse_plan.model.periods import SCHOOL_HOLIDAYS, AnyPeriod, Preset
from rse_plan.model.work import Ongoing
from rse_plan.planning.absences import SPONSOR, is_private
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.periods import (
    LONGEST,
    Endless,
    any_periods,
    endless,
    place_of,
    reach,
    school_region,
)
from rse_plan.planning.plan import Planned
from rse_plan.planning.public_holidays import school_holidays
from rse_plan.source.span import Span


@dataclass(frozen=True, slots=True)
class _Listed:
    """Periods of the answers; `role` is who is away, where they are absences, `span` is the list's."""

    kind: str
    periods: Sequence[AnyPeriod]
    span: Span
    role: str | None = None
    private: bool = False


def calendar_findings(sheet: FactSheet, items: Sequence[Planned]) -> Iterator[Diagnostic]:
    """Closures, freezes and absences without end, and presets whose days are not known."""
    last = max((item.finish for item in items if not isinstance(item.item, Ongoing)), default=None)
    for listed in _lists(sheet):
        yield from _without_end_at(sheet, listed)
        for one in listed.periods:
            if isinstance(one, Preset) and one.name == SCHOOL_HOLIDAYS:
                yield from _unknown(sheet, listed, one, last)


def _lists(sheet: FactSheet) -> Iterator[_Listed]:
    """Every list of periods that moves dates."""
    for kind, name in (("closure", "calendar.closures"), ("freeze", "calendar.freezes")):
        fact = sheet.fact(name, {})
        yield _Listed(kind, any_periods(fact.value), fact.span or sheet.answers.span)
    for role, person in sheet.answers.people.items():
        yield _Listed("absence", person.absences, person.span, role, is_private(sheet, role))
    role, name = SPONSOR
    fact = sheet.fact(name, {})
    span = fact.span or sheet.answers.span
    yield _Listed("absence", any_periods(fact.value), span, role, is_private(sheet, role))


def _without_end_at(sheet: FactSheet, listed: _Listed) -> Iterator[Diagnostic]:
    """What never ends at one of the places that the list is meant for: presets differ between them."""
    start = start_date(sheet.answers)
    years = reach(start) if start is not None else range(0)
    title = sheet.title_of(listed.role) if listed.role is not None else None
    places = dict.fromkeys(place_of(sheet, employer) for employer in _employers(sheet, listed))
    found = dict.fromkeys(each for place in places for each in endless(listed.periods, place, years))
    for each in found:
        message, advice = _without_end(listed, title, each)
        span = each.periods[0].span or listed.span
        yield Diagnostic(rule=f"endless-{listed.kind}", span=span, message=message, help=advice)


def _employers(sheet: FactSheet, listed: _Listed) -> Sequence[str]:
    """The employers whose places a list is meant for; absences mean the main one's."""
    employers = sheet.elements("employers")
    return employers[:1] if listed.kind == "absence" else employers


def _without_end(listed: _Listed, role: Text | str | None, found: Endless) -> tuple[Said, Said]:
    """What is said of a period; documents quote it, so what is private is not named in it."""
    shorter = say("check its first and last day: at most {months} months", months=LONGEST)
    if found.together:
        shorter = say(
            "leave days between periods that touch, presets too: at most {months} months without a gap",
            months=LONGEST,
        )
    if listed.private:
        message = say(
            "a period in the answers lasts more than {months} months: the plan is made without it",
            months=LONGEST,
        )
        return message, shorter
    days = {"first": found.first, "last": found.last, "months": LONGEST}
    if listed.kind == "closure":
        message = say(
            "the closure from {first} to {last} lasts more than {months} months: the plan is made without it",
            **days,
        )
        return message, shorter
    if listed.kind == "freeze":
        message = say(
            "the freeze from {first} to {last} lasts more than {months} months: the plan is made without it",
            **days,
        )
        return message, shorter
    message = say(
        "“{role}” is away from {first} to {last}, more than {months} months: the plan is made without "
        "this absence",
        role=role,
        **days,
    )
    return message, say("check its last day, or name under “people:” who takes over")


def _unknown(sheet: FactSheet, listed: _Listed, preset: Preset, last: date | None) -> Iterator[Diagnostic]:
    """School holidays of the places that the preset is meant for, where they are not known."""
    start = start_date(sheet.answers)
    for employer in _employers(sheet, listed):
        place = place_of(sheet, employer)
        known = school_holidays(place[0], school_region(preset, place), reach(start)) if start else ()
        name = sheet.name_of("employer", employer)
        if not known:
            message = say("the school holidays of “{employer}” are not known", employer=name)
            yield _warning(preset.span or listed.span, message, _instead(place[0]))
        elif last is not None and known[-1] < last:
            message = say(
                "the school holidays of “{employer}” are known until {day} only", employer=name, day=known[-1]
            )
            advice = say("write the later ones with from: and to:")
            yield _warning(preset.span or listed.span, message, advice)


def _instead(country: str) -> Said:
    if country == "FR":
        return say("add the zone of the schools: “zone: A”, B or C")
    if country == "DE":
        return say("name the state in employer.subdivision, such as BY")
    if country == "BE":
        return say("name the community in employer.subdivision: French, Flemish or German")
    return say("write them with from: and to: in place of the preset")


def _warning(span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(
        rule="unknown-school-holidays", span=span, message=message, help=advice, severity=Severity.WARNING
    )
