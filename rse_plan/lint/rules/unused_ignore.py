"""A comment that silences nothing."""

from __future__ import annotations

from rse_plan.diagnostics import Severity
from rse_plan.lint.rule import Both, Profile, Rule

_HEAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
"""
_TASK = """\
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
    done_when: {en: The notes are written., fr: Les notes sont écrites.}
"""

RULE = Rule(
    name="unused-ignore",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    fixable=True,
    what_it_finds=Both(
        en="A comment `# rse-plan: ignore[…]` for a rule that finds nothing at that place.",
        fr="Un commentaire `# rse-plan: ignore[…]` pour une règle qui ne trouve rien à cet endroit.",
    ),
    why_it_matters=Both(
        en="It would silence the next fault of that kind, which nobody has looked at.",
        fr="Il ferait taire la prochaine faute du même genre, que personne n’aurait examinée.",
    ),
    bad={"example.yaml": _HEAD + "  # rse-plan: ignore[phase-order] agreed with the sponsor\n" + _TASK},
    good={"example.yaml": _HEAD + _TASK},
    how_to_ignore=Both(
        en="It cannot be ignored: take the comment away, or let `--fix` do it.",
        fr="Ne peut pas être ignorée : supprimer le commentaire, ou laisser faire `--fix`.",
    ),
)
