"""Adjustments against what they change: an item there, one unit of time, no shorter law (semantics 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rse_plan.diagnostics import Diagnostic, Related, nearest, respelt
from rse_plan.errors import Said, say
from rse_plan.library.index import Index, Place, full_ref
from rse_plan.library.load import Library, Sourced
from rse_plan.model.adjust import Adjustment, DurationChange, EffortChange, LeadTimeChange
from rse_plan.model.amounts import Amount
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import Gate, Work
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Route

LEGAL = ("law", "ruling")
"""Kinds of evidence whose delays only they may shorten."""

Change = DurationChange | LeadTimeChange | EffortChange


def check_adjustments(library: Library, index: Index) -> Iterator[Diagnostic]:
    """What no adjustment can do: change what is not there, mix units, shorten or skip a delay of the law."""
    for file in library.examined:
        for position, adjustment in enumerate(file.value.adjust):
            place = index.places.get(full_ref(adjustment.item, file.value))
            if place is None or not isinstance(place.item, Work):
                yield from _unknown(file, position, adjustment, index)
                continue
            yield from _unfit(file, position, adjustment, place.item)
            if isinstance(place.item, Gate) and is_legal(place, library):
                yield from _shortened(file, position, adjustment)
            elif adjustment.skip:
                for gate in run_from(place, library):
                    route = ("adjust", position, "skip")
                    yield unstarted(place, gate, file.span(*route), say("make it shorter instead"))


def _unknown(
    file: Sourced[Playbook], position: int, adjustment: Adjustment, index: Index
) -> Iterator[Diagnostic]:
    ref = full_ref(adjustment.item, file.value)
    if ref in index.library.unreadable or ref in index.library.removed:
        return
    work = [place.ref for place in index.work()]
    span = file.span("adjust", position, "item")
    yield Diagnostic(
        rule="unknown-reference",
        span=span,
        message=say("no item is called “{ref}”", ref=adjustment.item),
        help=nearest(adjustment.item, work) or say("write item, or playbook/item"),
        edit=respelt(span, adjustment.item, work),
    )


def _unfit(
    file: Sourced[Playbook], position: int, adjustment: Adjustment, item: Work
) -> Iterator[Diagnostic]:
    for key in LENGTHS:
        found = unfit(item, key, getattr(adjustment, key))
        if found is not None:
            yield _wrong(file, ("adjust", position, *found.route), found.message, found.advice)


LENGTHS = ("duration", "lead_time", "effort")
"""Keys of an adjustment that change an amount of time."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong with a change, at a key inside the adjustment."""

    route: Route
    message: Said
    advice: Said


def unfit(item: Work, key: str, change: Change | None) -> Misfit | None:
    """A change of what the item does not have, or in another unit than it has."""
    if change is None:
        return None
    amounts = amounts_of(item, key)
    if not amounts:
        message = say("this item has no “{key}” to change", key=key)
        return Misfit((key,), message, say("take the line out"))
    if change.add is not None and any(one.unit is not change.add.unit for one in amounts):
        message = say("the item's own amounts of time are in another unit ({unit})", unit=amounts[0].unit)
        return Misfit((key, "add"), message, say("use the same unit, or times:"))
    return None


def amounts_of(item: Work, key: str) -> tuple[Amount, ...]:
    """The item's own amounts under a key, of a gate those of every case; none where it has none."""
    found = getattr(item, key, None)
    if found is None:
        return ()
    if key == "duration":
        return (found,)
    if key == "effort":
        return tuple(found.values())
    return (found.base, *(case.to for case in found.cases if case.to is not None))


def _shortened(file: Sourced[Playbook], position: int, adjustment: Adjustment) -> Iterator[Diagnostic]:
    lead = adjustment.lead_time
    shortens = lead is not None and (lead.to is not None or (lead.times is not None and lead.times < 1))
    if adjustment.skip or shortens:
        message = say("a delay that a law or a ruling sets can be made longer, never shorter nor skipped")
        route: Route = ("adjust", position, "skip" if adjustment.skip else "lead_time")
        yield _wrong(file, route, message, say("add to it, or let counsel decide in the answers"))


def is_legal(place: Place, library: Library) -> bool:
    """Whether an item rests on a law or a ruling."""
    sources = (library.evidence.get(name) for name in place.item.because)
    return any(source is not None and source.type in LEGAL for source in sources)


def run_from(place: Place, library: Library) -> Iterator[Place]:
    """Delays of the law that one item alone sets off: without it they would run from the plan's first day."""
    for other in library.index.work():
        if isinstance(other.item, Gate) and is_legal(other, library):
            refs = {full_ref(need.task, other.playbook) for need in other.item.needs}
            if refs == {place.ref}:
                yield other


def unstarted(place: Place, gate: Place, span: Span, advice: Said) -> Diagnostic:
    """A delay of the law that would run before anything has set it off."""
    return Diagnostic(
        rule="wrong-value",
        span=span,
        message=say("“{item}” sets off “{gate}”, a delay of the law", item=place.ref, gate=gate.ref),
        help=advice,
        related=(Related(gate.span("id"), say("the gate")),),
    )


def _wrong(file: Sourced[Playbook], route: Route, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule="wrong-value", span=file.span(*route), message=message, help=advice)
