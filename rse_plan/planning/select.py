"""Which playbooks apply, for which elements, and which do not, with what was read to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from rse_plan.expressions import Expression
from rse_plan.library import Library, Sourced
from rse_plan.model.playbook import Playbook
from rse_plan.planning.facts import SINGULAR, FactSheet, Scope, names_read

Read = tuple[tuple[str, Mapping[str, str]], ...]
"""Names that were read, each with the elements it was read for."""


@dataclass(frozen=True, slots=True)
class Selected:
    """A playbook that applies, for the element of its loop (no element: it does not loop)."""

    file: Sourced[Playbook]
    elements: Mapping[str, str]
    read: Read


@dataclass(frozen=True, slots=True)
class Selection:
    """The playbooks that apply, and what was read to leave others out."""

    selected: tuple[Selected, ...]
    read_to_exclude: Read


def select(library: Library, sheet: FactSheet) -> Selection:
    """Apply every playbook's condition to every element it loops over."""
    parts = [
        sheet.kept(partial(_key_of, file), partial(_applied, file, sheet))
        for file in library.playbooks.values()
    ]
    return Selection(
        tuple(selected for part in parts for selected in part.selected),
        tuple(read for part in parts for read in part.read_to_exclude),
    )


def _key_of(file: Sourced[Playbook]) -> tuple[str, str]:
    return "applies", file.value.id


def _applied(file: Sourced[Playbook], sheet: FactSheet) -> Selection:
    """One playbook's part."""
    selected: list[Selected] = []
    excluded: list[tuple[str, Mapping[str, str]]] = []
    for elements in loop(sheet, file.value.for_each, {}):
        holds, read = decide(file.value.applies_when, sheet, elements)
        if holds:
            selected.append(Selected(file, elements, read))
        else:
            excluded.extend(read)
    return Selection(tuple(selected), tuple(excluded))


def loop(sheet: FactSheet, collection: str | None, outer: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The elements of a loop inside another; a loop over what is already in scope does not nest."""
    if collection is None or SINGULAR[collection] in outer:
        yield dict(outer)
        return
    for id_ in sheet.elements(collection):
        yield {**outer, SINGULAR[collection]: id_}


def decide(condition: Expression | None, sheet: FactSheet, elements: Mapping[str, str]) -> tuple[bool, Read]:
    """Whether a condition holds for the elements, and what it read; none always holds."""
    if condition is None:
        return True, ()
    outcome = Scope(sheet, elements).holds(condition)
    return outcome.holds, names_read(outcome)
