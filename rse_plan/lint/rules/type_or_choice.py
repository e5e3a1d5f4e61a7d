"""A comparison that does not fit the question."""

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
    when: organisation.sites == "several"
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
    when: organisation.sites == "many"
"""

RULE = Rule(
    name="type-or-choice",
    what_it_finds=Both(
        en=(
            "A comparison with a value that the question cannot have: a word that is not "
            "among its choices, a number for a date, an order between choices."
        ),
        fr=(
            "Une comparaison avec une valeur que la question ne peut pas prendre : un mot "
            "hors des choix, un nombre pour une date, un ordre entre des choix."
        ),
    ),
    why_it_matters=Both(
        en="Such a condition is always false or always true, whatever is answered.",
        fr=("Une telle condition est toujours fausse ou toujours vraie, quelle que soit la réponse."),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
