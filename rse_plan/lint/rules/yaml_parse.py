"""The file is no YAML."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule

_BAD = """\
kind: playbook
format: 1
id example
title: {en: Example, fr: Exemple}
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
"""

RULE = Rule(
    name="yaml-parse",
    what_it_finds=Both(
        en=(
            "A file that is not YAML: a tab, a missing colon, a quotation mark or a bracket "
            "that is not closed, lines that do not line up."
        ),
        fr=(
            "Un fichier qui n’est pas du YAML : une tabulation, un deux-points oublié, un "
            "guillemet ou un crochet non fermé, des lignes mal alignées."
        ),
    ),
    why_it_matters=Both(
        en="Nothing in the file can be used, and nothing else that is wrong with it can be said.",
        fr="Rien de ce fichier ne peut servir, et rien d’autre ne peut en être dit.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
