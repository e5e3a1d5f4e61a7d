"""A measure of a group in which people can be told."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Edit
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import Both, Rule

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [pilot-by-communities]
kpis:
  - id: readers
    title: {en: Monthly readers, fr: Lecteurs du mois}
    measure: {en: Readers in 28 days / members invited, fr: Lecteurs en 28 jours / membres invités}
    level: group
    min_group: 5
    use_case: [knowledge-sharing]
    target: {after: pilot-by-communities/open, by: 90cd, low: 0.4, high: 0.6}
    because: [our-benchmarks]
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [pilot-by-communities]
kpis:
  - id: readers
    title: {en: Monthly readers, fr: Lecteurs du mois}
    measure: {en: Readers in 28 days / members invited, fr: Lecteurs en 28 jours / membres invités}
    level: group
    min_group: 10
    use_case: [knowledge-sharing]
    target: {after: pilot-by-communities/open, by: 90cd, low: 0.4, high: 0.6}
    because: [our-benchmarks]
"""

RULE = Rule(
    name="small-group",
    fixable=True,
    what_it_finds=Both(
        en="A smallest group under ten people (`min_group`).",
        fr="Un effectif minimal de groupe inférieur à dix (`min_group`).",
    ),
    why_it_matters=Both(
        en=(
            "Among five people, a share is a person: whoever reads “20%” knows whose it is. Measures "
            "are of uses, never of persons."
        ),
        fr=(
            "À cinq, un pourcentage désigne quelqu’un : qui lit « 20 % » sait de qui l’on parle. On "
            "mesure des usages, jamais des personnes."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
)


SMALLEST = 10
"""People under whom a figure of a group is one of persons."""


def check(file: File) -> Iterator[Diagnostic]:
    if file.playbook is None:
        return
    for position, kpi in enumerate(file.playbook.value.kpis):
        if kpi.min_group < SMALLEST:
            span = file.playbook.span("kpis", position, "min_group")
            yield Diagnostic(
                rule=RULE.name,
                span=span,
                message=say("in a group of {count} a share tells who did what", count=kpi.min_group),
                help=say("write {count} or more", count=SMALLEST),
                edit=Edit(span, str(SMALLEST)),
            )
