"""One instance of every item for every element of its loop, where its condition holds (semantics 4, 38)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from rse_plan.library import Sourced
from rse_plan.library.adjustments import LEGAL
from rse_plan.library.touched import touches
from rse_plan.model.content import Argument, Ask, Kpi, Message, Objection, Option, Risk
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import Gate, Item, Work
from rse_plan.planning.adjust import Adjustments, InForce, adjusted, leaving_out
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.own_changes import HOURS_A_DAY
from rse_plan.planning.plan import Adjusted, Chosen, CommunityKit, Origin, Shown
from rse_plan.planning.select import Read, Selected, Selection, decide, loop


@dataclass(frozen=True, slots=True)
class Expansion:
    """All instances in order of playbook, position and element, by the list they stand in.

    `read` tells for each instance's id what was read to decide on it and to fill its texts;
    `read_to_exclude` what kept other instances out.
    """

    tasks: tuple[Chosen[Work], ...]
    risks: tuple[Chosen[Risk], ...]
    kpis: tuple[Chosen[Kpi], ...]
    asks: tuple[Chosen[Ask], ...]
    objections: tuple[Chosen[Objection], ...]
    messages: tuple[Chosen[Message], ...]
    arguments: tuple[Chosen[Argument], ...]
    options: tuple[Chosen[Option], ...]
    kits: tuple[CommunityKit, ...]
    read: Mapping[str, Read]
    read_to_exclude: Read
    skipped: Mapping[str, tuple[Adjusted, ...]]
    """Work that an adjustment leaves out, by its id."""
    left_out: tuple[Chosen[Work], ...]
    """Work that the answers themselves leave out, with why."""


def expand(selection: Selection, sheet: FactSheet, *, work_only: bool = False) -> Expansion:
    """Expand every section of every selected playbook, or only the work and what dates depend on.

    Work alone comes without what is printed of it: its values and its reasons.
    """
    work = _Expander(sheet, work_only)
    return Expansion(
        tasks=work.section(selection, "tasks"),
        risks=work.section(selection, "risks"),
        kpis=work.section(selection, "kpis"),
        asks=work.section(selection, "asks"),
        objections=work.section(selection, "objections"),
        messages=work.section(selection, "messages"),
        arguments=work.section(selection, "arguments"),
        options=work.section(selection, "options"),
        kits=() if work_only else tuple(work.kits(selection)),
        read=work.read,
        read_to_exclude=(*selection.read_to_exclude, *work.excluded),
        skipped=work.skipped,
        left_out=tuple(work.left_out),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item stands: its playbook for one element, and its route in the file."""

    selected: Selected
    route: tuple[str | int, ...]


