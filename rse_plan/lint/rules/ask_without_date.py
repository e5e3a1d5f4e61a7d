"""An ask without a day, or with one that is too late."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import say
from rse_plan.library import Library, Place, full_ref
from rse_plan.lint.rule import Both, Rule
from rse_plan.model.content import Ask
from rse_plan.model.work import PHASES, Work

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [animation]
asks:
  - id: announce
    phase: pilot
    role: support
    do: {en: Announce the trial to all staff, fr: Annoncer l’essai à tout le personnel}
    minutes: 20
    if_refused: {en: The opening is put off., fr: L’ouverture est repoussée.}
  - id: free-an-hour
    phase: prepare
    role: support
    do: {en: Free an hour a week for the leaders, fr: Libérer une heure par semaine pour les responsables}
    minutes: 10
    due: {on: animation/review-12}
    if_refused: {en: Answers come late., fr: Les réponses tardent.}
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [pilot-by-communities]
asks:
  - id: announce
    phase: pilot
    role: support
    do: {en: Announce the trial to all staff, fr: Annoncer l’essai à tout le personnel}
    minutes: 20
    due: {before: pilot-by-communities/open, which: first, by: 5d}
    if_refused: {en: The opening is put off., fr: L’ouverture est repoussée.}
  - id: free-an-hour
    phase: prepare
    role: support
    do: {en: Free an hour a week for the leaders, fr: Libérer une heure par semaine pour les responsables}
    minutes: 10
    due: {on: pilot-by-communities/train-community-managers}
    if_refused: {en: Answers come late., fr: Les réponses tardent.}
"""

RULE = Rule(
    name="ask-without-date",
    what_it_finds=Both(
        en="An ask without `due`, or due on the day that an item of a later phase ends.",
        fr="Une demande sans `due`, ou datée de la fin d’un élément d’une phase ultérieure.",
    ),
    why_it_matters=Both(
        en="What is asked for one day is done never; what is asked too late no longer serves its task.",
        fr="Ce qui est demandé « un jour » ne se fait jamais ; ce qui l’est trop tard ne sert plus la tâche.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Asks due too late; the model refuses those that are never due."""
    index = library.index
    for place in index.places.values():
        if not library.examines(place.file):
            continue
        if isinstance(place.item, Ask) and place.item.due.on is not None:
            served = index.places.get(full_ref(place.item.due.on, place.playbook))
            if served is not None and isinstance(served.item, Work):
                yield from _late(place, place.item, served, served.item)


def _late(place: Place, ask: Ask, served: Place, work: Work) -> Iterator[Diagnostic]:
    if PHASES.index(work.phase) <= PHASES.index(ask.phase):
        return
    yield Diagnostic(
        rule=RULE.name,
        span=place.span("due", "on"),
        message=say(
            "this ask serves “{phase}” and is due in “{later}”, when {item} ends",
            phase=ask.phase,
            later=work.phase,
            item=served.ref,
        ),
        help=say("make it due before what it serves, or move it to that phase"),
        related=(Related(served.span("phase"), say("the phase of what it is due with")),),
    )
