"""The calendar as a drawing: rows, bars and ticks with their places, and no colour or markup.

Lengths are in drawing units; a format scales them. The same rows make the table that says in words
what the drawing shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.documents.gantt_rows import Lane, LaneKind, Mark, MarkKind, lanes_of
from rse_plan.documents.standing import stand_name
from rse_plan.documents.words import Words, shortened
from rse_plan.planning.freezes import freezes_shown
from rse_plan.planning.plan import Plan
from rse_plan.planning.standing import Stand

WIDTH = 720.0
"""Of the drawing: about the text of an A4 page in CSS pixels, so that 11 units print as 8 points."""
LABELS = 238.0
"""Of the column that names the rows."""
LABEL_SIGNS = 44
"""Characters of a row's name that fit beside the drawing; the table has the whole name."""
HEAD = 58.0
"""Height of the years, the months and the names of the upright lines."""
ROW = 20.0
"""Height of a row."""
FOOT = 16.0
"""Height of the name of today's line, below the rows."""
NAMED_MONTH = 34.0
"""Width that the name of a month takes."""
NOTE = 44.0
"""Width that a date beside a mark takes."""
MOST_MONTHS = 20
"""Months that are drawn; bars that last longer are open to the right."""


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month: `label` is empty where names would touch, `year` where it is unchanged."""

    x: float
    label: str
    year: str


@dataclass(frozen=True, slots=True)
class Upright:
    """A day that runs through all rows, such as the first opening; `y` is where its name stands."""

    x: float
    y: float
    label: str
    name_x: float
    before: bool
    """Whether the name stands left of the line."""


@dataclass(frozen=True, slots=True)
class Today:
    """The day on which the plan is looked at, as a line through all rows; `words` stand above the table."""

    x: float
    label: str
    name_x: float
    before: bool
    """Whether the name stands left of the line."""
    words: str


@dataclass(frozen=True, slots=True)
class Band:
    """Days on which nothing new opens."""

    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A mark in its place; for points `x` is the middle and `width` is 0."""

    kind: str
    stand: str
    """Done, under-way, blocked, or empty."""
    x: float
    width: float
    critical: bool
    legal: bool
    open_end: bool
    """It goes on after the last day drawn."""
    title: str
    note: str
    """A date printed beside it; empty where there is no room."""
    note_x: float
    note_before: bool

    @property
    def end(self) -> float:
        """Its right edge."""
        return round(self.x + self.width, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A row in its place, and the same in words: `dates` for each mark, `what` its kinds."""

    kind: str
    y: float
    label: str
    full_label: str
    bars: tuple[Bar, ...]
    start: str
    finish: str
    what: str
    critical: bool
    today: bool
    """Whether it has something on the day that is marked as today."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """How far things can be, as a sign of the drawing and in words."""

    stand: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing; `name` and `words` say what it shows to those who do not see it."""

    name: str
    words: str
    width: float
    height: float
    labels: float
    head: float
    row: float
    bottom: float
    """Where the last row ends; below it stands the name of today's line."""
    ticks: tuple[Tick, ...]
    uprights: tuple[Upright, ...]
    bands: tuple[Band, ...]
    rows: tuple[Row, ...]
    today: Today | None
    stands: tuple[Drawn, ...]
    """How far things are that are drawn here: the rest of the key."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to drawing units from `left` to `right`; `last` is the last day drawn."""

    first: date
    last: date
    left: float = LABELS
    right: float = WIDTH

    @property
    def day(self) -> float:
        """Width of a day."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def __contains__(self, day: date) -> bool:
        """Whether a day is drawn."""
        return self.first <= day <= self.last

    def middle(self, day: date) -> float:
        """Where a point in time stands."""
        return round(self.x(day) + self.day / 2, 1)

    def x(self, day: date) -> float:
        """The left edge of a day, inside the drawing."""
        inside = min(max(day, self.first), self.last + timedelta(days=1))
        return round(self.left + (inside - self.first).days * self.day, 1)

    def place(self, kind: MarkKind, start: date, finish: date) -> tuple[float, float]:
        """The left edge and the width of a bar; of a point its middle and 0."""
        x = self.x(start)
        if kind in (MarkKind.MILESTONE, MarkKind.OPENING):
            return self.middle(start), 0.0
        return x, max(round(self.x(finish + timedelta(days=1)) - x, 1), 2.0)


def days_drawn(plan: Plan, words: Words) -> Scale:
    """From which day to which the calendar is drawn."""
    return _scale(plan, lanes_of(plan, words))


def chart(plan: Plan, words: Words, today: date | None = None) -> Chart:
    """The plan's calendar, drawn; `today` is marked in it where it is one of the days drawn."""
    lanes = lanes_of(plan, words)
    scale = _scale(plan, lanes)
    bottom = HEAD + ROW * len(lanes)
    marked = today if today is not None and today in scale else None
    return Chart(
        name=words.say("Calendar of the plan, phase by phase"),
        words=_in_words(plan, words),
        width=WIDTH,
        height=bottom + (FOOT if marked else 0),
        labels=LABELS,
        head=HEAD,
        row=ROW,
        bottom=bottom,
        ticks=tuple(ticks(scale, words)),
        uprights=tuple(_uprights(plan, scale, words)),
        bands=tuple(_bands(plan, scale)),
        rows=tuple(_row(lane, index, scale, words, marked) for index, lane in enumerate(lanes)),
        today=_today(marked, scale, words) if marked else None,
        stands=tuple(_stands(lanes, words)),
    )


def _in_words(plan: Plan, words: Words) -> str:
    extent = words.say(
        "From {start} to {finish}, {count} phases.",
        start=words.date(plan.start),
        finish=words.date(plan.finish),
        count=len(plan.phases),
    )
    if plan.first_opening is None:
        return extent
    opening = words.say("The first users get in on {date}.", date=words.date(plan.first_opening))
    return f"{extent} {opening} {words.say('The table below holds every date.')}"


def _scale(plan: Plan, lanes: Iterable[Lane]) -> Scale:
    """Whole months, up to the last thing that ends: what comes back for ever does not stretch the drawing."""
    drawn = (MarkKind.RECURRING, MarkKind.SPAN)
    ends = [mark.finish for lane in lanes for mark in lane.marks if mark.kind not in drawn]
    first = plan.start.replace(day=1)
    last = min(max(ends, default=plan.finish), _months_after(first, MOST_MONTHS) - timedelta(days=1))
    return Scale(first, _months_after(last.replace(day=1), 1) - timedelta(days=1))


def _months_after(first: date, count: int) -> date:
    month = first.month - 1 + count
    return date(first.year + month // 12, month % 12 + 1, 1)


def ticks(scale: Scale, words: Words) -> Iterator[Tick]:
    """The first days of the months drawn, named where there is room."""
    step = next((step for step in (1, 2, 3, 6) if step * 30 * scale.day >= NAMED_MONTH), 12)
    day, count = scale.first, 0
    while day <= scale.last:
        year = str(day.year) if count == 0 or day.month == 1 else ""
        yield Tick(scale.x(day), words.month(day) if count % step == 0 else "", year)
        day, count = _months_after(day, 1), count + 1


def _uprights(plan: Plan, scale: Scale, words: Words) -> Iterator[Upright]:
    named = [(plan.decision, "Decision: {date}", HEAD - 18)]
    if plan.first_opening is not None:
        named.append((plan.first_opening, "First opening: {date}", HEAD - 6))
    for day, label, y in named:
        x = scale.x(day)
        before = x > WIDTH - 130
        yield Upright(x, y, words.say(label, date=words.day(day)), x - 4 if before else x + 4, before)


def _stands(lanes: Iterable[Lane], words: Words) -> Iterator[Drawn]:
    found = {mark.stand for lane in lanes for mark in lane.marks}
    key = {
        Stand.DONE: words.say("done (struck through)"),
        Stand.UNDER_WAY: words.say("under way (striped)"),
        Stand.BLOCKED: words.say("blocked (crossed out)"),
    }
    yield from (Drawn(stand.value, told) for stand, told in key.items() if stand.value in found)


def _today(day: date, scale: Scale, words: Words) -> Today:
    x = scale.middle(day)
    before = x > WIDTH - 130
    told = words.say("Today: {date}. What runs on that day is marked.", date=words.date(day))
    label = words.say("Today: {date}", date=words.day(day))
    return Today(x, label, round(x - 4 if before else x + 4, 1), before, told)


def _bands(plan: Plan, scale: Scale) -> Iterator[Band]:
    for period in freezes_shown(plan.facts, scale.first, scale.last):
        x = scale.x(period.first)
        yield Band(x, round(scale.x(period.last + timedelta(days=1)) - x, 1))


def _row(lane: Lane, index: int, scale: Scale, words: Words, today: date | None) -> Row:
    return Row(
        kind=lane.kind.value,
        y=HEAD + ROW * index,
        label=shortened(lane.label, LABEL_SIGNS),
        full_label=words.say("{name}: {parts}", name=lane.label, parts=lane.holds)
        if lane.holds
        else lane.label,
        bars=tuple(_bars(lane, scale, words)),
        start=words.date(lane.start),
        finish=words.date(lane.finish),
        what=_what(lane, words),
        critical=lane.critical,
        today=today is not None and any(mark.start <= today <= mark.finish for mark in lane.marks),
    )


def _what(lane: Lane, words: Words) -> str:
    _ = words.say
    names = {
        MarkKind.SPAN: _("phase"),
        MarkKind.WORK: _("work"),
        MarkKind.RECURRING: _("recurring work"),
        MarkKind.GATE: _("wait for others"),
        MarkKind.MILESTONE: _("milestone"),
        MarkKind.OPENING: _("opening"),
    }
    return ", ".join(dict.fromkeys(_with_stand(names[mark.kind], mark, words) for mark in lane.marks))


def _with_stand(kind: str, mark: Mark, words: Words) -> str:
    """Its kind, and how far it is where that is known."""
    return f"{kind} ({stand_name(words, mark.stand)})" if mark.stand else kind


def _bars(lane: Lane, scale: Scale, words: Words) -> Iterator[Bar]:
    drawn = [mark for mark in lane.marks if mark.start <= scale.last]
    for mark in drawn:
        x, width = scale.place(mark.kind, mark.start, mark.finish)
        note = _note(mark, lane, words)
        after = x + width + (8 if not width else 5)
        before = after + NOTE > WIDTH
        note_x = x - 8 if before else after
        if note and not before and _taken(mark, drawn, scale, after + NOTE):
            note = ""
        yield Bar(
            kind=mark.kind.value,
            stand=mark.stand,
            x=x,
            width=width,
            critical=mark.critical,
            legal=mark.legal,
            open_end=mark.finish > scale.last,
            title=_title(mark, words),
            note=note,
            note_x=round(note_x, 1),
            note_before=before,
        )


def _title(mark: Mark, words: Words) -> str:
    """What is said of a mark to whoever points at it."""
    if not mark.stand or not mark.title:
        return mark.title
    return words.say("{name}: {value}", name=mark.title, value=stand_name(words, mark.stand))


def _note(mark: Mark, lane: Lane, words: Words) -> str:
    """The date that counts: the day of a point, the end of a wait."""
    if mark.kind is MarkKind.OPENING or (lane.kind is LaneKind.ITEM and mark.kind is not MarkKind.RECURRING):
        return words.day(mark.finish)
    return ""


def _taken(mark: Mark, drawn: Iterable[Mark], scale: Scale, right: float) -> bool:
    """Whether another mark of the row stands where the date would be printed."""
    return any(
        other is not mark and other.finish > mark.finish and scale.x(other.start) < right for other in drawn
    )
