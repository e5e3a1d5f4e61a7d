"""A day of the answers before the earliest on which it can be."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.lint.engine import File
from rse_plan.lint.plan_files import planned, warned
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.lint.sample_answers import answers_with

_BAD = answers_with("  decision:", "  target: 2027-03-01\n  decision:")
_GOOD = answers_with("  decision:", "  target: 2027-05-03\n  decision:")

RULE = Rule(
    name="date-cannot-hold",
    what_it_finds=Both(
        en=(
            "A day that the answers want and no plan can keep: an opening before the earliest "
            "possible one, a fixed day before what it needs is done. For the wanted opening, the "
            "chain that leads to the earliest one is shown, with the change of answers that costs "
            "least."
        ),
        fr=(
            "Une date voulue dans les réponses qu’aucun plan ne peut tenir : une ouverture avant la "
            "première possible, un jour fixé avant la fin de ce qu’il attend. Pour l’ouverture "
            "voulue, la chaîne qui mène à la première possible est montrée, avec le changement de "
            "réponse le moins coûteux."
        ),
    ),
    why_it_matters=Both(
        en=(
            "An announced day that cannot hold costs the sponsor’s trust on the day it is missed; "
            "told today, it costs a line of the answers."
        ),
        fr=(
            "Une date annoncée qui ne tient pas coûte la confiance du sponsor le jour où elle est "
            "manquée ; signalée aujourd’hui, elle coûte une ligne dans les réponses."
        ),
    ),
    bad={"answers.yaml": _BAD},
    good={"answers.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """What the plan of the answers says; of a plan without its answers, what it says itself."""
    if file.outlook is not None:
        yield from file.outlook.of(RULE.name)
    plan = planned(file)
    if plan is not None:
        yield from warned(plan, RULE.name, ("date-cannot-hold", "no-opening"))
