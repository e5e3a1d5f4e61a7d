"""A name that no question sets."""

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
    when: organisation.headcout >= 300
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
    when: organisation.headcount >= 300
"""

RULE = Rule(
    name="unasked-variable",
    what_it_finds=Both(
        en=(
            "A condition or a text that reads a name no question sets, or reads `community` "
            "or `wave` outside a loop over them."
        ),
        fr=(
            "Une condition ou un texte qui lit un nom qu’aucune question ne fixe, ou qui lit "
            "`community` ou `wave` hors d’une boucle."
        ),
    ),
    why_it_matters=Both(
        en=("The condition could never hold, and the item would be missing from every plan without a word."),
        fr=(
            "La condition ne serait jamais remplie, et l’élément manquerait à tous les plans "
            "sans que rien ne le dise."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
