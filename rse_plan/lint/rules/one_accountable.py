"""Work that nobody, or more than one role, answers for."""

from __future__ import annotations

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
    raci: {R: project-lead, A: [hr, it]}
    duration: 5d
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
    raci: {R: project-lead, A: hr, C: it}
    duration: 5d
"""

RULE = Rule(
    name="one-accountable",
    what_it_finds=Both(
        en="Work without anyone who answers for it (A), with several, or that nobody does (R).",
        fr="Un travail dont personne ne répond (A), dont plusieurs répondent, ou que personne ne fait (R).",
    ),
    why_it_matters=Both(
        en="When two decide, nobody does, and the plan prints each task once, under its owner.",
        fr=(
            "À deux pour décider, personne ne décide ; et le plan imprime chaque tâche une "
            "fois, chez son responsable."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
