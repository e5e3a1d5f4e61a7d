"""Words that turn people against it."""

from __future__ import annotations

from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.vocabulary import BLAME, GUILT, HYPE, JARGON, NAMED, TONE_PATTERNS, TONE_STEMS

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
objections:
  - id: no-time
    heard_from: [manager]
    says: {en: Who has time for this?, fr: Qui a le temps pour cela ?}
    answer:
      en: A revolutionary tool.
      fr: Un outil révolutionnaire pour embarquer les réfractaires.
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
objections:
  - id: no-time
    heard_from: [manager]
    says: {en: Who has time for this?, fr: Qui a le temps pour cela ?}
    answer:
      en: Ten minutes a day, and fewer e-mails.
      fr: Dix minutes par jour, et moins de courriels.
"""

RULE = Rule(
    name="tone",
    severity=Severity.WARNING,
    profile=Profile.PUBLISHED,
    what_it_finds=Both(
        en=(
            "Hype, blame, jargon for people, and guilt. Words between « » or “ ” are somebody else’s, "
            "and so are those of an objection (`says`): they are left alone."
        ),
        fr=(
            "L’emphase, le reproche, le jargon appliqué aux personnes, la culpabilisation. Ce qui est "
            "cité entre « » ou “ ”, et ce que dit une objection (`says`), appartient à d’autres : on "
            "n’y touche pas."
        ),
    ),
    why_it_matters=Both(
        en=(
            "People who read that they are “resistant” or a “target” close the page. Whoever promises a "
            "revolution is asked for one."
        ),
        fr=(
            "Qui se voit traité de « réfractaire » ou de « cible » referme la page. À qui promet une "
            "révolution, on la réclame."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


_FAULTS = {
    HYPE: (
        say("“{words}” promises more than anyone can keep"),
        say("say what changes, for whom, and when it will be seen"),
    ),
    BLAME: (
        say("“{words}” blames people for their doubts"),
        say("say what they fear or lack: they may be right"),
    ),
    JARGON: (
        say("“{words}” speaks of people as if they were things to move"),
        say("say what they will do: join, learn, try, decide"),
    ),
    GUILT: (
        say("“{words}” makes people feel guilty"),
        say("say what is offered, and that taking part is free"),
    ),
}
_CITED = "says"
"""What an objection says are the words of those who object."""


def check(file: File) -> Iterator[Diagnostic]:
    for language, texts in file.passages.items():
        if not any(stem in texts.lowered for stem in TONE_STEMS[language]):
            continue
        for hit in texts.find(TONE_PATTERNS[language].pattern, lowered=True):
            if hit.key == _CITED or hit.is_quoted or NAMED[language].pattern.search(hit.before.lower()):
                continue
            message, advice = _FAULTS[hit.match.lastgroup or HYPE]
            yield Diagnostic(
                rule=RULE.name,
                span=hit.span,
                message=say(message.wording, words=hit.words),
                help=advice,
                severity=RULE.severity,
            )
