"""People let in without waiting for a works council."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Said, say
from rse_plan.library import Place
from rse_plan.lint.councils import Passing, Wording, by_path, passed_in
from rse_plan.lint.engine import File
from rse_plan.lint.precedence import precedence
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.lint.same import Same
from rse_plan.model.work import Milestone
from rse_plan.source.span import Span

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [animation, be, de, fr-works-council, other-countries]
tasks:
  - id: first-day
    kind: milestone
    opens: users
    for_each: communities
    phase: pilot
    title: {en: First day of the trial, fr: Premier jour de l’essai}
    raci: {R: community-manager, A: business, I: [hr, it, legal]}
    needs:
      - {task: de/agreement, optional: true}
      - {task: be/consultation, optional: true}
      - {task: other-countries/council-agreement, optional: true}
  - id: weekly-question
    kind: ongoing
    for_each: communities
    phase: sustain
    title: {en: Ask one question a week, fr: Poser une question par semaine}
    raci: {R: community-manager, A: business}
    from: first-day
    until: 12mo
    every: 1w
"""

_GOOD = _BAD.replace(
    "    needs:\n",
    "    needs:\n      - {task: fr-works-council/council-opinion, optional: true}\n",
)

RULE = Rule(
    name="pilot-before-opinion",
    what_it_finds=Both(
        en=(
            "A milestone with `opens: users` that does not surely wait for each works council of its "
            "communities’ employers, through `needs` and `before` across the whole library. A wait for "
            "the first instance only, or through an item that some answers remove, is not sure."
        ),
        fr=(
            "Un jalon `opens: users` qui n’attend pas à coup sûr chaque CSE des employeurs de ses "
            "communautés, par les `needs` et `before` de toute la bibliothèque. Attendre la première "
            "instance seulement, ou passer par un élément que certaines réponses retirent, n’est pas "
            "sûr."
        ),
    ),
    why_it_matters=Both(
        en=(
            "Consulting after the opening is consulting on a fact. Judges have suspended tools for it, "
            "pilots included, and staff representatives remember it longer than the tool lasts."
        ),
        fr=(
            "Consulter après l’ouverture, c’est consulter sur un fait accompli. Des juges ont suspendu "
            "des outils pour cela, pilotes compris, et les élus s’en souviennent plus longtemps que de "
            "l’outil."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """Every opening, with the councils that it may come before."""
    if file.playbook is not None:
        passings = _passings(Same(file.library)).get(file.document.path, ())
        yield from passed_in(file, passings, _WORDS)


@lru_cache(maxsize=1)
def _passings(same: Same) -> Mapping[str, Sequence[Passing]]:
    """Worked out once for all files of a run."""
    waits = precedence(same.library)
    openings = (
        place
        for place in waits.index.work()
        if isinstance(place.item, Milestone) and place.item.opens is not None
    )
    return by_path(
        Passing(place, gates, _where(place), place) for place in openings if (gates := waits.passed_by(place))
    )


def _of_item(item: str, gates: str) -> Said:
    return say("{item} lets people in without surely waiting for {gates}", item=item, gates=gates)


def _of_gate(gate: str, items: str) -> Said:
    return say("people are let in without surely waiting for {gate}: {items}", gate=gate, items=items)


_WORDS = Wording(RULE.name, _of_item, _of_gate)


def _where(place: Place) -> Span:
    """Where the missing wait would be written, else what lets people in."""
    if place.file.document.node((*place.route, "needs")) is not None:
        return place.file.key_span(*place.route, "needs")
    return place.span("opens")
