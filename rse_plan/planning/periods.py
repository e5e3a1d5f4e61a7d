"""The days that periods of the answers mean at a place; those without end are left out (semantics 35)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.model.answers import start_date
from rse_plan.model.periods import AUGUST, YEAR_END, AnyPeriod, Period, Preset
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.lapse import HORIZON, add_months
from rse_plan.planning.public_holidays import UNKNOWN, school_holidays

Place = tuple[str, str | None]
"""An employer's country and subdivision."""

EVERYONE = "all"
"""The population that has people of every other one."""
LONGEST = 24
"""Months that a closure, a freeze or an absence may last: what lasts longer would be a plan without end."""

_DAY = timedelta(days=1)
_ZONES = ("Zone A", "Zone B", "Zone C")
"""The zones of French schools, as the `holidays` package calls them."""


def reach(start: date) -> range:
    """The years that a plan's calendars know."""
    return range(start.year - 1, start.year + HORIZON + 1)


def main_employer(sheet: FactSheet) -> str:
    """The first employer; there is always one."""
    return sheet.first("employers") or ""


def place_of(sheet: FactSheet, employer: str) -> Place:
    """Where an employer is, as far as anybody has said."""
    country = sheet.fact("employer.country", {"employer": employer}).value
    subdivision = sheet.fact("employer.subdivision", {"employer": employer}).value
    return (
        country if isinstance(country, str) else UNKNOWN,
        subdivision if isinstance(subdivision, str) else None,
    )


def periods(sheet: FactSheet, name: str, employer: str | None = None) -> tuple[Period, ...]:
    """The days that an answer means for an employer, the main one when none is named."""
    start = start_date(sheet.answers)
    place = place_of(sheet, employer or main_employer(sheet))
    return resolved(entries(sheet, name), place, reach(start)) if start is not None else ()


def entries(sheet: FactSheet, name: str) -> tuple[AnyPeriod, ...]:
    """An answer that is a list of periods, as it is written; none when it is anything else."""
    return any_periods(sheet.fact(name, {}).value)


def any_periods(value: object) -> tuple[AnyPeriod, ...]:
    """The periods of a value; none when it is anything else."""
    return tuple(one for one in value if isinstance(one, AnyPeriod)) if isinstance(value, tuple) else ()


def resolved(written: Iterable[AnyPeriod], place: Place, years: range) -> tuple[Period, ...]:
    """The days that periods mean at a place in the given years; what never ends is left out."""
    return tuple(period for one in ending(written, place, years) for period in days_of(one, place, years))


def ending(written: Iterable[AnyPeriod], place: Place, years: range) -> tuple[AnyPeriod, ...]:
    """The periods that end, in their order; a preset does, and what makes it endless is left out."""
    every = tuple(written)
    without_end = [period for found in endless(every, place, years) for period in found.periods]
    return tuple(one for one in every if one not in without_end)


@dataclass(frozen=True, slots=True)
class Endless:
    """Days that follow each other for more than LONGEST months, and the periods of the answers to blame."""

    first: date
    last: date
    periods: tuple[Period, ...]

    @property
    def together(self) -> bool:
        """Whether it takes more than one period, or a preset, to be that long."""
        return [(self.first, self.last)] != [(each.first, each.last) for each in self.periods]


def endless(written: Iterable[AnyPeriod], place: Place, years: range) -> Iterator[Endless]:
    """Periods longer than LONGEST months, then those that are so by touching each other or a preset.

    A population has everyone's periods besides its own; those of everyone alone are judged first.
    """
    every = tuple(written)
    dated = [one for one in every if isinstance(one, Period)]
    alone = [period for period in dated if _is_endless([period])]
    yield from (Endless(period.first, period.last, (period,)) for period in alone)
    kept = [period for period in dated if period not in alone]
    if not kept:
        return
    presets = [day for one in every if isinstance(one, Preset) for day in days_of(one, place, years)]
    everyone = [period for period in kept if _whose(period) is None]
    blamed: list[Period] = []
    for whose in dict.fromkeys((None, *map(_whose, kept))):
        own = [period for period in kept if _whose(period) == whose and period not in blamed]
        others = [day for day in (*presets, *everyone) if _whose(day) in (None, whose) and day not in blamed]
        for found in _endless_runs(own, others):
            blamed.extend(found.periods)
            yield found


def _endless_runs(own: Sequence[Period], others: Sequence[Period]) -> Iterator[Endless]:
    """Runs without end that periods make with each other and with days that are there anyway."""
    for run in filter(_is_endless, touching(dict.fromkeys((*own, *others)))):
        if theirs := tuple(period for period in own if period in run):
            yield Endless(run[0].first, max(period.last for period in run), theirs)


def _whose(period: Period) -> str | None:
    """The population of a period; None when it is everyone's."""
    return None if period.population == EVERYONE else period.population


def _is_endless(run: Sequence[Period]) -> bool:
    return max(period.last for period in run) >= add_months(run[0].first, LONGEST)


def touching(periods: Iterable[Period]) -> Iterator[Sequence[Period]]:
    """Periods by their first day, those together that leave no day between them."""
    run: list[Period] = []
    last = date.min
    for period in sorted(periods, key=lambda period: period.first):
        if run and period.first > last + _DAY:
            yield run
            run = []
        run.append(period)
        last = max(last, period.last)
    if run:
        yield run


def days_of(one: AnyPeriod, place: Place, years: range) -> Iterator[Period]:
    """The days that a period means: its own, or a preset's in each of the years."""
    if isinstance(one, Period):
        yield one
        return
    if one.name == AUGUST:
        spans = [(date(year, 8, 1), date(year, 8, 31)) for year in years]
    elif one.name == YEAR_END:
        spans = [(date(year, 12, 24), date(year + 1, 1, 2)) for year in years]
    else:
        spans = list(_consecutive(school_holidays(place[0], school_region(one, place), years)))
    for first, last in spans:
        yield Period(first, last, one.population, one.span)


def school_region(preset: Preset, place: Place) -> str | None:
    """Whose school holidays a preset means at a place: in France the zone, elsewhere the subdivision."""
    country, subdivision = place
    if country != "FR":
        return subdivision
    if preset.zone is not None:
        return f"Zone {preset.zone}"
    return subdivision if subdivision in _ZONES else None


def _consecutive(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """First and last of days that follow each other."""
    first: date | None = None
    for day, following in zip(days, (*days[1:], None)[: len(days)], strict=True):
        first = first or day
        if following is None or following > day + _DAY:
            yield first, day
            first = None
