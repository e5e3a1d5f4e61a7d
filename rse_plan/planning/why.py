"""Why an item is in the plan, what fixes its date back to the start, and what rests on which answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rse_plan.errors import UserError
from rse_plan.expressions import Expression
from rse_plan.library.index import Place
from rse_plan.model.amounts import Amount
from rse_plan.model.answers import Answers
from rse_plan.model.base import Text
from rse_plan.model.catalogues import Evidence
from rse_plan.model.content import Argument, Ask, Kpi, Message, Objection
from rse_plan.model.work import Item
from rse_plan.planning.chain import Chain, Step
from rse_plan.planning.course import Course
from rse_plan.planning.facts import PLURAL, FactSheet
from rse_plan.planning.lookup import Entry, chosen_of
from rse_plan.planning.moves import Move, find_moves
from rse_plan.planning.network import full_ref_of
from rse_plan.planning.pending import Reported, reported_of
from rse_plan.planning.plan import (
    Adjusted,
    Chosen,
    DatedAsk,
    DatedKpi,
    Origin,
    Plan,
    Planned,
    Reason,
    Wording,
)
from rse_plan.planning.prepared import Prepared
from rse_plan.planning.select import Read, decide
from rse_plan.planning.waves import hours_deciding
from rse_plan.source.span import Span

Dates = Callable[[Answers], Mapping[str, tuple[date, date]]]
"""First and last day of every item under given answers, all planned at one effort (semantics 24)."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition, whether its playbook or the item itself states it, where, and what it read."""

    of_playbook: bool
    condition: Expression
    span: Span
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """The element of a loop that an item is for; `span` is its line in the answers, None for waves."""

    kind: str
    id: str
    name: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Due:
    """The day of an ask or a measure: so long before or after an item, or the day that it ends."""

    day: date | None
    by: Amount | None
    before: bool
    item: Planned | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that is known of one thing in the plan.

    `planned` is the work itself, `due` the day of an ask or a measure; neither for what has no date.
    `chain` begins with the work, or with what `due` counts from, and ends where nothing comes before.
    `reported` is what became of it, in a plan that is asked about as of a day; `begun` tells that the work
    has begun by then, and nothing is left to be moved.
    """

    id: str
    title: Wording
    chosen: Chosen[Item]
    origin: Origin
    clauses: tuple[Clause, ...]
    adjusted: tuple[Adjusted, ...]
    turns: tuple[Turn, ...]
    planned: Planned | None
    due: Due | None
    chain: tuple[Step, ...]
    sources: tuple[Evidence, ...]
    moves: tuple[Move, ...]
    reported: Reported | None = None
    begun: bool = False


def explain(entry: Entry, made: Plan, ready: Prepared, dates: Dates) -> Explanation:
    """Everything about one thing in the plan, as of a day when it is under way."""
    chosen = chosen_of(entry)
    due = _due(entry, made, ready)
    planned = entry if isinstance(entry, Planned) else None
    dated = planned if planned is not None else due.item if due is not None else None
    place = ready.library.index.places[chosen.ref]
    links = Chain(made, ready)
    chain = links.back_from(dated) if dated is not None else ()
    begun = dated is not None and ready.today is not None and dated.start < ready.today
    return Explanation(
        id=chosen.id,
        title=chosen.word(title_of(chosen.item)),
        chosen=chosen,
        origin=chosen.origin,
        clauses=tuple(clauses(place, ready.sheet, chosen.elements)),
        adjusted=chosen.adjusted,
        turns=tuple(turns(ready.sheet, chosen.elements)),
        planned=planned,
        due=due,
        chain=chain,
        sources=tuple(ready.library.evidence[name] for name in chosen.item.because),
        moves=_moves(dated, chain, links, ready, dates) if not begun else (),
        reported=_reported(entry, due, made, ready.course),
        begun=begun,
    )


def _reported(entry: Entry, due: Due | None, made: Plan, course: Course | None) -> Reported | None:
    """What became of what has a day; work that comes back is never over."""
    day = due.day if due is not None else None
    if isinstance(entry, Planned):
        day = entry.finish if entry.kind != "ongoing" else None
    elif due is None:
        return None
    return reported_of(chosen_of(entry).id, day, made, course) if course is not None else None


def title_of(item: Item) -> Text:
    """What an item is called in one line, whatever kind it is."""
    if isinstance(item, Ask):
        return item.do
    if isinstance(item, Objection):
        return item.says
    if isinstance(item, Message):
        return item.subject
    if isinstance(item, Argument):
        return item.text
    title: Text = item.title  # type: ignore[attr-defined]  # all other kinds have one
    return title


def clauses(place: Place, sheet: FactSheet, elements: Mapping[str, str]) -> Iterator[Clause]:
    """The conditions that an item is in the plan under."""
    playbook, when = place.playbook.applies_when, place.item.when
    if playbook is not None:
        reasons = sheet.reasons(decide(playbook, sheet, elements)[1])
        yield Clause(True, playbook, place.file.span("applies_when"), reasons)
    if when is not None:
        yield Clause(False, when, place.span("when"), sheet.reasons(decide(when, sheet, elements)[1]))


def turns(sheet: FactSheet, elements: Mapping[str, str]) -> Iterator[Turn]:
    """The elements that an instance is for, with their lines."""
    for kind, id_ in elements.items():
        listed = kind != "wave" and bool(sheet.answers.groups.get(PLURAL[kind]))
        span = sheet.element(PLURAL[kind], id_).span if listed else None
        name = sheet.fact("wave.name", elements).value if kind == "wave" else sheet.name_of(kind, id_)
        yield Turn(kind, id_, str(name), span)


def _due(entry: Entry, made: Plan, ready: Prepared) -> Due | None:
    by_id = {item.id: item for item in made.items}
    if isinstance(entry, DatedAsk):
        due = entry.chosen.item.due
        return Due(entry.due, due.by, due.before is not None, by_id.get(entry.item or ""))
    if isinstance(entry, DatedKpi) and entry.chosen.item.target is not None:
        target = entry.chosen.item.target
        first = _first(entry.chosen, target.after, by_id, ready) if target.after is not None else None
        return Due(entry.due, target.by, False, first)
    return None


def _first(chosen: Chosen[Kpi], ref: str, by_id: Mapping[str, Planned], ready: Prepared) -> Planned | None:
    """The first of the instances that a measure is read after."""
    network = ready.network
    positions = network.instances.related(full_ref_of(ref, chosen), chosen.elements)
    found = [by_id[network.items[position].id] for position in sorted(positions)]
    return min(found, key=lambda item: item.start, default=None)


def _moves(
    dated: Planned | None, chain: tuple[Step, ...], links: Chain, ready: Prepared, dates: Dates
) -> tuple[Move, ...]:
    if dated is None:
        return ()
    places = ready.library.index.places
    read = [name for step in chain for name in (*_conditions(step, places, ready), *links.read(step))]
    if any(step.item.wave is not None for step in chain):
        read.extend(hours_deciding(ready.sheet))
    try:
        return find_moves(dated, read, chain, ready, dates)
    except UserError:  # no place is found for the work: nothing to compare with
        return ()


def _conditions(step: Step, places: Mapping[str, Place], ready: Prepared) -> Read:
    """What decides whether a step is in the plan at all."""
    chosen = step.item.chosen
    place = places[chosen.ref]
    conditions = (place.playbook.applies_when, place.item.when)
    return tuple(read for when in conditions for read in decide(when, ready.sheet, chosen.elements)[1])
