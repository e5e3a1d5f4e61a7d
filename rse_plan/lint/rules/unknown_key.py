"""A key that the format does not have."""

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
    raci: {R: project-lead, A: business}
    duration: 5d
  - id: summary
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    need: [interviews]
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
    name="unknown-key",
    fixable=True,
    what_it_finds=Both(
        en=("A key that the format does not know at this place; the nearest that it knows is offered."),
        fr="Une clé que le format ne connaît pas à cet endroit ; la plus proche est proposée.",
    ),
    why_it_matters=Both(
        en="A misspelt key says nothing: `need:` would leave a task without what it waits for.",
        fr="Une clé mal écrite ne dit rien : avec `need:`, une tâche n’attendrait plus rien.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
