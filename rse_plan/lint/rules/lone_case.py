"""A target that rests on one success story."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule

_BAD_FIRST = """\
kind: evidence
format: 1
items:
  - id: first-case
    type: case
    title: A network of 900 people
    publisher: A newspaper
    checked: 2026-11-01
    value: {metric: active-contributors, share: 0.48, population: 900, definition: posted in 28 days}
    limits: {en: Told by its vendor., fr: Raconté par son éditeur.}
"""

_BAD_SECOND = """\
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
    because: [first-case]
"""

_GOOD_FIRST = """\
kind: evidence
format: 1
items:
  - id: first-case
    type: case
    title: A network of 900 people
    publisher: A newspaper
    checked: 2026-11-01
    value: {metric: active-contributors, share: 0.48, population: 900, definition: posted in 28 days}
    limits: {en: Told by its vendor., fr: Raconté par son éditeur.}
"""

_GOOD_SECOND = """\
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
    because: [first-case, our-benchmarks]
"""

RULE = Rule(
    name="lone-case",
    severity=Severity.WARNING,
    profile=Profile.PUBLISHED,
    what_it_finds=Both(
        en="A target whose only support is a single case.",
        fr="Une cible qui ne repose que sur un seul cas.",
    ),
    why_it_matters=Both(
        en=(
            "Published cases are successes that somebody chose to tell. One of them is an example, not "
            "an order of magnitude."
        ),
        fr=(
            "Les cas publiés sont des réussites que quelqu’un a choisi de raconter. Un seul fait un "
            "exemple, pas un ordre de grandeur."
        ),
    ),
    bad={"evidence.yaml": _BAD_FIRST, "example.yaml": _BAD_SECOND},
    good={"evidence.yaml": _GOOD_FIRST, "example.yaml": _GOOD_SECOND},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    if file.playbook is None:
        return
    for position, kpi in enumerate(file.playbook.value.kpis):
        if kpi.target is None or len(set(kpi.because)) != 1:
            continue
        source = file.library.evidence.get(kpi.because[0])
        if source is not None and source.type == "case":
            yield Diagnostic(
                rule=RULE.name,
                span=file.playbook.span("kpis", position, "because"),
                message=say("one case, “{id}”, is all that this target rests on", id=source.id),
                help=say("add a study or your own starting measure, or leave the target out"),
                severity=RULE.severity,
            )
