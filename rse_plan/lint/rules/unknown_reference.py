"""A reference to something that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.lint.engine import File
from rse_plan.lint.rule import Both, Rule

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
  - id: summary
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    needs: [interview]
"""

_GOOD = """\
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
  - id: summary
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    needs: [interviews]
"""

RULE = Rule(
    name="unknown-reference",
    fixable=True,
    what_it_finds=Both(
        en=(
            "A need, a piece of evidence, a message or a playbook that does not exist, or "
            "that is not what is wanted there; the nearest is offered."
        ),
        fr=(
            "Un besoin, une source, un message ou un playbook qui n’existe pas, ou qui n’est pas ce "
            "qu’il faut à cet endroit ; le plus proche est proposé."
        ),
    ),
    why_it_matters=Both(
        en=("The order of the work rests on references: one that leads nowhere lets a task start too early."),
        fr=(
            "L’ordre des travaux repose sur les références : si l’une ne mène nulle part, une "
            "tâche commence trop tôt."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)


def check(file: File) -> Iterator[Diagnostic]:
    """Entries of answers that change what their plan does not hold: they do nothing."""
    if file.outlook is not None:
        yield from file.outlook.of(RULE.name)
