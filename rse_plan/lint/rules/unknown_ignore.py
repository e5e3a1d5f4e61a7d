"""A comment that is meant to silence a finding and cannot."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: interviews
    phase: frame
    title: {en: Meet eight future members, fr: Rencontrer huit futurs membres}
    raci: {R: project-lead, A: business}
    duration: 5d
"""

RULE = Rule(
    name="unknown-ignore",
    what_it_finds=Both(
        en=(
            "A comment `# rse-plan: ignore[…]` that names no rule, a rule that does not exist or one that "
            "must be mended, or that gives no reason."
        ),
        fr=(
            "Un commentaire `# rse-plan: ignore[…]` qui ne nomme aucune règle, en nomme une qui n’existe pas "
            "ou qu’il faut corriger, ou ne donne pas de motif."
        ),
    ),
    why_it_matters=Both(
        en="Its author believes that something is settled; whoever reads it later must know why.",
        fr="Son auteur croit la question réglée ; qui le lira plus tard doit savoir pourquoi.",
    ),
    bad={"example.yaml": _GOOD + "    # rse-plan: ignore[no-don-when] seen in the minutes\n"},
    good={"example.yaml": _GOOD},
    how_to_ignore=Both(
        en="It cannot be ignored: mend the comment, or take it away.",
        fr="Ne peut pas être ignorée : corriger le commentaire, ou le supprimer.",
    ),
)
