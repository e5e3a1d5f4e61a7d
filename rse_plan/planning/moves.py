"""What would move a date: each answer that it rests on, changed or taken out alone, and all planned again.

For the deployment lead only: what a council, its expert, the law or a vendor decides may be tried here,
and never in a shared document (semantics 25).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rse_plan.errors import UserError
from rse_plan.model.answers import Answers
from rse_plan.model.base import Text
from rse_plan.model.work import Ongoing
from rse_plan.planning.chain import Step, Stop
from rse_plan.planning.dues import Timetable, run_of
from rse_plan.planning.facts import FactValue
from rse_plan.planning.hours import Hours, hours_read
from rse_plan.planning.levers import is_past, levers_of
from rse_plan.planning.plan import Planned, Reason, Shown, State
from rse_plan.planning.prepared import Prepared, Worked
from rse_plan.planning.taken_out import taken_out
from rse_plan.planning.variants import element_of, others, with_answer, with_hours
from rse_plan.planning.working_days import working_day
from rse_plan.source.span import Span

MOST_SHOWN = 5
"""Other answers that are worth reading."""
MOST_OUT = 3
"""Things to take out of the answers that are told beside them."""
MORE_HOURS = (5, 10)
"""Hours a week more that a role is tried with, where no question asks for them."""
START = "calendar.start"
EARLIER = timedelta(days=7)
"""How much sooner the start is tried."""
FEW = 6
"""Choices at most of an answer that is tried the other way, unless somebody is still to find it out."""

Pair = tuple[date, date]
"""First and last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Another answer, and the day the item would then be on; `days` are calendar days, earlier negative.

    `of` is None for a question answered otherwise; else what is taken out of the answers (a stop, or the
    answer that pins a day), or hours of a role that no question asks for. `question` is then perhaps a place
    in the answers, as in `people.hr.hours`.
    """

    question: str
    element: str | None
    shown: Shown
    private: bool
    day: date
    days: int
    of: Stop | Reason | Hours | None = None


@dataclass(frozen=True, slots=True)
class Try:
    """Answers with one thing changed: the question, the element it is asked for, what it is worth then."""

    question: str
    element: str | None
    shown: Shown
    private: bool
    answers: Answers
    of: Stop | Reason | Hours | None = None


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
    steps: Sequence[Step],
    ready: Prepared,
    dates: Callable[[Answers], Mapping[str, Pair]],
) -> tuple[Move, ...]:
    """What moves an item most, biggest move first: at most five answers, and three things to take out.

    `read` are the answers that it rests on, `steps` the links of its chain. Both sides are planned at one
    effort; at the plan's own, each new day is the one that planning again gives, else their difference is
    laid on the item's date. No answer is a day that has passed. Raises UserError when the answers as they are
    cannot be planned.
    """
    base = dates(ready.answers)[item.id]
    found = []
    tries = (*_others(read, ready), *_hours(steps, ready), *_less(steps, ready), _earlier(ready))
    for order, one in enumerate(tries):
        if is_past(one.shown.value, ready.today):
            continue
        try:
            tried = dates(one.answers).get(item.id)
        except UserError:  # the other value leads to a plan that cannot be made: no day to tell
            continue
        days = (_day(item, tried) - _day(item, base)).days if tried is not None else 0
        if days:
            found.append((-abs(days), order, _move(item, one, days)))
    return tuple(_best(move for *_, move in sorted(found, key=lambda row: row[:2])))


def _best(moves: Iterable[Move]) -> Iterator[Move]:
    """The first few of each sort; of answers to one question that lead to one day, the first."""
    seen: set[tuple[str, str | None, date, Span | None]] = set()
    left = {True: MOST_OUT, False: MOST_SHOWN}
    for move in moves:
        out = isinstance(move.of, Stop | Reason)
        key = (move.question, move.element, move.day, move.of.span if move.of is not None else None)
        if key not in seen and left[out]:
            seen.add(key)
            left[out] -= 1
            yield move


def _day(item: Planned, pair: Pair) -> date:
    """The day that is told of an item: the last one of a gate, else the first."""
    return pair[1] if item.kind == "gate" else pair[0]


def _move(item: Planned, tried: Try, days: int) -> Move:
    return Move(
        question=tried.question,
        element=tried.element,
        shown=tried.shown,
        private=tried.private,
        day=_day(item, (item.start, item.finish)) + timedelta(days=days),
        days=days,
        of=tried.of,
    )


# --- what is tried ---


def _others(read: Iterable[tuple[str, Mapping[str, str]]], ready: Prepared) -> Iterator[Try]:
    """Every other answer to what was read, each once, in the order of the chain."""
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
            values = (*others(question, fact.value), *levers.get((name, element), ()))
            for value in dict.fromkeys(values or (_around(ready, fact.value) if is_open else ())):
                yield _answered(ready, name, element, value)


def _around(ready: Prepared, value: FactValue) -> Iterator[date]:
    """Where a date may really be that is only assumed: a week before or after, on a working day."""
    if isinstance(value, date):
        yield from (working_day(ready.sheet, value + shift) for shift in (-EARLIER, EARLIER))


def _earlier(ready: Prepared) -> Try:
    """An earlier start, on a day on which the organisation works."""
    return _answered(ready, START, None, working_day(ready.sheet, ready.start - EARLIER))


def _answered(ready: Prepared, name: str, element: str | None, value: FactValue) -> Try:
    question = ready.library.questions[name]
    label = question.label_of(str(value))
    return Try(
        question=name,
        element=element,
        shown=Shown(question.name, value, State.ANSWERED, (label,) if label is not None else ()),
        private=question.audience == "lead",
        answers=with_answer(ready.answers, ready.library, name, element, value),
    )


def _hours(steps: Iterable[Step], ready: Prepared) -> Iterator[Try]:
    """More hours of each role that a link lacks, but for those that a question has told."""
    lacking = (
        hours for step in steps for hours in (*step.hours, *((step.stretch.hours,) if step.stretch else ()))
    )
    for found in {hours.role: hours for hours in lacking if not hours_read(hours.role, ready.sheet)}.values():
        for more in MORE_HOURS:
            given = Hours(found.role, found.hours + more, None, assumed=False)
            shown = Shown(ready.library.roles[found.role].title, given.hours, State.ANSWERED)
            answers = with_hours(ready.answers, found.role, given.hours)
            yield Try(f"people.{found.role}.hours", None, shown, False, answers, given)


def _less(steps: Iterable[Step], ready: Prepared) -> Iterator[Try]:
    """The answers less each thing of theirs that keeps a link back."""
    for found in taken_out(steps, ready.sheet):
        question = ready.library.questions.get(found.question)
        name = question.name if question is not None else Text.of(found.question, found.question)
        shown = Shown(name, found.left or None, State.ANSWERED)
        yield Try(found.question, found.element, shown, found.out.private, found.answers, found.out)
