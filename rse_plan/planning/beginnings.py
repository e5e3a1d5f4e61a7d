"""Where chains of moves begin, told from two outlines alone: the item or the fact that changed first.

What moved is followed by what binds its date in the plan that has it later, back to an item whose binding did
not move that way. Where neither its length, its lead time, its needs nor its grounds have changed, nothing is
said. Both directions find the same beginnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rse_plan.planning.bounds import BoundKind
from rse_plan.planning.comparison import Moves
from rse_plan.planning.outline import Ground, Outline, OutlinedItem
from rse_plan.planning.plan import Shown


class Fact(StrEnum):
    """What changed where a chain of moves begins."""

    START = "start"
    """The first day of the plan."""
    REPORTED = "reported"
    """What was reported of it: a day on which it began, ended, or is expected to go on."""
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
class _Link:
    """An item in both plans; what binds its date in the plan that has it later says why it moves."""

    was: OutlinedItem
    now: OutlinedItem

    @property
    def days(self) -> int:
        """By how much its start moves, else its end."""
        return (self.now.start - self.was.start).days or (self.now.finish - self.was.finish).days

    @property
    def is_later(self) -> bool:
        return self.days > 0

    @property
    def bound(self) -> OutlinedItem:
        """The item as it stands where it is later."""
        return self.now if self.is_later else self.was

    @property
    def free(self) -> OutlinedItem:
        """The item as it stands where it is earlier."""
        return self.was if self.is_later else self.now


@dataclass(frozen=True)
class _Search:
    former: Outline
    now: Outline

    def beginning(self, item: OutlinedItem) -> Beginning | None:
        """Where the move of an item begins; None where that cannot be told."""
        seen: set[str] = set()
        link = self._link(item.id)
        while link is not None and link.now.id not in seen:
            seen.add(link.now.id)
            before = self._before(link)
            if before is None:
                return next(self._facts(link), None)
            link = before
        return None

    def _link(self, id_: str | None) -> _Link | None:
        was, now = self.former.items.get(id_ or ""), self.now.items.get(id_ or "")
        return _Link(was, now) if was is not None and now is not None else None

    def _before(self, link: _Link) -> _Link | None:
        """What binds its start, if that has moved itself, and the same way."""
        if link.was.start == link.now.start:
            return None
        before = self._link(link.bound.fixed_by)
        return before if before is not None and before.days * link.days > 0 else None

    def _facts(self, link: _Link) -> Iterator[Beginning]:
        """What changed about an item itself, what says most first."""
        was, now = link.was, link.now
        if BoundKind.REPORTED in (was.fixed_kind, now.fixed_kind):
            yield Beginning(fact=Fact.REPORTED, former=was, now=now)
        if was.start != now.start:
            yield from self._start(link)
        if was.lead != now.lead:
            yield Beginning(fact=Fact.LEAD, former=was, now=now)
        if was.days != now.days:
            yield Beginning(fact=Fact.LENGTH, former=was, now=now)
        for pair in _changed_grounds(was, now):
            yield Beginning(fact=Fact.ANSWER, former=was, now=now, grounds=pair)

    def _start(self, link: _Link) -> Iterator[Beginning]:
        was, now, kind = link.was, link.now, link.bound.fixed_kind
        if kind == BoundKind.START and self.former.start != self.now.start:
            yield Beginning(fact=Fact.START, former=was, now=now)
        if kind == BoundKind.PINNED and was.day != now.day:
            yield Beginning(fact=Fact.GIVEN, former=was, now=now)
        here, there = (self.now, self.former) if link.is_later else (self.former, self.now)
        before = here.items.get(link.bound.fixed_by or "")
        if before is not None and before.id not in there.items:
            came = Fact.ADDED if link.is_later else Fact.REMOVED
            yield Beginning(fact=came, former=was, now=now, other=before)
        elif before is not None and was.needs.get(before.id) != now.needs.get(before.id):
            yield Beginning(fact=Fact.LAG, former=was, now=now, other=before)
        for fact, bound in ((Fact.HOURS, BoundKind.CAPACITY), (Fact.FREEZE, BoundKind.FREEZE)):
            if kind == bound and link.free.fixed_kind != bound:
                yield Beginning(fact=fact, former=was, now=now)


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
