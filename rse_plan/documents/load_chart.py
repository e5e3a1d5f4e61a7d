"""The hours that roles are planned for, week by week, as small charts with the hours that they have.

Lengths are in drawing units. A chart says in words what it draws, and holds every week as a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rse_plan.documents.gantt import NAMED_MONTH, Scale, Tick, ticks
from rse_plan.documents.screen_rows import LoadRow
from rse_plan.documents.telling import Telling
from rse_plan.documents.words import Words
from rse_plan.planning.role_load import RoleLoad, WeekLoad

WIDTH, LEFT = 720.0, 44.0
"""Of a drawing, and of the hours written beside it."""
TOP, HIGH, FOOT = 14.0, 72.0, 28.0
"""Of a drawing: above the highest bar, of the bars, of the months below them."""
MOST_NAMED = 4
"""Weeks that are named where there is too much; the others are counted."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChart:
    """One role: paths of the bars, of what is beyond the hours it has, and of those hours."""

    anchor: str
    name: str
    words: str
    width: float
    height: float
    left: float
    ground: float
    """The height of the line on which the bars stand."""
    top: str
    """The hours that the highest bar or the hours available reach, written at `top_y`."""
    top_y: float
    bars: str
    beyond: str
    capacity: str
    ticks: tuple[Tick, ...]
    rows: tuple[LoadRow, ...]


def load_charts(telling: Telling) -> tuple[LoadChart, ...]:
    """The roles whose hours are known, all from the same first to the same last week."""
    weeks = [week.monday for load in telling.plan.workload for week in load.weeks]
    if not weeks:
        return ()
    scale = Scale(min(weeks), max(weeks) + _WEEK - timedelta(days=1), LEFT, WIDTH)
    months = tuple(_within(tick) for tick in ticks(scale, telling.words))
    return tuple(_chart(telling, load, scale, months) for load in telling.plan.workload if load.weeks)


def _within(tick: Tick) -> Tick:
    """A month without its name where the name would be cut at the edge."""
    return tick if tick.x < WIDTH - NAMED_MONTH else replace(tick, label="", year="")


def _chart(telling: Telling, load: RoleLoad, scale: Scale, months: tuple[Tick, ...]) -> LoadChart:
    words = telling.words
    most = max(max(week.minutes, week.capacity) for week in load.weeks)
    drawing = _Drawing(scale, HIGH / max(most, 1))
    return LoadChart(
        anchor=f"load-{load.role}",
        name=words.capital(telling.who(load.role)),
        words=_in_words(words, load.weeks),
        width=WIDTH,
        height=TOP + HIGH + FOOT,
        left=LEFT,
        ground=TOP + HIGH,
        top=words.hours(most),
        top_y=TOP,
        bars="".join(drawing.bar(week) for week in load.weeks),
        beyond="".join(drawing.beyond(week) for week in load.weeks if week.minutes > week.capacity),
        capacity="".join(drawing.capacity(load.weeks)),
        ticks=months,
        rows=tuple(_row(words, week) for week in load.weeks),
    )


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Weeks as pieces of SVG paths; `minute` is the height of one."""

    scale: Scale
    minute: float

    def bar(self, week: WeekLoad) -> str:
        """From the ground to what is planned, at most to the hours available."""
        return self._box(week, 0, min(week.minutes, week.capacity))

    def beyond(self, week: WeekLoad) -> str:
        """What is planned above the hours available."""
        return self._box(week, week.capacity, week.minutes)

    def capacity(self, weeks: Sequence[WeekLoad]) -> Iterator[str]:
        """A line at the hours available, broken where no week is known."""
        before: date | None = None
        for week in weeks:
            joins = before is not None and week.monday == before + _WEEK
            x, y = self._x(week.monday), self._y(week.capacity)
            yield f"{f'V{y}' if joins else f'M{x} {y}'}H{self._x(week.monday + _WEEK)}"
            before = week.monday

    def _box(self, week: WeekLoad, low: int, high: int) -> str:
        if high <= low:
            return ""
        x, end = self._x(week.monday), self._x(week.monday + _WEEK)
        return f"M{x} {self._y(low)}V{self._y(high)}H{round(max(end - 0.8, x + 0.8), 1)}V{self._y(low)}z"

    def _x(self, day: date) -> float:
        return self.scale.x(day)

    def _y(self, minutes: int) -> float:
        return round(TOP + HIGH - minutes * self.minute, 1)


def _row(words: Words, week: WeekLoad) -> LoadRow:
    over = week.minutes - week.capacity
    return LoadRow(
        week=words.date(week.monday),
        planned=words.hours(week.minutes),
        available=words.hours(week.capacity),
        over=words.hours(over) if over > 0 else "",
    )


def _in_words(words: Words, weeks: Sequence[WeekLoad]) -> str:
    """The whole, the heaviest week, and the weeks with too much."""
    heaviest = max(weeks, key=lambda week: week.minutes)
    most = words.say(
        "{total} in {weeks}; at most {hours}, in the week of {date}, of {available} available.",
        total=words.hours(sum(week.minutes for week in weeks)),
        weeks=words.count("1 week", "{count} weeks", len(weeks)),
        hours=words.hours(heaviest.minutes),
        date=words.date(heaviest.monday),
        available=words.hours(heaviest.capacity),
    )
    return f"{most} {_too_much(words, [week for week in weeks if week.minutes > week.capacity])}"


def _too_much(words: Words, over: Sequence[WeekLoad]) -> str:
    if not over:
        return words.say("Never more than the hours available.")
    named = [words.date(week.monday) for week in over[:MOST_NAMED]]
    rest = len(over) - len(named)
    if rest:
        named.append(words.count("1 other", "{count} others", rest))
    return words.say("More than the hours available in the weeks of {weeks}.", weeks=words.listed(named))
