"""A text in one language only."""

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
    title: {fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
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
    name="missing-translation",
    what_it_finds=Both(
        en="A text that is there in one language and missing in the other.",
        fr="Un texte présent dans une langue et absent dans l’autre.",
    ),
    why_it_matters=Both(
        en=(
            "English and French documents are made from the same files: half of the readers would find a gap."
        ),
        fr=(
            "Les documents anglais et français viennent des mêmes fichiers : la moitié des "
            "lecteurs trouverait un trou."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
