"""What decisions say of the work that they are about: taken, it is done; put off or refused, it is not.

That the day of a decision has passed does not make it taken, when somebody has said that it was not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rse_plan.library import Library
from rse_plan.model.content import Ask
from rse_plan.model.progress import Decision
from rse_plan.planning.course import Course
from rse_plan.planning.network import Network
from rse_plan.planning.own_dates import OwnDates
from rse_plan.planning.plan import DatedAsk, Planned
from rse_plan.planning.standing import counting

YES = "yes"


@dataclass(frozen=True, slots=True)
class Decided:
    """By network position: the day on which work was decided, and work that has not been done."""

    on: Mapping[int, date]
    put_off: frozenset[int]


def decided(course: Course, network: Network, library: Library) -> Decided:
    """What the last decision on each thing says; and what the answers themselves give a day to come."""
    last = {decision.id: decision for decision in course.decisions}
    positions = {chosen.id: position for position, chosen in enumerate(network.items)}
    refused = {at for at, chosen in enumerate(network.items) if _is_to_come(chosen.given, course)}
    said: dict[int, list[Decision]] = defaultdict(list)
    for decision in last.values():
        for id_ in _work_of(decision, network, library):
            if id_ in positions:
                said[positions[id_]].append(decision)
    counted = {at: counting(decisions) for at, decisions in said.items()}
    taken = {at: one.on for at, one in counted.items() if one is not None and one.answer == YES}
    refused.update(at for at in said if at not in taken)
    return Decided(taken, frozenset(refused))


def settled_days(items: Sequence[Planned], asks: Sequence[DatedAsk]) -> frozenset[str]:
    """Questions that give the day of what is done or decided by now: their answer no longer counts."""
    days: dict[str, bool] = {}
    for item in items:
        question = getattr(item.item, "on", None)
        if question is not None:
            about = [ask.decided for ask in asks if ask.item == item.id]
            days[question] = days.get(question, True) and _is_settled(item, counting((item.decided, *about)))
    return frozenset(question for question, is_settled in days.items() if is_settled)


def _is_settled(item: Planned, decision: Decision | None) -> bool:
    is_done = item.report is not None and item.report.done is not None
    return is_done or (decision is not None and decision.answer == YES)


def _is_to_come(given: OwnDates | None, course: Course) -> bool:
    """Whether the answers themselves give a day to come."""
    days = (given.start, given.finish) if given is not None else ()
    return any(day is not None and day >= course.today for day in days)


def _work_of(decision: Decision, network: Network, library: Library) -> Iterator[str]:
    """The ids of the work that is done with a decision: itself, or what an ask for a decision is due on."""
    yield decision.id
    ref, at, element = decision.id.partition("@")
    place = library.index.places.get(ref)
    ask = place.item if place is not None else None
    if place is None or not isinstance(ask, Ask) or ask.due.on is None:
        return
    if not ask.decision and ask.decides is None:
        return
    due = ask.due.on
    full = due if "/" in due else f"{place.playbook.id}/{due}"
    ids = [network.items[position].id for position in network.instances.all(full)]
    own = [id_ for id_ in ids if id_.endswith(f"{at}{element}")] if at else []
    yield from own or ids
