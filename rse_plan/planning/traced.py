"""Facts that remember what was read to find them, so that other answers work out only what differs.

Made once for some answers, then varied: whatever has read nothing that comes out otherwise is taken over as
it is. Nobody tells beforehand what depends on what: it is seen while a plan is made.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from rse_plan.library import Library
from rse_plan.model.answers import Answer, Answers, Element, Person
from rse_plan.planning.facts import PLURAL, Fact, FactKey, FactSheet, FoundT
from rse_plan.planning.wave import Wave

_Key = Any
"""A fact's, that of a piece of work that follows from facts, or one of the inputs below."""
_Entry = tuple[Any, set[_Key], int]
"""What was found, what was read for it, and how much had been found before."""
_START = "calendar.start"
_WAVES = ("waves",)
"""All waves, and their order."""


class TracedSheet(FactSheet):
    """A fact sheet that can be varied."""

    def __init__(self, answers: Answers, library: Library, waves: tuple[Wave, ...] = ()) -> None:
        self._reading: list[set[_Key]] = [set()]
        """What has been read for each thing that is being worked out, innermost last."""
        self._entries: dict[_Key, _Entry] = {}
        self._former: TracedSheet | None = None
        self._found_then = 0
        """How much the former sheet had found: what it finds later is not known to hold here."""
        self._outdated: frozenset[_Key] = frozenset()
        """What the former sheet found that does not hold here."""
        self.in_waves: TracedSheet | None = None
        """The same answers with their waves, once those are made."""
        self._readers: tuple[int, Mapping[_Key, list[_Key]]] = (0, {})
        super().__init__(answers, library, waves)

    # --- what is read ---

    @property
    def waves(self) -> tuple[Wave, ...]:
        self._note(_WAVES)
        return self._every_wave

    @waves.setter
    def waves(self, waves: tuple[Wave, ...]) -> None:
        self._every_wave = waves

    def elements(self, collection: str) -> tuple[str, ...]:
        self._note(("elements", collection))
        if collection == "waves":
            return tuple(wave.id for wave in self._every_wave)
        return super().elements(collection)

    def first(self, collection: str) -> str | None:
        self._note(("first", collection))
        return next(iter(super().elements(collection)), None)

    def wave_of(self, community: str) -> Wave | None:
        self._note(("wave of", community))
        return super().wave_of(community)

    def wave(self, id_: str | None) -> Wave | None:
        self._note(("wave", id_))
        return super().wave(id_)

    def person(self, role: str) -> Person | None:
        self._note(("person", role))
        return super().person(role)

    def _given(self, name: str, prefix: str, id_: str | None) -> Answer | None:
        self._note(("answer", name, id_ if prefix in PLURAL else None))
        return super()._given(name, prefix, id_)

    def _fact(self, key: FactKey, prefix: str, id_: str | None) -> Fact:
        entry = self._entries.get(key)
        if entry is None and key not in self._asking:
            return self.once(key, partial(super()._fact, key, prefix, id_))
        self._reading[-1].add(key)
        found: Fact = entry[0] if entry is not None else super()._fact(key, prefix, id_)
        return found

    def once(self, key: Hashable, work: Callable[[], FoundT]) -> FoundT:
        self._reading[-1].add(key)  # written flat: a plan comes by here thousands of times
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = self._still_held(key) or self._traced(work)
        found: FoundT = entry[0]
        return found

    def kept(self, key: Callable[[], Hashable], work: Callable[[], FoundT]) -> FoundT:
        return self.once(key(), work)

    def _still_held(self, key: _Key) -> _Entry | None:
        former = self._former._entries.get(key) if self._former is not None else None
        if former is None or former[2] >= self._found_then or key in self._outdated:
            return None
        return former[0], former[1], len(self._entries)

    def _traced(self, work: Callable[[], object]) -> _Entry:
        self._reading.append(set())
        try:
            found = work()
            return found, self._reading[-1], len(self._entries)
        finally:
            self._reading.pop()

    def _note(self, key: _Key) -> None:
        self._reading[-1].add(key)

    # --- other answers ---

    def with_waves(self, waves: tuple[Wave, ...]) -> TracedSheet:
        former = self._former.in_waves if self._former is not None else None
        self.in_waves = (former or self).varied(self.answers, waves)
        return self.in_waves

    def varied(self, answers: Answers, waves: tuple[Wave, ...] = ()) -> TracedSheet:
        """The facts of other answers and waves: equal to a new sheet's, found with less work."""
        self._settle()
        other = TracedSheet(answers, self.library, waves)
        changed = {*_changed_answers(self, other), *_changed_waves(self, other)}
        # The start is where every calendar begins; what answers change and add is read by no key.
        if ("answer", _START, None) not in changed and answers.own == self.answers.own:
            other._former, other._found_then = self, len(self._entries)
            other._outdated = frozenset(self._resting_on(changed))
            other._judge(changed)
        return other

    def _settle(self) -> None:
        """Let go of what this was varied from, with all taken over that something here rests on."""
        if self._former is None:
            return
        reached = [read for _, read, _ in self._entries.values()]
        while reached:
            for key in reached.pop():
                held = self._still_held(key) if key not in self._entries else None
                if held is not None:
                    self._entries[key] = held
                    reached.append(held[1])
        self._former = None

    def _resting_on(self, changed: Iterable[_Key]) -> set[_Key]:
        """Everything that was found by reading one of these, however far back."""
        if self._readers[0] != len(self._entries):
            self._readers = len(self._entries), _reversed(self._entries)
        readers = self._readers[1]
        found, reached = set[_Key](), [*changed]
        while reached:
            for reader in readers.get(reached.pop(), ()):
                if reader not in found:
                    found.add(reader)
                    reached.append(reader)
        return found

    def _judge(self, changed: set[_Key]) -> None:
        """Keep what the former sheet found where nothing that was read for it has come out otherwise."""
        former = self._former._entries if self._former is not None else {}
        facts = [key for key in self._outdated if isinstance(former[key][0], Fact)]
        changed = {*changed, *(key for key in facts if self._differs(key, former[key][0]))}
        judged: dict[_Key, bool] = dict.fromkeys(facts, False)

        def is_outdated(key: _Key) -> bool:
            if key in changed:
                return True
            if key not in self._outdated:
                return False
            if key not in judged:
                judged[key] = any(map(is_outdated, former[key][1]))
            return judged[key]

        self._outdated = frozenset(key for key in self._outdated if is_outdated(key))

    def _differs(self, key: FactKey, was: Fact) -> bool:
        name, id_ = key
        prefix = name.partition(".")[0]
        return not self._is_there(prefix, id_) or self._fact(key, prefix, id_) != was

    def _is_there(self, prefix: str, id_: str | None) -> bool:
        """Whether the element that a fact is about is still one."""
        if prefix == "champions":
            prefix, _, id_ = (id_ or "").partition(":")
        return prefix == "wave" or prefix not in PLURAL or id_ is None or (PLURAL[prefix], id_) in self._by_id


