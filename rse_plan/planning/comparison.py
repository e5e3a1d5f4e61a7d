"""What differs between two outlines of plans: dates, hours, asks, risks, measures, assumptions, totals.

The comparison of B with A mirrors that of A with B: every number is negated, old and new change places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from rse_plan.planning.open_days import Open
from rse_plan.planning.outline import (
    Named,
    Outline,
    OutlinedAsk,
    OutlinedAssumption,
    OutlinedCommunity,
    OutlinedItem,
    OutlinedKpi,
    OutlinedRisk,
)
from rse_plan.planning.plan import Shown

EntryT_co = TypeVar("EntryT_co", covariant=True)
KeyT = TypeVar("KeyT")
EntryT = TypeVar("EntryT")

Key = tuple[str, ...]
"""What differs, for saying which cause it comes from: its sort and its id."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A day that is another one; `days` are calendar days, `working` the main employer's working days.

    Later is positive. Without one of the two days neither can be told; `working` also where no calendar is
    known. Days count as worked that are so in both plans.
    """

    former: date | None
    now: date | None
    days: int | None
    working: int | None


@dataclass(frozen=True, slots=True)
class Moved:
    """An item with other days; `day` is the day that is told of it: a gate's last one, else the first."""

    former: OutlinedItem
    now: OutlinedItem
    start: Shift
    finish: Shift

    @property
    def day(self) -> Shift:
        """The shift of the day that is told of it: a gate's last one, else the first."""
        return self.finish if self.now.kind == "gate" else self.start

    @property
    def told(self) -> Shift:
        """The shift that says most: that of its day, else of its other end."""
        other = self.start if self.now.kind == "gate" else self.finish
        return self.day if self.day.days else other


@dataclass(frozen=True, slots=True)
class Changed(Generic[EntryT_co]):
    """One thing that is in both plans, and not the same; `due` where it is its day that differs."""

    former: EntryT_co
    now: EntryT_co
    due: Shift | None = None


