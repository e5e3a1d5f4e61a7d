"""What is wrong with a plan of a neutral form, by plain arithmetic; nothing here is shared with levelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Form = Mapping[str, Any]


def faults(form: Form, starts: Sequence[int]) -> list[str]:
    """A sentence for each task that starts too early and each day on which too much is taken."""
    return [*early(form, starts), *overloads(form, starts)]


def early(form: Form, starts: Sequence[int]) -> Iterator[str]:
    begins = {task["id"]: start for task, start in zip(form["tasks"], starts, strict=True)}
    ends = {task["id"]: begins[task["id"]] + task["duration"] for task in form["tasks"]}
    for task in form["tasks"]:
        if begins[task["id"]] < 0:
            yield f"{task['id']} starts before the start"
        for need in task["predecessors"]:
            name, lag = (need, 0) if isinstance(need, str) else (need["task"], need.get("lag", 0))
            if begins[task["id"]] < ends[name] + lag:
                yield f"{task['id']} starts before {name} lets it"


def overloads(form: Form, starts: Sequence[int]) -> Iterator[str]:
    taken: dict[tuple[str, int], int] = {}
    for task, start in zip(form["tasks"], starts, strict=True):
        for day in range(start, start + task["duration"]):
            for name, amount in task["demands"].items():
                taken[name, day] = taken.get((name, day), 0) + amount
    for (name, day), amount in sorted(taken.items()):
        if amount > form["resources"][name]["capacity"]:
            yield f"day {day}: {amount} of {name}"


def makespan(form: Form, starts: Sequence[int]) -> int:
    return max(
        (start + task["duration"] for task, start in zip(form["tasks"], starts, strict=True)), default=0
    )


def shortest(form: Form) -> int:
    """The shortest makespan there is: every order tried, each task as early as it can be."""
    return min(ends_after(form, {}))


def ends_after(form: Form, placed: dict[str, int]) -> Iterator[int]:
    """The makespans of all orders in which the rest can follow what is placed."""
    rest = [task for task in form["tasks"] if task["id"] not in placed]
    if not rest:
        yield makespan(form, [placed[task["id"]] for task in form["tasks"]])
    for task in rest:
        names = [need if isinstance(need, str) else need["task"] for need in task["predecessors"]]
        if all(name in placed for name in names):
            yield from ends_after(form, {**placed, task["id"]: first_day(form, placed, task)})


def first_day(form: Form, placed: dict[str, int], task: Mapping[str, Any]) -> int:
    """The first day on which a task beside those placed is no fault."""
    part = {**form, "tasks": [other for other in form["tasks"] if other["id"] in placed] + [task]}
    start = max([0, *(placed[other["id"]] for other in part["tasks"][:-1] if is_needed(other, task))])
    while faults(part, [*(placed[other["id"]] for other in part["tasks"][:-1]), start]):
        start += 1
    return start


def is_needed(other: Mapping[str, Any], task: Mapping[str, Any]) -> bool:
    return other["id"] in task["predecessors"]
