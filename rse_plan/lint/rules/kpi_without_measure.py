"""A measure that does not say what is divided by what, and over which time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import Said, say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.model.content import Target

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [pilot-by-communities]
kpis:
  - id: readers
    title: {en: Monthly readers, fr: Lecteurs du mois}
    level: group
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
    use_case: [knowledge-sharing]
    target: {after: pilot-by-communities/open, by: 90cd, low: 0.4, high: 0.6}
    because: [our-benchmarks]
"""

RULE = Rule(
    name="kpi-without-measure",
    what_it_finds=Both(
        en=(
            "A measure that is only a title, or that counts something without saying out of what, or "
            "over which time (“over 28 days”, “since the opening”; a target with `after` and `by` says it "
            "too). A median or an average needs no denominator."
        ),
        fr=(
            "Une mesure réduite à son titre, ou qui compte sans dire sur quel total ou sur quelle durée "
            "(« sur 28 jours », « depuis l’ouverture » ; une cible avec `after` et `by` le dit aussi). Une "
            "médiane ou une moyenne n’a pas besoin de dénominateur."
        ),
    ),
    why_it_matters=Both(
        en=(
            "“Readers” can be ten of twenty or ten of a thousand: two people would report two figures, "
            "and the review would be about the count."
        ),
        fr=(
            "« Lecteurs » peut vouloir dire dix sur vingt ou dix sur mille : deux personnes donneraient "
            "deux chiffres, et le bilan porterait sur le décompte."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


_DIVIDES = {
    "en": re.compile(r"/|÷|\b(?:per (?!day|week|month|quarter|year)|share of|median|average)", re.IGNORECASE),
    "fr": re.compile(r"/|÷|\b(?:par (?!jour|semaine|mois|trimestre|an)|part de|médian|moyen)", re.IGNORECASE),
}
"""What tells that something is counted out of something."""
_LASTS = {
    "en": re.compile(
        r"\b(?:hours?|days?|weeks?|months?|quarters?|years?|(?:dai|week|month|quarter|year)ly|annual|since|until"
        r"|during|at the (?:close|end|start))\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:heures?|jours?|semaines?|mois|trimestres?|ans?|années?|hebdomadaires?|depuis|jusqu|pendant"
        r"|à la (?:clôture|fin)|au (?:début|terme))\b|\b(?:quotidien|mensuel|trimestriel|annuel)",
        re.IGNORECASE,
    ),
}
"""What tells over which time."""


def check(file: File) -> Iterator[Diagnostic]:
    if file.playbook is None:
        return
    advice = say("write what is counted / out of what, such as: readers in 28 days / members invited")
    for position, kpi in enumerate(file.playbook.value.kpis):
        if kpi.measure is None:
            span = file.playbook.span("kpis", position, "id")
            message = say("“{id}” does not say what is measured", id=kpi.id)
            yield Diagnostic(rule=RULE.name, span=span, message=message, help=advice)
            continue
        for language in _DIVIDES:
            lacking = _lacks(kpi.measure.in_(language), language, kpi.target)
            if lacking is not None:
                span = file.playbook.span("kpis", position, "measure", language)
                yield Diagnostic(rule=RULE.name, span=span, message=lacking, help=advice)
                break


def _lacks(measure: str, language: str, target: Target | None) -> Said | None:
    """What a measure does not say; a target says over which time, or is itself without a date."""
    if _DIVIDES[language].search(measure) is None:
        return say("this is counted out of nothing: a number alone cannot be judged")
    if target is None and _LASTS[language].search(measure) is None:
        return say("this is counted over no time: read on another day it says something else")
    return None
