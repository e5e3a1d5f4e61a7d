"""A published figure that does not say on whom, of what, or how far it can be believed."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.evidence import evidence_entries
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.content import Kpi
from rse_plan.source.yaml_reader import Mapping, Scalar, Sequence

_BAD_FIRST = """\
kind: evidence
format: 1
items:
  - id: first-case
    type: case
    title: A network of 900 people
    publisher: A newspaper
    checked: 2026-11-01
    value: {metric: active-contributors, share: 0.48}
"""

_SECOND = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
arguments:
  - id: why
    text: {en: Somebody did it., fr: D’autres l’ont fait.}
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
    value:
      metric: active-contributors
      share: 0.48
      by: 6mo
      population: 900
      definition: {en: Posted in 28 days / members, fr: Ont publié en 28 jours / membres}
    limits: {en: Told by its vendor., fr: Raconté par son éditeur.}
"""

RULE = Rule(
    name="incomplete-case",
    severity=Severity.WARNING,
    profile=Profile.PUBLISHED,
    what_it_finds=Both(
        en=(
            "A case with a figure, or a study whose figure a measure is held against (`metric`), that does "
            "not say on how many people or organisations it was measured (`population`, `organisations`), "
            "what was counted (`definition`; `unknown` says that nobody knows), or what it cannot prove "
            "(`limits`)."
        ),
        fr=(
            "Un cas chiffré, ou une étude au chiffre de laquelle une mesure se compare (`metric`), qui ne "
            "dit pas sur combien de personnes ou d’organisations il a été mesuré (`population`, "
            "`organisations`), ce qui a été compté (`definition` ; `unknown` dit que personne ne le sait) "
            "ou ce qu’il ne prouve pas (`limits`)."
        ),
    ),
    why_it_matters=Both(
        en=(
            "The register shows what others published as a range. A figure that could be of fifty people "
            "or of fifty thousand, of readers or of authors, makes that range mean nothing."
        ),
        fr=(
            "Le registre montre en fourchette ce que d’autres ont publié. Un chiffre dont on ne sait s’il "
            "porte sur cinquante personnes ou cinquante mille, sur des lecteurs ou des auteurs, ôte tout "
            "sens à cette fourchette."
        ),
    ),
    bad={"evidence.yaml": _BAD_FIRST, "example.yaml": _SECOND},
    good={"evidence.yaml": _GOOD_FIRST, "example.yaml": _SECOND},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    for entry in evidence_entries(file.document):
        for figure in _figures(entry):
            lacking = [*_lacking(figure), *([] if entry.get("limits") else ["limits"])]
            if lacking and _is_told_as_case(entry, figure, file):
                yield Diagnostic(
                    rule=RULE.name,
                    span=figure.span,
                    message=say("this figure cannot be compared (missing: {keys})", keys=", ".join(lacking)),
                    help=say("say on how many it was measured, what was counted, and what it cannot prove"),
                    severity=RULE.severity,
                )


def _figures(entry: Mapping) -> Iterator[Mapping]:
    """The figures of a source, written alone or as a list."""
    value = entry.get("value")
    for figure in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(figure, Mapping):
            yield figure


def _lacking(figure: Mapping) -> Iterator[str]:
    if not figure.get("population") and not figure.get("organisations"):
        yield "population"
    if not figure.get("definition"):
        yield "definition"


def _is_told_as_case(entry: Mapping, figure: Mapping, file: File) -> bool:
    kind, metric = entry.get("type"), figure.get("metric")
    if not isinstance(kind, Scalar) or not isinstance(metric, Scalar):
        return False
    return kind.text == "case" or (kind.text == "study" and metric.text in _metrics(file))


def _metrics(file: File) -> set[str | None]:
    """What the library's measures are held against."""
    return {place.item.metric for place in file.library.index.all_places if isinstance(place.item, Kpi)}
