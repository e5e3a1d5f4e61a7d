"""What playbooks, and then the answers, change in an item: lengths, or whether it is done (semantics 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import ceil
from typing import Any, TypeVar

from rse_plan.library import Library, Sourced
from rse_plan.library.index import full_ref
from rse_plan.model.adjust import Adjustment, DurationChange, EffortChange, LeadTimeChange
from rse_plan.model.amounts import Amount
from rse_plan.model.own_changes import OwnChange, Stated
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import LeadTime, Work
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.instances import related
from rse_plan.planning.own_changes import (
    HOURS_A_DAY,
    OwnChanges,
    as_said,
    dates_of,
    in_one,
    names_in,
    told_of,
    without_cases,
)
from rse_plan.planning.own_dates import OwnDates
from rse_plan.planning.plan import Adjusted, Chosen, Origin, Wording
from rse_plan.planning.select import Read, decide, loop

WorkT = TypeVar("WorkT", bound=Work)
Change = Adjustment | OwnChange


@dataclass(frozen=True, slots=True)
class InForce:
    """An adjustment whose conditions hold for an instance, what was read for it, and where it is written."""

    adjustment: Change
    told: Adjusted
    read: Read


class Adjustments:
    """The adjustments of a library by the item that they change, and behind them those of the answers."""

    def __init__(self, library: Library, sheet: FactSheet) -> None:
        self._sheet = sheet
        self._by_ref = sheet.once(("adjustments",), partial(_by_ref, library))
        self._own = sheet.once(("own changes",), partial(OwnChanges, sheet.answers.own.adjust))

    def of(self, ref: str, elements: Mapping[str, str]) -> tuple[tuple[InForce, ...], Read]:
        """Those that change an instance, the answers' last, and what was read to leave others out."""
        found: list[InForce] = []
        unused: list[tuple[str, Mapping[str, str]]] = []
        for file, position in self._by_ref.get(ref, ()):
            held, read = self._decided(file.value, position, elements)
            if held is None:
                unused.extend(read)
            else:
                found.append(self._in_force(file, position, held, read))
        found.extend(self._of_answers(stated, elements) for stated in self._own.of(ref, elements))
        return tuple(found), tuple(unused)

    def changes(self, ref: str, elements: Mapping[str, str]) -> tuple[Change, ...]:
        """Those that change an instance, without what is told of them: asked for thousands of communities."""
        found = tuple(
            file.value.adjust[position]
            for file, position in self._by_ref.get(ref, ())
            if self._decided(file.value, position, elements)[0] is not None
        )
        return (*found, *(stated.change for stated in self._own.of(ref, elements)))

    def dates(self, chosen: Chosen[WorkT], *, legal: bool) -> OwnDates | None:
        """The days that the answers give an instance themselves."""
        stated = self._own.of(chosen.ref, chosen.elements)
        own = in_one([one.change for one in stated])
        return dates_of(own, stated, legal=legal) if own is not None else None

    def _decided(
        self, playbook: Playbook, position: int, elements: Mapping[str, str]
    ) -> tuple[Mapping[str, str] | None, Read]:
        """The elements for which it holds, the playbook's own loop being joined with the instance's."""
        every: list[tuple[str, Mapping[str, str]]] = []
        when = playbook.adjust[position].when
        for scope in loop(self._sheet, playbook.for_each, elements):
            if not related(self._sheet, elements, scope):
                continue
            applies, read = decide(playbook.applies_when, self._sheet, scope)
            holds, more = decide(when, self._sheet, scope) if applies else (False, ())
            if applies and holds:
                return scope, (*read, *more)
            every.extend((*read, *more))
        return None, tuple(every)

    def _in_force(
        self, file: Sourced[Playbook], position: int, scope: Mapping[str, str], read: Read
    ) -> InForce:
        adjustment = file.value.adjust[position]
        origin = Origin(file.value.id, file.value.title, file.span("adjust", position))
        values = {name: self._sheet.shown(name, scope) for name in adjustment.gaps}
        why = Wording(adjustment.why, values)
        names = (*read, *((name, scope) for name in adjustment.gaps))
        told = Adjusted(
            origin=origin,
            why=why,
            reasons=self._sheet.reasons(read),
            skipped=adjustment.skip,
            sets=tuple(_plain(adjustment)),
        )
        return InForce(adjustment, told, names)

    def _of_answers(self, stated: Stated, elements: Mapping[str, str]) -> InForce:
        names = names_in(stated.change.why, stated.change.legal_basis)
        values = {name: self._sheet.shown(name, elements) for name in names}
        return InForce(stated.change, told_of(stated, values), tuple((name, elements) for name in names))


