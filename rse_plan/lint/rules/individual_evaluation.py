"""A measure, a ranking or a mark of single persons."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.person_words import GRADING
from rse_plan.lint.persons import wanted
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: monthly-letter
    phase: sustain
    title: {en: Publish a ranking of contributors, fr: Publier le classement des contributeurs}
    raci: {R: community-manager, A: communications}
    duration: 1d
    done_when: {en: The letter is out., fr: La lettre est partie.}
kpis:
  - id: answers
    title: {en: Questions answered within two days, fr: Questions qui ont une réponse sous deux jours}
    measure:
      en: Questions answered / asked, over 28 days
      fr: Questions avec réponse / posées, sur 28 jours
    level: individual
    use_case: [knowledge-sharing]
"""

_GOOD = _BAD.replace(
    "{en: Publish a ranking of contributors, fr: Publier le classement des contributeurs}",
    "{en: Publish the month’s three best answers, fr: Publier les trois meilleures réponses du mois}",
).replace("level: individual", "level: group")

RULE = Rule(
    name="individual-evaluation",
    what_it_finds=Both(
        en=(
            "A measure of persons (`level: individual`), and texts that rank, mark or appraise people, "
            "set them quotas, or bring what they post to an appraisal or a bonus. "
            "A sentence that denies it, a risk or an objection that names it, and quotations are left "
            "alone."
        ),
        fr=(
            "Une mesure par personne (`level: individual`), et les textes qui classent, notent ou "
            "évaluent des personnes, leur fixent des quotas, ou font entrer leurs messages dans un entretien "
            "ou une prime. Une phrase qui le nie, un risque ou une objection qui le nomme "
            "et les citations sont laissés de côté."
        ),
    ),
    why_it_matters=Both(
        en=(
            "Whoever is counted stops writing, or writes to be counted. A ranking of employees also "
            "needs the works council, a legal ground and an impact assessment."
        ),
        fr=(
            "Qui se sait compté cesse d’écrire, ou écrit pour être compté. Un classement de salariés "
            "exige aussi le CSE, une base légale et une analyse d’impact."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """Words; the level of a measure is the model's to refuse."""
    for hit in wanted(file, GRADING):
        yield Diagnostic(
            rule=RULE.name,
            span=hit.span,
            message=say("“{words}” grades people one by one", words=hit.words),
            help=say("show what a community achieves, or thank someone by name for a given help"),
        )
