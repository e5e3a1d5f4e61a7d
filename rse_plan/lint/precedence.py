"""What surely comes before what, whichever answers are given (semantics 4, 16).

A way from a gate to an opening counts when every item on it is in each plan that has both ends, and when
every wait on it is for all related instances: one that waits for the first instance alone says nothing of
the others' employers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rse_plan.expressions import COLLECTIONS, Expression
from rse_plan.expressions.syntax import Compare, Condition, Known, Logic, Member, Name, Truth
from rse_plan.library import Index, Library, Place, full_ref
from rse_plan.lint.same import Same
from rse_plan.model.work import Gate, Work

Part = tuple[object, ...]
"""One of the conditions that must all hold, comparable wherever it is written."""

Parts = frozenset[Part]
NEVER: Part = ("skipped by an adjustment",)
MOST_WAYS = 8
"""Ways to one item that are kept; each leaves other conditions open."""


@dataclass(frozen=True)
class Precedence:
    """The waits of a library's work, walked backwards."""

    index: Index

    @cached_property
    def councils(self) -> Mapping[str, Place]:
        """The gates of works councils."""
        return {p.ref: p for p in self.index.work() if isinstance(p.item, Gate) and _is_council(p.item)}

    def concerning(self, place: Place) -> tuple[Place, ...]:
        """The councils' gates that may be in one plan with an item."""
        own = self.parts(place)
        return tuple(
            gate
            for ref, gate in self.councils.items()
            if ref != place.ref and _compatible(own, self.parts(gate), _shared(place, gate))
        )

    def passed_by(self, place: Place) -> tuple[Place, ...]:
        """Those of them that the item does not surely wait for."""
        possible = self.concerning(place)
        ways = self._ways(place.ref, self.parts(place)) if possible else {}
        return tuple(
            gate
            for gate in possible
            if not any(open_ <= self.parts(gate) for open_ in ways.get(gate.ref, ()))
        )

    def _ways(self, start: str, own: Parts) -> Mapping[str, list[Parts]]:
        """For each item that is waited for, what must hold for the items between, apart from `own`."""
        found: dict[str, list[Parts]] = {start: [frozenset()]}
        waiting: deque[tuple[str, Parts]] = deque([(start, frozenset())])
        while waiting:
            ref, open_ = waiting.popleft()
            between = open_ if ref == start else open_ | (self.parts(self.index.places[ref]) - own)
            for needed in self._waits.get(ref, ()):
                ways = found.setdefault(needed, [])
                if len(ways) < MOST_WAYS and not any(known <= between for known in ways):
                    ways.append(between)
                    waiting.append((needed, between))
        return found

    @cached_property
    def _waits(self) -> Mapping[str, tuple[str, ...]]:
        """What each item waits for in all its related instances."""
        found: dict[str, dict[str, None]] = {}
        for place in self.index.work():
            for needed, waiting in _edges(place):
                if needed in self.index.places:
                    found.setdefault(waiting, {})[needed] = None
        return {ref: tuple(needed) for ref, needed in found.items()}

    def parts(self, place: Place) -> Parts:
        """All that must hold for an item to be in a plan."""
        known = self._parts.get(place.ref)
        if known is None:
            conditions = (place.playbook.applies_when, place.item.when)
            known = frozenset(part for one in conditions if one is not None for part in conjuncts(one))
            if place.ref in self._skipped:
                known |= {NEVER}
            self._parts[place.ref] = known
        return known

    @cached_property
    def _parts(self) -> dict[str, Parts]:
        return {}

    @cached_property
    def _skipped(self) -> frozenset[str]:
        """Items that some answers take out by an adjustment."""
        return frozenset(
            full_ref(change.item, file.value)
            for file in self.index.library.playbooks.values()
            for change in file.value.adjust
            if change.skip
        )


def precedence(library: Library) -> Precedence:
    """The waits of a library, worked out once for all rules that ask."""
    return _of(Same(library))


@lru_cache(maxsize=1)
def _of(same: Same) -> Precedence:
    return Precedence(same.library.index)


def _is_council(gate: Gate) -> bool:
    return gate.gate == "works-council"


def _edges(place: Place) -> Iterator[tuple[str, str]]:
    """What an item waits for and what waits for it: (needed, waiting)."""
    item = place.item
    if not isinstance(item, Work):
        return
    for need in item.needs:
        if need.which in (None, "all"):
            yield full_ref(need.task, place.playbook), place.ref
    for before in item.before:
        if before.which in (None, "all"):
            yield place.ref, full_ref(before.task, place.playbook)


def conjuncts(condition: Expression) -> Iterator[Part]:
    """The conditions that must all hold."""
    waiting: list[Condition] = [condition.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Logic) and node.operator == "and":
            waiting.extend(node.parts)
        else:
            yield _comparable(node)


def _comparable(node: Condition | Name) -> Part:
    """A condition without the places of its words."""
    if isinstance(node, Name):
        return ("name", node.path)
    if isinstance(node, Truth):
        return ("true", node.name.path)
    if isinstance(node, Known):
        return ("known", node.name.path)
    if isinstance(node, Compare):
        return ("compare", _comparable(node.left), node.operator, node.right)
    if isinstance(node, Member):
        return ("in", node.name.path, node.among, node.negated, node.literal_first)
    if isinstance(node, Logic):
        return (node.operator, *map(_comparable, node.parts))
    where = _comparable(node.where) if node.where is not None else None
    return (node.function, node.collection, where, node.summed.path if node.summed else None)


def _shared(one: Place, other: Place) -> frozenset[str]:
    """The singular names that mean the same element for two related items."""
    return frozenset(_elements(one) & _elements(other))


def _elements(place: Place) -> set[str]:
    loops = (place.playbook.for_each, place.item.for_each)
    return {COLLECTIONS[loop] for loop in loops if loop is not None}


def _compatible(one: Parts, other: Parts, shared: frozenset[str]) -> bool:
    """Whether no name would have to be two things at once; names of other elements may differ."""
    asked: dict[str, set[object]] = {}
    for part in (*one, *other):
        path, values = _values(part)
        owner = path.partition(".")[0]
        if path and (owner not in COLLECTIONS.values() or owner in shared):
            asked[path] = asked[path] & values if path in asked else values
    return all(asked.values())


def _values(part: Part) -> tuple[str, set[object]]:
    """The values that a condition leaves to a name; no name when it says nothing of the kind."""
    match part:
        case ("true", str(path)):
            return path, {True}
        case ("not", ("true", str(path))):
            return path, {False}
        case ("compare", ("name", str(path)), "==", value):
            return path, {value}
        case ("in", str(path), tuple(among), False, False):
            return path, set(among)
    return "", set()
