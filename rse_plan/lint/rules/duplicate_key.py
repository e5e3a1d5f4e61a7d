"""A key that stands twice in one map."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
title: {en: Another example, fr: Un autre exemple}
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
"""

RULE = Rule(
    name="duplicate-key",
    what_it_finds=Both(
        en="The same key twice in one map.",
        fr="La même clé deux fois dans un même ensemble.",
    ),
    why_it_matters=Both(
        en=(
            "Most readers of YAML silently keep the last of the two: what the author of the "
            "first line meant is lost."
        ),
        fr=(
            "La plupart des lecteurs de YAML gardent la dernière sans rien dire : l’intention "
            "de la première ligne est perdue."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)