def leaving_out(found: Sequence[InForce]) -> tuple[InForce, ...]:
    """Those that leave an item out: the answers decide where they say so, else any playbook."""
    skips = tuple(one for one in found if one.adjustment.skip)
    if not is_left_out([one.adjustment for one in found]):
        return ()
    return tuple(one for one in skips if one.told.own) or skips


def is_left_out(changes: Sequence[Change]) -> bool:
    """Whether changes leave an item out of the plan."""
    own = in_one([one for one in changes if isinstance(one, OwnChange)])
    if own is not None and own.skip is not None:
        return own.skip
    return any(one.skip for one in changes)


def _by_ref(library: Library) -> Mapping[str, list[tuple[Sourced[Playbook], int]]]:
    found: dict[str, list[tuple[Sourced[Playbook], int]]] = {}
    for file in library.playbooks.values():
        for position, adjustment in enumerate(file.value.adjust):
            found.setdefault(full_ref(adjustment.item, file.value), []).append((file, position))
    return found


def _plain(adjustment: Adjustment) -> Iterator[str]:
    for key in ("duration", "lead_time"):
        if getattr(adjustment, key) is not None and getattr(adjustment, key).to is not None:
            yield key
    if adjustment.effort is not None:
        yield from (f"effort.{role}" for role in adjustment.effort.to)


def adjusted(item: WorkT, changes: Sequence[Change], hours_a_day: int = HOURS_A_DAY) -> WorkT:
    """The item as changes leave it; of two plain values of playbooks the first counts, then the answers'."""
    changed = _with_lengths(item, [one for one in changes if isinstance(one, Adjustment)])
    own = in_one([one for one in changes if isinstance(one, OwnChange)])
    if own is None:
        return changed
    return without_cases(_with_lengths(as_said(changed, own, hours_a_day), [own]), own)


def _with_lengths(item: WorkT, adjustments: Sequence[Change]) -> WorkT:
    """The item with its duration, effort and lead times changed."""
    changes: dict[str, Any] = {}
    duration = [one.duration for one in adjustments if one.duration is not None]
    if duration and hasattr(item, "duration"):
        changes["duration"] = _changed(item.duration, duration)
    lead = [one.lead_time for one in adjustments if one.lead_time is not None]
    if lead and getattr(item, "lead_time", None) is not None:
        changes["lead_time"] = _lead_time(item.lead_time, lead)  # type: ignore[attr-defined]  # a gate has one
    effort = [one.effort for one in adjustments if one.effort is not None]
    if effort and hasattr(item, "effort"):
        changes["effort"] = _effort(item.effort, effort)
    return item.model_copy(update=changes) if changes else item


def _lead_time(lead: LeadTime, changes: Sequence[LeadTimeChange]) -> LeadTime:
    cases = tuple(
        case if case.to is None else case.model_copy(update={"to": _changed(case.to, changes)})
        for case in lead.cases
    )
    return lead.model_copy(update={"base": _changed(lead.base, changes), "cases": cases})


def _changed(amount: Amount, changes: Sequence[DurationChange | LeadTimeChange]) -> Amount:
    """Times are multiplied, then what is added is summed, rounded up; amounts are of one unit (checked)."""
    amount = next((change.to for change in changes if change.to is not None), amount)
    count = amount.count * _product(changes)
    count += sum((change.add.count for change in changes if change.add is not None), Fraction(0))
    return Amount(Fraction(ceil(count)), amount.unit)


def _effort(effort: Mapping[str, Amount], changes: Sequence[EffortChange]) -> dict[str, Amount]:
    taken = dict(effort)
    for change in reversed(changes):
        taken.update(change.to)
    factor = _product(changes)
    added = [change.add for change in changes if change.add is not None]
    return {role: _more(Amount(one.count * factor, one.unit), added) for role, one in taken.items()}


def _more(amount: Amount, added: Sequence[Amount]) -> Amount:
    """What is added to effort is of the same unit (checked)."""
    return Amount(amount.count + sum((one.count for one in added), Fraction(0)), amount.unit)


def _product(changes: Sequence[DurationChange | LeadTimeChange | EffortChange]) -> Fraction:
    factor = Fraction(1)
    for change in changes:
        factor *= change.times if change.times is not None else 1
    return factor
