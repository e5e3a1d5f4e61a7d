"""An assumption that the first opening rests on."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.plan_files import planned
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.sample_answers import SOUND_ANSWERS, answers_with

_BAD = answers_with("product: whaller", "product: unknown")
_GOOD = SOUND_ANSWERS

RULE = Rule(
    name="assumed-critical",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "An answer that nobody knows and whose assumed value the first opening rests on: should "
            "it be false, the day moves."
        ),
        fr=(
            "Une réponse que personne ne connaît et dont la valeur supposée fixe la première "
            "ouverture : si elle est fausse, la date bouge."
        ),
    ),
    why_it_matters=Both(
        en=(
            "The plan assumes the cautious value and says so; but a day that rests on a guess is not "
            "one to announce. Each finding says what to find out."
        ),
        fr=(
            "Le plan suppose la valeur prudente et le dit ; mais une date qui tient à une supposition "
            "ne s’annonce pas. Chaque constat dit ce qu’il faut vérifier."
        ),
    ),
    bad={"answers.yaml": _BAD},
    good={"answers.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """What the plan of the answers assumes; of a plan without its answers, what it says that it assumes."""
    if file.outlook is not None:
        yield from file.outlook.of(RULE.name)
    plan = planned(file)
    for position, assumption in enumerate(plan.value.assumptions if plan is not None else ()):
        if plan is not None and assumption.critical:
            value = f"{assumption.name}: {assumption.text}"
            yield Diagnostic(
                rule=RULE.name,
                span=plan.span("assumptions", position, "question"),
                message=say("the first opening rests on an assumption: {value}", value=value),
                help=say("find out, and answer {question}", question=assumption.question),
                severity=RULE.severity,
            )
