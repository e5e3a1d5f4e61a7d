"""What must hold between files: ids, references, roles, conditions, texts, cycles.

Each check names the lint rule that explains it; render needs them as much as lint does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rse_plan.diagnostics import Diagnostic, Related, nearest, respelt
from rse_plan.errors import Said, say
from rse_plan.library.adjustments import check_adjustments
from rse_plan.library.conditions import check_conditions
from rse_plan.library.cycles import check_cycles
from rse_plan.library.index import Index, Place, full_ref, role_uses
from rse_plan.library.layers import check_layers
from rse_plan.library.load import Library
from rse_plan.library.questions import check_questions
from rse_plan.library.repeated import duplicate
from rse_plan.library.repeats import check_repeats
from rse_plan.library.shapes import check_shapes
from rse_plan.library.texts import check_texts
from rse_plan.model import faults
from rse_plan.model.content import Kpi, Message
from rse_plan.model.work import Item, Ongoing, Work
from rse_plan.resources import BUNDLED
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Route

COUNCIL = "council"
"""The track of those who are consulted."""
WORKING = (("raci", "R"), ("raci", "A"))


def check_library(library: Library) -> tuple[Diagnostic, ...]:
    """Every fault between the parts of a library."""
    index = library.index
    return (
        *_duplicate_items(index),
        *check_repeats(index),
        *_unknown_references(index),
        *_unknown_roles(index),
        *_raci(index),
        *_fixed_words(index),
        *_lasting(index),
        *check_conditions(library, index),
        *check_questions(library),
        *check_texts(library),
        *check_shapes(library, index),
        *check_adjustments(library, index),
        *check_layers(library, index),
        *check_cycles(index),
    )


def _duplicate_items(index: Index) -> Iterator[Diagnostic]:
    for place in index.examined:
        first = index.places[place.ref]
        if first.route != place.route:
            yield duplicate(place.item.id, place.span("id"), first.span("id"))


def _unknown_references(index: Index) -> Iterator[Diagnostic]:
    lost: dict[str, list[Span]] = {}
    for place in index.examined:
        for ref, route in place.references:
            if full_ref(ref, place.playbook) in index.library.removed:
                continue
            for found in _unresolved(index, place, ref, route):
                if _has_stood_in(index.library, place, ref):
                    lost.setdefault(full_ref(ref, place.playbook), []).append(found.span)
                else:
                    yield found
    for name, spans in lost.items():
        yield _lost(index.library, name, spans)
    yield from _unknown_evidence(index)
    yield from _unknown_playbooks(index.library)


def _has_stood_in(library: Library, place: Place, ref: str) -> bool:
    """Whether a bundled playbook names an item that a bundled one had, before one's own took its place."""
    named = library.playbooks.get(full_ref(ref, place.playbook).partition("/")[0])
    bundled = place.file.document.path.startswith(BUNDLED)
    return bundled and named is not None and not named.document.path.startswith(BUNDLED)


def _lost(library: Library, name: str, spans: Sequence[Span]) -> Diagnostic:
    """Told where it can be mended, and once however many name it."""
    return Diagnostic(
        rule="unknown-reference",
        span=library.playbooks[name.partition("/")[0]].span("id"),
        message=say("no item is called “{ref}” any more, which bundled playbooks name", ref=name),
        help=say("keep the ids of the playbook that this one stands in for"),
        related=tuple(Related(span, say("the other place")) for span in spans),
    )


def _unresolved(index: Index, place: Place, ref: str, route: Route) -> Iterator[Diagnostic]:
    name, wanted = full_ref(ref, place.playbook), _WANTED.get(str(route[0]), Work)
    named = index.places.get(name)
    if name in index.library.unreadable or (named is not None and isinstance(named.item, wanted)):
        return
    fitting = [known for known, other in index.places.items() if isinstance(other.item, wanted)]
    own = [known.split("/")[1] for known in fitting if known.startswith(f"{place.playbook.id}/")]
    message = (
        say("“{ref}” is not work that can be waited for", ref=ref)
        if named is not None and wanted is Work
        else say("no item is called “{ref}”", ref=ref)
    )
    span, known = place.span(*route), [*fitting, *own]
    yield Diagnostic(
        rule="unknown-reference",
        span=span,
        message=message,
        help=nearest(ref, known) or say("write item, or playbook/item"),
        edit=respelt(span, ref, known),
    )


_WANTED: Mapping[str, type[Item]] = {"message": Message, "mitigated_by": Item}
"""What a reference under a key must name; work where nothing is said."""


def _unknown_evidence(index: Index) -> Iterator[Diagnostic]:
    library = index.library
    for place, position, source in _cited(index):
        if source not in library.evidence and source not in library.unreadable:
            span = place.span("because", position)
            message = say("no evidence is called “{ref}”", ref=source)
            advice = nearest(source, library.evidence) or say("add it to evidence.yaml")
            edit = respelt(span, source, library.evidence)
            yield Diagnostic(rule="unknown-reference", span=span, message=message, help=advice, edit=edit)


def _cited(index: Index) -> Iterator[tuple[Place, int, str]]:
    """Every id of evidence in an item, with its position there."""
    for place in index.examined:
        for position, source in enumerate(place.item.because):
            yield place, position, source


