"""Work whose decision was put off or refused: that its day has passed does not make it done."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.library import Library
from rse_plan.model.content import Ask
from rse_plan.model.progress import Decision
from rse_plan.planning.course import Course
from rse_plan.planning.network import Network
from rse_plan.planning.own_dates import OwnDates

YES = "yes"


def put_off(course: Course, network: Network, library: Library) -> frozenset[int]:
    """Network positions of work about which the last decision was not yes, and of what answers put later."""
    last = {decision.id: decision for decision in course.decisions}
    refused = [decision for decision in last.values() if decision.answer != YES]
    decided = {id_ for decision in refused for id_ in _work_of(decision, network, library)}
    return frozenset(
        position
        for position, chosen in enumerate(network.items)
        if chosen.id in decided or _is_given(chosen.given, course)
    )


def _is_given(given: OwnDates | None, course: Course) -> bool:
    """Whether the answers themselves give a day to come."""
    days = (given.start, given.finish) if given is not None else ()
    return any(day is not None and day >= course.today for day in days)


def _work_of(decision: Decision, network: Network, library: Library) -> Iterator[str]:
    """The ids of the work that a decision is about: itself, or what the ask is due for."""
    yield decision.id
    ref, at, element = decision.id.partition("@")
    place = library.index.places.get(ref)
    if place is None or not isinstance(place.item, Ask):
        return
    due = place.item.due.on or place.item.due.before or ""
    full = due if "/" in due else f"{place.playbook.id}/{due}"
    ids = [network.items[position].id for position in network.instances.all(full)]
    own = [id_ for id_ in ids if id_.endswith(f"{at}{element}")] if at else []
    yield from own or ids
