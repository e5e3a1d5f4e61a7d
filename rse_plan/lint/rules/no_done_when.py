"""A task that nobody can tick."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.work import Task

_BAD = """\
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
"""

RULE = Rule(
    name="no-done-when",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en="A task without `done_when`; gates, milestones and recurring work need none.",
        fr="Une tâche sans `done_when` ; attentes, jalons et travaux récurrents s’en passent.",
    ),
    why_it_matters=Both(
        en="Nobody can tick it: two people will each think that it is done, or that it is not.",
        fr="Personne ne peut la cocher : l’un la croira faite, l’autre non.",
    ),
    bad={"example.yaml": _BAD},
    good={
        "example.yaml": _BAD
        + "    done_when: {en: Eight notes are written., fr: Huit comptes rendus sont écrits.}\n"
    },
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """Tasks in the order of the file."""
    if file.playbook is None:
        return
    for position, item in enumerate(file.playbook.value.tasks):
        if isinstance(item, Task) and item.done_when is None:
            yield Diagnostic(
                rule=RULE.name,
                severity=RULE.severity,
                span=file.playbook.span("tasks", position, "id"),
                message=say("nothing says when “{item}” is done", item=item.id),
                help=say("add “done_when:”, something that anyone can see"),
            )