def _reversed(entries: Mapping[_Key, _Entry]) -> Mapping[_Key, list[_Key]]:
    """By what was read, all that it was read for."""
    readers: dict[_Key, list[_Key]] = {}
    for reader, (_, read, _) in entries.items():
        for key in read:
            readers.setdefault(key, []).append(reader)
    return readers


def _changed_answers(one: TracedSheet, other: TracedSheet) -> Iterator[_Key]:
    yield from (("answer", name, None) for name in _differing(one.answers.values, other.answers.values))
    yield from (("person", role) for role in _differing(one.answers.people, other.answers.people))
    for collection in one._groups.keys() | other._groups.keys():
        there, here = (_by_id(sheet._groups.get(collection, ())) for sheet in (one, other))
        if [*there] != [*here]:
            yield "elements", collection
        if [*there][:1] != [*here][:1]:
            yield "first", collection
        for id_ in there.keys() & here.keys():
            names = _differing(there[id_].answers, here[id_].answers)
            yield from (("answer", name, id_) for name in names)


def _changed_waves(one: TracedSheet, other: TracedSheet) -> Iterator[_Key]:
    there, here = ({wave.id: _in_force(wave) for wave in sheet._every_wave} for sheet in (one, other))
    if [*there] != [*here]:
        yield "elements", "waves"
    for id_ in _differing(there, here):
        yield _WAVES
        yield "wave", id_
        for wave in filter(None, (there.get(id_), here.get(id_))):
            yield from (("wave of", community) for community in wave.communities)


def _in_force(wave: Wave) -> Wave:
    """The wave without what is only told of it."""
    return replace(wave, reasons=(), hours_needed=0, hours_available=None)


def _by_id(elements: Iterable[Element]) -> dict[str, Element]:
    return {element.id: element for element in elements}


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The keys under which two mappings hold something else."""
    if one is other:
        return []
    return [key for key in {**one, **other} if one.get(key) != other.get(key)]
