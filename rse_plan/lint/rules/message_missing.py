"""An ask hands over a message that cannot be sent."""

from __future__ import annotations

from rse_plan.lint.rule import Both, Rule

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
    if_refused: {en: The opening is put off., fr: L’ouverture est repoussée.}
    message: trial
messages:
  - id: trial
    from: sponsor
    channel: []
    subject: {en: A trial begins, fr: Un essai commence}
    body: {en: Taking part is free., fr: Participer est libre.}
"""

RULE = Rule(
    name="message-missing",
    what_it_finds=Both(
        en=(
            "A message without `subject`, `body` or `channel`, ready to be handed to a sponsor all the same."
        ),
        fr="Un message sans `subject`, `body` ou `channel`, pourtant destiné à être remis à un sponsor.",
    ),
    why_it_matters=Both(
        en="Twenty minutes of a sponsor are spent on a text to sign, not on one to write.",
        fr="Un sponsor donne vingt minutes pour signer un texte, non pour l’écrire.",
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _BAD.replace("channel: []", "channel: [email]")},
)
