"""An effort that the role's hours cannot hold within the task's duration."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Related, Severity
from rse_plan.errors import say
from rse_plan.library import Sourced
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.amounts import Amount, Unit
from rse_plan.model.catalogues import Role
from rse_plan.model.playbook import Playbook
from rse_plan.model.work import Task

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: first-posts
    phase: pilot
    title: {en: Write the first posts, fr: Rédiger les premiers contenus}
    raci: {R: community-manager, A: business}
    duration: 2d
    effort: {community-manager: 3d}
    done_when: {en: Ten posts are ready., fr: Dix contenus sont prêts.}
"""

RULE = Rule(
    name="effort-over-duration",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "An effort that its role cannot give within the task’s duration: with the hours that "
            "`roles.yaml` states, else with one person’s full days."
        ),
        fr=(
            "Une charge que le rôle ne peut pas fournir pendant la durée de la tâche : avec les heures "
            "indiquées dans `roles.yaml`, sinon à plein temps pour une personne."
        ),
    ),
    why_it_matters=Both(
        en=(
            "The stated duration can never be met: the plan stretches the task, and its author does "
            "not see it."
        ),
        fr="La durée annoncée ne peut pas tenir : le plan allonge la tâche sans que son auteur le voie.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _BAD.replace("duration: 2d", "duration: 12d")},
    how_to_ignore=CAN_BE_IGNORED,
)

_HOURS_A_DAY = 7
_DAYS_A_WEEK = 5
_FULL_DAY = _HOURS_A_DAY * 60


def check(file: File) -> Iterator[Diagnostic]:
    """Every task that may be stretched: a meeting keeps its duration, whatever it costs."""
    if file.playbook is None:
        return
    for position, item in enumerate(file.playbook.value.tasks):
        if not isinstance(item, Task) or item.fixed:
            continue
        days = _days(item)
        for role, effort in item.effort.items():
            daily = _daily_minutes(file.library.roles.get(role))
            needed = -(-effort.minutes(_HOURS_A_DAY) // daily)
            if days and needed > days:
                yield _stretched(file.playbook, position, role, effort, needed)


def _days(task: Task) -> int:
    weekly = task.duration.unit is Unit.WORKING_WEEK
    return int(task.duration.count) * (_DAYS_A_WEEK if weekly else 1)


def _daily_minutes(role: Role | None) -> int:
    """Minutes a day of all people of a role; a full day where no hours are stated (semantics 7)."""
    if role is None or not role.hours:
        return _FULL_DAY
    return role.hours * 60 // _DAYS_A_WEEK


def _stretched(file: Sourced[Playbook], position: int, role: str, effort: Amount, needed: int) -> Diagnostic:
    message = say(
        "{effort} of {role} take {days} working days at least", effort=effort, role=role, days=needed
    )
    return Diagnostic(
        rule=RULE.name,
        severity=RULE.severity,
        span=file.span("tasks", position, "effort", role),
        message=message,
        help=say("make the duration {days}d, or the effort smaller", days=needed),
        related=(Related(file.span("tasks", position, "duration"), say("the duration")),),
    )
