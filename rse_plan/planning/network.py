"""Which instance waits for which: needs joined over related elements (semantics 4), in workable order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import heapify, heappop, heappush

from rse_plan.errors import UserError, say
from rse_plan.model.amounts import Amount
from rse_plan.model.work import Before, Item, Need, Ongoing, Work
from rse_plan.planning.expand import Expansion
from rse_plan.planning.facts import FactSheet, Same
from rse_plan.planning.instances import Instances, related, wave_number
from rse_plan.planning.plan import Chosen


@dataclass(frozen=True, slots=True)
class Edge:
    """An item (by its position in the network) and the lag after it."""

    item: int
    lag: Amount | None


Edges = tuple[tuple[Edge, ...], ...]
"""For each position, what it waits for (or what waits for it)."""
Waits = tuple[tuple[str, Amount | None], ...]
"""The same of one instance, by id."""


@dataclass(frozen=True)
class Network:
    """Instances of work with their needs and followers; recurring work stands apart.

    `order` visits every item after all it needs. Needs on items that are not in the plan are dropped.
    """

    items: tuple[Chosen[Work], ...]
    needs: Edges
    followers: Edges
    order: tuple[int, ...]
    instances: Instances


def join(expansion: Expansion, sheet: FactSheet) -> Network:
    """Connect every instance with those it waits for.

    Raises UserError when instances wait for each other, which no check of single files can see.
    """
    items = expansion.tasks
    joiner = _Joiner(items, sheet, Instances(items, sheet))
    positions = {chosen.id: position for position, chosen in enumerate(items)}
    needs: list[dict[Edge, None]] = [{} for _ in items]  # dicts as ordered sets
    for position, chosen in enumerate(items):
        waits, precedes = joiner.of(chosen)
        for id_, lag in waits:
            if id_ != chosen.id:
                needs[position][Edge(positions[id_], lag)] = None
        for id_, lag in precedes:
            needs[positions[id_]][Edge(position, lag)] = None
    frozen = tuple(tuple(edges) for edges in needs)
    followers = _reversed(frozen)
    return Network(items, frozen, followers, _in_order(frozen, followers, items), joiner.instances)


def full_ref_of(ref: str, chosen: Chosen[Item]) -> str:
    """A reference as `playbook/item`, short ones meaning the item's own playbook."""
    return _full_ref(ref, chosen.ref)


@cache
def _full_ref(ref: str, of: str) -> str:
    return ref if "/" in ref else f"{of.partition('/')[0]}/{ref}"


@dataclass(frozen=True, slots=True)
class _Joiner:
    items: tuple[Chosen[Work], ...]
    sheet: FactSheet
    instances: Instances

    def of(self, chosen: Chosen[Work]) -> tuple[Waits, Waits]:
        """What it waits for, and what it must come before."""
        item = chosen.item
        before: Sequence[Before] = item.before if not isinstance(item, Ongoing) else ()
        waits: tuple[Need | Before, ...] = (*item.needs, *before)
        if not waits:
            return (), ()
        return self.sheet.kept(
            lambda: ("joined", Same(chosen), self._among(chosen, waits)),
            lambda: (self._waits(chosen, item.needs), self._waits(chosen, before)),
        )

    def _among(self, chosen: Chosen[Work], waits: Sequence[Need | Before]) -> tuple[tuple[str, ...], ...]:
        """All instances of what is waited for or preceded: those that are meant are among them."""
        return tuple(self.instances.ids(full_ref_of(wait.task, chosen)) for wait in waits)

    def _waits(self, chosen: Chosen[Work], waits: Sequence[Need | Before]) -> Waits:
        return tuple(
            (self.items[position].id, wait.lag if isinstance(wait, Need) else wait.by)
            for wait in waits
            for position in self.joined(chosen, wait)
        )

    def joined(self, chosen: Chosen[Work], wait: Need | Before) -> list[int]:
        """The instances that one waits for, or must come before."""
        ref = full_ref_of(wait.task, chosen)
        found = self._which(chosen, ref, wait.which)
        return [position for position in found if not isinstance(self.items[position].item, Ongoing)]

    def _which(self, chosen: Chosen[Work], ref: str, which: str | None) -> Sequence[int]:
        if which == "previous":
            return self._previous(chosen, ref)
        if which == "all":
            return self.instances.all(ref)
        found = self.instances.related(ref, chosen.elements)
        if which == "first":
            return sorted(found or self.instances.all(ref), key=self._wave)[:1]
        return found

    def _previous(self, chosen: Chosen[Work], ref: str) -> list[int]:
        """The instances of the wave before, for the same employer where both loop over employers."""
        number = wave_number(self.sheet, chosen.elements) - 1
        return [
            position
            for position in (self.instances.in_wave(ref, number) if number > 0 else ())
            if related(self.sheet, _but_waves(chosen.elements), _but_waves(self.items[position].elements))
        ]

    def _wave(self, position: int) -> int:
        return wave_number(self.sheet, self.items[position].elements)


def _but_waves(elements: Mapping[str, str]) -> Mapping[str, str]:
    return {kind: id_ for kind, id_ in elements.items() if kind not in ("wave", "community")}


def _reversed(needs: Edges) -> Edges:
    followers: list[list[Edge]] = [[] for _ in needs]
    for position, edges in enumerate(needs):
        for edge in edges:
            followers[edge.item].append(Edge(position, edge.lag))
    return tuple(tuple(edges) for edges in followers)


def _in_order(needs: Edges, followers: Edges, items: tuple[Chosen[Work], ...]) -> tuple[int, ...]:
    """Positions so that each comes after its needs, the lowest position first among those that can come."""
    waiting = [len(edges) for edges in needs]
    ready = [position for position, count in enumerate(waiting) if count == 0]
    heapify(ready)
    order: list[int] = []
    while ready:
        position = heappop(ready)
        order.append(position)
        for edge in followers[position]:
            waiting[edge.item] -= 1
            if waiting[edge.item] == 0:
                heappush(ready, edge.item)
    if len(order) < len(needs):
        cycle = _a_cycle(needs, {position for position, count in enumerate(waiting) if count > 0})
        raise UserError(
            say(
                "items wait for each other: {path}", path=" → ".join(items[position].id for position in cycle)
            ),
            say("take one of these needs away"),
            items[cycle[0]].origin.span,
        )
    return tuple(order)


def _a_cycle(needs: Edges, stuck: set[int]) -> list[int]:
    """Follow unmet needs from any stuck item until one comes round again."""
    path: list[int] = [min(stuck)]
    seen: dict[int, int] = {}
    while path[-1] not in seen:
        seen[path[-1]] = len(path) - 1
        path.append(next(edge.item for edge in needs[path[-1]] if edge.item in stuck))
    return path[seen[path[-1]] :]
