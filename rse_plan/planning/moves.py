"""What would move a date: each answer that it rests on, changed alone, and the whole planned again.

For the deployment lead only: what a council, its expert, the law or a vendor decides may be tried here,
and never in a shared document (semantics 25).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.errors import UserError
from rse_plan.model.answers import Answers
from rse_plan.model.base import Text
from rse_plan.model.work import Ongoing
from rse_plan.planning.build import Prepared, Worked
from rse_plan.planning.dues import Timetable, run_of
from rse_plan.planning.facts import FactSheet, FactValue
from rse_plan.planning.plan import Planned, Shown, State
from rse_plan.planning.variants import element_of, others, with_answer
from rse_plan.planning.ways_out import levers_of

MOST_SHOWN = 5
"""Ways to move a date that are worth reading."""
START = "calendar.start"
EARLIER = timedelta(days=7)
"""How much sooner the start is tried."""
FEW = 6
"""Choices at most of an answer that is tried the other way, unless somebody is still to find it out."""

Pair = tuple[date, date]
"""First and last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Another answer, and the day the item would then be on; `days` are calendar days, earlier negative."""

    question: str
    element: str | None
    shown: Shown
    private: bool
    day: date
    days: int


def dates_of(worked: Worked) -> Mapping[str, Pair]:
    """First and last day of all work by id; recurring work that never takes place has none."""
    network, placed = worked.prepared.network, worked.schedule.placed
    table = Timetable(worked.prepared.sheet, network, worked.prepared.jobs, placed)
    found: dict[str, Pair] = {}
    for chosen, at in zip(network.items, placed, strict=True):
        on = run_of(chosen, chosen.item, table, worked.opening) if isinstance(chosen.item, Ongoing) else at
        if on is not None:
            found[chosen.id] = (on.start, on.finish)
    return found


def find_moves(
    item: Planned,
    read: Iterable[tuple[str, Mapping[str, str]]],
    ready: Prepared,
    dates: Callable[[Answers], Mapping[str, Pair]],
) -> tuple[Move, ...]:
    """The answers that move an item most, biggest move first, at most five.

    Both sides are planned at one effort; at the plan's own, each new day is the one that planning again
    gives, else their difference is laid on the item's date. Raises UserError when the answers as they are
    cannot be planned.
    """
    base = dates(ready.answers)[item.id]
    found = []
    for order, (name, element, value) in enumerate(_tries(read, ready)):
        try:
            tried = dates(with_answer(ready.answers, ready.library, name, element, value)).get(item.id)
        except UserError:  # the other value leads to a plan that cannot be made: no day to tell
            continue
        days = (_day(item, tried) - _day(item, base)).days if tried is not None else 0
        if days:
            found.append((-abs(days), order, _move(item, (name, element, value), days, ready.sheet)))
    return tuple(_best(move for *_, move in sorted(found, key=lambda row: row[:2])))


def _best(moves: Iterable[Move]) -> Iterator[Move]:
    """The first five; of answers to one question that lead to one day, the first."""
    seen: set[tuple[str, str | None, date]] = set()
    for move in moves:
        key = (move.question, move.element, move.day)
        if key not in seen and len(seen) < MOST_SHOWN:
            seen.add(key)
            yield move


def _day(item: Planned, pair: Pair) -> date:
    """The day that is told of an item: the last one of a gate, else the first."""
    return pair[1] if item.kind == "gate" else pair[0]


Try = tuple[str, str | None, FactValue]
"""A question, the element it is asked for, and another answer."""


def _tries(read: Iterable[tuple[str, Mapping[str, str]]], ready: Prepared) -> Iterator[Try]:
    """Every other answer to what was read, each once, in the order of the chain; last an earlier start."""
    sheet = ready.sheet
    levers = {(lever.question.id, lever.element): lever.values for lever in levers_of(sheet)}
    tried = {(name, element_of(sheet, name, elements)): elements for name, elements in read}
    for (name, element), elements in tried.items():
        question = sheet.library.questions.get(name)
        fact = sheet.fact(name, elements)
        if question is None or fact.state is State.ABSENT:
            continue
        is_open = fact.state is State.ASSUMED and question.allows_unknown
        if is_open or len(question.choices) <= FEW:
            for value in dict.fromkeys((*others(question, fact.value), *levers.get((name, element), ()))):
                yield name, element, value
    yield START, None, ready.start - EARLIER


def _move(item: Planned, tried: Try, days: int, sheet: FactSheet) -> Move:
    name, element, value = tried
    question = sheet.library.questions[name]
    return Move(
        question=name,
        element=element,
        shown=Shown(question.name, value, State.ANSWERED, _labels(question.label_of(str(value)))),
        private=question.audience == "lead",
        day=_day(item, (item.start, item.finish)) + timedelta(days=days),
        days=days,
    )


def _labels(label: Text | None) -> tuple[Text, ...]:
    return (label,) if label is not None else ()
