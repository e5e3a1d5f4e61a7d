"""An ask that says nothing of a refusal."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [pilot-by-communities]
asks:
  - id: announce
    phase: pilot
    role: support
    do: {en: Announce the trial to all staff, fr: Annoncer l’essai à tout le personnel}
    minutes: 20
    due: {before: pilot-by-communities/open, which: first, by: 5d}
"""

RULE = Rule(
    name="ask-without-consequence",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en="An ask without `if_refused`.",
        fr="Une demande sans `if_refused`.",
    ),
    why_it_matters=Both(
        en=("Whoever is asked decides freely only when they know what a no changes; a no is an answer too."),
        fr=(
            "On ne décide librement que si l’on sait ce que change un refus ; et un refus est aussi "
            "une réponse."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={
        "example.yaml": _BAD
        + "    if_refused: {en: The opening is put off., fr: L’ouverture est repoussée.}\n"
    },
    how_to_ignore=CAN_BE_IGNORED,
)


def check(file: File) -> Iterator[Diagnostic]:
    """Asks in the order of the file."""
    if file.playbook is None:
        return
    for position, ask in enumerate(file.playbook.value.asks):
        if ask.if_refused is None:
            yield Diagnostic(
                rule=RULE.name,
                severity=RULE.severity,
                span=file.playbook.span("asks", position, "id"),
                message=say("nothing says what follows if “{ask}” is refused", ask=ask.id),
                help=say("add “if_refused:”, in few words"),
            )
