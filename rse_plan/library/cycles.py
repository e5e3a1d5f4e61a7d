"""Items that wait for each other: every cycle named edge by edge (semantics 8, user-asks 26)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from graphlib import CycleError, TopologicalSorter

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import say
from rse_plan.library.index import Index, Place, full_ref
from rse_plan.model.work import Work
from rse_plan.source.span import Span

Edges = dict[str, dict[str, Span]]
"""For each item the items it waits for, with the place where that is written."""


def check_cycles(index: Index) -> Iterator[Diagnostic]:
    """One finding for each cycle; an edge of it is left out before the next is looked for."""
    edges = _edges(index)
    while True:
        try:
            TopologicalSorter({item: list(needs) for item, needs in edges.items()}).prepare()
        except CycleError as fault:
            cycle = list(reversed(fault.args[1]))
            yield _worded(cycle, edges)
            del edges[cycle[0]][cycle[1]]
        else:
            return


def _edges(index: Index) -> Edges:
    edges: Edges = {place.ref: {} for place in index.work()}
    for place in index.work():
        for target, needed, span in _waits(place):
            if target in edges and needed in edges:
                edges[target].setdefault(needed, span)
    return edges


def _waits(place: Place) -> Iterator[tuple[str, str, Span]]:
    item = place.item
    if not isinstance(item, Work):
        return
    for position, need in enumerate(item.needs):
        if need.which != "previous":  # the wave before is another instance, never the same
            yield place.ref, full_ref(need.task, place.playbook), place.span("needs", position)
    if item.before is not None:
        yield full_ref(item.before.task, place.playbook), place.ref, place.span("before")


def _worded(cycle: list[str], edges: Mapping[str, Mapping[str, Span]]) -> Diagnostic:
    steps = tuple(
        Related(edges[item][needed], say("{item} waits for {needed}", item=item, needed=needed))
        for item, needed in pairwise(cycle)
    )
    message = say("items wait for each other: {path}", path=" → ".join(cycle))
    return Diagnostic(
        rule="dependency-cycle",
        span=steps[0].span,
        message=message,
        help=say("take one of these needs away"),
        related=steps[1:],
    )
