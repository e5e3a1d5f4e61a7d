"""A source that nobody can find again."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.evidence import evidence_entries
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.source.yaml_reader import Mapping

_BAD_FIRST = """\
kind: evidence
format: 1
items:
  - id: survey-2026
    type: study
    title: Survey of 40 networks
    checked: 2026-11-01
"""

_BAD_SECOND = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
arguments:
  - id: why
    text: {en: Answers come faster., fr: Les réponses viennent plus vite.}
    because: [survey-2026]
"""

_GOOD_FIRST = """\
kind: evidence
format: 1
items:
  - id: survey-2026
    type: study
    title: Survey of 40 networks
    publisher: An institute
    checked: 2026-11-01
"""

_GOOD_SECOND = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
arguments:
  - id: why
    text: {en: Answers come faster., fr: Les réponses viennent plus vite.}
    because: [survey-2026]
"""

RULE = Rule(
    name="evidence-without-source",
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A piece of evidence with neither `url` nor `publisher`, or without the day on which "
            "somebody last looked (`checked`)."
        ),
        fr="Une source sans `url` ni `publisher`, ou sans le jour où quelqu’un l’a vérifiée (`checked`).",
    ),
    why_it_matters=Both(
        en=(
            "Whoever doubts a figure must find where it comes from. A source that cannot be found again "
            "proves nothing."
        ),
        fr=(
            "Qui doute d’un chiffre doit pouvoir remonter à son origine. Une source introuvable ne "
            "prouve rien."
        ),
    ),
    bad={"evidence.yaml": _BAD_FIRST, "example.yaml": _BAD_SECOND},
    good={"evidence.yaml": _GOOD_FIRST, "example.yaml": _GOOD_SECOND},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    for item in evidence_entries(file.document):
        lacking = [*_where(item), *([] if item.get("checked") else ["checked"])]
        if lacking:
            name = item.get("id")
            yield Diagnostic(
                rule=RULE.name,
                span=name.span if name is not None else item.span,
                message=say("this source cannot be traced (missing: {keys})", keys=", ".join(lacking)),
                help=say("say who published it or where it is, and on which day you checked it"),
            )


def _where(item: Mapping) -> list[str]:
    return [] if item.get("url") or item.get("publisher") else ["publisher"]
