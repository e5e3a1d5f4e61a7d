"""Every task of a phase on its own line, to unfold below the calendar: the drawing beside its dates.

Lengths are in drawing units. The table is its own equivalent in words: names and days stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.documents.gantt import Scale, Tick, ticks
from rse_plan.documents.gantt_rows import MarkKind, drawn_stand, kind_of
from rse_plan.documents.standing import stand_name
from rse_plan.documents.telling import Telling, instances
from rse_plan.documents.tree import Line, line
from rse_plan.documents.words import cut
from rse_plan.planning.phase_dates import PhaseDates
from rse_plan.planning.plan import Planned

WIDTH = 360.0
"""Of the drawing beside a task."""
MOST_ROWS = 150
"""Tasks of one phase, the weightiest first; the register has all."""
WIDEST = 110
"""Characters of a task's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseBar:
    """A task with its days in words and its bar; points have no width."""

    title: Line
    first: str
    last: str
    kind: str
    stand: str
    """Done, under-way, blocked, or empty."""
    what: str
    x: float
    width: float
    critical: bool
    today: bool
    """Whether it has something on the day that is marked as today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseChart:
    """The tasks of a phase; `title` counts them, `name` is the phase's."""

    anchor: str
    name: str
    title: str
    width: float
    ticks: tuple[Tick, ...]
    rows: tuple[PhaseBar, ...]
    more: Line
    today: float | None
    """Where today's line stands."""


def phase_charts(telling: Telling, today: date | None = None) -> tuple[PhaseChart, ...]:
    """A chart for each phase that holds something; `today` is marked where its days are drawn."""
    found = []
    for each in telling.plan.phases:
        groups = instances(item for item in telling.plan.items if item.phase == each.phase.id)
        if groups:
            found.append(_chart(telling, each, groups, today))
    return tuple(found)


def _chart(
    telling: Telling, phase: PhaseDates, groups: Sequence[Sequence[Planned]], today: date | None
) -> PhaseChart:
    words = telling.words
    kept = _weightiest(groups)
    scale = _scale(groups)
    name, rest = words.title(phase.phase.title), len(groups) - len(kept)
    wording = ("1 other task: in the register.", "{count} other tasks: in the register.")
    return PhaseChart(
        anchor=f"tasks-{phase.phase.id}",
        name=name,
        title=words.count("{name}: 1 task", "{name}: {count} tasks", len(groups), name=name),
        width=WIDTH,
        ticks=tuple(ticks(scale, words)),
        rows=tuple(_bars(telling, kept, scale, today)),
        more=line(words.count(*wording, rest)) if rest else Line(),
        today=scale.middle(today) if today is not None and today in scale else None,
    )


def _weightiest(groups: Sequence[Sequence[Planned]]) -> Sequence[Sequence[Planned]]:
    """At most so many, in their order: what counts or sets the opening stays longest."""
    if len(groups) <= MOST_ROWS:
        return groups
    light = sorted(range(len(groups)), key=lambda at: not (groups[at][0].critical or groups[at][0].legal))
    kept = set(light[:MOST_ROWS])
    return [group for at, group in enumerate(groups) if at in kept]


def _scale(groups: Sequence[Sequence[Planned]]) -> Scale:
    """From the month of the first day to that of the last, what comes back counted only at its start."""
    first = min(group[0].start for group in groups).replace(day=1)
    ends = [group[0].start if group[0].kind == "ongoing" else group[0].finish for group in groups]
    return Scale(first, _end_of_month(max(ends)), 0.0, WIDTH)


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _bars(
    telling: Telling, groups: Sequence[Sequence[Planned]], scale: Scale, today: date | None
) -> Iterator[PhaseBar]:
    words, near = telling.words, telling.plan.start
    names = {
        MarkKind.WORK: words.say("work"),
        MarkKind.RECURRING: words.say("recurring work"),
        MarkKind.GATE: words.say("wait for others"),
        MarkKind.MILESTONE: words.say("milestone"),
        MarkKind.OPENING: words.say("opening"),
    }
    for group in groups:
        item = group[0]
        kind = kind_of(item)
        x, width = scale.place(kind, item.start, item.finish)
        yield PhaseBar(
            title=cut(telling.merged(group), WIDEST),
            first=words.day(item.start, near),
            last=words.day(item.finish, near) if item.finish != item.start else "",
            kind=kind.value,
            stand=(stand := drawn_stand(telling, item)),
            what=f"{names[kind]}, {stand_name(words, stand)}" if stand else names[kind],
            x=round(min(x, WIDTH - width), 1),
            width=width,
            critical=item.critical,
            today=today is not None and item.start <= today <= item.finish,
        )
