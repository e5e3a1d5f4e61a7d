"""A required key that is not there."""

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
"""

RULE = Rule(
    name="missing-key",
    what_it_finds=Both(
        en="A required key that is not there, `kind:` and `format:` included.",
        fr="Une clé obligatoire absente, `kind:` et `format:` comprises.",
    ),
    why_it_matters=Both(
        en="Without its duration, its phase or its raci, a task cannot be planned.",
        fr="Sans durée, sans phase ou sans raci, une tâche ne peut pas être planifiée.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
