"""Something defined that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import Said, say
from rse_plan.library import Index, Library, full_ref
from rse_plan.library.index import role_uses
from rse_plan.lint.consequences import named_where_faulty
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.content import Ask, Kpi, Message
from rse_plan.source.document import Mapping, Scalar, Sequence
from rse_plan.source.span import Span

_EVIDENCE = """\
kind: evidence
format: 1
items:
  - id: own-case
    type: case
    title: A pilot with twelve teams
    publisher: Example
    year: 2025
    checked: 2026-09-01
"""

_TASK = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    done_when: {en: The notes are written., fr: Les notes sont écrites.}
"""

RULE = Rule(
    name="unused-definition",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "Evidence that nothing cites and whose figures no measure is held against (`metric`), a role "
            "that nothing names, a message of the sponsor’s that no ask hands over."
        ),
        fr=(
            "Une source que rien ne cite et aux chiffres de laquelle aucune mesure ne se compare (`metric`), "
            "un rôle que rien ne nomme, un message du sponsor qu’aucune demande ne lui remet."
        ),
    ),
    why_it_matters=Both(
        en="It costs upkeep and misleads, and often its name is misspelt where it was meant to be used.",
        fr="Cela s’entretient, induit en erreur, et souvent trahit un nom mal écrit là où il devait servir.",
    ),
    bad={"example.yaml": _TASK, "evidence.yaml": _EVIDENCE},
    good={"example.yaml": _TASK + "    because: [own-case]\n", "evidence.yaml": _EVIDENCE},
    how_to_ignore=CAN_BE_IGNORED,
)


SPONSOR = "sponsor"


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Evidence, roles and messages against every place that can use them, those with faults too."""
    index = library.index
    unused = (*_evidence(library, index), *_roles(library, index), *_messages(index))
    yield from (found for id_, found in unused if not named_where_faulty(id_, library))


_Unused = tuple[str, Diagnostic]


def _evidence(library: Library, index: Index) -> Iterator[_Unused]:
    cited = {source for place in index.all_places for source in place.item.because}
    cited.update(source for role in library.roles.values() for source in role.because)
    cited.update(_held_against(library, index))
    for id_, span in _defined(library, "evidence", "items"):
        if id_ not in cited:
            advice = say("cite it under “because:”, or remove it")
            yield id_, _unused(span, say("nothing cites “{id}”", id=id_), advice)


def _held_against(library: Library, index: Index) -> Iterator[str]:
    """Sources with a figure that measures are held against, though nothing cites them."""
    metrics = {place.item.metric for place in index.all_places if isinstance(place.item, Kpi)} - {None}
    for source in library.evidence.values():
        if any(figure.metric in metrics for figure in source.value):
            yield source.id


def _roles(library: Library, index: Index) -> Iterator[_Unused]:
    named = {role for place in index.all_places for role, _ in role_uses(place.item)}
    unknowns = (asked.question.unknown for asked in library.asked.values())
    named.update(unknown.owner for unknown in unknowns if unknown is not None and unknown.owner is not None)
    for id_, span in _defined(library, "roles", "roles"):
        if id_ not in named:
            advice = say("give it work, or remove it")
            yield id_, _unused(span, say("nothing names the role “{id}”", id=id_), advice)


def _messages(index: Index) -> Iterator[_Unused]:
    """A message of another role is read in the register by its holder; the sponsor reads asks."""
    asks = [(place, place.item) for place in index.all_places if isinstance(place.item, Ask)]
    handed = {full_ref(ask.message, place.playbook) for place, ask in asks if ask.message is not None}
    for place in index.examined:
        item = place.item
        if isinstance(item, Message) and item.from_ == SPONSOR and place.ref not in handed:
            message = say("no ask hands the message “{id}” over", id=item.id)
            advice = say("name it under an ask’s “message:”, or remove it")
            yield item.id, _unused(place.span("id"), message, advice)


def _defined(library: Library, kind: str, key: str) -> Iterator[tuple[str, Span]]:
    """The ids of a list in all files of a kind; of two with one id both are used or neither."""
    for document in library.documents:
        if document.kind != kind or document.path in library.settled:
            continue
        listed = document.root.get(key)
        for item in listed.items if isinstance(listed, Sequence) else ():
            id_ = item.get("id") if isinstance(item, Mapping) else None
            if isinstance(id_, Scalar):
                yield id_.text, id_.span


def _unused(span: Span, message: Said, advice: Said) -> Diagnostic:
    return Diagnostic(rule=RULE.name, severity=RULE.severity, span=span, message=message, help=advice)
