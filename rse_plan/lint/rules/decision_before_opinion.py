"""A binding decision that does not wait for a works council."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rse_plan.diagnostics import Diagnostic, Related
from rse_plan.errors import Said, say
from rse_plan.library import Library, Place, full_ref
from rse_plan.lint.councils import passed
from rse_plan.lint.precedence import Precedence, precedence
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.model.content import Ask
from rse_plan.model.work import Work

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [be, de, fr-works-council, other-countries]
tasks:
  - id: order
    phase: prepare
    decides: purchase
    title: {en: Order the licences, fr: Commander les licences}
    raci: {R: procurement, A: finance}
    duration: 2d
    needs:
      - {task: de/agreement, optional: true}
      - {task: be/consultation, optional: true}
      - {task: other-countries/council-agreement, optional: true}
    done_when: {en: The order is signed., fr: La commande est signée.}
"""

_GOOD = _BAD.replace(
    "    needs:\n",
    "    needs:\n      - {task: fr-works-council/council-opinion, optional: true}\n",
)

RULE = Rule(
    name="decision-before-opinion",
    what_it_finds=Both(
        en=(
            "A task, milestone or ask that `decides:` deployment or purchase without surely waiting "
            "for each works council that it concerns. An ask due before an item cannot: it is due on "
            "the day of one that waits."
        ),
        fr=(
            "Une tâche, un jalon ou une demande qui décide (`decides:`) du déploiement ou de l’achat "
            "sans attendre à coup sûr chaque CSE concerné. Une demande datée avant un élément ne le "
            "peut pas : elle se date du jour d’un élément qui attend."
        ),
    ),
    why_it_matters=Both(
        en=(
            "A council that is heard once the contract is signed is not heard: the decision itself can "
            "be annulled."
        ),
        fr=(
            "Un CSE entendu une fois le contrat signé n’est pas consulté : la décision même peut être "
            "annulée."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check_all(library: Library) -> Iterator[Diagnostic]:
    """Every binding item, and every binding ask whose day is not that of a binding item."""
    waits = precedence(library)
    for place in waits.index.places.values():
        item = place.item
        if isinstance(item, Work) and item.decides is not None and place.ref not in waits.councils:
            if gates := waits.passed_by(place):
                yield from passed(RULE.name, place, gates, place.span("decides"), partial(_worded, place))
        elif isinstance(item, Ask) and item.decides is not None:
            yield from _asked_too_soon(place, _passed_by_ask(place, item, waits))


def _passed_by_ask(place: Place, ask: Ask, waits: Precedence) -> tuple[Place, ...]:
    day = waits.index.places.get(full_ref(ask.due.on or "", place.playbook))
    if day is None:
        return waits.concerning(place)
    bound_itself = isinstance(day.item, Work) and day.item.decides is not None
    return () if bound_itself or day.ref in waits.councils else waits.passed_by(day)


def _asked_too_soon(place: Place, gates: tuple[Place, ...]) -> Iterator[Diagnostic]:
    """An ask waits for nothing: another day is what mends it."""
    if gates:
        yield Diagnostic(
            rule=RULE.name,
            span=place.span("decides"),
            message=_worded(place, ", ".join(gate.ref for gate in gates)),
            help=say("make it due on the day of an item that waits for {gate}", gate=gates[0].ref),
            related=tuple(Related(gate.span("id"), say("the council that is to be heard")) for gate in gates),
        )


def _worded(place: Place, gates: str) -> Said:
    return say("{item} decides without surely waiting for {gates}", item=place.ref, gates=gates)
