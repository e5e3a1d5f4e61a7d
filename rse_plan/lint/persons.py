"""Words that grade or watch people, where a text wants it done (D11: neither ranking nor surveillance).

A text may speak of it all the same: to forbid it, to answer a fear, to name a risk. Sentences that deny
are left alone, and so are a risk's signs, an objection's own words and quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rse_plan.lint.engine import File
from rse_plan.lint.passages import Hit, Passages
from rse_plan.lint.person_words import Wanting

_DENIAL: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:ne|ni|non|pas|point|jamais|aucune?|sans|personne|nul(?:le)?|évit\w+|refus\w+|interdi\w+|exclu\w*"
        r"|proscri\w+|renonc\w+|empêch\w+|plutôt que|au lieu de|contre)\b|\bn’",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:not|no|never|nobody|none|nothing|without|neither|nor|cannot|avoid\w*|refus\w+|forb[ia]d\w*"
        r"|prohibit\w*|exclud\w+|bann?\w*|prevent\w*|rather than|instead of|against)\b|n’t\b",
        re.IGNORECASE,
    ),
}
_TELLING = {"risks": ("title", "early_sign"), "objections": ("says",)}
"""Texts that name what is feared: nobody is told to do it."""


def wanted(file: File, by_language: Mapping[str, Sequence[Wanting]]) -> Iterator[Hit]:
    """The places of a playbook where a text wants what one of some patterns names."""
    if file.playbook is None:
        return
    for language, texts in file.passages.items():
        for hit in _apart(texts, by_language.get(language, ())):
            if not (hit.is_quoted or _is_denied(hit, language) or _is_told(hit)):
                yield hit


def _apart(texts: Passages, wantings: Sequence[Wanting]) -> Iterator[Hit]:
    """What the patterns find, in the order of the file; words that two of them name are named once."""
    found = [placed for wanting in wantings for placed in _hits(texts, wanting)]
    end = 0
    for start, hit in sorted(found, key=lambda placed: (placed[0], -len(placed[1].match[0]))):
        if start >= end:
            end = start + len(hit.match[0])
            yield hit


def _hits(texts: Passages, wanting: Wanting) -> Iterator[tuple[int, Hit]]:
    """What a pattern finds in the texts that hold a stem, and where among all of them."""
    for index in texts.holding(wanting.stems):
        wording = texts.wordings[index]
        for match in wanting.pattern.finditer(wording.scalar.text.replace("'", "’")):
            yield texts.starts[index] + match.start(), Hit(texts.document, wording, match, match.start())


def _is_denied(hit: Hit, language: str) -> bool:
    """Whether the sentence says no to it."""
    rest = hit.sentence.replace("'", "’")
    around = rest.replace(hit.match[0], hit.match.groupdict().get("between") or " ", 1)
    return _DENIAL[language].search(around) is not None


def _is_told(hit: Hit) -> bool:
    """Whether a risk or an objection describes it."""
    for section, keys in _TELLING.items():
        span = hit.document.span((section,))
        inside = span.line <= hit.wording.scalar.span.line <= span.end_line
        if hit.key in keys and span != hit.document.root.span and inside:
            return True
    return False
