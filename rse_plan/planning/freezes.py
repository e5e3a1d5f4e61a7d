"""Days on which nothing new may begin: those of the answers, and the guards of playbooks (semantics 35)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rse_plan.model.base import Text
from rse_plan.model.periods import AUGUST, SCHOOL_HOLIDAYS, YEAR_END, Period, Preset
from rse_plan.model.playbook import Guard
from rse_plan.planning.facts import FactSheet, Same
from rse_plan.planning.lapse import after_lapse
from rse_plan.planning.periods import EVERYONE, Place, any_periods, days_of, ending, reach, resolved
from rse_plan.planning.plan import Shown, Wording
from rse_plan.planning.public_holidays import UNKNOWN
from rse_plan.planning.select import Read, Selected, Selection, decide, loop
from rse_plan.source.span import Span


@dataclass(frozen=True, slots=True)
class Freeze:
    """Days from first to last, both included, in which nothing new may open, for one population or all.

    `title` names a preset or a playbook's guard, `because` are ids of evidence, `span` is where it is
    written, `origin` the guard's id as `playbook/guard@element` (None: the answers).
    """

    first: date
    last: date
    population: str | None = None
    title: Wording | None = None
    because: tuple[str, ...] = ()
    span: Span | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Guarded:
    """A guard's freeze, the elements it concerns, and the names that it was read from."""

    freeze: Freeze
    elements: Mapping[str, str]
    read: Read


_TITLES = {
    AUGUST: Text.of("August", "août"),
    YEAR_END: Text.of("end of the year", "fin d’année"),
    SCHOOL_HOLIDAYS: Text.of("school holidays", "vacances scolaires"),
}


def freezes_of_answers(sheet: FactSheet, place: Place, start: date) -> tuple[Freeze, ...]:
    """The freezes of the answers as an employer's place has them, in order of their first day."""
    fact = sheet.fact("calendar.freezes", {})
    found = [
        Freeze(
            first=days.first,
            last=days.last,
            population=None if days.population == EVERYONE else days.population,
            title=Wording(_TITLES[one.name]) if isinstance(one, Preset) else None,
            span=days.span or fact.span,
        )
        for one in ending(any_periods(fact.value), place, reach(start))
        for days in days_of(one, place, reach(start))
        if days.last >= start
    ]
    return tuple(sorted(found, key=lambda freeze: (freeze.first, freeze.last)))


def guards_of(selection: Selection, sheet: FactSheet) -> tuple[Guarded, ...]:
    """The freezes that the playbooks of a plan make, around dates of the answers."""
    return tuple(
        found
        for selected in selection.selected
        for position, guard in enumerate(selected.file.value.freezes)
        for elements in loop(sheet, guard.for_each, selected.elements)
        for found in _kept(sheet, guard, elements, (selected, position))
    )


def _kept(
    sheet: FactSheet, guard: Guard, elements: Mapping[str, str], place: tuple[Selected, int]
) -> tuple[Guarded, ...]:
    return sheet.kept(
        lambda: ("guard", Same(guard), *elements.items()),
        lambda: tuple(_guarded(sheet, guard, elements, place)),
    )


def _guarded(
    sheet: FactSheet, guard: Guard, elements: Mapping[str, str], place: tuple[Selected, int]
) -> Iterator[Guarded]:
    holds, read = decide(guard.when, sheet, elements)
    day = sheet.fact(guard.around, elements).value
    if not holds or not isinstance(day, date):
        return
    selected, position = place
    freeze = Freeze(
        first=after_lapse(day, guard.before, sign=-1),
        last=after_lapse(day, guard.after) if guard.after is not None else day,
        title=Wording(guard.title, {name: sheet.shown(name, elements) for name in guard.gaps}),
        because=guard.because,
        span=selected.file.span("freezes", position),
        origin="@".join((f"{selected.file.value.id}/{guard.id}", *elements.values())),
    )
    yield Guarded(freeze, elements, (*selected.read, *read, (guard.around, elements)))


def freezes_shown(facts: Mapping[str, Shown], first: date, last: date) -> tuple[Period, ...]:
    """The freezes of the answers between two days, as the main employer's place has them."""
    country, subdivision = (
        facts[name].value if name in facts else None for name in ("employer.country", "employer.subdivision")
    )
    place = (country if isinstance(country, str) else UNKNOWN, str(subdivision) if subdivision else None)
    written = facts.get("calendar.freezes")
    found = resolved(any_periods(written.value), place, reach(first)) if written else ()
    return tuple(period for period in found if period.first <= last and first <= period.last)
