"""The charts of the deck: phases and waves as a calendar, hours by role as bars; numbers are the plan's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import floor

from rse_plan.documents.cover import end_of_deployment
from rse_plan.documents.deck import Bars, Series, Span, SpanKind, Timeline
from rse_plan.documents.deck_fit import SIZES, width
from rse_plan.documents.telling import Telling, is_consultation
from rse_plan.documents.typography import FIRM
from rse_plan.documents.wave_words import WaveWords
from rse_plan.documents.words import Words, shortened
from rse_plan.planning.plan import Plan, Planned
from rse_plan.planning.wave import Wave
from rse_plan.planning.weekly_bill import Staffing

LABELS = 350.0
"""Width of the names of the calendar's bars, with their days."""
ROLES = 210.0
"""Width of the names of roles."""
LONGEST = 80
"""Characters of a name before it is measured."""
MOST_WAVES = 5
"""Waves with a bar of their own."""
MOST_ROLES = 9
"""Rows of a chart of hours; the rest is added up in one more."""
WHOLE_FROM = 20
"""Hours from which on charts show no parts of hours; their data have them."""
MOST_MARKS = 8
"""Marks of the axis of days."""
MOST_MONTHS = 20
"""Months that are drawn (as in the calendar of the plan)."""
_WEEK = timedelta(days=7)
_AFTER = 6
"""Weeks drawn after the end of the deployment."""
_STEPS = (14, 28, 56, 84, 112, 182)


def timeline(telling: Telling) -> Timeline:
    """Phases, opinions that are waited for, and from when members are in."""
    plan, words = telling.plan, telling.words
    spans = (*_phases(plan, words), *_waits(telling), *_waves(telling))
    first = plan.start - timedelta(days=plan.start.weekday())
    last = _last_day(plan, first)
    return Timeline(
        name=words.say("The plan on a page"),
        words=_in_words(words, spans),
        spans=spans,
        kinds=tuple((kind, name) for kind, name in _kinds(words) if any(span.kind is kind for span in spans)),
        start=words.say("Start"),
        first=first,
        last=last,
        step=next((step for step in _STEPS if (last - first).days <= step * MOST_MARKS), _STEPS[-1]),
    )


def _kinds(words: Words) -> Iterator[tuple[SpanKind, str]]:
    yield SpanKind.PHASE, words.say("Phase (days)")
    yield SpanKind.WAIT, words.say("Opinion waited for (days)")
    yield SpanKind.OPEN, words.say("Open to members (days)")


def _last_day(plan: Plan, first: date) -> date:
    """A while after the end of the deployment: what comes back for ever does not stretch the chart."""
    far = first + timedelta(days=30 * MOST_MONTHS)
    last = end_of_deployment(plan) or plan.finish
    return min(last + _AFTER * _WEEK, far)


def _phases(plan: Plan, words: Words) -> Iterator[Span]:
    for phase in plan.phases:
        days = (phase.start, phase.finish)
        yield _span(words, plan.start, SpanKind.PHASE, days, words.title(phase.phase.title))


def _waits(telling: Telling) -> Iterator[Span]:
    """Of each consultation, all employers together."""
    found: dict[str, list[Planned]] = {}
    for item in telling.plan.items:
        if is_consultation(item):
            found.setdefault(item.chosen.ref, []).append(item)
    for items in found.values():
        days = (min(item.start for item in items), max(item.finish for item in items))
        yield _span(telling.words, telling.plan.start, SpanKind.WAIT, days, telling.merged(items).plain)


def _waves(telling: Telling) -> Iterator[Span]:
    """From its first opening on, each wave; where there are many, the last ones together."""
    plan, words = telling.plan, telling.words
    first = {wave.number: day for wave in plan.waves if (day := _opening(plan, wave)) is not None}
    opened = [wave for wave in plan.waves if wave.number in first]
    alone = opened if len(opened) <= MOST_WAVES else opened[: MOST_WAVES - 1]
    for wave in alone:
        days = (first[wave.number], plan.finish)
        yield _span(words, plan.start, SpanKind.OPEN, days, *_names(telling, wave))
    if rest := opened[len(alone) :]:
        title = words.say("Waves {first} to {last} open", first=rest[0].number, last=rest[-1].number)
        days = (min(first[wave.number] for wave in rest), plan.finish)
        yield _span(words, plan.start, SpanKind.OPEN, days, title)


