"""Where something is said to come before a council is heard: there, where its author can write the wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import Said, say
from rse_plan.library import Place
from rse_plan.lint.engine import File
from rse_plan.model.content import Ask
from rse_plan.model.playbook import Playbook
from rse_plan.source.span import Span


@dataclass(frozen=True, slots=True)
class Passing:
    """An item that does not surely wait for some councils' gates.

    `where` is the part of it that is reported; `waiting` is the item that would have to wait, which for an
    ask is the one on whose day it is due, if there is one.
    """

    item: Place
    gates: tuple[Place, ...]
    where: Span
    waiting: Place | None


@dataclass(frozen=True, slots=True)
class Wording:
    """What a rule says of an item with its gates, and of a gate with the items."""

    rule: str
    of_item: Callable[[str, str], Said]
    of_gate: Callable[[str, str], Said]


def by_path(passings: Iterable[Passing]) -> Mapping[str, Sequence[Passing]]:
    """What passes by, and what is passed by, for each file that has one of both."""
    found: dict[str, list[Passing]] = {}
    for one in passings:
        for path in {path for place in (one.item, *one.gates) for path in place.file.document.paths}:
            found.setdefault(path, []).append(one)
    return found


def passed_in(file: File, passings: Iterable[Passing], words: Wording) -> Iterator[Diagnostic]:
    """One finding for each item of a file with all gates it passes by, one for each gate with all items.

    A pair is told on the side that its author can change: in a file that is examined, and of two such in
    the one whose playbook knows the other.
    """
    at_gates: dict[str, tuple[Place, list[Passing]]] = {}
    for one in passings:
        if _stands_in(one.item, file):
            gates = tuple(gate for gate in one.gates if not _told_at_gate(one.item, gate, file.given))
            if gates:
                yield _of_item(one, gates, words)
        for gate in one.gates:
            if _stands_in(gate, file) and _told_at_gate(one.item, gate, file.given):
                at_gates.setdefault(gate.ref, (gate, []))[1].append(one)
    for gate, passed in at_gates.values():
        yield _of_gate(gate, passed, words)


def _stands_in(place: Place, file: File) -> bool:
    return file.document.path in place.file.document.paths


def _told_at_gate(item: Place, gate: Place, given: frozenset[str]) -> bool:
    here, there = (not given.isdisjoint(place.file.document.paths) for place in (item, gate))
    if here != there:
        return there
    return (
        not isinstance(item.item, Ask)
        and _knows(gate.playbook, item.playbook)
        and not _knows(item.playbook, gate.playbook)
    )


def _knows(one: Playbook, other: Playbook) -> bool:
    return other.id in (one.id, *one.requires)


def _of_item(one: Passing, gates: tuple[Place, ...], words: Wording) -> Diagnostic:
    if isinstance(one.item.item, Ask):
        advice = _another_day(gates)
    else:
        lines, missing = _lines(gates), _missing(one.item.playbook, gates)
        advice = (
            say("add needs: [{lines}], and requires: [{names}]", lines=lines, names=missing)
            if missing
            else say("add needs: [{lines}]", lines=lines)
        )
    return Diagnostic(
        rule=words.rule,
        span=one.where,
        message=words.of_item(one.item.ref, _refs(gates)),
        help=advice,
        related=tuple(Related(gate.span("id"), say("the council that is to be heard")) for gate in gates),
    )


def _of_gate(gate: Place, passed: list[Passing], words: Wording) -> Diagnostic:
    waiting = tuple({one.waiting.ref: one.waiting for one in passed if one.waiting is not None}.values())
    if waiting:
        lines, missing = _lines(waiting), _missing(gate.playbook, waiting)
        advice = (
            say("add before: [{lines}], and requires: [{names}]", lines=lines, names=missing)
            if missing
            else say("add before: [{lines}]", lines=lines)
        )
    else:
        advice = _another_day((gate,))
    return Diagnostic(
        rule=words.rule,
        span=_before(gate),
        message=words.of_gate(gate.ref, _refs(one.item for one in passed)),
        help=advice,
        related=tuple(Related(one.where, say("what does not wait for it")) for one in passed),
    )


def _another_day(gates: tuple[Place, ...]) -> Said:
    """An ask waits for nothing: another day is what mends it."""
    return say("make it due on the day of an item that waits for {gate}", gate=_refs(gates))


def _refs(places: Iterable[Place]) -> str:
    return ", ".join(place.ref for place in places)


def _lines(places: Iterable[Place]) -> str:
    """The entries of a list, as a file writes them."""
    return ", ".join(f"{{task: {place.ref}, optional: true}}" for place in places)


def _missing(playbook: Playbook, places: Iterable[Place]) -> str:
    """The playbooks that are named in the entries, and not yet at the top."""
    names = {place.playbook.id for place in places if not _knows(playbook, place.playbook)}
    return ", ".join(sorted(names))


def _before(gate: Place) -> Span:
    if gate.file.document.node((*gate.route, "before")) is not None:
        return gate.file.key_span(*gate.route, "before")
    return gate.span("id")
