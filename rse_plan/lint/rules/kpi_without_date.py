"""A target that nobody knows when to read."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.source.yaml_reader import Scalar

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
    use_case: [knowledge-sharing]
    target: {low: 0.4, high: 0.6}
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
    use_case: [knowledge-sharing]
    target: {after: pilot-by-communities/open, by: 90cd, low: 0.4, high: 0.6}
    because: [our-benchmarks]
"""

RULE = Rule(
    name="kpi-without-date",
    what_it_finds=Both(
        en="A target without `after` (the item it is counted from) or without `by` (how long after it).",
        fr="Une cible sans `after` (l’élément d’où l’on compte) ou sans `by` (combien de temps après).",
    ),
    why_it_matters=Both(
        en="A target that has no day is never missed: it is read when the figures are good.",
        fr="Une cible sans échéance n’est jamais manquée : on la lit quand les chiffres sont bons.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    if file.playbook is None:
        return
    for position, kpi in enumerate(file.playbook.value.kpis):
        route = ("kpis", position, "target")
        target = kpi.target
        if target is None or isinstance(file.document.node(route), Scalar):  # a bare share: see point-target
            continue
        lacking = [key for key, value in (("after", target.after), ("by", target.by)) if value is None]
        if lacking:
            yield Diagnostic(
                rule=RULE.name,
                span=file.playbook.key_span(*route),
                message=say("this target is never read (missing: {keys})", keys=", ".join(lacking)),
                help=say("say from what and when, such as “after: pilot-by-communities/open, by: 90cd”"),
            )
