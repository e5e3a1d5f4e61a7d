"""YAML that the format leaves out."""

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
    raci: &usual {R: project-lead, A: business}
    duration: 5d
  - id: summary
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: *usual
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
    name="unsupported-yaml",
    what_it_finds=Both(
        en=(
            "What YAML allows and this format does not: anchors and aliases, merge keys, "
            "tags, a second document, control characters, text that is not UTF-8, more than 1 "
            "MiB, more than 40 levels."
        ),
        fr=(
            "Ce que YAML permet et ce format non : ancres et alias, clés de fusion, "
            "étiquettes, second document, caractères de contrôle, texte qui n’est pas en "
            "UTF-8, plus de 1 Mio, plus de 40 niveaux."
        ),
    ),
    why_it_matters=Both(
        en=(
            "A reviewer must see what a file says where it says it. Aliases hide that, and a "
            "few lines of them can fill a machine’s memory."
        ),
        fr=(
            "Qui relit doit voir ce que dit un fichier là où il le dit. Les alias le cachent, "
            "et quelques lignes d’alias peuvent remplir la mémoire d’une machine."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
