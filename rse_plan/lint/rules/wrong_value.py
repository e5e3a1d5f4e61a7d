"""A value that does not fit its key."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: interviews
    phase: framme
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
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
    name="wrong-value",
    what_it_finds=Both(
        en=(
            "A value of the wrong type, out of range, not among the words allowed, or a date "
            "that does not exist."
        ),
        fr=(
            "Une valeur du mauvais type, hors limites, hors de la liste permise, ou une date "
            "qui n’existe pas."
        ),
    ),
    why_it_matters=Both(
        en="The tool never guesses: `phase: pilto` would put the task nowhere.",
        fr="L’outil ne devine jamais : avec `phase: pilto`, la tâche n’irait nulle part.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
