"""What two answers files differ in of their own work: entries of `adjust:`, and the items under `add:`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from rse_plan.model.amounts import Amount
from rse_plan.model.answers import Answers
from rse_plan.model.base import Text
from rse_plan.model.own_changes import ADD, ADJUST, OWN, Added, OwnChange, OwnWork, Stated
from rse_plan.planning.changes import Change, ChangeKind, ItemChange, Side, Slot
from rse_plan.planning.plan import Shown, State
from rse_plan.source.span import Span


def own_slots(base: Answers, other: Answers) -> Iterator[Slot]:
    """Items that the two change otherwise, then the added ones: they stand or fall together."""
    ours, theirs = _by_item(base), _by_item(other)
    for item in sorted({*ours, *theirs}):
        if _changes(ours.get(item, ())) != _changes(theirs.get(item, ())):
            yield ADJUST, item
    if _added(base) != _added(other):
        yield (ADD,)


def _by_item(answers: Answers) -> Mapping[str, Sequence[Stated]]:
    found: dict[str, list[Stated]] = {}
    for stated in answers.own.adjust:
        found.setdefault(stated.change.item, []).append(stated)
    return found


def _changes(entries: Sequence[Stated]) -> tuple[OwnChange, ...]:
    return tuple(stated.change for stated in entries)


def _added(answers: Answers) -> Sequence[object]:
    added = answers.own.added
    return added.playbook.tasks if added is not None else ()


def mixed_own(base: Answers, other: Answers, taken: Collection[Slot]) -> OwnWork:
    """The base's own work, with the other's in the places that are taken from it."""
    ours, theirs = _by_item(base), _by_item(other)
    found = [
        stated
        for item in dict.fromkeys((*ours, *theirs))
        for stated in (theirs if (ADJUST, item) in taken else ours).get(item, ())
    ]
    return OwnWork(tuple(found), (other if (ADD,) in taken else base).own.added)


def needs_added(slot: Slot) -> bool:
    """Whether an entry changes an item that the answers add themselves."""
    return slot[0] == ADJUST and slot[1].startswith(f"{OWN}/")


def own_change(slot: Slot, former: Side, now: Side) -> Change:
    """One difference as it is told: what is changed of an item, or which items are added."""
    if slot[0] == ADD:
        return _of_added(former, now)
    entries = [_by_item(side.answers).get(slot[1], ()) for side in (former, now)]
    spans = [one[0].span() if one else None for one in entries]
    shown = [_shown(slot[1], one) for one in entries]
    return Change(
        kind=ChangeKind.ADJUST,
        name=slot[1],
        element=None,
        former=shown[0],
        now=shown[1],
        former_span=spans[0],
        now_span=spans[1],
    )


def _shown(item: str, entries: Sequence[Stated]) -> Shown | None:
    """The item, and what the entries give it."""
    if not entries:
        return None
    keys = tuple(f"{key} {_given(stated.change, key)}".strip() for stated in entries for key in _keys(stated))
    return Shown(Text.model_construct(en=item, fr=item), keys, State.ANSWERED)


def _keys(stated: Stated) -> Sequence[str]:
    return stated.change.changes


def _given(change: OwnChange, key: str) -> str:
    """A value that says itself; of the others the key is enough."""
    value = getattr(change, key)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | str):
        return str(value)
    stated = getattr(value, "to", None)
    return str(stated) if isinstance(stated, Amount) else ""


def _of_added(former: Side, now: Side) -> Change:
    placed = [dict(_placed(side.answers.own.added)) for side in (former, now)]
    items = [
        ItemChange(f"{OWN}/{id_}", _span(placed[0], id_), _span(placed[1], id_))
        for id_ in dict.fromkeys((*placed[1], *placed[0]))
        if placed[0].get(id_, (None,))[0] != placed[1].get(id_, (None,))[0]
    ]
    first = [next((span for _, span in one.values()), None) for one in placed]
    shown = [Shown(_ADDED, tuple(one), State.ANSWERED) if one else None for one in placed]
    return Change(
        kind=ChangeKind.ADD,
        name=ADD,
        element=None,
        former=shown[0],
        now=shown[1],
        former_span=first[0],
        now_span=first[1],
        items=tuple(items),
    )


_ADDED = Text.of("own items", "éléments propres")


def _placed(added: Added | None) -> Iterator[tuple[str, tuple[object, Span]]]:
    if added is not None:
        for position, item in enumerate(added.playbook.tasks):
            yield item.id, (item, added.document.span(("tasks", position)))


def _span(placed: Mapping[str, tuple[object, Span]], id_: str) -> Span | None:
    return placed[id_][1] if id_ in placed else None
