"""A binding decision that does not wait for a works council."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Said, say
from rse_plan.library import Place, full_ref
from rse_plan.lint.councils import Passing, Wording, by_path, passed_in
from rse_plan.lint.engine import File
from rse_plan.lint.precedence import Precedence, precedence
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.lint.same import Same
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


def check(file: File) -> Iterator[Diagnostic]:
    """Every binding item, and every binding ask whose day is not that of a binding item."""
    if file.playbook is not None:
        passings = _passings(Same(file.library)).get(file.document.path, ())
        yield from passed_in(file, passings, _WORDS)


@lru_cache(maxsize=1)
def _passings(same: Same) -> Mapping[str, Sequence[Passing]]:
    """Worked out once for all files of a run."""
    waits = precedence(same.library)
    return by_path(one for place in waits.index.places.values() for one in _passing(place, waits))


def _passing(place: Place, waits: Precedence) -> Iterator[Passing]:
    item = place.item
    day: Place | None = place
    gates: tuple[Place, ...] = ()
    if isinstance(item, Work) and item.decides is not None and place.ref not in waits.councils:
        gates = waits.passed_by(place)
    elif isinstance(item, Ask) and item.decides is not None:
        day = waits.index.places.get(full_ref(item.due.on or "", place.playbook))
        gates = _passed_by_ask(place, day, waits)
    if gates:
        yield Passing(place, gates, place.span("decides"), day)


def _passed_by_ask(place: Place, day: Place | None, waits: Precedence) -> tuple[Place, ...]:
    if day is None:
        return waits.concerning(place)
    bound_itself = isinstance(day.item, Work) and day.item.decides is not None
    return () if bound_itself or day.ref in waits.councils else waits.passed_by(day)


def _of_item(item: str, gates: str) -> Said:
    return say("{item} decides without surely waiting for {gates}", item=item, gates=gates)


def _of_gate(gate: str, items: str) -> Said:
    return say("decided without surely waiting for {gate}: {items}", gate=gate, items=items)


_WORDS = Wording(RULE.name, _of_item, _of_gate)
