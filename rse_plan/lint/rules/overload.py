"""More work for a role than it has hours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.plan_files import planned, warned
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.sample_answers import SOUND_ANSWERS, answers_with
from rse_plan.model.amounts import hours_and_minutes

if TYPE_CHECKING:
    from rse_plan.formats.plan_reader import SourcedPlan

_BAD = answers_with("hours: 15", "hours: 4")
_GOOD = SOUND_ANSWERS

RULE = Rule(
    name="overload",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "Weeks in which a role has more work in the plan than hours a week in the answers; a role "
            "that has work and no hours at all is an error."
        ),
        fr=(
            "Des semaines où un rôle a plus de travail dans le plan que d’heures par semaine dans les "
            "réponses ; un rôle qui a du travail et aucune heure est une erreur."
        ),
    ),
    why_it_matters=Both(
        en=(
            "What does not fit in the week is not done, and the community manager’s evenings are not "
            "a reserve: the dates after it are false."
        ),
        fr=(
            "Ce qui ne tient pas dans la semaine ne se fait pas, et les soirées de l’animateur ne "
            "sont pas une réserve : les dates qui suivent sont fausses."
        ),
    ),
    bad={"answers.yaml": _BAD},
    good={"answers.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)

LEAST_OVER = 0.25
"""Hours a week from which a role has too much, as in `check`."""


def check(file: File) -> Iterator[Diagnostic]:
    """What the plan of the answers says; of a plan without its answers, what its weeks say."""
    if file.outlook is not None:
        yield from file.outlook.of(RULE.name)
    plan = planned(file)
    if plan is not None:
        yield from warned(plan, RULE.name, (RULE.name,))
        yield from _full_weeks(plan)


def _full_weeks(plan: SourcedPlan) -> Iterator[Diagnostic]:
    """Each role's worst week; roles without hours are told by the plan's own warnings."""
    titles = {role.id: role.title for role in plan.value.roles}
    for number, load in enumerate(plan.value.workload):
        weeks = [(week.hours - week.capacity, at) for at, week in enumerate(load.weeks) if week.capacity]
        over, position = max(weeks, default=(0.0, 0))
        if over < LEAST_OVER:
            continue
        yield Diagnostic(
            rule=RULE.name,
            span=plan.span("workload", number, "weeks", position, "hours"),
            message=say(
                "{role}: up to {hours} a week too many, most in the week of {day}",
                role=titles.get(load.role, load.role),
                hours=hours_and_minutes(round(over * 60)),
                day=load.weeks[position].monday,
            ),
            help=say("give more hours under “people:”, or open fewer at once"),
            severity=RULE.severity,
        )
