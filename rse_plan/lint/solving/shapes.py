"""How large collections may be, as far as the conditions of a query can tell.

Each `any`, `all` and `count` may need an element of its own to show what it says, so that as many are told
apart; a list may have more, which are like those. Beyond MAX_ELEMENTS of one kind a query is given up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from rse_plan.expressions import COLLECTIONS
from rse_plan.expressions.syntax import Condition
from rse_plan.lint.solving.worth import Names, Seen, TooManyError

MAX_ELEMENTS = 5

PLURAL = {singular: plural for plural, singular in COLLECTIONS.items()}
FIRST = ("sponsor", "employer")
"""Names that mean the first of their list outside a loop (semantics 4)."""

Scope = frozenset[str]
"""The elements that a condition is read for, by their singular names; always the same ones in a query."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A condition that must hold, or must not (undefined counts as not), for the elements in scope."""

    condition: Condition
    scope: Scope = frozenset()
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """How many elements each collection has, how many of them are told apart, and which are in scope."""

    sizes: Mapping[str, int]
    apart: Mapping[str, int]
    first: Mapping[str, int]
    wave: int


def shapes(names: Names, seen: Seen, wanted: Sequence[Wanted], least: Mapping[str, int]) -> Iterator[Shape]:
    """Every way in which collections may be large, as far as the conditions can tell."""
    scope = frozenset(kind for one in wanted for kind in one.scope)
    used = {node.collection for node in seen.aggregates} | {PLURAL[kind] for kind in scope}
    if "waves" in used or _reads_waves(seen):
        used |= {"waves", "communities"}
    kinds = sorted(used)
    doubled = frozenset(kind for kind in FIRST if kind in scope and _reads_first(kind, names, seen, wanted))
    choices = [tuple(_sizes(kind, seen, scope, doubled, least.get(kind, 0))) for kind in kinds]
    for picked in product(*choices):
        apart = {kind: few for kind, (few, _) in zip(kinds, picked, strict=True)}
        sizes = {kind: size for kind, (_, size) in zip(kinds, picked, strict=True)}
        if not _waves_fit(sizes):
            continue
        firsts = [range(min(2, apart.get(PLURAL[kind], 1)) if kind in doubled else 1) for kind in FIRST]
        waves = range(sizes.get("waves", 0)) if "wave" in scope else (0,)
        for *first, wave in product(*firsts, waves):
            yield Shape(sizes, apart, dict(zip(FIRST, first, strict=True)), wave)


def _reads_first(kind: str, names: Names, seen: Seen, wanted: Sequence[Wanted]) -> bool:
    """Whether the first of a list is read besides the one in scope; perhaps they are not the same."""
    own = f"{kind}."
    if not any(name.startswith(own) for name in seen.names):
        return False
    return any(kind not in one.scope for one in wanted) or any(
        names.asked_when(name) is not None for name in seen.names if not name.startswith(own)
    )


def _reads_waves(seen: Seen) -> bool:
    return any(name.startswith("wave.") for name in seen.names)


def _waves_fit(sizes: Mapping[str, int]) -> bool:
    """Each wave opens a community, and each community has a wave."""
    if "waves" not in sizes:
        return True
    waves, communities = sizes["waves"], sizes["communities"]
    return waves <= communities and (waves > 0) == (communities > 0)


def _sizes(
    collection: str, seen: Seen, scope: Scope, doubled: Scope, least: int
) -> Iterator[tuple[int, int]]:
    """How many elements may have to be told apart, and how many there may be in all."""
    in_scope = COLLECTIONS[collection] in scope
    least = max(least, int(in_scope))
    parts = {node: cuts for node, cuts in seen.aggregates.items() if node.collection == collection}
    whole = {cut for node, cuts in parts.items() if node.where is None for cut in cuts}
    if collection == "waves":
        highest = max((0, *whole, *_wave_numbers(seen), *(c for cuts in parts.values() for c in cuts)))
        if highest >= MAX_ELEMENTS:
            raise TooManyError
        yield from ((size, size) for size in range(least, max(2, highest + 1) + 1))
        return
    partial = [max((0, *cuts)) + 1 for node, cuts in parts.items() if node.where is not None]
    first = COLLECTIONS[collection] in (doubled if in_scope else FIRST)
    most = sum(partial) + int(in_scope) + int(first)
    if most > MAX_ELEMENTS or (any(cut > 1 for cut in whole) and any(count > 2 for count in partial)):
        raise TooManyError
    for few in range(least, max(most, least, 1) + 1):
        sizes = {few, *(cut + step for cut in whole for step in (0, 1) if few)}
        if collection == "communities" and few:  # at least as many as there are waves
            sizes |= {few + more for more in range(MAX_ELEMENTS)} if whole else {few + MAX_ELEMENTS}
        yield from ((few, size) for size in sorted(sizes) if size >= few)


def _wave_numbers(seen: Seen) -> Iterator[int]:
    return (cut for cut in seen.literals.get("wave.number", ()) if isinstance(cut, int))
