"""What must hold between files: ids, references, roles, conditions, texts, cycles.

Each check names the lint rule that explains it; render needs them as much as lint does.
"""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, nearest
from rse_plan.errors import say
from rse_plan.library.conditions import check_conditions
from rse_plan.library.cycles import check_cycles
from rse_plan.library.index import Index, Place, full_ref, references, role_uses
from rse_plan.library.load import Library, duplicate
from rse_plan.library.texts import check_texts
from rse_plan.model.work import Work


def check_library(library: Library) -> tuple[Diagnostic, ...]:
    """Every fault between the parts of a library."""
    index = Index(library)
    return (
        *_duplicate_items(index),
        *_unknown_references(index),
        *_unknown_roles(index),
        *_accountable(index),
        *check_conditions(library, index),
        *check_texts(library),
        *check_cycles(index),
    )


def _duplicate_items(index: Index) -> Iterator[Diagnostic]:
    for place in index.all_places():
        first = index.places[place.ref]
        if first.route != place.route:
            yield duplicate(place.item.id, place.span("id"), first.span("id"))


def _unknown_references(index: Index) -> Iterator[Diagnostic]:
    known, unreadable = index.places, index.library.unreadable
    for place in index.all_places():
        for ref, route in references(place.item):
            if full_ref(ref, place.playbook) not in known and full_ref(ref, place.playbook) not in unreadable:
                names = [
                    *known,
                    *(name.split("/")[1] for name in known if name.startswith(f"{place.playbook.id}/")),
                ]
                message = say("no item is called “{ref}”", ref=ref)
                yield Diagnostic(
                    rule="unknown-reference",
                    span=place.span(*route),
                    message=message,
                    help=nearest(ref, names),
                )
        for position, source in enumerate(place.item.because):
            if source not in index.library.evidence and source not in unreadable:
                message = say("no evidence is called “{ref}”", ref=source)
                advice = nearest(source, index.library.evidence) or say("add it to evidence.yaml")
                yield Diagnostic(
                    rule="unknown-reference",
                    span=place.span("because", position),
                    message=message,
                    help=advice,
                )
    yield from _unknown_playbooks(index.library)


def _unknown_playbooks(library: Library) -> Iterator[Diagnostic]:
    for file in library.playbooks.values():
        for position, name in enumerate(file.value.requires):
            if name not in library.playbooks and name not in library.unreadable:
                message = say("no playbook is called “{ref}”", ref=name)
                yield Diagnostic(
                    rule="unknown-reference",
                    span=file.span("requires", position),
                    message=message,
                    help=nearest(name, library.playbooks),
                )


def _unknown_roles(index: Index) -> Iterator[Diagnostic]:
    roles, unreadable = index.library.roles, index.library.unreadable
    for place in index.all_places():
        for role, route in role_uses(place.item):
            if role not in roles and role not in unreadable:
                advice = nearest(role, roles) or say("one of {names}", names=", ".join(roles))
                yield Diagnostic(
                    rule="unknown-role",
                    span=place.file.key_span(*place.route, *route),
                    message=say("no role is called “{role}”", role=role),
                    help=advice,
                )
    for asked in index.library.asked.values():
        owner = asked.question.unknown.owner if asked.question.unknown else None
        if owner is not None and owner not in roles and owner not in unreadable:
            yield Diagnostic(
                rule="unknown-role",
                span=asked.file.span(*asked.route, "unknown", "owner"),
                message=say("no role is called “{role}”", role=owner),
                help=nearest(owner, roles),
            )


def _accountable(index: Index) -> Iterator[Diagnostic]:
    for place in index.all_places():
        if isinstance(place.item, Work) and len(place.item.raci.accountable) != 1:
            yield _not_one(place, len(place.item.raci.accountable))


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
