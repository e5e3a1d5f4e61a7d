"""A wait between the elements of two loops that have nothing to do with each other."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import Said, say
from rse_plan.library import Library, Place, full_ref
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.content import Ask
from rse_plan.model.work import Before, Need, Work

_TASKS = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: meeting
    for_each: sponsors
    phase: frame
    title: {en: Meet each sponsor, fr: Rencontrer chaque sponsor}
    raci: {R: project-lead, A: sponsor}
    duration: 1d
    done_when: {en: It has taken place., fr: C’est chose faite.}
  - id: letter
    for_each: employers
    phase: frame
    title: {en: Write to each employer, fr: Écrire à chaque employeur}
    raci: {R: project-lead, A: business}
    duration: 1d
    done_when: {en: It has taken place., fr: C’est chose faite.}
    needs: [NEED]
"""

RULE = Rule(
    name="for-each-mismatch",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A wait for an item that loops over a collection unrelated to this item's own, or an ask due "
            "with one, without `which: all` or `which: first`. Communities, waves and employers are "
            "related; sponsors are to none."
        ),
        fr=(
            "L’attente d’un élément répété sur une collection sans rapport avec celle de l’élément "
            "qui attend, ou une demande datée d’après lui, sans `which: all` ni `which: first`. "
            "Communautés, vagues et employeurs sont liés entre eux ; les sponsors ne sont liés à rien."
        ),
    ),
    why_it_matters=Both(
        en=(
            "Nothing pairs the two, so each waits for all of the others: a reader expects one, the plan "
            "takes the last."
        ),
        fr=(
            "Rien n’associe les uns aux autres : chacun attend tous les autres. Le lecteur croit "
            "n’en voir qu’un, le plan prend le dernier."
        ),
    ),
    bad={"example.yaml": _TASKS.replace("NEED", "meeting")},
    good={"example.yaml": _TASKS.replace("NEED", "{task: meeting, which: all}")},
    how_to_ignore=CAN_BE_IGNORED,
)

_RELATED = frozenset(("communities", "waves", "employers"))
"""Collections whose elements belong together (semantics 4)."""


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Every wait that says nothing of which instance is meant."""
    index = library.index
    for place in index.examined_work():
        item = place.item
        if not isinstance(item, Work) or not (loops := _loops(place)):
            continue
        for key in ("needs", "before"):
            waits: tuple[Need | Before, ...] = getattr(item, key)
            for position, wait in enumerate(waits):
                other = index.places.get(full_ref(wait.task, place.playbook))
                if other is not None and wait.which is None and isinstance(other.item, Work):
                    yield from _worded(place, (key, position, "task"), other, loops)
    for place in index.examined:
        if isinstance(place.item, Ask) and place.item.due.which is None and (loops := _loops(place)):
            for key in ("before", "on"):
                ref = getattr(place.item.due, key)
                other = index.places.get(full_ref(ref, place.playbook)) if ref is not None else None
                if other is not None and isinstance(other.item, Work):
                    yield from _worded(place, ("due", key), other, loops)


def _loops(place: Place) -> tuple[str, ...]:
    return tuple(loop for loop in (place.playbook.for_each, place.item.for_each) if loop is not None)


def _worded(
    place: Place, route: tuple[str | int, ...], other: Place, loops: tuple[str, ...]
) -> Iterator[Diagnostic]:
    for loop in _loops(other):
        if loop in loops or (loop in _RELATED and _RELATED.intersection(loops)):
            continue
        message = say(
            "“{other}” comes once for each of {loop}, this item for each of {own}: nothing pairs them",
            other=other.ref,
            loop=loop,
            own=loops[-1],
        )
        yield Diagnostic(
            rule=RULE.name,
            severity=RULE.severity,
            span=place.span(*route),
            message=message,
            help=_advice(place, other),
        )


def _advice(place: Place, other: Place) -> Said:
    if isinstance(place.item, Ask):
        return say("add which: all, or which: first")
    return say("write {{task: {task}, which: all}}, or which: first", task=other.item.id)