class _Expander:
    def __init__(self, sheet: FactSheet, work_only: bool) -> None:
        self._sheet = sheet
        self._work_only = work_only
        self.read: dict[str, Read] = {}
        self.excluded: list[tuple[str, Mapping[str, str]]] = []
        self.skipped: dict[str, tuple[Adjusted, ...]] = {}
        self.left_out: list[Chosen[Work]] = []
        self._adjustments = Adjustments(sheet.library, sheet)

    def section(self, selection: Selection, name: str) -> tuple[Any, ...]:
        if self._work_only and name != "tasks":
            return ()
        return tuple(
            chosen
            for selected in selection.selected
            for position, item in enumerate(getattr(selected.file.value, name))
            for chosen in self._found(_Place(selected, (name, position)), item)
        )

    def _found(self, place: _Place, item: Item) -> Iterable[Chosen[Item]]:
        """The instances; what is read for them is told only where it is wanted."""
        if not self._work_only:
            return self._instances(place, item)
        selected = place.selected
        return self._sheet.kept(
            lambda: (*place.route, selected.file.value.id, *selected.elements.values()),
            lambda: tuple(self._instances(place, item)),
        )

    def _instances(self, place: _Place, item: Item) -> Iterator[Chosen[Item]]:
        for elements in loop(self._sheet, item.for_each, place.selected.elements):
            holds, read = decide(item.when, self._sheet, elements)
            if not holds:
                self.excluded.extend(read)
                continue
            chosen = self._instance(place, item, elements, (*place.selected.read, *read))
            found = self._adjusted(chosen) if isinstance(item, Work) else chosen
            if found is not None:
                yield found

    def _adjusted(self, chosen: Chosen[Any]) -> Chosen[Any] | None:
        """The instance as adjustments leave it; None when one of them skips it."""
        found, unused = self._adjustments.of(chosen.ref, chosen.elements)
        self.excluded.extend(unused)
        skipped = leaving_out(found)
        if skipped:
            self._skip(chosen, skipped)
            return None
        found = tuple(one for one in found if not one.adjustment.skip or one.told.own)
        if not found:
            return chosen
        self.read[chosen.id] = (*self.read[chosen.id], *(name for one in found for name in one.read))
        changed = replace(
            chosen,
            item=adjusted(chosen.item, [one.adjustment for one in found], self._hours_a_day),
            adjusted=tuple(one.told for one in found),
        )
        return self._own(changed) if any(one.told.own for one in found) else changed

    def _skip(self, chosen: Chosen[Any], skipped: Sequence[InForce]) -> None:
        told = tuple(one.told for one in skipped)
        self.skipped[chosen.id] = told
        self.excluded.extend(name for one in skipped for name in one.read)
        del self.read[chosen.id]
        if any(one.own for one in told):
            self.left_out.append(replace(chosen, adjusted=told))

    def _own(self, chosen: Chosen[Any]) -> Chosen[Any]:
        """With the days that the answers give, and what fills the texts that they put in."""
        item, elements = chosen.item, chosen.elements
        new = [name for name in item.gaps if name not in chosen.values]
        self.read[chosen.id] = (*self.read[chosen.id], *((name, elements) for name in new))
        values = chosen.values if self._work_only else {**chosen.values, **self._values(tuple(new), elements)}
        cited = (self._sheet.library.evidence.get(name) for name in item.because)
        legal = isinstance(item, Gate) and any(one is not None and one.type in LEGAL for one in cited)
        return replace(chosen, values=values, given=self._adjustments.dates(chosen, legal=legal))

    @cached_property
    def _hours_a_day(self) -> int:
        value = self._sheet.fact("team.hours_a_day", {}).value
        return value if isinstance(value, int) and not isinstance(value, bool) else HOURS_A_DAY

    def _instance(self, place: _Place, item: Item, elements: Mapping[str, str], read: Read) -> Chosen[Item]:
        names = item.gaps
        counted = (behind for name in names for behind in self._sheet.behind(name, elements))
        ref = f"{place.selected.file.value.id}/{item.id}"
        id_ = "@".join((ref, *elements.values()))
        self.read[id_] = (*read, *((name, elements) for name in names), *counted)
        return Chosen(
            id=id_,
            ref=ref,
            item=item,
            elements=elements,
            values={} if self._work_only else self._values(names, elements),
            reasons=() if self._work_only else self._sheet.reasons(read),
            origin=_origin(place.selected.file, place.route),
        )

    def _values(self, names: tuple[str, ...], elements: Mapping[str, str]) -> Mapping[str, Shown]:
        return {name: self._sheet.shown(name, elements) for name in dict.fromkeys(names)}

    def kits(self, selection: Selection) -> Iterator[CommunityKit]:
        for selected in selection.selected:
            kit = selected.file.value.kit
            if kit is None:
                continue
            names = kit.gaps
            for community in self._kit_communities(selected):
                values = self._values(names, {**selected.elements, "community": community})
                origin = _origin(selected.file, ("kit",))
                yield CommunityKit(community=community, kit=kit, values=values, origin=origin)

    def _kit_communities(self, selected: Selected) -> tuple[str, ...]:
        if "community" in selected.elements:
            return (selected.elements["community"],)
        use_case = selected.file.value.id
        found = self._sheet.elements("communities")
        return tuple(
            id_
            for id_ in found
            if self._sheet.fact("community.use_case", {"community": id_}).value == use_case
        )


def _origin(file: Sourced[Playbook], route: tuple[str | int, ...]) -> Origin:
    return Origin(file.value.id, file.value.title, file.span(*route), touches(file, route))
