"""Languages filled from different answers."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: interviews
    for_each: communities
    phase: frame
    title: {en: Meet eight future members, fr: "Rencontrer « {{ community.name }} »"}
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
    for_each: communities
    phase: frame
    title: {en: "Meet “{{ community.name }}”", fr: "Rencontrer « {{ community.name }} »"}
    raci: {R: project-lead, A: business}
    duration: 5d
"""

RULE = Rule(
    name="placeholder-mismatch",
    what_it_finds=Both(
        en="A placeholder that one language of a text has and the other lacks.",
        fr="Un emplacement `{{ … }}` présent dans une langue d’un texte et absent dans l’autre.",
    ),
    why_it_matters=Both(
        en="One of the two documents would leave out, say, which community is meant.",
        fr="L’un des deux documents ne dirait pas, par exemple, de quelle communauté il s’agit.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
