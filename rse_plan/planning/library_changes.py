"""Which playbooks two libraries differ in, and libraries that have some of the differences only."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from rse_plan.library import Asked, Library, Sourced
from rse_plan.library.checks import check_library
from rse_plan.library.load import errors_of
from rse_plan.model.base import Model, Text
from rse_plan.model.playbook import SECTIONS, Playbook
from rse_plan.planning.changes import Change, ChangeKind, ItemChange, Slot
from rse_plan.planning.plan import Shown, State
from rse_plan.source.span import Span

PLAYBOOK, LIST = "playbook", "list"
LIST_NAMES = {
    "roles": Text.of("roles", "rôles"),
    "phases": Text.of("phases", "phases"),
    "evidence": Text.of("evidence", "sources"),
    "questions": Text.of("core questions", "questions communes"),
}
"""What all playbooks share, in the order in which it is taken over."""


def differing_files(base: Library, other: Library) -> tuple[Slot, ...]:
    """Shared lists, then playbooks by their id; compared by what they say, not by their comments."""
    lists = [(LIST, kind) for kind in LIST_NAMES if _list_of(base, kind) != _list_of(other, kind)]
    ids = sorted({*base.playbooks, *other.playbooks})
    return (*lists, *((PLAYBOOK, id_) for id_ in ids if _value(base, id_) != _value(other, id_)))


def _value(library: Library, id_: str) -> Playbook | None:
    found = library.playbooks.get(id_)
    return found.value if found is not None else None


def _list_of(library: Library, kind: str) -> object:
    if kind == "questions":
        return library.questions_file.value if library.questions_file is not None else None
    return dict(getattr(library, kind))


def mixed_library(base: Library, other: Library, taken: Collection[Slot]) -> Library | None:
    """The base with what the other has in the places that are taken from it; None where that cannot be."""
    if not taken:
        return base
    lists = {kind: other if (LIST, kind) in taken else base for kind in LIST_NAMES}
    of = {id_: other if (PLAYBOOK, id_) in taken else base for id_ in {*base.playbooks, *other.playbooks}}
    playbooks = {id_: of[id_].playbooks[id_] for id_ in sorted(of) if id_ in of[id_].playbooks}
    made = replace(
        base,
        playbooks=playbooks,
        questions_file=lists["questions"].questions_file,
        asked={one.question.id: one for one in _asked(lists["questions"], playbooks, of)},
        roles=lists["roles"].roles,
        phases=lists["phases"].phases,
        evidence=lists["evidence"].evidence,
        files={**base.files, **other.files},
        diagnostics=(),
    )
    checked = replace(made, diagnostics=check_library(made))
    return made if next(errors_of(checked), None) is None else None


def _asked(core: Library, playbooks: Collection[str], of: dict[str, Library]) -> Iterator[Asked]:
    yield from (one for one in core.asked.values() if one.playbook is None)
    for id_ in playbooks:
        yield from (one for one in of[id_].asked.values() if one.playbook == id_)


# --- telling ---


def file_change(slot: Slot, former: Library, now: Library) -> Change:
    """A playbook, or a shared list, that is another one."""
    if slot[0] == LIST:
        spans = [_list_span(library, slot[1]) for library in (former, now)]
        shown = Shown(LIST_NAMES[slot[1]], None, State.ANSWERED)
        return _change(ChangeKind.LIST, slot[1], (shown, shown), spans)
    files = [library.playbooks.get(slot[1]) for library in (former, now)]
    spans = [file.span() if file is not None else None for file in files]
    shown_of = [
        Shown(file.value.title, slot[1], State.ANSWERED) if file is not None else None for file in files
    ]
    found = _change(ChangeKind.PLAYBOOK, slot[1], (shown_of[0], shown_of[1]), spans)
    return replace(found, items=tuple(_items(*files)))


def _change(
    kind: ChangeKind, name: str, shown: tuple[Shown | None, Shown | None], spans: list[Span | None]
) -> Change:
    return Change(
        kind=kind,
        name=name,
        element=None,
        former=shown[0],
        now=shown[1],
        former_span=spans[0],
        now_span=spans[1],
    )


def _list_span(library: Library, kind: str) -> Span | None:
    found = (file for file in library.files.values() if file.document.kind == kind)
    file: Sourced[Model] | None = next(found, None)
    return file.span() if file is not None else None


def _items(former: Sourced[Playbook] | None, now: Sourced[Playbook] | None) -> Iterator[ItemChange]:
    """Items that only one of the two has, or that say something else."""
    if former is None or now is None:
        return
    ours, theirs = dict(_placed(former)), dict(_placed(now))
    for id_ in dict.fromkeys((*theirs, *ours)):
        one, another = ours.get(id_), theirs.get(id_)
        if one is None or another is None or one[0] != another[0]:
            yield ItemChange(
                f"{now.value.id}/{id_}",
                one[1] if one is not None else None,
                another[1] if another is not None else None,
            )


def _placed(file: Sourced[Playbook]) -> Iterator[tuple[str, tuple[object, Span]]]:
    for section in SECTIONS:
        for position, item in enumerate(getattr(file.value, section)):
            yield item.id, (item, file.span(section, position))
