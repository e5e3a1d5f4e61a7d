"""Cases put side by side that did not count the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.library import Library, Sourced
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.catalogues import Figure
from rse_plan.model.content import Kpi
from rse_plan.model.playbook import Playbook

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
  - id: second-case
    type: case
    title: A network of 300 people
    publisher: A newspaper
    checked: 2026-11-01
    value: {metric: active-contributors, share: 0.31, population: 900, definition: signed in once}
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
    because: [first-case, second-case]
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
  - id: second-case
    type: case
    title: A network of 300 people
    publisher: A newspaper
    checked: 2026-11-01
    value: {metric: active-contributors, share: 0.31, population: 900, definition: posted in 28 days}
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
    because: [first-case, second-case]
"""

RULE = Rule(
    name="incomparable-cases",
    severity=Severity.WARNING,
    profile=Profile.PUBLISHED,
    what_it_finds=Both(
        en=(
            "A measure that cites cases or studies with figures whose `definition` is missing or "
            "`unknown`, or is not the same in all."
        ),
        fr=(
            "Une mesure qui cite des cas ou des études chiffrés dont la `definition` manque, vaut "
            "`unknown`, ou diffère de l’un à l’autre."
        ),
    ),
    why_it_matters=Both(
        en=(
            "“48% active” and “31% active” cannot be compared when one counts a connection and the "
            "other a post: the range between them means nothing."
        ),
        fr=(
            "« 48 % d’actifs » et « 31 % d’actifs » ne se comparent pas si l’un compte une connexion et "
            "l’autre une contribution : l’écart entre eux ne veut rien dire."
        ),
    ),
    bad={"evidence.yaml": _BAD_FIRST, "example.yaml": _BAD_SECOND},
    good={"evidence.yaml": _GOOD_FIRST, "example.yaml": _GOOD_SECOND},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    if file.playbook is not None:
        for position, kpi in enumerate(file.playbook.value.kpis):
            yield from _compared(file.library, file.playbook, position, kpi)


def _compared(library: Library, file: Sourced[Playbook], position: int, kpi: Kpi) -> Iterator[Diagnostic]:
    """Cited figures of the measure itself; where it does not say which those are, all of them."""
    known: dict[str, str] = {}
    for index, name in enumerate(kpi.because):
        for figure in _figures(library, name, kpi.metric):
            if not figure.counted:
                message = say("nobody knows what “{id}” counted", id=name)
            elif figure.counted not in known and known:
                first = next(iter(known.values()))
                message = say("“{id}” counted something else than “{other}”", id=name, other=first)
            else:
                known.setdefault(figure.counted, name)
                continue
            yield Diagnostic(
                rule=RULE.name,
                span=file.span("kpis", position, "because", index),
                message=message,
                help=say("cite sources that counted the same, or say in the target that it is your own"),
                severity=RULE.severity,
            )
            break


def _figures(library: Library, name: str, metric: str | None) -> Iterator[Figure]:
    source = library.evidence.get(name)
    if source is not None and source.type in ("case", "study"):
        yield from (figure for figure in source.value if metric is None or figure.metric == metric)
