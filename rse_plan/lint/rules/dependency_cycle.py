"""Items that wait for each other."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule

_BAD_FIRST = """\
kind: playbook
format: 1
id: first
title: {en: Example, fr: Exemple}
requires: [second]
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    needs: [second/interviews]
"""

_BAD_SECOND = """\
kind: playbook
format: 1
id: second
title: {en: Example, fr: Exemple}
requires: [first]
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    needs: [first/interviews]
"""

_GOOD_FIRST = """\
kind: playbook
format: 1
id: first
title: {en: Example, fr: Exemple}
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
"""

_GOOD_SECOND = """\
kind: playbook
format: 1
id: second
title: {en: Example, fr: Exemple}
requires: [first]
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    needs: [first/interviews]
"""

RULE = Rule(
    name="dependency-cycle",
    what_it_finds=Both(
        en=(
            "Items that wait for each other, directly or through others; every step is shown "
            "with its file and line."
        ),
        fr=(
            "Des éléments qui s’attendent les uns les autres, directement ou non ; chaque maillon est "
            "montré avec son fichier et sa ligne."
        ),
    ),
    why_it_matters=Both(
        en="None of them could ever start, so no date exists.",
        fr="Aucun ne pourrait jamais commencer : il n’existe aucune date.",
    ),
    bad={"first.yaml": _BAD_FIRST, "second.yaml": _BAD_SECOND},
    good={"first.yaml": _GOOD_FIRST, "second.yaml": _GOOD_SECOND},
)
