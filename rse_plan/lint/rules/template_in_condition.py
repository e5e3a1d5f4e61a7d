"""Braces around a name in a condition."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: council-file
    phase: frame
    when: '{{ organisation.headcount }} >= 300'
    title: {en: Write the works council’s file, fr: Rédiger le dossier du CSE}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It says who sees what., fr: Il dit qui voit quoi.}
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: council-file
    phase: frame
    when: 'organisation.headcount >= 300'
    title: {en: Write the works council’s file, fr: Rédiger le dossier du CSE}
    raci: {R: hr, A: hr}
    duration: 5d
    done_when: {en: It says who sees what., fr: Il dit qui voit quoi.}
"""

RULE = Rule(
    name="template-in-condition",
    fixable=True,
    what_it_finds=Both(
        en=("A condition with `{{ }}` or `{% %}`: conditions read names as they are; braces fill texts."),
        fr=(
            "Une condition avec `{{ }}` ou `{% %}` : une condition lit les noms tels quels ; les "
            "accolades remplissent des textes."
        ),
    ),
    why_it_matters=Both(
        en="The condition cannot be read, and what it decides on is missing from every plan.",
        fr="La condition est illisible, et ce dont elle décide manque à tous les plans.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