def _unknown_playbooks(library: Library) -> Iterator[Diagnostic]:
    for file in library.examined:
        for position, name in enumerate(file.value.requires):
            if not library.knows(name) and name not in library.unreadable:
                span = file.span("requires", position)
                yield Diagnostic(
                    rule="unknown-reference",
                    span=span,
                    message=say("no playbook is called “{ref}”", ref=name),
                    help=nearest(name, library.playbooks) or say("a playbook's id is its file's name"),
                    edit=respelt(span, name, library.playbooks),
                )


def _unknown_roles(index: Index) -> Iterator[Diagnostic]:
    for place in index.examined:
        for role, route in role_uses(place.item):
            if role in index.library.roles:
                continue
            # In `effort` the role is the key; elsewhere it is the value.
            spans = place.file.key_span if route[0] == "effort" else place.file.span
            yield from unknown_role(index.library, role, spans(*place.route, *route))
    for asked in index.library.examined_questions.values():
        owner = asked.question.unknown.owner if asked.question.unknown else None
        if owner is not None:
            yield from unknown_role(index.library, owner, asked.file.span(*asked.route, "unknown", "owner"))
        if asked.question.hours_of is not None:
            span = asked.file.span(*asked.route, "hours_of")
            yield from unknown_role(index.library, asked.question.hours_of, span)


def unknown_role(library: Library, role: str, span: Span) -> Iterator[Diagnostic]:
    """What is wrong with naming a role: nothing when the library has it."""
    if role in library.roles or role in library.unreadable:
        return
    yield faults.unknown_role(role, span, _role_meant(library, role))


def _role_meant(library: Library, word: str) -> Said:
    """The role with an id or a title like that, else all of them."""
    titles = {
        title.casefold(): role for role in library.roles.values() for title in (role.title.en, role.title.fr)
    }
    near = nearest(word, library.roles)
    title = near or nearest(word.casefold(), titles)
    named = titles.get(word.casefold()) or (titles[str(title.values["word"])] if title and not near else None)
    if named is not None:
        return say("did you mean “{word}” ({title})?", word=named.id, title=named.title)
    return near or say("one of {names}", names=", ".join(library.roles))


def with_roles(library: Library) -> Iterator[Diagnostic]:
    """What was found as the files were read; what can be no role's id is held against the roles now."""
    for found in library.diagnostics:
        if found.rule == "unknown-role" and found.help is None:
            yield replace(found, help=_role_meant(library, str(found.message.values["role"])))
        else:
            yield found


def _raci(index: Index) -> Iterator[Diagnostic]:
    """One role answers, one or more do it, and a works council is heard and no more (semantics 11)."""
    for place in index.examined:
        if not isinstance(place.item, Work):
            continue
        if len(place.item.raci.accountable) != 1:
            yield _not_one(place, len(place.item.raci.accountable))
        if not place.item.raci.responsible:
            yield Diagnostic(
                rule="one-accountable",
                span=place.file.key_span(*place.route, "raci"),
                message=say("nobody does this (no R)"),
                help=say("give R one role, or several"),
            )
        yield from _council_at_work(place, index.library)


def _council_at_work(place: Place, library: Library) -> Iterator[Diagnostic]:
    for role, route in role_uses(place.item):
        known = library.roles.get(role)
        if known is not None and known.track == COUNCIL and route[:2] in WORKING:
            yield Diagnostic(
                rule="wrong-value",
                span=place.span(*route),
                message=say("a works council is consulted: it neither does the work nor answers for it"),
                help=say("put it under C, and whoever hands it the file under R"),
            )


def _not_one(place: Place, count: int) -> Diagnostic:
    message = (
        say("nobody answers for this (no A)")
        if count == 0
        else say("{count} roles answer for this: who decides?", count=count)
    )
    where = place.span("raci", "A") if count else place.file.key_span(*place.route, "raci")
    return Diagnostic(
        rule="one-accountable", span=where, message=message, help=say("give A exactly one role")
    )


def _lasting(index: Index) -> Iterator[Diagnostic]:
    """Recurring work ends with another item than it begins with."""
    for place in index.all_places:
        item = place.item
        if not isinstance(item, Ongoing) or item.lasts is not None:
            continue
        if full_ref(item.until, place.playbook) == full_ref(item.from_, place.playbook):
            message = say("this ends with the item that it begins with")
            advice = say("name the item with which it ends, or how long it lasts: 12mo")
            span = place.span("until")
            yield Diagnostic(rule="wrong-value", span=span, message=message, help=advice)


CHANNELS = ("email", "intranet", "meeting", "poster", "network")
"""Ways of sending a message, which documents have words for."""
USES = "community.use_case"
"""The question whose choices are the uses of a community."""


def _fixed_words(index: Index) -> Iterator[Diagnostic]:
    asked = index.library.questions.get(USES)
    uses = tuple(choice.value for choice in asked.choices) if asked is not None else ()
    for place in index.all_places:
        if isinstance(place.item, Message):
            yield from _not_among(place, "channel", place.item.channel, CHANNELS)
        elif isinstance(place.item, Kpi) and uses:
            yield from _not_among(place, "use_case", place.item.use_case, uses)


def _not_among(place: Place, key: str, words: Sequence[str], known: Sequence[str]) -> Iterator[Diagnostic]:
    for position, word in enumerate(words):
        if word not in known:
            message = say("“{value}” is not among the choices", value=word)
            advice = nearest(word, known) or say("one of {names}", names=", ".join(known))
            yield Diagnostic(rule="wrong-value", span=place.span(key, position), message=message, help=advice)
