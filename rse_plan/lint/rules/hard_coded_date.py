"""A calendar date in a playbook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.lint.engine import File
from rse_plan.lint.passages import place
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.source.span import Span
from rse_plan.source.yaml_reader import Document, Mapping, Node, Scalar, Sequence

_BAD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: old-tool-stops
    phase: rollout
    title: {en: The old tool stops on 2027-03-01, fr: L’ancien outil s’arrête le 2027-03-01}
    raci: {R: it, A: business}
    duration: 1d
    done_when: {en: Nobody can post there., fr: Plus personne ne peut y publier.}
"""

_GOOD = """\
kind: playbook
format: 1
id: example
title: {en: Example, fr: Exemple}
tasks:
  - id: old-tool-stops
    phase: rollout
    title: {en: The old tool stops, fr: L’ancien outil s’arrête}
    raci: {R: it, A: business}
    duration: 1d
    done_when: {en: Nobody can post there., fr: Plus personne ne peut y publier.}
"""

RULE = Rule(
    name="hard-coded-date",
    what_it_finds=Both(
        en=(
            "A date such as `2027-03-01` in a text, a condition or a default of a playbook, and “1 March "
            "2027” in what is to be done or sent; `modified:` is its own."
        ),
        fr=(
            "Une date comme `2027-03-01` dans un texte, une condition ou une valeur par défaut d’un "
            "playbook, et « 1er mars 2027 » dans ce qui est à faire ou à envoyer ; `modified:` est à part."
        ),
    ),
    why_it_matters=Both(
        en=(
            "A playbook serves every organisation: dates come from the answers, and a fixed one is "
            "soon wrong."
        ),
        fr=(
            "Un playbook sert à toute organisation : les dates viennent des réponses, une date fixe "
            "devient vite fausse."
        ),
    ),
    bad={"example.yaml": _BAD},
    good={"example.yaml": _GOOD},
    how_to_ignore=CAN_BE_IGNORED,
)

_DATE = re.compile(r"(?<![\w/.-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w/-])")
_LIKELY = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
"""Quicker to look for in a whole file."""
_OWN = ("modified", "version")
"""What a playbook says of its own file."""


_MONTH_FR = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_MONTH_EN = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"20\d\d\b"
_IN_WORDS = {
    "fr": re.compile(rf"\b(?:(?:1er|[12]?\d|3[01])\s+{_MONTH_FR}\s+|[0-3]\d/[01]\d/){_YEAR}", re.IGNORECASE),
    "en": re.compile(
        rf"\b(?:[1-3]?\d(?:st|nd|rd|th)?\s+{_MONTH_EN},?\s+|{_MONTH_EN}\s+[1-3]?\d(?:st|nd|rd|th)?,?\s+"
        rf"|[0-3]\d/[0-3]\d/){_YEAR}"
    ),
}
_DOING = frozenset({"title", "done_when", "do", "if_refused", "subject", "body"})
"""Texts of what is done or sent: a day in another one may be that of a law or of a case."""


def check(file: File) -> Iterator[Diagnostic]:
    """Dates in the values of a playbook; comments may hold any."""
    if file.playbook is None:
        return
    for scalar in _values(file.document.root) if _has_dates(file.document) else ():
        for match in _DATE.finditer(scalar.text):
            yield _fixed(place(file.document, scalar, match.start(), len(match[0])), match[0])
    for language, pattern in _IN_WORDS.items():
        texts = file.passages.get(language)
        for hit in texts.find(pattern) if texts is not None and "20" in texts.joined else ():
            if hit.key in _DOING:
                yield _fixed(hit.span, hit.words)


def _fixed(span: Span, words: str) -> Diagnostic:
    return Diagnostic(
        rule=RULE.name,
        span=span,
        message=say("“{date}” is fixed in a playbook that others use", date=words),
        help=say("wait for an item, or ask for the date with a question"),
    )


def _has_dates(document: Document) -> bool:
    """Whether there is any besides the file's own: most files need no walk through their values."""
    own = sum(len(_LIKELY.findall(text)) for text in _own(document))
    return len(_LIKELY.findall(document.text)) > own


def _own(document: Document) -> Iterator[str]:
    for key in _OWN:
        if (scalar := document.scalar(key)) is not None:
            yield scalar.text


def _values(root: Mapping) -> Iterator[Scalar]:
    waiting: list[Node] = [entry.value for entry in root.entries if entry.key.text not in _OWN]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Sequence):
            waiting.extend(node.items)
        else:
            waiting.extend(entry.value for entry in node.entries)
