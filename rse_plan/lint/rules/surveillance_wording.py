"""Words of surveillance."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.person_words import WATCHING
from rse_plan.lint.persons import wanted
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: first-month
    phase: pilot
    title: {en: Monitor the members for a month, fr: Surveiller les membres pendant un mois}
    raci: {R: community-manager, A: business}
    duration: 20d
    done_when: {en: Each space has an answer., fr: Chaque espace a une réponse.}
"""

_GOOD = _BAD.replace(
    "{en: Monitor the members for a month, fr: Surveiller les membres pendant un mois}",
    "{en: Be there for members for a month, fr: Être présent pour les membres pendant un mois}",
)

RULE = Rule(
    name="surveillance-wording",
    severity=Severity.WARNING,
    profile=Profile.PUBLISHED,
    what_it_finds=Both(
        en=(
            "Texts that want people watched, tracked or kept an eye on, their private messages read, or "
            "those who are silent named. A disk or a budget may be watched. A sentence that denies it, a "
            "risk or an objection that names it, and quotations are left alone."
        ),
        fr=(
            "Les textes qui veulent surveiller, tracer, contrôler des personnes, lire leurs messages privés "
            "ou désigner celles qui se taisent. Un disque ou un budget se surveille. Une phrase qui le "
            "nie, un risque ou une objection qui le nomme et les citations sont laissés de côté."
        ),
    ),
    why_it_matters=Both(
        en=("The works council reads these files. One such verb is enough for the tool to be judged by it."),
        fr="Le CSE lit ces fichiers. Un seul de ces verbes, et c’est sur lui que l’outil sera jugé.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """Every text of a playbook."""
    for hit in wanted(file, WATCHING):
        yield Diagnostic(
            rule=RULE.name,
            severity=RULE.severity,
            span=hit.span,
            message=say("“{words}” speaks of people as if they were watched", words=hit.words),
            help=say("say what is looked at, for a whole group, and what it serves"),
        )
