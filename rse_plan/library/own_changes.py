"""What the answers change and add, against the library: items there, keys that fit them, no law shortened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from rse_plan.diagnostics import Diagnostic, Related, nearest, respelt
from rse_plan.errors import Said, say
from rse_plan.expressions import NameType
from rse_plan.library.adjustments import LENGTHS, amounts_of, is_legal, run_from, unfit, unstarted
from rse_plan.library.checks import COUNCIL, check_library, unknown_role
from rse_plan.library.conditions import elements_in_scope
from rse_plan.library.index import Place
from rse_plan.library.load import Library
from rse_plan.model.adjust import LeadTimeChange
from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.answers import Answers, start_date
from rse_plan.model.base import Text, placeholders
from rse_plan.model.names import name_types
from rse_plan.model.own_changes import OWN, TEXTS, OwnChange, Stated
from rse_plan.model.work import Gate, Milestone, Ongoing, Task, Work
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document

FITTING: Mapping[str, tuple[type[Work], ...]] = {
    "start": (Task, Milestone),
    "finish": (Gate,),
    "duration": (Task,),
    "effort": (Task, Ongoing),
    "lead_time": (Gate,),
}
"""Kinds of work that a key fits; the other keys fit all of them."""
_KINDS: Mapping[type[Work], Said] = {
    Task: say("a task"),
    Gate: say("a wait"),
    Milestone: say("a milestone"),
    Ongoing: say("recurring work"),
}
_LEAST = {Unit.CALENDAR_DAY: 1, Unit.CALENDAR_WEEK: 7, Unit.MONTH: 28}
_MOST = {Unit.CALENDAR_DAY: 1, Unit.CALENDAR_WEEK: 7, Unit.MONTH: 31}
"""Days that one of a unit takes at the least and at the most."""
_WAVE = re.compile("wave-[1-9][0-9]*")


def check_own_work(answers: Answers, library: Library) -> Iterator[Diagnostic]:
    """Every fault between `adjust:` and `add:` of an answers file and the library that it is planned with."""
    added = answers.own.added
    if added is not None and OWN in library.playbooks:
        yield _taken(added.document, library)
        return
    joined = library.with_added(added)
    if added is not None:
        yield from _of_added(added.document, joined)
    checks = _Checks(answers, joined)
    for stated in answers.own.adjust:
        yield from checks.of(stated)


def _taken(document: Document, library: Library) -> Diagnostic:
    """A playbook has the id that own items go by."""
    return Diagnostic(
        rule="duplicate-id",
        span=document.root.entries[0].key.span,
        message=say("“{id}” is the id of what answers add, and a playbook has it", id=OWN),
        help=say("give the playbook another id"),
        related=(Related(library.playbooks[OWN].span("id"), say("first used here")),),
    )


def _of_added(document: Document, library: Library) -> Iterator[Diagnostic]:
    """The own items examined as a playbook is; the rest of the library has been."""
    others = (path for path in library.files if path != document.path)
    questions = library.questions_file
    rest = {file.document.path for name, file in library.playbooks.items() if name != OWN}
    settled = frozenset({*others, *rest, *([questions.document.path] if questions is not None else [])})
    for found in check_library(replace(library, settled=settled)):
        if found.span.path == document.path:
            yield found
    names = _Names(library)
    for position, item in enumerate(library.playbooks[OWN].value.tasks):
        for key in TEXTS:
            text = getattr(item, key, None)
            if text is not None:
                yield from names.private(text, document, document.span(("tasks", position, key)))


@dataclass(frozen=True)
class _Names:
    """The names that texts may be filled with."""

    library: Library

    @cached_property
    def types(self) -> Mapping[str, NameType]:
        """Every name with its type."""
        return name_types(self.library.questions)

    def private(self, text: Text, document: Document, span: Span) -> Iterator[Diagnostic]:
        """Answers for the lead alone, which no shared text may hold (semantics 26)."""
        for name in _names(text):
            question = self.library.questions.get(name)
            if question is not None and question.audience == "lead":
                message = say("“{name}” is for the project team alone, and everybody reads this", name=name)
                yield _wrong(document.place_of(name, span), message, say("take the name out"))

    def unknown(self, text: Text, place: Place, document: Document, span: Span) -> Iterator[Diagnostic]:
        """Names that nothing fills where the text stands."""
        scope = elements_in_scope(place.playbook.for_each, place.item.for_each)
        for name in _names(text):
            owner = name.partition(".")[0]
            if name in self.library.unreadable:
                continue
            if name not in self.types:
                message = say("no question sets “{name}”", name=name)
                yield _unknown(document.place_of(name, span), message, nearest(name, self.types))
            elif owner in ("community", "wave") and owner not in scope:
                message = say("“{name}” has no meaning here: no loop over {owner}", name=name, owner=owner)
                yield _unknown(document.place_of(name, span), message, say("take the name out"))


def _names(text: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*placeholders(text.en), *placeholders(text.fr))))


@dataclass(frozen=True)
class _Checks:
    """The entries of one answers file against one library."""

    answers: Answers
    library: Library

    def of(self, stated: Stated) -> Iterator[Diagnostic]:
        place = self.library.index.places.get(stated.change.ref)
        if place is None or not isinstance(place.item, Work):
            yield from self._unknown_item(stated)
            return
        yield from self._instance(stated, place)
        yield from self._roles(stated)
        yield from self._texts(stated, place)
        unfitting = tuple(_unfitting(stated, place.item))
        yield from unfitting
        yield from self._dates(stated)
        if isinstance(place.item, Gate) and is_legal(place, self.library):
            yield from self._shortened(stated, place.item) if not unfitting else ()
        elif stated.change.legal_basis is not None:
            message = say("“{item}” rests on no law: it can be changed without one", item=stated.change.ref)
            yield _wrong(stated.key_span("legal_basis"), message, say("take the line out"))
        elif stated.change.skip:
            yield from self._unstarted(stated, place)

    # --- which item ---

    def _unknown_item(self, stated: Stated) -> Iterator[Diagnostic]:
        ref = stated.change.ref
        if ref in self.library.unreadable:
            return
        work = [place.ref for place in self.library.index.work()]
        span = self._part(stated, ref)
        advice = _by_short_name(ref, work) or nearest(ref, work) or say("plan.json lists the ids of a plan")
        edit = respelt(span, ref, work)
        yield _unknown(span, say("no item is called “{ref}”", ref=ref), advice, edit=edit)

    def _instance(self, stated: Stated, place: Place) -> Iterator[Diagnostic]:
        """An element that the item's loops do not have."""
        loops = _loops(place)
        elements = stated.change.elements
        if not elements:
            return
        if len(elements) != len(loops):
            wanted = "@".join((place.ref, *(f"‹{name}›" for name in loops)))
            message = say("“{item}” is no instance of “{ref}”", item=stated.change.item, ref=place.ref)
            yield _unknown(stated.span("item"), message, say("write {example}", example=wanted))
            return
        for element, loop in zip(elements, loops, strict=True):
            known = self._elements(loop)
            if element in known or (loop == "waves" and _WAVE.fullmatch(element)):
                continue
            span = self._part(stated, element)
            advice = nearest(element, known) or say("one of {names}", names=", ".join(known) or "—")
            message = say("the answers have no “{id}” under “{collection}:”", id=element, collection=loop)
            yield _unknown(span, message, advice, edit=respelt(span, element, known))

    def _elements(self, loop: str) -> tuple[str, ...]:
        listed = tuple(element.id for element in self.answers.groups.get(loop, ()))
        return listed or (("main",) if loop in ("employers", "sponsors") else ())

    def _part(self, stated: Stated, words: str) -> Span:
        return stated.document.place_of(words, stated.span("item"))

    # --- roles, texts, dates ---

    def _roles(self, stated: Stated) -> Iterator[Diagnostic]:
        owner, effort = stated.change.owner, stated.change.effort
        if owner is not None:
            yield from unknown_role(self.library, owner, stated.span("owner"))
            known = self.library.roles.get(owner)
            if known is not None and known.track == COUNCIL:
                message = say("a works council is consulted: it neither does the work nor answers for it")
                yield _wrong(stated.span("owner"), message, say("name whoever hands it the file"))
        for role in effort.to if effort is not None else ():
            yield from unknown_role(self.library, role, stated.key_span("effort", "to", role))

    def _texts(self, stated: Stated, place: Place) -> Iterator[Diagnostic]:
        names = _Names(self.library)
        for key in ("title", "note", "why", "legal_basis"):
            text = getattr(stated.change, key)
            if text is not None:
                yield from names.private(text, stated.document, stated.span(key))
                yield from names.unknown(text, place, stated.document, stated.span(key))

    def _dates(self, stated: Stated) -> Iterator[Diagnostic]:
        start = start_date(self.answers)
        for key in ("start", "finish"):
            day = getattr(stated.change, key)
            if day is not None and start is not None and day < start:
                message = say("{day} is before the start of the plan on {start}", day=day, start=start)
                yield _wrong(stated.span(key), message, say("choose a later date, or start earlier"))

    # --- delays of the law ---

    def _shortened(self, stated: Stated, gate: Work) -> Iterator[Diagnostic]:
        change = stated.change
        if change.legal_basis is not None:
            return
        advice = say("add to it, or write under “legal_basis:” what counsel has said")
        if change.skip:
            message = say("a delay that a law or a ruling sets can be made longer, never shorter nor skipped")
            yield _wrong(stated.key_span("skip"), message, advice)
        if change.lead_time is not None and _is_shorter(gate, change.lead_time):
            message = say("a delay that a law or a ruling sets can be made longer, never shorter nor skipped")
            yield _wrong(stated.span("lead_time"), message, advice)
        start = start_date(self.answers)
        if change.finish is not None and start is not None:
            end = start + timedelta(days=_least_days(gate))
            if start <= change.finish < end:
                yield too_early(stated, end)

    def _unstarted(self, stated: Stated, place: Place) -> Iterator[Diagnostic]:
        """What sets off a delay of the law is left out, and counsel has said nothing of that delay."""
        own = {one.change.ref for one in self.answers.own.adjust if one.change.legal_basis is not None}
        advice = say("make it shorter, or say of the delay what counsel has said: “legal_basis:”")
        for gate in run_from(place, self.library):
            if gate.ref not in own:
                yield unstarted(place, gate, stated.key_span("skip"), advice)


