"""Where each item of the library stands, and what a reference in a playbook means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rse_plan.model.content import Ask, Kpi, Message, Objection, Risk
from rse_plan.model.playbook import SECTIONS, Playbook
from rse_plan.model.work import Item, Milestone, Ongoing, Task, Work
from rse_plan.source.yaml_reader import Route

if TYPE_CHECKING:
    from rse_plan.library.load import Library, Sourced
    from rse_plan.source.span import Span


@dataclass(frozen=True)
class Place:
    """One item with the file and the route it stands at; `ref` is `playbook/item`."""

    ref: str
    file: Sourced[Playbook]
    route: Route
    item: Item

    @property
    def playbook(self) -> Playbook:
        return self.file.value

    @cached_property
    def references(self) -> tuple[tuple[str, Route], ...]:
        """Every item that it names, with the route of the reference inside it; worked out once for all."""
        return tuple(references(self.item))

    def span(self, *route: str | int) -> Span:
        return self.file.span(*self.route, *route)


@dataclass(frozen=True, eq=False)
class Index:
    """Every item of a library by `playbook/item`."""

    library: Library

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Items in order of playbook and position; of two with one id the first counts."""
        found: dict[str, Place] = {}
        for place in self.all_places:
            found.setdefault(place.ref, place)
        return found

    @cached_property
    def all_places(self) -> tuple[Place, ...]:
        """Every item, those with a repeated id too."""
        return tuple(
            Place(f"{name}/{item.id}", file, (section, position), item)
            for name, file in self.library.playbooks.items()
            for section in SECTIONS
            for position, item in enumerate(getattr(file.value, section))
        )

    @cached_property
    def examined(self) -> tuple[Place, ...]:
        """The items, repeated ones too, of files whose own faults are asked for."""
        return tuple(place for place in self.all_places if self.library.examines(place.file))

    def work(self) -> Iterator[Place]:
        """Tasks, gates, milestones and recurring work."""
        return (place for place in self.places.values() if isinstance(place.item, Work))

    @cached_property
    def after_opening(self) -> frozenset[str]:
        """Items that wait, directly or not, for the opening of their own community.

        A need of the first or of the previous instance is one of another wave: it does not count.
        """
        followers = self._followers
        reached = [place.ref for place in self.work() if _opens(place.item)]
        found = set(reached)
        while reached:
            for ref in followers.get(reached.pop(), ()):
                if ref not in found:
                    found.add(ref)
                    reached.append(ref)
        return frozenset(found)

    @cached_property
    def _followers(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for place in self.work():
            for needed, waiting in _waits(place):
                found.setdefault(needed, []).append(waiting)
        return found

    def examined_work(self) -> Iterator[Place]:
        """The work among the items of files whose own faults are asked for."""
        return (place for place in self.work() if self.library.examines(place.file))


def full_ref(ref: str, playbook: Playbook) -> str:
    """A reference as `playbook/item`: short ones mean the playbook they stand in."""
    return ref if "/" in ref else f"{playbook.id}/{ref}"


def _opens(item: Item) -> bool:
    return isinstance(item, Milestone) and item.opens is not None


def _waits(place: Place) -> Iterator[tuple[str, str]]:
    """What an item waits for and the item, or the item and what it must come before."""
    item = place.item
    if isinstance(item, Work):
        for need in item.needs:
            if need.which not in ("first", "previous"):
                yield full_ref(need.task, place.playbook), place.ref
        for before in item.before:
            if before.which not in ("first", "previous"):
                yield place.ref, full_ref(before.task, place.playbook)


def references(item: Item) -> Iterator[tuple[str, Route]]:
    """Every item that an item names, with the route of the reference inside it."""
    if isinstance(item, Work):
        for position, need in enumerate(item.needs):
            yield need.task, ("needs", position, "task")
        for position, before in enumerate(item.before):
            yield before.task, ("before", position, "task")
    if isinstance(item, Ongoing):
        yield item.from_, ("from",)
        if item.lasts is None:
            yield item.until, ("until",)
    yield from _content_references(item)


def _content_references(item: Item) -> Iterator[tuple[str, Route]]:
    if isinstance(item, Ask):
        if item.due.before is not None:
            yield item.due.before, ("due", "before")
        if item.due.on is not None:
            yield item.due.on, ("due", "on")
        if item.message is not None:
            yield item.message, ("message",)
    elif isinstance(item, Kpi):
        if item.target is not None and item.target.after is not None:
            yield item.target.after, ("target", "after")
    elif isinstance(item, Risk):
        for position, ref in enumerate(item.mitigated_by):
            yield ref, ("mitigated_by", position)


def role_uses(item: Item) -> Iterator[tuple[str, Route]]:
    """Every role that an item names, with the route of the name inside it."""
    if isinstance(item, Work):
        for letter, roles in _raci_rows(item):
            for position, role in enumerate(roles):
                yield role, ("raci", letter, position)
    if isinstance(item, Task | Ongoing):
        for role in item.effort:
            yield role, ("effort", role)
    elif isinstance(item, Risk):
        yield item.owner, ("owner",)
    elif isinstance(item, Ask):
        yield item.of, ("of",)
    elif isinstance(item, Objection):
        for position, role in enumerate(item.heard_from):
            yield role, ("heard_from", position)
    elif isinstance(item, Message):
        yield item.from_, ("from",)


def _raci_rows(item: Work) -> tuple[tuple[str, tuple[str, ...]], ...]:
    raci = item.raci
    return (("R", raci.responsible), ("A", raci.accountable), ("C", raci.consulted), ("I", raci.informed))
