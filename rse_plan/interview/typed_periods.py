"""Periods as people type them on one line: `2027-10-25 to 2028-01-15 (stores); august`."""

from __future__ import annotations

import re
from collections.abc import Callable

from rse_plan.errors import say
from rse_plan.model.periods import AUGUST, PRESETS, SCHOOL_HOLIDAYS, YEAR_END, ZONES, AnyPeriod, Period
from rse_plan.model.problem import Problem
from rse_plan.model.question import as_scalar
from rse_plan.source.yaml_reader import Scalar

Raw = dict[str, Scalar]
Day = Callable[[str], str]
"""Brings a day to the form of the file: 2027-01-31."""

_PART = re.compile(
    r"(?:from |du )?(?P<first>\d[\d./-]{7,9})(?:\s*(?:to|until|au|>|→|–|\.\.)\s*(?P<last>\d[\d./-]{7,9}))?",
    re.IGNORECASE,
)
_CROWD = re.compile(r"(.*?)\s*\(([^()]+)\)")
_NAMED = {
    **{name: name for name in PRESETS},
    "août": AUGUST,
    "fin d'année": YEAR_END,
    "school holidays": SCHOOL_HOLIDAYS,
    "vacances scolaires": SCHOOL_HOLIDAYS,
}


def read_typed_periods(text: str, day: Day) -> tuple[Raw, ...] | Problem:
    """What a line states, in the form that the question's parser takes."""
    found = [_period(part.strip(), day) for part in re.split("[;,]", text) if part.strip()]
    wrong = next((one for one in found if isinstance(one, Problem)), None)
    return wrong or tuple(one for one in found if not isinstance(one, Problem))


def _period(text: str, day: Day) -> Raw | Problem:
    crowd = _CROWD.fullmatch(text)
    said, population = (crowd[1], crowd[2].strip()) if crowd else (text, None)
    more = {"population": as_scalar(population)} if population is not None else {}
    if found := _PART.fullmatch(said):
        last = found["last"] or found["first"]
        return {"from": as_scalar(day(found["first"])), "to": as_scalar(day(last)), **more}
    name, _, zone = said.casefold().replace("’", "'").partition("/")
    if name not in _NAMED:
        advice = say("type {example}", example="2027-08-02 > 2027-08-20; year-end")
        return Problem(say("“{value}” is no period", value=text), advice)
    if zone and zone.upper() in ZONES:
        more["zone"] = as_scalar(zone.upper())
    return {"preset": as_scalar(_NAMED[name]), **more}


def as_typed_periods(periods: tuple[AnyPeriod, ...]) -> str:
    """The same line back."""
    return "; ".join(map(_as_typed, periods))


def _as_typed(period: AnyPeriod) -> str:
    days = f"{period.first} > {period.last}" if isinstance(period, Period) else str(period)
    return f"{days} ({period.population})" if period.population is not None else days
