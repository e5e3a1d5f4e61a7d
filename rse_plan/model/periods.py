"""Periods as people write them: `{from: …, to: …}`, or a preset that comes back every year (semantics 35)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rse_plan.diagnostics import nearest
from rse_plan.errors import Said, say
from rse_plan.model.base import Key
from rse_plan.model.problem import Problem, one_scalar
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Scalar

AUGUST, YEAR_END, SCHOOL_HOLIDAYS = PRESETS = ("august", "year-end", "school-holidays")
"""1 to 31 August; 24 December to 2 January; the school holidays of the employer's place."""
ZONES = ("A", "B", "C")
"""The zones of French schools."""


ENDS_EARLY = say("the period ends before it begins")


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both included, for everyone or for one population."""

    first: date
    last: date
    population: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)
    """Where it is written, when that is a file."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Days that come back every year, by the name of one of PRESETS; `zone` is that of French schools."""

    name: str
    zone: str | None = None
    population: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.name}/{self.zone}" if self.zone else self.name


AnyPeriod = Period | Preset


def read_day(raw: object) -> date | Problem:
    """The day that a value states, between 2000 and 2100."""
    found = one_scalar(raw)
    if isinstance(found, Problem):
        return found
    advice = say("write year-month-day, such as 2027-01-31")
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found.text.strip()):
            raise ValueError
        day = date.fromisoformat(found.text.strip())
    except ValueError:
        return Problem(say("“{value}” is not a date", value=found.text), advice)
    if not 2000 <= day.year <= 2100:
        return Problem(say("the year {year} is out of range", year=day.year), advice)
    return day


def read_periods(raw: object) -> tuple[AnyPeriod, ...] | Problem:
    """The periods that a list states, in its order; the first problem when one of them does not fit."""
    if not isinstance(raw, tuple):
        return Problem(
            say("a list of periods is wanted here"), say("write [{{from: 2027-08-01, to: 2027-08-31}}]")
        )
    found = [_period(item) for item in raw]
    wrong = next((period for period in found if isinstance(period, Problem)), None)
    return wrong or tuple(period for period in found if not isinstance(period, Problem))


def _period(raw: object) -> AnyPeriod | Problem:
    if isinstance(raw, dict) and "preset" in raw:
        return _preset(raw)
    if not isinstance(raw, dict) or not {"from", "to"} <= set(raw) <= {"from", "to", "population"}:
        return _misshapen(raw)
    first, last = read_day(raw["from"]), read_day(raw["to"])
    for day in (first, last):
        if isinstance(day, Problem):
            return day
    if isinstance(first, date) and isinstance(last, date) and first <= last:
        return Period(first, last, _word(raw, "population"), _place(raw))
    return Problem(ENDS_EARLY, say("check from and to"))


def _misshapen(raw: object) -> Problem:
    """A map that is no period; a misspelt key is named when it is likely to be one."""
    known = ("from", "to", "population", "preset", "zone")
    odd = [key for key in raw if key not in known] if isinstance(raw, Mapping) else []
    message = say("a period has from, to and perhaps population")
    advice = (nearest(str(odd[0]), known) if odd else None) or say(
        "write {{from: 2027-08-01, to: 2027-08-31}}"
    )
    return Problem(message, advice, _place(odd))


def _preset(raw: Mapping[str, object]) -> Preset | Problem:
    name, zone = _word(raw, "preset"), _word(raw, "zone")
    if name not in PRESETS:
        message = say("“{value}” is not the name of any period", value=name or "")
        return Problem(message, _offered(name, PRESETS), _where(raw["preset"]))
    if odd := [key for key in raw if key not in ("preset", "zone", "population")]:
        message = say("a preset has perhaps a population, and school holidays a zone")
        return Problem(message, say("take “{key}” away", key=odd[0]), _place(odd))
    if "zone" in raw and (zone not in ZONES or name != SCHOOL_HOLIDAYS):
        message = say("“{value}” is not a zone of school holidays", value=zone or "")
        return Problem(message, say("one of {names}", names=", ".join(ZONES)), _where(raw["zone"]))
    return Preset(name or "", zone, _word(raw, "population"), _place(raw))


def _offered(word: str | None, known: tuple[str, ...]) -> Said:
    return nearest(word or "", known) or say("one of {names}", names=", ".join(known))


def _word(raw: Mapping[str, object], key: str) -> str | None:
    found = raw.get(key)
    return found.text if isinstance(found, Scalar) else None


def _where(raw: object) -> Span | None:
    """The place of a value, where it stands in a file."""
    return raw.span if isinstance(raw, Scalar) and raw.span.path else None


def _place(keys: object) -> Span | None:
    """Where a map begins: its first key, which a file's map knows the place of."""
    first = next(iter(keys), None) if isinstance(keys, Mapping | list) else None
    return first.span if isinstance(first, Key) else None
