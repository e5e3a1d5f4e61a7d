"""A target that is one number."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.source.yaml_reader import Route, Scalar

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
    target: {after: pilot-by-communities/open, by: 90cd, low: 0.5, high: 0.5}
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
    name="point-target",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en="A target that is a single share: `target: 0.4`, `low` without `high`, or both equal.",
        fr="Une cible réduite à une seule part : `target: 0.4`, `low` sans `high`, ou deux bornes égales.",
    ),
    why_it_matters=Both(
        en=(
            "Published figures differ by a factor of three: one number promises what nobody knows, and "
            "one point below it reads as failure."
        ),
        fr=(
            "Les chiffres publiés vont du simple au triple : un nombre seul promet ce que personne ne "
            "sait, et un point de moins passe pour un échec."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    if file.playbook is None:
        return
    for position, kpi in enumerate(file.playbook.value.kpis):
        route, target = ("kpis", position, "target"), kpi.target
        if target is None:
            continue
        shares = {share for share in (target.low, target.typical, target.high) if share is not None}
        if len(shares) != 1 or _is_faulty(file, route):
            continue
        share = shares.pop()
        bare = isinstance(file.document.node(route), Scalar)
        key = next(key for key in ("low", "typical", "high") if getattr(target, key) is not None)
        yield Diagnostic(
            rule=RULE.name,
            span=file.playbook.span(*route) if bare else file.playbook.span(*route, key),
            message=say("this target is one number, {share}: nobody can promise that", share=f"{share:g}"),
            help=say("give a range: “low: … , high: …”, and say where it comes from"),
            severity=RULE.severity,
        )


def _is_faulty(file: File, route: Route) -> bool:
    """Whether something earlier is wrong with its numbers: one that cannot be read leaves another alone."""
    day = [file.document.span((*route, key)) for key in ("after", "by") if file.document.node((*route, key))]
    whole = file.document.span(route)
    return any(whole.holds(one) and not any(part.holds(one) for part in day) for one in file.faulty)
