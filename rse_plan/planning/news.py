"""What moved since the plan before, because of what, and who decides: the head of a plan made again.

What moved is followed by what fixes its date, back to an item about which something is new: what was reported
of it, an answer that was only assumed before, hours of a role, what the answers change themselves, or what
came or went. Where nothing of the kind is found, it made room for what comes before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from rse_plan.planning.bounds import BoundKind
from rse_plan.planning.comparison import Moved, Moves, Turn, Turned
from rse_plan.planning.former import Former
from rse_plan.planning.outline import OutlinedItem
from rse_plan.planning.plan import DatedAsk, Plan, Planned

LEAD = "project-lead"
"""Who decides on answers and hours."""


class Because(StrEnum):
    """What is new where a chain of moves begins."""

    REPORTED = "reported"
    """What was reported of an item: it is blocked, late, or was done on another day."""
    DECIDED = "decided"
    """A decision was taken on another day, or put off."""
    ANSWERED = "answered"
    """An assumption has become an answer."""
    HOURS = "hours"
    """A role has other hours a week."""
    LEAD = "lead"
    """A gate takes longer, or shorter."""
    LENGTH = "length"
    """The work takes longer, or shorter."""
    ADJUSTED = "adjusted"
    """The answers change the item themselves."""
    ADDED = "added"
    """An item that was not in the plan before."""
    GONE = "gone"
    """An item that is no longer in the plan."""
    CHANGED = "changed"
    """What the item's days rest on is otherwise: answers, calendars or playbooks."""
    ROOM = "room"
    """It makes room for what comes before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Where a chain of moves begins: the item, the assumption, the role with its former and present minutes
    a week, or what is gone, as its kind says."""

    because: Because
    item: str | None = None
    turned: Turned | None = None
    role: str | None = None
    minutes: tuple[int, int] | None = None
    gone: OutlinedItem | None = field(default=None, hash=False)  # its titles are a mapping

    @property
    def key(self) -> tuple[str | None, ...]:
        """What tells it from another."""
        asked = (self.turned.question, self.turned.element) if self.turned is not None else (None, None)
        gone = self.gone.id if self.gone is not None else None
        return self.because.value, self.item, self.role, gone, *asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """What moved for one reason, what matters most first; `decides` is the role that decides on it."""

    root: Root
    moved: tuple[Moved, ...]
    decides: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new since the plan before.

    `settled` are shared assumptions that became answers and are the cause of nothing above, `refused` shared
    asks that were answered no or put off since.
    """

    moved: Moves
    developments: tuple[Development, ...]
    settled: tuple[Turned, ...]
    refused: tuple[DatedAsk, ...] = ()


def news_of(plan: Plan, former: Former, moved: Moves, hours: Mapping[str, int]) -> News:
    """What is new in a plan; `hours` are minutes a week of each role in the plan before."""
    search = _Search(plan, former, moved, hours)
    groups: dict[tuple[str | None, ...], tuple[Root, list[Moved]]] = {}
    for each in moved.moved:
        if each.now.kind != "ongoing":
            root = search.root(each.now.id)
            groups.setdefault(root.key, (root, []))[1].append(each)
    room = Root(because=Because.ROOM).key
    if room in groups and len(groups) == 2:  # all that moved did so for one reason
        _, rest = groups.pop(room)
        next(iter(groups.values()))[1].extend(rest)
    if list(groups) == [room] and moved.removed:
        _, rest = groups.pop(room)
        groups[room] = (Root(because=Because.GONE, gone=moved.removed[0]), rest)
    found = [_development(root, each, plan) for root, each in groups.values()]
    roots = [one.root for one in found]
    told = {(root.turned.question, root.turned.element) for root in roots if root.turned is not None}
    return News(
        moved=moved,
        developments=tuple(sorted(found, key=lambda one: _weight(one, plan))),
        settled=tuple(
            one
            for one in moved.assumptions
            if one.turn is Turn.ANSWERED and not one.private and (one.question, one.element) not in told
        ),
    )


def _development(root: Root, moved: Sequence[Moved], plan: Plan) -> Development:
    by_id = {item.id: item for item in plan.items}
    item = by_id.get(root.item or "")
    decides = next(iter(item.item.raci.accountable), LEAD) if item is not None else LEAD
    ordered = sorted(moved, key=lambda each: (_rank(by_id[each.now.id], plan), -_days(each), each.now.start))
    return Development(root=root, moved=tuple(ordered), decides=decides)


def _weight(found: Development, plan: Plan) -> tuple[int, int, str, str]:
    """First what moves the first opening, then other openings, then by days."""
    by_id = {item.id: item for item in plan.items}
    rank = min(_rank(by_id[each.now.id], plan) for each in found.moved)
    most = max(_days(each) for each in found.moved)
    return rank, -most, found.root.because.value, found.root.item or ""


def _rank(item: Planned, plan: Plan) -> int:
    if item.id == plan.anchor:
        return 0
    return 1 if item.opens else 2 if item.item.decides or item.kind == "gate" else 3


def _days(moved: Moved) -> int:
    return abs(moved.told.days or 0)


@dataclass(frozen=True)
class _Search:
    plan: Plan
    former: Former
    moved: Moves
    hours: Mapping[str, int]

    @cached_property
    def by_id(self) -> Mapping[str, Planned]:
        return {item.id: item for item in self.plan.items}

    @cached_property
    def answered(self) -> Mapping[tuple[str, str | None], Turned]:
        """Assumptions that became other answers than was assumed, and shared ones alone."""
        return {
            (one.question, one.element): one
            for one in self.moved.assumptions
            if one.turn is Turn.ANSWERED and not one.private and not one.is_confirmed
        }

    @cached_property
    def other_hours(self) -> Mapping[str, tuple[int, int]]:
        """Roles that have other hours a week, with those of before and now."""
        loads = self.plan.workload
        now = {load.role: max((week.capacity for week in load.weeks), default=0) for load in loads}
        return {
            role: (before, now[role])
            for role, before in self.hours.items()
            if role in now and now[role] != before
        }

    @cached_property
    def decided(self) -> frozenset[str]:
        """Work on which a decision is recorded, its own or that on an ask about it."""
        of_asks = (ask.item for ask in self.plan.asks if ask.item is not None and ask.decided is not None)
        return frozenset((*of_asks, *(item.id for item in self.plan.items if item.decided is not None)))

    def root(self, id_: str) -> Root:
        """Where the move of an item begins; what can be named comes before what only is otherwise."""
        roots = [
            found
            for item in reversed(self._chain(self.by_id[id_]))
            if (found := next(self._news(item), None)) is not None
        ]
        named = (one for one in roots if one.because is not Because.CHANGED)
        return next(named, None) or next(iter(roots), None) or self._last_resort(self.by_id[id_])

    def _chain(self, item: Planned) -> Sequence[Planned]:
        """An item, what fixes its start, and so on back to what does not begin on another day for that."""
        found: dict[str, Planned] = {}
        before: Planned | None = item
        while before is not None and before.id not in found:
            found[before.id] = before
            before = self._before(before)
        return tuple(found.values())

    def _before(self, item: Planned) -> Planned | None:
        """What fixes its start, where both have moved."""
        before, was = self.by_id.get(item.bound.item or ""), self.former.items.get(item.id)
        if before is None or (was is not None and was.start == item.start):
            return None
        old = self.former.items.get(before.id)
        return before if old is None or (old.start, old.finish) != (before.start, before.finish) else None

    def _news(self, item: Planned) -> Iterator[Root]:
        """What is new about an item itself, what says most first."""
        old = self.former.items.get(item.id)
        if old is None:
            yield Root(because=Because.ADDED, item=item.id)
            return
        days = (old.start, old.finish) != (item.start, item.finish)
        if item.report is not None and days and item.bound.kind is BoundKind.REPORTED:
            yield Root(because=Because.REPORTED, item=item.id)
        elif days and item.id in self.decided and not any(change.own for change in item.chosen.adjusted):
            yield Root(because=Because.DECIDED, item=item.id)
        if old.basis == item.basis:
            return
        old_item = self.moved.former.items.get(item.id)
        if any(change.own for change in item.chosen.adjusted):
            yield Root(because=Because.ADJUSTED, item=item.id)
        for role in item.effort:
            if role in self.other_hours:
                yield Root(because=Because.HOURS, role=role, minutes=self.other_hours[role])
        for question, element in self._read(item):
            turned = self.answered.get((question, element))
            if turned is not None:
                yield Root(because=Because.ANSWERED, item=None, turned=turned)
        if old_item is not None and item.lead is not None and old_item.lead != str(item.lead.taken):
            yield Root(because=Because.LEAD, item=item.id)
        if old_item is not None and old_item.days != item.days:
            yield Root(because=Because.LENGTH, item=item.id)
        gone = next((one for one in self.moved.removed if one.id in self._needed(item)), None)
        if gone is not None and item.start < old.start:
            yield Root(because=Because.GONE, gone=gone)
        yield Root(because=Because.CHANGED, item=item.id)

    def _needed(self, item: Planned) -> frozenset[str]:
        """What it waited for before."""
        old = self.moved.former.items.get(item.id)
        return frozenset(old.needs) if old is not None else frozenset()

    def _read(self, item: Planned) -> Iterator[tuple[str, str | None]]:
        for name, elements in item.read:
            prefix = name.partition(".")[0]
            yield name, elements.get(prefix)
            yield name, None

    def _last_resort(self, item: Planned) -> Root:
        gone = self.moved.removed
        old = self.former.items.get(item.id)
        if gone and old is not None and item.start < old.start:
            return Root(because=Because.GONE, gone=gone[0])
        return Root(because=Because.ROOM)
