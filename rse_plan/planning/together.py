"""Differences between answers that only make sense together: one cause, not several."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rse_plan.library import Library
from rse_plan.model.answers import EMPLOYERS
from rse_plan.model.own_changes import ADD
from rse_plan.model.question import GROUPS
from rse_plan.planning.answer_changes import ANSWER, ELEMENT, PEOPLE
from rse_plan.planning.changes import Side, Slot
from rse_plan.planning.facts import PLURAL, FactSheet
from rse_plan.planning.own_differences import needs_added
from rse_plan.planning.plan import State

_TELLS_OF_EMPLOYERS = ("organisation.employers", "organisation.countries")


@dataclass(frozen=True)
class Together:
    """What goes with what among the differences of two sides."""

    base: Side
    other: Side
    slots: Sequence[Slot]

    def groups(self) -> tuple[tuple[Slot, ...], ...]:
        """The differences, those that depend on each other together, in the order of the first of them."""
        leader = {slot: slot for slot in self.slots}

        def first(slot: Slot) -> Slot:
            while leader[slot] != slot:
                slot = leader[slot]
            return slot

        for slot in self.slots:
            for needed in self._needed(slot):
                one, another = sorted((first(slot), first(needed)), key=self.slots.index)
                leader[another] = one
        found: dict[Slot, list[Slot]] = {}
        for slot in self.slots:
            found.setdefault(first(slot), []).append(slot)
        return tuple(map(tuple, found.values()))

    @cached_property
    def _sheets(self) -> tuple[FactSheet, FactSheet]:
        return (
            FactSheet(self.base.answers, self.base.library),
            FactSheet(self.other.answers, self.other.library),
        )

    def _needed(self, slot: Slot) -> Iterator[Slot]:
        if needs_added(slot) and (ADD,) in self.slots:
            yield (ADD,)
        if slot[0] == ANSWER:
            yield from self._applying(slot)
        if slot[0] == ANSWER and slot[1] == EMPLOYERS:
            yield from self._named(slot[3])
        if slot[0] == ELEMENT and slot[1] == "communities":
            yield from self._named(slot[2])
        if slot[0] == ELEMENT and slot[1] == "employers":
            yield from (told for name in _TELLS_OF_EMPLOYERS if (told := (ANSWER, name)) in self.slots)

    def _applying(self, slot: Slot) -> Iterator[Slot]:
        """Where a question is asked on one side alone: the differences that decide it."""
        name, element = slot[1], slot[3] if len(slot) > 2 else None
        bound = {name.partition(".")[0]: element} if element is not None else {}
        asked = [
            name in sheet.library.questions and sheet.fact(name, bound).state is not State.ABSENT
            for sheet in self._sheets
        ]
        if asked[0] is not asked[1]:
            for sheet in self._sheets:
                yield from self._deciding(name, element, sheet.library, set())

    def _deciding(self, name: str, element: str | None, library: Library, seen: set[str]) -> Iterator[Slot]:
        for read in _conditions_read(name, library):
            if read in seen:
                continue
            seen.add(read)
            found = tuple(self._slots_of(read, name, element, library))
            yield from found
            if not found:
                yield from self._deciding(read, element, library, seen)

    def _slots_of(self, read: str, name: str, element: str | None, library: Library) -> Iterator[Slot]:
        """Where a name's answer differs: for the same element when both are of one list."""
        prefix = read.partition(".")[0]
        same = prefix == name.partition(".")[0]
        roles = [role for role, question in library.hours_questions.items() if question == read]
        for slot in self.slots:
            if slot[0] == ANSWER and slot[1] == read:
                found = len(slot) == 2 or not same or slot[3] == element
            elif slot[0] == PEOPLE:
                found = slot[1] in roles and slot[2] == "hours"
            else:
                found = slot[0] == ELEMENT and PLURAL.get(prefix) == slot[1] and not same
            if found:
                yield slot

    def _named(self, community: str) -> Iterator[Slot]:
        """The employers that a community names on either side, where only one side has them."""
        for side in (self.base, self.other):
            found = (one for one in side.answers.groups.get(GROUPS["community"], ()) if one.id == community)
            for one in found:
                answer = one.answers.get(EMPLOYERS)
                named = answer.value if answer is not None and isinstance(answer.value, str) else ""
                for id_ in named.split(","):
                    if (slot := (ELEMENT, "employers", id_.strip())) in self.slots:
                        yield slot


def _conditions_read(name: str, library: Library) -> Collection[str]:
    """The names that decide whether a question is asked."""
    asked = library.asked.get(name)
    if asked is None:
        return ()
    conditions = [asked.question.when]
    if asked.playbook is not None:
        conditions.append(library.playbooks[asked.playbook].value.applies_when)
    return tuple(dict.fromkeys(one for condition in conditions if condition for one in condition.names))
