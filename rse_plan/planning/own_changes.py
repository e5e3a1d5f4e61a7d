"""What the answers themselves change in an item: how it is called, whose it is, what it says, when it is.

Amounts of time are changed as playbooks change them (`adjust.py`); what is here is the answers' alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.base import Text, placeholders
from rse_plan.model.own_changes import OWN, OWN_TITLE, OwnChange, Stated
from rse_plan.model.work import Gate, Work
from rse_plan.planning.own_dates import OwnDates
from rse_plan.planning.plan import Adjusted, Origin, Shown, Wording

WorkT = TypeVar("WorkT", bound=Work)

HOURS_A_DAY = 7
"""Of a person-day, where nothing else is said (semantics 7)."""


class OwnChanges:
    """The entries of an answers file by what they change."""

    def __init__(self, stated: Sequence[Stated]) -> None:
        self._by_item: dict[str, list[Stated]] = {}
        for one in stated:
            self._by_item.setdefault(one.change.item, []).append(one)

    def of(self, ref: str, elements: Mapping[str, str]) -> tuple[Stated, ...]:
        """Those of one instance: what is said of all instances first, what of this one last."""
        if not self._by_item:
            return ()
        names = (ref, "@".join((ref, *elements.values()))) if elements else (ref,)
        return tuple(one for name in names for one in self._by_item.get(name, ()))


def in_one(changes: Sequence[OwnChange]) -> OwnChange | None:
    """Several entries for one instance as one: of two for a key, that of the instance counts."""
    if len(changes) < 2:  # nothing to put together
        return changes[0] if changes else None
    said: dict[str, Any] = {}
    for change in sorted(changes, key=lambda one: bool(one.elements)):
        said.update({key: getattr(change, key) for key in (*change.changes, *_WHY) if getattr(change, key)})
        said.update({"skip": change.skip} if change.skip is not None else {})
    return changes[0].model_copy(update=said)


_WHY = ("why", "legal_basis")


def as_said(item: WorkT, own: OwnChange, hours_a_day: int = HOURS_A_DAY) -> WorkT:
    """The item with another title, owner and a longer note."""
    changes: dict[str, Any] = {}
    if own.title is not None:
        changes["title"] = own.title
    if own.note is not None:
        changes["note"] = own.note if item.note is None else _together(item.note, own.note)
    if own.owner is not None:
        changes.update(_reassigned(item, own.owner, hours_a_day))
    if not changes:
        return item
    made = item.model_copy(update=changes)
    vars(made).pop("gaps", None)  # worked out for the former texts
    return made


def without_cases(item: WorkT, own: OwnChange) -> WorkT:
    """A gate whose lead time the answers give: in every case but where a number of days is agreed."""
    stated = own.lead_time is not None and own.lead_time.to is not None
    lead = item.lead_time if stated and isinstance(item, Gate) else None
    if lead is None:
        return item
    agreed = tuple(case for case in lead.cases if case.to is None)
    return item.model_copy(update={"lead_time": lead.model_copy(update={"cases": agreed})})


def _together(note: Text, more: Text) -> Text:
    return Text.of(f"{note.en}\n\n{more.en}", f"{note.fr}\n\n{more.fr}")


def _reassigned(item: Work, owner: str, hours_a_day: int) -> Mapping[str, Any]:
    """The owner in the place of the first role that does it, with that role's effort; who answers stays."""
    raci = item.raci
    former = next(iter(raci.responsible), None)
    rest = tuple(role for role in raci.responsible if role not in (former, owner))
    others: dict[str, Any] = {
        key: tuple(role for role in getattr(raci, key) if role != owner) for key in ("consulted", "informed")
    }
    changes: dict[str, Any] = {"raci": raci.model_copy(update={"responsible": (owner, *rest), **others})}
    effort: Mapping[str, Amount] = getattr(item, "effort", {})
    if former is not None and former != owner and former in effort:
        changes["effort"] = _moved(effort, former, owner, hours_a_day)
    return changes


def _moved(effort: Mapping[str, Amount], former: str, owner: str, hours_a_day: int) -> dict[str, Amount]:
    """One role's effort given to another, in the place of the first."""
    given = effort[former]
    if owner in effort:
        given = _sum(given, effort[owner], hours_a_day)
    renamed = {owner if role == former else role: amount for role, amount in effort.items() if role != owner}
    return {**renamed, owner: given}


def _sum(one: Amount, other: Amount, hours_a_day: int) -> Amount:
    if one.unit is other.unit:
        return Amount(one.count + other.count, one.unit)
    hours = (amount.count * (1 if amount.unit is Unit.HOUR else hours_a_day) for amount in (one, other))
    return Amount(sum(hours, Fraction(0)), Unit.HOUR)


def dates_of(own: OwnChange, stated: Sequence[Stated], *, legal: bool) -> OwnDates | None:
    """The days that the answers give an item; a delay of the law is kept unless counsel has spoken."""
    if own.start is None and own.finish is None:
        return None
    key = "start" if own.start is not None else "finish"
    last = [one for one in stated if getattr(one.change, key) is not None][-1]
    lawful = legal and last.change.legal_basis is None
    return OwnDates(own.start, own.finish, lawful=lawful, stated=last)


def names_in(*texts: Text | None) -> tuple[str, ...]:
    """The names that texts are filled with."""
    wordings = (words for text in texts if text is not None for words in (text.en, text.fr))
    return tuple(dict.fromkeys(name for words in wordings for name in placeholders(words)))


def told_of(stated: Stated, values: Mapping[str, Shown]) -> Adjusted:
    """An entry as documents tell it."""
    change = stated.change
    return Adjusted(
        origin=Origin(OWN, OWN_TITLE, stated.span("item")),
        why=Wording(change.why or Text.of("", ""), values),
        reasons=(),
        skipped=bool(change.skip),
        own=True,
        keys=change.changes,
        legal_basis=Wording(change.legal_basis, values) if change.legal_basis is not None else None,
    )
