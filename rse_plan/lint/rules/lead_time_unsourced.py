"""A delay of the law without its source."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.model.work import Gate

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: tender
    kind: gate
    gate: tender
    phase: prepare
    title: {en: Tender for the platform, fr: Appel d’offres pour la plateforme}
    raci: {R: procurement, A: procurement}
    lead_time: {base: 35cd}
"""

RULE = Rule(
    name="lead-time-unsourced",
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A gate of a works council, of data protection or of a tender that cites nothing under "
            "`because:`."
        ),
        fr="Une attente (CSE, protection des données, appel d’offres) qui ne cite rien sous `because:`.",
    ),
    why_it_matters=Both(
        en=(
            "Counsel cannot check a delay whose text is not named, and nobody notices when the text changes."
        ),
        fr=(
            "Le juriste ne peut pas vérifier un délai dont le texte n’est pas cité, et personne ne "
            "remarque que ce texte a changé."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _BAD + "    because: [fr-tender-35d]\n"},
    how_to_ignore=CAN_BE_IGNORED,
)

LEGAL = ("works-council", "data-protection", "tender")
"""Gates whose delay somebody else than the project sets."""


def check(file: File) -> Iterator[Diagnostic]:
    """Legal gates with a lead time of their own."""
    if file.playbook is None:
        return
    for position, item in enumerate(file.playbook.value.tasks):
        if isinstance(item, Gate) and item.gate in LEGAL and item.lead_time is not None and not item.because:
            yield Diagnostic(
                rule=RULE.name,
                span=file.playbook.key_span("tasks", position, "lead_time"),
                message=say("nothing says where this delay comes from"),
                help=say("name the law, ruling or practice under “because:”"),
            )
