"""A role that roles.yaml does not have."""

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
    raci: {R: project-leader, A: business}
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
    raci: {R: project-lead, A: business}
    duration: 5d
"""

RULE = Rule(
    name="unknown-role",
    what_it_finds=Both(
        en="A role that `roles.yaml` does not have; the nearest is offered.",
        fr="Un rôle absent de `roles.yaml` ; le plus proche est proposé.",
    ),
    why_it_matters=Both(
        en="The work would stand on nobody’s page and in nobody’s hours.",
        fr="Le travail ne figurerait sur la page ni dans les heures de personne.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