@dataclass(frozen=True, slots=True)
class Differing(Generic[EntryT_co]):
    """Things of one sort."""

    added: tuple[EntryT_co, ...] = ()
    removed: tuple[EntryT_co, ...] = ()
    changed: tuple[Changed[EntryT_co], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Amounts:
    """A number that differs: minutes of a role, or a total."""

    name: str
    former: int
    now: int

    @property
    def more(self) -> int:
        return self.now - self.former


class Turn(StrEnum):
    """What became of an assumption."""

    ANSWERED = "answered"
    """Somebody has answered: the assumption is one no more."""
    OPENED = "opened"
    """There was an answer: now it is assumed."""
    REVISED = "revised"
    """Another value is assumed."""
    ARISEN = "arisen"
    """It is assumed now; a plan.json cannot tell whether there was an answer that nothing quoted."""
    LAPSED = "lapsed"
    """It is assumed no more: it does not matter, or a plan.json quotes no answer to it."""


MIRRORED: Mapping[Turn, Turn] = {
    Turn.ANSWERED: Turn.OPENED,
    Turn.OPENED: Turn.ANSWERED,
    Turn.REVISED: Turn.REVISED,
    Turn.ARISEN: Turn.LAPSED,
    Turn.LAPSED: Turn.ARISEN,
}
"""What each turn is when it is looked at from the other end."""


@dataclass(frozen=True, slots=True)
class Turned:
    """An assumption that became an answer, or the reverse; None where a plan has no value for it."""

    question: str
    element: str | None
    turn: Turn
    former: Shown | str | None
    now: Shown | str | None
    private: bool

    @property
    def is_confirmed(self) -> bool:
        """Whether the answer is what was assumed."""
        return (
            isinstance(self.former, Shown)
            and isinstance(self.now, Shown)
            and self.former.value == self.now.value
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Everything that differs between a former outline and the present one."""

    former: Outline
    now: Outline
    dates: Mapping[str, Shift]
    """first_opening, decision, start, finish: those that differ."""
    communities: Differing[OutlinedCommunity]
    moved: tuple[Moved, ...]
    added: tuple[OutlinedItem, ...]
    removed: tuple[OutlinedItem, ...]
    hours: tuple[Amounts, ...]
    """Minutes by role."""
    asks: Differing[OutlinedAsk]
    risks: Differing[OutlinedRisk]
    kpis: Differing[OutlinedKpi]
    assumptions: tuple[Turned, ...]
    totals: tuple[Amounts, ...]
    """tasks; effort and sponsor in minutes; STAGE.before and STAGE.after in minutes a week."""

    @property
    def opening(self) -> Shift:
        """How the first opening moves, also where it does not."""
        return shift(self.former.first_opening, self.now.first_opening, Counting(self.former, self.now))

    def keys(self) -> frozenset[Key]:
        """What differs, for saying by which cause."""
        return frozenset(self._keys())

    def __bool__(self) -> bool:
        return bool(self.keys())

    def _keys(self) -> Iterator[Key]:
        yield from (("date", name) for name in self.dates)
        yield from (("item", each.now.id) for each in self.moved)
        yield from (("item", each.id) for each in (*self.added, *self.removed))
        yield from (("hours", each.name) for each in self.hours)
        yield from (("total", each.name) for each in self.totals)
        yield from (("assumption", each.question, each.element or "") for each in self.assumptions)
        sorts: tuple[tuple[str, Differing[OutlinedCommunity | OutlinedAsk | OutlinedRisk | OutlinedKpi]], ...]
        sorts = (
            ("community", self.communities),
            ("ask", self.asks),
            ("risk", self.risks),
            ("kpi", self.kpis),
        )
        for sort, found in sorts:
            yield from ((sort, each.id) for each in (*found.added, *found.removed))
            yield from ((sort, each.now.id) for each in found.changed)


def moves(former: Outline, now: Outline) -> Moves:
    """What moved, came and went between two outlines."""
    counting = Counting(former, now)
    common = [(former.items[id_], item) for id_, item in now.items.items() if id_ in former.items]
    return Moves(
        former=former,
        now=now,
        dates=dict(_dates(former, now, counting)),
        communities=_differing(
            former.communities,
            now.communities,
            lambda one: (one.opening,),
            lambda a, b: shift(a.opening, b.opening, counting),
        ),
        moved=tuple(
            Moved(a, b, shift(a.start, b.start, counting), shift(a.finish, b.finish, counting))
            for a, b in common
            if (a.start, a.finish) != (b.start, b.finish)
        ),
        added=tuple(item for id_, item in now.items.items() if id_ not in former.items),
        removed=tuple(item for id_, item in former.items.items() if id_ not in now.items),
        hours=tuple(_amounts(former.load, now.load)),
        asks=_differing(
            former.asks,
            now.asks,
            lambda one: (one.due, one.minutes),
            lambda a, b: shift(a.due, b.due, counting),
        ),
        risks=_differing(former.risks, now.risks, lambda one: (one.likelihood, one.impact)),
        kpis=_differing(
            former.kpis,
            now.kpis,
            lambda one: (one.due, one.low, one.members),
            lambda a, b: shift(a.due, b.due, counting),
        ),
        assumptions=tuple(_turned(former, now)),
        totals=tuple(_amounts(totals_of(former), totals_of(now))),
    )


# --- days ---


@dataclass(frozen=True)
class Counting:
    """The days that are worked in both plans."""

    former: Outline
    now: Outline

    def working(self, first: date, last: date) -> int | None:
        """Working days from the day after the first to the last; negative when the last comes before."""
        if self.former.open is None or self.now.open is None:
            return None
        if last < first:
            return -_between(last, first, self.former.open, self.now.open)
        return _between(first, last, self.former.open, self.now.open)


def _between(first: date, last: date, *calendars: Open) -> int:
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(all(calendar.is_open(day) for calendar in calendars) for day in days)


def shift(former: date | None, now: date | None, counting: Counting) -> Shift:
    """From one day to another."""
    if former is None or now is None:
        return Shift(former, now, None, None)
    return Shift(former, now, (now - former).days, counting.working(former, now))


def _dates(former: Outline, now: Outline, counting: Counting) -> Iterator[tuple[str, Shift]]:
    for name in ("first_opening", "decision", "start", "finish"):
        days: tuple[date | None, date | None] = (getattr(former, name), getattr(now, name))
        if days[0] != days[1]:
            yield name, shift(*days, counting)


# --- things ---


def _differing(
    former: Mapping[str, EntryT],
    now: Mapping[str, EntryT],
    compared: Callable[[EntryT], object],
    due: Callable[[EntryT, EntryT], Shift] | None = None,
) -> Differing[EntryT]:
    changed = (
        (former[id_], one)
        for id_, one in now.items()
        if id_ in former and compared(former[id_]) != compared(one)
    )
    return Differing(
        added=tuple(one for id_, one in now.items() if id_ not in former),
        removed=tuple(one for id_, one in former.items() if id_ not in now),
        changed=tuple(Changed(a, b, due(a, b) if due is not None else None) for a, b in changed),
    )


def totals_of(outline: Outline) -> Mapping[str, int]:
    """Numbers of a plan as a whole, by name."""
    bill = {
        f"{stage}.{when}": minutes
        for stage, pair in outline.bill.items()
        for when, minutes in zip(("before", "after"), pair, strict=True)
    }
    return {
        "tasks": outline.tasks,
        "effort": outline.effort,
        "sponsor": outline.sponsor_minutes,
        **bill,
    }


def _amounts(former: Mapping[str, int], now: Mapping[str, int]) -> Iterator[Amounts]:
    for name in in_both_orders(former, now):
        before, after = former.get(name, 0), now.get(name, 0)
        if before != after:
            yield Amounts(name, before, after)


def in_both_orders(former: Iterable[KeyT], now: Iterable[KeyT]) -> tuple[KeyT, ...]:
    """Keys of both, each once: the present order, then what is no more."""
    return tuple(dict.fromkeys((*now, *former)))


def _turned(former: Outline, now: Outline) -> Iterator[Turned]:
    for key in in_both_orders(former.assumptions, now.assumptions):
        before, after = former.assumptions.get(key), now.assumptions.get(key)
        if before is not None and after is not None and before.value == after.value:
            continue
        yield _turn(key, before, after, former, now)


def _turn(
    key: Named,
    before: OutlinedAssumption | None,
    after: OutlinedAssumption | None,
    former: Outline,
    now: Outline,
) -> Turned:
    private = any(one.private for one in (before, after) if one is not None)
    old = before.shown if before is not None else former.answered.get(key)
    new = after.shown if after is not None else now.answered.get(key)
    if before is not None and after is not None:
        turn = Turn.REVISED
    elif before is not None:
        turn = Turn.ANSWERED if new is not None else Turn.LAPSED
    else:
        turn = Turn.OPENED if old is not None else Turn.ARISEN
    return Turned(key[0], key[1], turn, old, new, private)