def _names(telling: Telling, wave: Wave) -> Iterator[str]:
    """The wave with its communities; of several, also with their number alone."""
    words, named = telling.words, WaveWords(telling.plan, telling.words).names(wave)
    wording = "Pilot open: {names}" if wave.pilot else "Wave {number} open: {names}"
    yield words.say(wording, names=words.listed(telling.few(named)), number=wave.number)
    if len(named) > 1:
        counted = words.count("1 community", "{count} communities", len(named))
        yield words.say(wording, names=counted, number=wave.number)


def _opening(plan: Plan, wave: Wave) -> date | None:
    return min(
        (item.start for item in plan.items if item.opens and (item.wave or 1) == wave.number), default=None
    )


def _span(words: Words, near: date, kind: SpanKind, days: tuple[date, date], *names: str) -> Span:
    """A bar with the first of its names that leaves room for its days; the last one is cut where it must."""
    start, finish = days
    said = words.period(start, finish, near)
    if kind is SpanKind.OPEN:
        said = words.say("from {date}", date=words.day(start, near))
    room = LABELS - width(f" · {said}", SIZES[-1])
    name = next((name for name in names if width(name, SIZES[-1]) <= room), names[-1])
    label = f"{fitting(name, room)} · {said}"
    return Span(title=names[0], days=said, label=label, kind=kind, start=start, finish=finish)


def fitting(name: str, room: float, size: float = SIZES[-1]) -> str:
    """A name on one line, cut at a word."""
    length = LONGEST
    short = shortened(name, length)
    while width(short, size) > room and length > 4:
        length -= 2
        short = shortened(name, length)
    return short


def _in_words(words: Words, spans: Sequence[Span]) -> str:
    """Every bar with its days, for those who do not see the chart."""
    return words.say(
        "Bars on a scale of days. {bars}.",
        bars=words.pause.join(f"{span.title} · {span.days}" for span in spans),
    )


# --- hours ---


def weekly_hours(telling: Telling, stage: Staffing) -> Bars | None:
    """Hours a week of each role before and after the opening, by the guide's floors."""
    words = telling.words
    rows = [row for row in stage.rows if row.before or row.after]
    before = {row.role: row.before for row in rows}
    after = {row.role: row.after for row in rows}
    roles = sorted(before, key=lambda role: -max(before[role], after[role]))
    names = (words.say("Before opening"), words.say("After"))
    return _bars(
        telling, words.say("Hours a week, by role"), roles, dict(zip(names, (before, after), strict=True))
    )


def planned_hours(telling: Telling) -> Bars | None:
    """All the hours of the plan's work, by role."""
    words = telling.words
    hours = {role: round(minutes / 60, 2) for role, minutes in telling.plan.load.items() if minutes}
    roles = sorted(hours, key=lambda role: -hours[role])
    return _bars(telling, words.say("Hours of the plan, by role"), roles, {words.say("Hours"): hours})


def _bars(
    telling: Telling, name: str, roles: Sequence[str], series: Mapping[str, Mapping[str, float]]
) -> Bars | None:
    """A row for each role, those with most first; the many with little in one."""
    if not roles:
        return None
    alone = roles if len(roles) <= MOST_ROLES else roles[: MOST_ROLES - 1]
    rest = roles[len(alone) :]
    labels = [fitting(telling.words.capital(telling.role(role)), ROLES) for role in alone]
    if rest:
        labels.append(telling.words.count("1 other role", "{count} other roles", len(rest)))
    told = tuple(
        Series(
            name=title,
            hours=(*(hours[role] for role in alone), *((sum(hours[role] for role in rest),) if rest else ())),
        )
        for title, hours in series.items()
    )
    return Bars(
        name=name, words=_hours_in_words(telling.words, labels, told), roles=tuple(labels), series=told
    )


def _told(words: Words, hours: float) -> str:
    """Hours as the bars have them: whole ones from twenty on, halves upwards."""
    return f"{words.number(floor(hours + 0.5) if hours >= WHOLE_FROM else hours)}{FIRM}h"


def _hours_in_words(words: Words, roles: Sequence[str], series: Sequence[Series]) -> str:
    rows = (
        words.say(
            "{name}: {value}", name=role, value=" / ".join(_told(words, each.hours[place]) for each in series)
        )
        for place, role in enumerate(roles)
    )
    return words.say(
        "Bars of hours ({series}). {bars}.",
        series=" / ".join(each.name for each in series),
        bars=words.pause.join(rows),
    )
