"""Items that wait for each other: every cycle named edge by edge (semantics 8, user-asks 26).

Items that loop over communities or waves stand twice, once for the pilot and once for the waves after
it: the pilot's review waits for the first opening, and later openings wait for the review. That is no
cycle, and a check that took the two for one item would cry wolf.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import NamedTuple

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import say
from rse_plan.expressions import Facts, Value, evaluate
from rse_plan.expressions.syntax import Expression, Logic
from rse_plan.library.index import Index, Place, full_ref
from rse_plan.model.work import Work
from rse_plan.source.document import Route
from rse_plan.source.span import Span

Node = tuple[str, str]
"""An item and its layer: "pilot", "later", or "" for an item outside such loops."""


class Written(NamedTuple):
    """Where a wait is written; the span is worked out for the few that are spoken of."""

    place: Place
    route: Route

    @property
    def span(self) -> Span:
        return self.place.span(*self.route)


Edges = dict[Node, dict[Node, Written]]
"""For each node the nodes it waits for, with the place where that is written."""

IN_WAVES = ("communities", "waves")


def check_cycles(index: Index) -> Iterator[Diagnostic]:
    """One finding for each cycle; an edge of it is left out before the next is looked for."""
    edges = _edges(index)
    seen: set[frozenset[str]] = set()
    while True:
        try:
            TopologicalSorter({node: list(needs) for node, needs in edges.items()}).prepare()
        except CycleError as fault:
            cycle = list(reversed(fault.args[1]))
            if (items := frozenset(item for item, _ in cycle)) not in seen:
                seen.add(items)
                yield _worded(cycle, edges)
            del edges[cycle[0]][cycle[1]]
        else:
            return


def _edges(index: Index) -> Edges:
    layers = {place.ref: tuple(layers_of(place)) for place in index.work()}
    edges: Edges = {(ref, layer): {} for ref, found in layers.items() for layer in found}
    for place in index.work():
        for wait in _waits(place):
            for waiting in layers.get(wait.target, ()):
                for needed in needed_layers(waiting, layers.get(wait.needed, ()), wait.which):
                    edges[(wait.target, waiting)].setdefault((wait.needed, needed), wait.written)
    return edges


def layers_of(place: Place) -> Iterator[str]:
    """The layers an item stands in; its condition may rule one out by reading the wave."""
    if not {place.item.for_each, place.playbook.for_each} & set(IN_WAVES):
        yield ""
        return
    for layer in ("pilot", "later"):
        if _may_hold(place.item.when, layer):
            yield layer


def _may_hold(condition: Expression | None, layer: str) -> bool:
    """Whether a condition can hold in a layer, all names but the wave's being open."""
    if condition is None or condition.counts or not any(n.startswith("wave.") for n in condition.names):
        return True
    return not evaluate(_negated(condition), _WaveOnly(layer)).holds


def _negated(condition: Expression) -> Expression:
    return Expression(f"not ({condition.text})", Logic("not", (condition.root,)))


@dataclass(frozen=True)
class _WaveOnly:
    """Facts that know the wave and nothing else: every other name is undefined."""

    layer: str

    def value(self, name: str) -> Value:
        if name == "wave.pilot":
            return self.layer == "pilot"
        return 1 if name == "wave.number" and self.layer == "pilot" else None

    def is_known(self, name: str) -> bool:
        return name.startswith("wave.")

    def elements(self, collection: str) -> tuple[Facts, ...]:  # noqa: ARG002  # what Facts asks for
        return ()


def needed_layers(waiting: str, found: tuple[str, ...], which: str | None) -> tuple[str, ...]:
    """The layers of an item that a layer of another waits for."""
    if which == "previous":
        return tuple(layer for layer in found if layer == "pilot" and waiting == "later")
    if which == "first":
        return found[:1]
    return tuple(layer for layer in found if not waiting or not layer or layer == waiting or which == "all")


@dataclass(frozen=True, slots=True)
class _Wait:
    target: str
    needed: str
    which: str | None
    written: Written


def _waits(place: Place) -> Iterator[_Wait]:
    item = place.item
    if not isinstance(item, Work):
        return
    for position, need in enumerate(item.needs):
        written = Written(place, ("needs", position))
        yield _Wait(place.ref, full_ref(need.task, place.playbook), need.which, written)
    for position, before in enumerate(item.before):
        written = Written(place, ("before", position))
        yield _Wait(full_ref(before.task, place.playbook), place.ref, None, written)


def _worded(cycle: list[Node], edges: Mapping[Node, Mapping[Node, Written]]) -> Diagnostic:
    steps = tuple(
        Related(edges[item][needed].span, say("{item} waits for {needed}", item=item[0], needed=needed[0]))
        for item, needed in pairwise(cycle)
    )
    message = say("items wait for each other: {path}", path=" → ".join(item for item, _ in cycle))
    return Diagnostic(
        rule="dependency-cycle",
        span=steps[0].span,
        message=message,
        help=say("take one of these needs away"),
        related=steps,
    )
