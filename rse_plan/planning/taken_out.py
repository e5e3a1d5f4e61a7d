"""What an organisation may take out of its answers to move a date: its own closed days, and a pinned opening.

Never what others decide: the law, a council, a playbook's guard around a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rse_plan.model.answers import Answers
from rse_plan.model.periods import AnyPeriod, Period
from rse_plan.planning.absences import SPONSOR
from rse_plan.planning.chain import Step, Stop
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.periods import any_periods
from rse_plan.planning.plan import Reason, State
from rse_plan.planning.variants import element_of, with_answer, without_answer

PIN = "community.opens_on"


@dataclass(frozen=True, slots=True)
class Without:
    """Answers less one thing: where the file has it, the thing, and the answers that are left.

    `question` is a question's id, or `people.ROLE.absences`; `left` are the other periods of the same list.
    """

    question: str
    element: str | None
    out: Stop | Reason
    answers: Answers
    left: tuple[AnyPeriod, ...] = ()


def taken_out(steps: Iterable[Step], sheet: FactSheet) -> Iterator[Without]:
    """The answers less each thing that keeps a link back: a freeze, a closure, an absence, a pinned day."""
    seen = set()
    for step in steps:
        for found in _of_step(step, sheet):
            first = found.out.first if isinstance(found.out, Stop) else None
            key = (found.question, found.element, found.out.span, first)
            if key not in seen:
                seen.add(key)
                yield found


def _of_step(step: Step, sheet: FactSheet) -> Iterator[Without]:
    for stop in (*filter(None, (step.freeze,)), *step.stops):
        yield from _without_stop(stop, sheet)
    for reason in (*step.reasons, *step.given):
        if reason.question == PIN and reason.shown.state is State.ANSWERED:
            element = element_of(sheet, PIN, step.item.chosen.elements)
            yield Without(PIN, element, reason, without_answer(sheet.answers, PIN, element))


def _without_stop(stop: Stop, sheet: FactSheet) -> Iterator[Without]:
    if stop.role is not None:
        yield from _without_absence(stop, stop.role, sheet)
    elif stop.question is not None:
        yield from _without_period(stop, stop.question, None, sheet)


def _without_absence(stop: Stop, role: str, sheet: FactSheet) -> Iterator[Without]:
    """An absence stands under the role's people; the sponsor's perhaps in an answer of its own."""
    person = sheet.answers.people.get(role)
    left = _left(person.absences, stop) if person is not None else ()
    if person is not None and left != person.absences:
        people = {**sheet.answers.people, role: replace(person, absences=left)}
        yield Without(f"people.{role}.absences", None, stop, replace(sheet.answers, people=people), left)
    elif role == SPONSOR[0]:
        yield from _without_period(stop, SPONSOR[1], element_of(sheet, SPONSOR[1], {}), sheet)


def _without_period(stop: Stop, name: str, element: str | None, sheet: FactSheet) -> Iterator[Without]:
    written = any_periods(sheet.fact(name, {}).value)
    left = _left(written, stop)
    if left != written:
        answers = with_answer(sheet.answers, sheet.library, name, element, left)
        yield Without(name, element, stop, answers, left)


def _left(written: tuple[AnyPeriod, ...], stop: Stop) -> tuple[AnyPeriod, ...]:
    return tuple(one for one in written if not _is_of(one, stop))


def _is_of(one: AnyPeriod, stop: Stop) -> bool:
    """Whether a period as it is written means these days: a preset does in each year."""
    if one.span is not None and stop.span is not None:
        return one.span == stop.span
    return isinstance(one, Period) and (one.first, one.last) == (stop.first, stop.last)
