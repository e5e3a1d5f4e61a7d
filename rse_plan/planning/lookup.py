"""Ids as people type them: `playbook/item@element`, or shorter where that is enough (semantics 38)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rse_plan.diagnostics import certain, nearest
from rse_plan.errors import Said, UserError, say
from rse_plan.library import Library
from rse_plan.library.index import Place
from rse_plan.locales.folding import folded
from rse_plan.model.base import Text
from rse_plan.model.work import Item
from rse_plan.planning.expand import Expansion
from rse_plan.planning.facts import FactSheet
from rse_plan.planning.plan import Chosen, DatedAsk, DatedKpi, Plan, Planned

Entry = Planned | DatedAsk | DatedKpi | Chosen[Item]
"""Something in the plan that has an id."""
INSTALL = "rse-plan --install-completion"
"""What makes the shell complete ids."""
MOST_LISTED = 12
"""Ids that an ambiguous one is answered with; the others are counted."""
LEAST_LETTERS = 4
"""Letters of what is looked for in titles: less is in too many."""
_WORDS = re.compile("[/@-]")
_LETTERS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Left:
    """An item of the library that is not in the plan; `elements` are those that the id names."""

    place: Place
    elements: tuple[str, ...]


def contents(made: Plan) -> Mapping[str, Entry]:
    """Everything in a plan by its id: work in its order, then risks, measures, asks and the rest."""
    entries: list[Entry] = [*made.items, *made.kpis, *made.asks]
    for section in (
        made.risks,
        made.objections,
        made.messages,
        made.arguments,
        made.options,
    ):
        entries.extend(section)
    return {chosen_of(entry).id: entry for entry in entries}


def chosen_of(entry: Entry) -> Chosen[Item]:
    """The item behind an entry."""
    return entry if isinstance(entry, Chosen) else entry.chosen


def find(wanted: str, made: Plan, sheet: FactSheet) -> Entry | Left:
    """What an id means, in the plan or else in the library.

    Raises UserError for an id that means nothing (with the nearest one) or several things (with them all).
    """
    known = contents(made)
    if wanted in known:
        return known[wanted]
    ref, *elements = wanted.split("@")
    found = [
        id_
        for id_, entry in known.items()
        if _means(ref, chosen_of(entry).ref) and _within(elements, chosen_of(entry).elements.values())
    ]
    if len(found) == 1:
        return known[found[0]]
    if found:
        raise _ambiguous(wanted, found)
    return _left(wanted, ref, elements, made, sheet)


def _means(ref: str, full: str) -> bool:
    """Whether a reference, perhaps without its playbook, is that item."""
    return full == ref or full.partition("/")[2] == ref


def _within(elements: Iterable[str], of: Iterable[str]) -> bool:
    """Whether the elements are among those of an instance, in its order."""
    rest = iter(of)
    return all(id_ in rest for id_ in elements)


def _left(wanted: str, ref: str, elements: Sequence[str], made: Plan, sheet: FactSheet) -> Left:
    places = [place for place in sheet.library.index.places.values() if _means(ref, place.ref)]
    looped = {id_ for place in places for id_ in _elements(place, sheet)}
    strange = next((id_ for id_ in elements if id_ not in looped), None)
    removed = [(full, span) for full, span in sheet.library.removed.items() if _means(ref, full)]
    if not places and removed:
        full, span = removed[0]
        message = say("“{id}” is removed from its playbook, at {where}", id=full, where=str(span))
        raise UserError(message, say("“rse-plan playbooks diff” says what else your files change"))
    if not places or strange is not None:
        raise _unknown(wanted, contents(made), _all_ids(made, sheet.library))
    if len(places) > 1:
        raise _ambiguous(wanted, [place.ref for place in places])
    return Left(places[0], tuple(elements))


def _elements(place: Place, sheet: FactSheet) -> Iterator[str]:
    """The elements that an item may be for."""
    for collection in (place.playbook.for_each, place.item.for_each):
        if collection is not None:
            yield from sheet.elements(collection)


def _all_ids(made: Plan, library: Library) -> tuple[str, ...]:
    ids, refs = tuple(contents(made)), tuple(library.index.places)
    return (*ids, *refs, *(long.partition("/")[2] for long in (*ids, *refs)))


def _unknown(wanted: str, planned: Mapping[str, Entry], known: Iterable[str]) -> UserError:
    message = say("no item is called “{id}”", id=wanted)
    ids = tuple(known)
    near = certain(wanted, ids)
    holding = [id_ for id_ in planned if wanted in _WORDS.split(id_) or id_.startswith(f"{wanted}/")]
    if near is None and holding:  # a word of it, or its playbook: likelier meant than what looks alike
        return UserError(message, say("choose one: {names}", names=_listed(holding)))
    if near is None and (titled := _titled(wanted, planned)):
        return UserError(message, say("choose one: {names}", names=_listed(titled)))
    found = nearest(wanted, ids)
    listed = say("plan.json lists all ids, and the shell completes them after “{command}”", command=INSTALL)
    advice = say("{first} – {second}", first=found, second=listed) if found is not None else listed
    return UserError(message, advice)


def _titled(wanted: str, planned: Mapping[str, Entry]) -> Sequence[str]:
    """Ids of what has these words in its title, in any language: documents print titles before ids."""
    words = folded(wanted).split()
    if not words or len("".join(words)) < LEAST_LETTERS:
        return ()
    return [id_ for id_, entry in planned.items() if any(_has(title, words) for title in _titles(entry))]


def _has(title: str, words: Iterable[str]) -> bool:
    parts = _LETTERS.findall(folded(title))
    return all(any(part.startswith(word) for part in parts) for word in words)


def _titles(entry: Entry) -> Iterator[str]:
    item = chosen_of(entry).item
    title = getattr(item, "title", None) or getattr(item, "do", None)
    if isinstance(title, Text):
        yield from (title.en, title.fr)


def _listed(ids: Sequence[str]) -> Said | str:
    names, rest = ", ".join(ids[:MOST_LISTED]), len(ids) - MOST_LISTED
    return say("{names} and {count} others", names=names, count=rest) if rest > 0 else names


def _ambiguous(wanted: str, found: Sequence[str]) -> UserError:
    return UserError(
        say("“{id}” may be any of {count} items", id=wanted, count=len(found)),
        say("choose one: {names}", names=_listed(found)),
    )


def expanded_ids(expansion: Expansion) -> tuple[str, ...]:
    """The ids of everything that the answers select, dated or not."""
    sections: tuple[tuple[Chosen[Item], ...], ...] = (
        expansion.tasks,
        expansion.risks,
        expansion.kpis,
        expansion.asks,
        expansion.objections,
        expansion.messages,
        expansion.arguments,
        expansion.options,
    )
    return tuple(chosen.id for section in sections for chosen in section)


def complete(incomplete: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The ids that what has been typed may become: whole ones, else those of an item's short name."""
    known = tuple(dict.fromkeys(ids))
    whole = tuple(id_ for id_ in known if id_.startswith(incomplete))
    short = (id_.partition("/")[2] for id_ in known)
    return whole or tuple(dict.fromkeys(id_ for id_ in short if id_.startswith(incomplete)))
