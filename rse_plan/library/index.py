"""Where each item of the library stands, and what a reference in a playbook means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rse_plan.library.load import Library, Sourced
from rse_plan.model.content import Kpi
from rse_plan.model.playbook import SECTIONS, Playbook
from rse_plan.model.work import Item, Ongoing, Work
from rse_plan.source.yaml_reader import Route

if TYPE_CHECKING:
    from rse_plan.source.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """One item with the file and the route it stands at; `ref` is `playbook/item`."""

    ref: str
    file: Sourced[Playbook]
    route: Route
    item: Item

    @property
    def playbook(self) -> Playbook:
        return self.file.value

    def span(self, *route: str | int) -> Span:
        return self.file.span(*self.route, *route)


@dataclass(frozen=True)
class Index:
    """Every item of a library by `playbook/item`."""

    library: Library

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Items in order of playbook and position; of two with one id the first counts."""
        found: dict[str, Place] = {}
        for place in self.all_places():
            found.setdefault(place.ref, place)
        return found

    def all_places(self) -> Iterator[Place]:
        """Every item, those with a repeated id too."""
        for name, file in self.library.playbooks.items():
            for section in SECTIONS:
                for position, item in enumerate(getattr(file.value, section)):
                    yield Place(f"{name}/{item.id}", file, (section, position), item)

    def work(self) -> Iterator[Place]:
        """Tasks, gates, milestones and recurring work."""
        return (place for place in self.places.values() if isinstance(place.item, Work))


def full_ref(ref: str, playbook: Playbook) -> str:
    """A reference as `playbook/item`: short ones mean the playbook they stand in."""
    return ref if "/" in ref else f"{playbook.id}/{ref}"


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


def _content_references(item: Any) -> Iterator[tuple[str, Route]]:
    due = getattr(item, "due", None)
    if due is not None:
        if due.before is not None:
            yield due.before, ("due", "before")
        if due.on is not None:
            yield due.on, ("due", "on")
    if isinstance(item, Kpi) and item.target is not None and item.target.after is not None:
        yield item.target.after, ("target", "after")
    for position, ref in enumerate(getattr(item, "mitigated_by", ())):
        yield ref, ("mitigated_by", position)
    if getattr(item, "message", None) is not None:
        yield item.message, ("message",)


def role_uses(item: Item) -> Iterator[tuple[str, Route]]:
    """Every role that an item names, with the route of the name inside it."""
    if isinstance(item, Work):
        for letter, roles in _raci_rows(item):
            for position, role in enumerate(roles):
                yield role, ("raci", letter, position)
    for role in getattr(item, "effort", {}) or {}:
        yield role, ("effort", role)
    for key in ("owner", "of"):
        if isinstance(getattr(item, key, None), str):
            yield getattr(item, key), (key,)
    for position, role in enumerate(getattr(item, "heard_from", ())):
        yield role, ("heard_from", position)
    if isinstance(getattr(item, "from_", None), str) and not isinstance(item, Ongoing):
        yield item.from_, ("from",)  # type: ignore[attr-defined]  # only messages come from a role


def _raci_rows(item: Work) -> tuple[tuple[str, tuple[str, ...]], ...]:
    raci = item.raci
    return (("R", raci.responsible), ("A", raci.accountable), ("C", raci.consulted), ("I", raci.informed))
