"""Periods as people type them on one line: `from 25 October 2027 to 15 January 2028 (stores); August`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace

from rse_plan.documents.words import Words
from rse_plan.errors import Said, say
from rse_plan.interview.voice import Voice
from rse_plan.locales.folding import folded
from rse_plan.locales.typed_days import Parts, month_of, read_parts
from rse_plan.model.periods import AUGUST, SCHOOL_HOLIDAYS, YEAR_END, ZONES, AnyPeriod, Period
from rse_plan.model.problem import Problem
from rse_plan.model.question import as_scalar
from rse_plan.source.yaml_reader import Scalar

Raw = dict[str, Scalar]

EXAMPLE = say("2 to 20 August 2027; year-end")
NAMES: Mapping[str, Said] = {
    AUGUST: say("August"),
    YEAR_END: say("year-end"),
    SCHOOL_HOLIDAYS: say("school holidays"),
}
"""What is typed for the days that come back every year."""

_BETWEEN_PERIODS = re.compile(r";|,(?!\s*\d{4}(?![\d-]))")
"""A comma before a year alone is part of an English date."""
_BETWEEN_DAYS = re.compile(
    r"\s+(?:to|until|till|au|jusqu['’]au)\s+|\s*(?:>|→|–|—|\.\.)\s*|\s+-\s+", re.IGNORECASE
)
_SHORT = re.compile(r"(\d{1,2})-(\d{1,2}\s+\D.*)")
"""2-20 August 2027."""
_OPENING = re.compile(r"^(?:from|du|en|in)\s+", re.IGNORECASE)
_CROWD = re.compile(r"(.*?)\s*\(([^()]+)\)")
_IN_ZONE = re.compile(r"(.*?)(?: ?/ ?| \(?zone )([a-z])\)?")
_WHOLE_MONTH = re.compile(r"(\D+)\s+(\d{4})")
_FIGURES = re.compile(r"\d[\d./-]{5,}")
_MEANT = {
    **{name: name for name in NAMES},
    "school holidays": SCHOOL_HOLIDAYS,
    "aout": AUGUST,
    "fin d'annee": YEAR_END,
    "vacances scolaires": SCHOOL_HOLIDAYS,
}


def read_typed_periods(text: str, language: str) -> tuple[Raw, ...] | Problem:
    """What a line states, in the form that the question's parser takes."""
    found = [_period(part.strip(), language) for part in _BETWEEN_PERIODS.split(text) if part.strip()]
    wrong = next((one for one in found if isinstance(one, Problem)), None)
    return wrong or tuple(one for one in found if not isinstance(one, Problem))


def _period(text: str, language: str) -> Raw | Problem:
    said = _OPENING.sub("", text)
    if (named := _named(said)) is not None:
        return named
    crowd = _CROWD.fullmatch(said)
    said, population = (crowd[1], crowd[2].strip()) if crowd else (said, None)
    raw = _named(said) or _whole_month(said) or _days(said, language)
    if raw is None:
        return Problem(say("“{value}” is no period", value=text), say("type {example}", example=EXAMPLE))
    return {**raw, "population": as_scalar(population)} if population is not None else raw


def _named(text: str) -> Raw | None:
    """Days that come back every year, those of schools perhaps in one zone."""
    words = folded(text).strip()
    zone = _IN_ZONE.fullmatch(words)
    if zone is not None and zone[2].upper() in ZONES and (name := _MEANT.get(zone[1])):
        return {"preset": as_scalar(name), "zone": as_scalar(zone[2].upper())}
    return {"preset": as_scalar(_MEANT[words])} if words in _MEANT else None


def _whole_month(text: str) -> Raw | None:
    found = _WHOLE_MONTH.fullmatch(text)
    month = month_of(found[1]) if found else None
    if found is None or month is None:
        return None
    year = int(found[2])
    return {
        "from": _day(Parts(1, month, year), text),
        "to": _day(Parts(_last(year, month), month, year), text),
    }


def _last(year: int, month: int) -> int:
    return monthrange(year, month)[1] if year else 28


def _days(text: str, language: str) -> Raw | None:
    """The first day and the last one; None where neither is one, nor looks like figures of one."""
    short = _SHORT.fullmatch(text)
    first, *others = short.groups() if short else _BETWEEN_DAYS.split(text)
    last = others[0] if others else first
    begins, ends = read_parts(first, language), read_parts(last, language)
    is_meant = begins or ends or _FIGURES.fullmatch(first) or _FIGURES.fullmatch(last)
    if len(others) > 1 or not is_meant:
        return None
    return {"from": _day(_begun(begins, ends), first), "to": _day(_ended(begins, ends), last)}


def _begun(begins: Parts | None, ends: Parts | None) -> Parts | None:
    """What it leaves unsaid is as in the last day, December before January being that of the year before."""
    if begins is None or ends is None:
        return begins
    whole = begins.with_rest_of(ends)
    is_before = begins.year is None and whole.year and ends.month and (whole.month or 0) > ends.month
    return replace(whole, year=whole.year - 1) if is_before and whole.year else whole


def _ended(begins: Parts | None, ends: Parts | None) -> Parts | None:
    return ends.with_rest_of(begins) if begins is not None and ends is not None else ends


def _day(parts: Parts | None, text: str) -> Scalar:
    """The day in the form of the file, else what was typed, for the question to refuse."""
    return as_scalar((parts.iso() if parts is not None else None) or text.strip())


def as_typed_periods(periods: tuple[AnyPeriod, ...], voice: Voice) -> str:
    """The same line back, in the person's language."""
    return Words(voice.language).pause.join(_as_typed(period, voice) for period in periods)


def _as_typed(period: AnyPeriod, voice: Voice) -> str:
    if not isinstance(period, Period):
        name = voice.word(NAMES[period.name])
        days = voice.say("{name} zone {zone}", name=name, zone=period.zone) if period.zone else name
    elif period.first == period.last:
        days = voice.typed_day(period.first)
    else:
        first, last = voice.typed_day(period.first), voice.typed_day(period.last)
        days = voice.say("{first} to {last}", first=first, last=last)
    return f"{days} ({period.population})" if period.population is not None else days
