"""A measure of the network as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.expressions import Expression
from rse_plan.library import Sourced
from rse_plan.lint.engine import File
from rse_plan.lint.passages import place
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.playbook import Playbook
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
    use_case: [knowledge-sharing]
    target: {after: pilot-by-communities/open, by: 90cd, low: 0.4, high: 0.6}
    because: [our-benchmarks]
"""

RULE = Rule(
    name="kpi-without-use-case",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A measure that belongs to no use: it has no `use_case`, and its playbook is not that of a use; "
            "or one of the return of the network as such."
        ),
        fr=(
            "Une mesure qui n’appartient à aucun usage : elle n’a pas de `use_case`, et son playbook "
            "n’est pas celui d’un usage ; ou qui porte sur le rendement du réseau en lui-même."
        ),
    ),
    why_it_matters=Both(
        en=(
            "The return is judged on the process that a use serves. The network as such has none: its "
            "figures can be fine while nothing has changed in the work."
        ),
        fr=(
            "Le bénéfice se juge sur le processus que sert un usage. Le réseau en lui-même n’en a pas "
            ": ses chiffres peuvent être bons sans que rien n’ait changé dans le travail."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


_OF_A_USE = re.compile(r"\bcommunity\.use_case\b")


_RETURN = {
    "en": re.compile(
        r"\b(?:roi|return(?: on investment)?) of (?:the |our )?(?:network|platform|tool|intranet)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:roi|retour sur investissement|rentabilité)\s+"
        r"(?:du (?:réseau|rse)|de (?:la plateforme|l[’'](?:outil|intranet)))\b",
        re.IGNORECASE,
    ),
}
"""Words for what no use answers for."""


def check(file: File) -> Iterator[Diagnostic]:
    if file.playbook is None:
        return
    of_a_use = _is_of_a_use(file.playbook.value.applies_when)
    for position, kpi in enumerate(file.playbook.value.kpis):
        if of_a_use or kpi.use_case or _is_of_a_use(kpi.when):
            yield from _returns(file.playbook, position)
        else:
            yield Diagnostic(
                rule=RULE.name,
                span=file.playbook.span("kpis", position, "id"),
                message=say("“{id}” is not tied to a use: what process would it improve?", id=kpi.id),
                help=say("add “use_case: [...]”, or move it to the playbook of a use"),
                severity=RULE.severity,
            )


def _returns(file: Sourced[Playbook], position: int) -> Iterator[Diagnostic]:
    """One finding for a measure, in the first language that speaks of the return of the network."""
    for key, language in product(("title", "measure"), _RETURN):
        scalar = file.document.node(("kpis", position, key, language))
        match = _RETURN[language].search(scalar.text) if isinstance(scalar, Scalar) else None
        if match is not None and isinstance(scalar, Scalar):
            yield Diagnostic(
                rule=RULE.name,
                span=place(file.document, scalar, match.start(), len(match[0])),
                message=say("“{words}”: a network as such has no return, a use of it has", words=match[0]),
                help=say("measure the process that this use improves"),
                severity=RULE.severity,
            )
            return


def _is_of_a_use(condition: Expression | None) -> bool:
    return condition is not None and _OF_A_USE.search(condition.text) is not None