def too_early(stated: Stated, end: date) -> Diagnostic:
    """A day asked for before the one on which the law's delay ends."""
    message = say(
        "{item} cannot end on {day}: the delay that a law or a ruling sets runs until {end} at the earliest",
        item=stated.change.item,
        day=stated.change.finish,
        end=end,
    )
    advice = say("choose a later date, or write under “legal_basis:” what counsel has said")
    return _wrong(stated.span("finish"), message, advice)


def _is_shorter(gate: Work, change: LeadTimeChange) -> bool:
    """Whether a lead time may come out shorter than a case of the gate's own."""
    if change.times is not None and change.times < 1:
        return True
    to = change.to
    return to is not None and not all(_at_least(to, own) for own in amounts_of(gate, "lead_time"))


def _at_least(amount: Amount, own: Amount) -> bool:
    """Whether an amount is as long as another one on every calendar."""
    if amount.unit is own.unit:
        return amount.count >= own.count
    if not (amount.is_calendar and own.is_calendar):
        return False
    return amount.count * _LEAST[amount.unit] >= own.count * _MOST[own.unit]


def _least_days(gate: Work) -> int:
    """Days that a gate lasts at the least, whatever the calendar and the case."""
    own = amounts_of(gate, "lead_time")
    return min((int(amount.count) * _LEAST.get(amount.unit, 1) for amount in own), default=0)


