"""Where chains of moves begin, told from two outlines alone: the item or the fact that changed first.

What moved is followed by what binds its date, back to an item whose own binding moved no more. Where
neither its length, its lead time, its needs nor its grounds have changed, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rse_plan.planning.comparison import Moves
from rse_plan.planning.outline import Ground, Outline, OutlinedItem
from rse_plan.planning.plan import BoundKind, Shown


class Fact(StrEnum):
    """What changed where a chain of moves begins."""

    START = "start"
    """The first day of the plan."""
    GIVEN = "given"
    """The day that the answers give it."""
    LEAD = "lead"
    """The lead time of a gate."""
    LENGTH = "length"
    """The open days that the work takes."""
    ADDED = "added"
    """It waits for an item that was not there before."""
    REMOVED = "removed"
    """It waited for an item that is not there any more."""
    LAG = "lag"
    """The time that must pass after a need."""
    HOURS = "hours"
    """It waits for hours of a role now, or does so no more."""
    FREEZE = "freeze"
    """It waits for the end of a freeze now, or does so no more."""
    ANSWER = "answer"
    """An answer that it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What changed, at which item, and the ids of what moved because of it, itself among them.

    `other` is the item that came or went, or that the lag is after; `grounds` are a changed answer's two
    values, where both are known.
    """

    fact: Fact
    former: OutlinedItem
    now: OutlinedItem
    other: OutlinedItem | None = None
    grounds: tuple[Ground, Ground] | None = None
    follows: tuple[str, ...] = ()

    @property
    def private(self) -> bool:
        return self.grounds is not None and any(ground.private for ground in self.grounds)


def beginnings(moved: Moves) -> tuple[Beginning, ...]:
    """The beginnings of all that moved; first that of the first opening, then those that move most."""
    found: dict[tuple[str, Fact], tuple[Beginning, list[str]]] = {}
    for each in moved.moved:
        begins = _Search(moved.former, moved.now).beginning(each.now)
        if begins is not None:
            at = begins.now.id if begins.fact is not Fact.START else ""  # the plan has one start
            _, ids = found.setdefault((at, begins.fact), (begins, []))
            ids.append(each.now.id)
    told = [_with(begins, ids) for begins, ids in found.values()]
    anchor = moved.now.anchor
    return tuple(sorted(told, key=lambda one: (anchor not in one.follows, -len(one.follows), one.now.id)))


def _with(begins: Beginning, ids: list[str]) -> Beginning:
    return Beginning(
        fact=begins.fact,
        former=begins.former,
        now=begins.now,
        other=begins.other,
        grounds=begins.grounds,
        follows=tuple(ids),
    )


@dataclass(frozen=True)
class _Search:
    former: Outline
    now: Outline

    def beginning(self, item: OutlinedItem) -> Beginning | None:
        """Where the move of an item begins; None where that cannot be told."""
        seen: set[str] = set()
        while item.id not in seen:
            seen.add(item.id)
            was = self.former.items.get(item.id)
            if was is None:
                return None
            before = self._moved_before(was, item)
            if before is None:
                return next(self._facts(was, item), None)
            item = before
        return None

    def _moved_before(self, was: OutlinedItem, item: OutlinedItem) -> OutlinedItem | None:
        """What binds its start, if that has moved itself."""
        if was.start == item.start:
            return None
        before = self.now.items.get(item.fixed_by or "")
        old = self.former.items.get(item.fixed_by or "")
        if before is None or old is None or (old.start, old.finish) == (before.start, before.finish):
            return None
        return before

    def _facts(self, was: OutlinedItem, item: OutlinedItem) -> Iterator[Beginning]:
        """What changed about an item itself, what says most first."""
        if was.start != item.start:
            yield from self._start(was, item)
        if was.lead != item.lead:
            yield Beginning(fact=Fact.LEAD, former=was, now=item)
        if was.days != item.days:
            yield Beginning(fact=Fact.LENGTH, former=was, now=item)
        for pair in _changed_grounds(was, item):
            yield Beginning(fact=Fact.ANSWER, former=was, now=item, grounds=pair)

    def _start(self, was: OutlinedItem, item: OutlinedItem) -> Iterator[Beginning]:
        kinds = (was.fixed_kind, item.fixed_kind)
        if BoundKind.START in kinds and self.former.start != self.now.start:
            yield Beginning(fact=Fact.START, former=was, now=item)
        if BoundKind.PINNED in kinds and was.day != item.day:
            yield Beginning(fact=Fact.GIVEN, former=was, now=item)
        before = self.now.items.get(item.fixed_by or "")
        if before is not None and before.id not in self.former.items:
            yield Beginning(fact=Fact.ADDED, former=was, now=item, other=before)
        gone = self.former.items.get(was.fixed_by or "")
        if gone is not None and gone.id not in self.now.items:
            yield Beginning(fact=Fact.REMOVED, former=was, now=item, other=gone)
        if before is not None and was.needs.get(before.id) != item.needs.get(before.id):
            yield Beginning(fact=Fact.LAG, former=was, now=item, other=before)
        for fact, kind in ((Fact.HOURS, BoundKind.CAPACITY), (Fact.FREEZE, BoundKind.FREEZE)):
            if kinds[0] != kinds[1] and kind in kinds:
                yield Beginning(fact=fact, former=was, now=item)


def _changed_grounds(was: OutlinedItem, item: OutlinedItem) -> Iterator[tuple[Ground, Ground]]:
    before = {ground.question: ground for ground in was.grounds if ground.question is not None}
    for ground in item.grounds:
        old = before.get(ground.question or "")
        if old is not None and _worth(old) != _worth(ground):
            yield old, ground


def _worth(ground: Ground) -> object:
    said = ground.said
    return (said.value, said.state) if isinstance(said, Shown) else said


def begins_at(found: tuple[Beginning, ...]) -> Mapping[str, int]:
    """By the id of what moved, the position of its beginning."""
    return {id_: position for position, one in enumerate(found) for id_ in one.follows}
