"""Which instances of an item belong with given loop elements (semantics 4), found without a walk over all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from rse_plan.model.work import Work
from rse_plan.planning.facts import FactSheet, Same
from rse_plan.planning.plan import Chosen


class Instances:
    """Positions of all instances of work, by item and by element; plans may hold thousands of each."""

    def __init__(self, items: tuple[Chosen[Work], ...], sheet: FactSheet) -> None:
        self._items = items
        self._sheet = sheet

    def all(self, ref: str) -> Sequence[int]:
        """Every instance of an item, in order."""
        return self._by_ref.get(ref, ())

    def ids(self, ref: str) -> tuple[str, ...]:
        """The ids of every instance of an item, in order."""
        return self._ids.get(ref, ())

    def related(self, ref: str, elements: Mapping[str, str]) -> list[int]:
        """The instances of an item that belong with the elements."""
        found = self._sharing(ref, elements)
        return [
            position for position in found if related(self._sheet, elements, self._items[position].elements)
        ]

    def wave(self, elements: Mapping[str, str]) -> int:
        """The number of the wave that elements belong to; 0 for none."""
        return wave_number(self._sheet, elements)

    def in_wave(self, ref: str, number: int) -> Sequence[int]:
        """The instances of an item that belong to a wave."""
        # Worked out once, yet whoever asks is known to rest on the waves of all of them.
        by_wave = self._sheet.once(("by wave", Same(self)), self._by_wave)
        return by_wave.get((ref, number), ())

    def _sharing(self, ref: str, elements: Mapping[str, str]) -> Sequence[int]:
        """All instances of an item, or those of the first element that its loops share with these."""
        found = self.all(ref)
        for kind in self._items[found[0]].elements if found else ():
            if kind in elements:
                return self._by_element.get((ref, kind, elements[kind]), ())
        return found

    @cached_property
    def _by_ref(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for position, chosen in enumerate(self._items):
            found.setdefault(chosen.ref, []).append(position)
        return found

    @cached_property
    def _by_element(self) -> Mapping[tuple[str, str, str], list[int]]:
        found: dict[tuple[str, str, str], list[int]] = {}
        for position, chosen in enumerate(self._items):
            for kind, id_ in chosen.elements.items():
                found.setdefault((chosen.ref, kind, id_), []).append(position)
        return found

    @cached_property
    def _ids(self) -> Mapping[str, tuple[str, ...]]:
        return {
            ref: tuple(self._items[position].id for position in found) for ref, found in self._by_ref.items()
        }

    def _by_wave(self) -> Mapping[tuple[str, int], list[int]]:
        found: dict[tuple[str, int], list[int]] = {}
        for position, chosen in enumerate(self._items):
            found.setdefault((chosen.ref, wave_number(self._sheet, chosen.elements)), []).append(position)
        return found


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
        wave = sheet.wave(ids["wave"])
        return wave is not None and ids["employer"] in wave.employers
    return True