# --- keys ---


def _unfitting(stated: Stated, item: Work) -> Iterator[Diagnostic]:
    """Keys that other kinds of work have, and amounts of time in another unit."""
    for key, kinds in FITTING.items():
        change = getattr(stated.change, key)
        if change is None:
            continue
        if not isinstance(item, kinds):
            fitting = [kind for kind in FITTING if isinstance(item, FITTING[kind])]
            message = say("“{key}” does not fit: this is {kind}", key=key, kind=_KINDS[type(item)])
            yield _wrong(stated.key_span(key), message, say("it takes {keys}", keys=", ".join(fitting)))
        elif key in LENGTHS and not _is_new_effort(key, stated.change, item):
            found = unfit(item, key, change)
            if found is not None:
                yield _wrong(stated.span(*found.route), found.message, found.advice)


def _is_new_effort(key: str, change: OwnChange, item: Work) -> bool:
    """Whether effort is given to work that had none: nothing is multiplied."""
    effort = change.effort
    return key == "effort" and effort is not None and bool(effort.to) and not amounts_of(item, key)


def _loops(place: Place) -> tuple[str, ...]:
    """The collections that an item is repeated over, the playbook's first (semantics 38)."""
    found = (place.playbook.for_each, place.item.for_each)
    return tuple(dict.fromkeys(loop for loop in found if loop is not None))


def _by_short_name(ref: str, work: list[str]) -> Said | None:
    """The item that has this name in whatever playbook, when there is one alone."""
    short = ref.rpartition("/")[2]
    found = [known for known in work if known.partition("/")[2] == short]
    return say("did you mean “{word}”?", word=found[0]) if len(found) == 1 else None


def _unknown(span: Span, message: Said, advice: Said | None, **more: object) -> Diagnostic:
    found = Diagnostic(rule="unknown-reference", span=span, message=message, help=advice)
    return replace(found, **more) if more else found  # type: ignore[arg-type]  # an edit


def _wrong(span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule="wrong-value", span=span, message=message, help=advice)
