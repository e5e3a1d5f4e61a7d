"""Which instance waits for which: needs joined over related elements (semantics 4), in workable order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from rse_plan.errors import UserError, say
from rse_plan.model.amounts import Amount
from rse_plan.model.work import Ongoing, Work
from rse_plan.planning.expand import Expansion
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.plan import Chosen


@dataclass(frozen=True, slots=True)
class Edge:
    """An item (by its position in the network) and the lag after it."""

    item: int
    lag: Amount | None


@dataclass(frozen=True)
class Network:
    """Instances of work with their needs and followers; recurring work stands apart.

    `order` visits every item after all it needs. Needs on items that are not in the plan are dropped.
    """

    items: tuple[Chosen[Work], ...]
    needs: tuple[tuple[Edge, ...], ...]
    followers: tuple[tuple[Edge, ...], ...]
    order: tuple[int, ...]
    by_ref: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def join(expansion: Expansion, sheet: FactSheet) -> Network:
    """Connect every instance with those it waits for.

    Raises UserError when instances wait for each other, which no check of single files can see.
    """
    items = expansion.tasks
    by_ref: dict[str, list[int]] = {}
    for position, chosen in enumerate(items):
        by_ref.setdefault(chosen.ref, []).append(position)
    joiner = _Joiner(items, by_ref, sheet)
    needs: list[dict[Edge, None]] = [{} for _ in items]  # dicts as ordered sets
    for position, chosen in enumerate(items):
        for need in chosen.item.needs:
            for found in joiner.instances(chosen, full_ref_of(need.task, chosen), need.which):
                if found != position:
                    needs[position][Edge(found, need.lag)] = None
        before = chosen.item.before
        if before is not None:
            for target in joiner.instances(chosen, full_ref_of(before.task, chosen), before.which):
                needs[target][Edge(position, before.by)] = None
    frozen = tuple(tuple(edges) for edges in needs)
    return Network(
        items,
        frozen,
        _reversed(frozen),
        _in_order(frozen, items),
        {ref: tuple(found) for ref, found in by_ref.items()},
    )


def full_ref_of(ref: str, chosen: Chosen[Work]) -> str:
    """A reference as `playbook/item`, short ones meaning the item's own playbook."""
    return ref if "/" in ref else f"{chosen.ref.split('/')[0]}/{ref}"


@dataclass(frozen=True)
class _Joiner:
    items: tuple[Chosen[Work], ...]
    by_ref: Mapping[str, list[int]]
    sheet: FactSheet

    def instances(self, waiting: Chosen[Work], ref: str, which: str | None) -> list[int]:
        """The instances of an item that another waits for, in order of wave and position."""
        found = [
            position
            for position in self.by_ref.get(ref, ())
            if not isinstance(self.items[position].item, Ongoing)
        ]
        if which == "previous":
            wanted = wave_number(self.sheet, waiting.elements) - 1
            return [
                position
                for position in found
                if wave_number(self.sheet, self.items[position].elements) == wanted
            ]
        if which == "first":
            found = [
                p for p in found if related(self.sheet, waiting.elements, self.items[p].elements)
            ] or found
            return sorted(found, key=lambda p: wave_number(self.sheet, self.items[p].elements))[:1]
        if which == "all":
            return found
        return [p for p in found if related(self.sheet, waiting.elements, self.items[p].elements)]


def wave_number(sheet: FactSheet, elements: Mapping[str, str]) -> int:
    """The number of the wave an instance belongs to; 0 for none."""
    value = sheet.fact("wave.number", elements).value
    return value if isinstance(value, int) else 0


def related(sheet: FactSheet, waiting: Mapping[str, str], needed: Mapping[str, str]) -> bool:
    """Whether two instances' elements belong together; unrelated loops always do (all are waited for)."""
    return all(_fits(sheet, waiting, kind, id_) for kind, id_ in needed.items())


def _fits(sheet: FactSheet, waiting: Mapping[str, str], kind: str, id_: str) -> bool:
    if kind in waiting:
        return waiting[kind] == id_
    return all(_pair(sheet, (kind, id_), (other, other_id)) for other, other_id in waiting.items())


def _pair(sheet: FactSheet, one: tuple[str, str], other: tuple[str, str]) -> bool:
    ids = dict((one, other))
    if ids.keys() == {"community", "wave"}:
        wave = sheet.wave_of(ids["community"])
        return wave is not None and wave.id == ids["wave"]
    if ids.keys() == {"community", "employer"}:
        return ids["employer"] in sheet.employers_of(ids["community"])
    if ids.keys() == {"wave", "employer"}:
        return any(wave.id == ids["wave"] and ids["employer"] in wave.employers for wave in sheet.waves)
    return True


def _reversed(needs: tuple[tuple[Edge, ...], ...]) -> tuple[tuple[Edge, ...], ...]:
    followers: list[list[Edge]] = [[] for _ in needs]
    for position, edges in enumerate(needs):
        for edge in edges:
            followers[edge.item].append(Edge(position, edge.lag))
    return tuple(tuple(edges) for edges in followers)


def _in_order(needs: tuple[tuple[Edge, ...], ...], items: tuple[Chosen[Work], ...]) -> tuple[int, ...]:
    """Positions so that each comes after its needs, the lowest position first among those that can come."""
    waiting = [len(edges) for edges in needs]
    followers = _reversed(needs)
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


def _a_cycle(needs: tuple[tuple[Edge, ...], ...], stuck: set[int]) -> list[int]:
    """Follow unmet needs from any stuck item until one comes round again."""
    path: list[int] = [min(stuck)]
    seen: dict[int, int] = {}
    while path[-1] not in seen:
        seen[path[-1]] = len(path) - 1
        path.append(next(edge.item for edge in needs[path[-1]] if edge.item in stuck))
    return path[seen[path[-1]] :]
