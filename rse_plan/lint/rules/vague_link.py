"""A link that does not say where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic, Severity
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Profile, Rule
from rse_plan.lint.vocabulary import VAGUE_LINK
from rse_plan.source.span import Span

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
    do: {en: Announce the pilot, fr: Annoncer le pilote}
    minutes: 20
    due: {before: pilot-by-communities/open, which: first, by: 5d}
    if_refused: {en: The opening waits., fr: L’ouverture attend.}
    message: announcement
messages:
  - id: announcement
    from: sponsor
    channel: [email]
    subject: {en: Our communities open, fr: Nos communautés ouvrent}
    body:
      en: To read the charter, click [here](https://example.org/charter).
      fr: Pour lire la charte, [cliquez ici](https://example.org/charte).
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
requires: [pilot-by-communities]
asks:
  - id: announce
    phase: pilot
    role: support
    do: {en: Announce the pilot, fr: Annoncer le pilote}
    minutes: 20
    due: {before: pilot-by-communities/open, which: first, by: 5d}
    if_refused: {en: The opening waits., fr: L’ouverture attend.}
    message: announcement
messages:
  - id: announcement
    from: sponsor
    channel: [email]
    subject: {en: Our communities open, fr: Nos communautés ouvrent}
    body:
      en: Read [the charter](https://example.org/charter) first.
      fr: Lisez d’abord [la charte](https://example.org/charte).
"""

RULE = Rule(
    name="vague-link",
    severity=Severity.WARNING,
    profile=Profile.TEAM,
    what_it_finds=Both(
        en=(
            "A link whose words are “here”, “read more”, “cliquez ici”, “en savoir plus”, in a text of "
            "a playbook or in a template; “click here” without a link, too, unless it is quoted."
        ),
        fr=(
            "Un lien dont les mots sont « ici », « cliquez ici », « en savoir plus », « read more », "
            "dans un texte de playbook ou un gabarit ; de même, « cliquez ici » sans lien, sauf en citation."
        ),
    ),
    why_it_matters=Both(
        en=(
            "People who listen to a document hear its links one after the other: “here, here, here” "
            "leads nowhere. On paper it leads nowhere for anyone."
        ),
        fr=(
            "Qui écoute un document entend ses liens à la suite : « ici, ici, ici » ne mène nulle part. "
            "Sur papier, il ne mène nulle part pour personne."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)


def _links(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"\[\s*(?P<markdown>{words})\s*\]\("
        rf"|<a\b[^>\n]*>\s*(?P<html>{words})\s*</a>"
        r"|\b(?P<bare>(?:click here|cliquez ici|cliquer ici)\b(?!\s*\]\()|(?:see|look|voir"
        r"|c’est|lire) (?:here|ici)(?=\s?:\s*https?:))",
        re.IGNORECASE,
    )


_LINKS = {language: _links(words) for language, words in VAGUE_LINK.items()}
_ANY_LANGUAGE = _links("|".join(VAGUE_LINK.values()))


def check(file: File) -> Iterator[Diagnostic]:
    for language, texts in file.passages.items():
        if not any(sign in texts.lowered for sign in ("](", "<a", "click here", "cliqu", "http")):
            continue
        for hit in texts.find(_LINKS[language]):
            if hit.match["bare"] and hit.is_quoted:
                continue
            yield _vague(hit.span_of(hit.match.lastgroup or 0), hit.match[hit.match.lastgroup or 0])
    if file.template is not None:
        for match in _ANY_LANGUAGE.finditer(file.template.without_comments):
            group = match.lastgroup or 0
            yield _vague(file.template.span(match.start(group), match.end(group)), match[group])


def _vague(span: Span, words: str) -> Diagnostic:
    return Diagnostic(
        rule=RULE.name,
        span=span,
        message=say("“{words}” does not say where it leads", words=words),
        help=say("make the link of words that name what it opens"),
        severity=RULE.severity,
    )
