"""One id for two things."""

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
  - id: interviews
    phase: frame
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
  - id: summary
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
"""

RULE = Rule(
    name="duplicate-id",
    what_it_finds=Both(
        en=(
            "The same id given to two things: two items of a playbook, two playbooks, two "
            "questions, two communities; or listed twice in `requires`, `needs`, `before`, `because` or "
            "`mitigated_by`. Both places are shown."
        ),
        fr=(
            "Le même identifiant pour deux choses : deux éléments d’un playbook, deux playbooks, deux "
            "questions, deux communautés ; ou cité deux fois dans `requires`, `needs`, `before`, `because` "
            "ou `mitigated_by`. Les deux endroits sont montrés."
        ),
    ),
    why_it_matters=Both(
        en=(
            "References, answers and calendars rest on ids; with two of one name, one of them "
            "would silently win."
        ),
        fr=(
            "Références, réponses et calendriers reposent sur les identifiants ; de deux homonymes, "
            "l’un l’emporterait sans que rien ne le dise."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
