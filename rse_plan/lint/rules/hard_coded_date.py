"""A calendar date in a playbook."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from rse_plan.diagnostics import Diagnostic
from rse_plan.errors import say
from rse_plan.library import Sourced
from rse_plan.lint.engine import File
from rse_plan.lint.passages import Hit, Passages, place
from rse_plan.lint.rule import CAN_BE_IGNORED, Both, Rule
from rse_plan.model.playbook import Playbook
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
            "A date in a text, a condition or a default of a playbook: `2027-03-01`, “1 March 2027”, "
            "“Q1 2027”. That of a law is free, and so is one in an item that cites its source (`because`). "
            "`modified:` is its own, unless it is still to come."
        ),
        fr=(
            "Une date dans un texte, une condition ou une valeur par défaut d’un playbook : `2027-03-01`, "
            "« 1er mars 2027 », « T1 2027 ». Celle d’une loi reste libre, de même que dans un élément qui "
            "cite sa source (`because`). `modified:` est à part, sauf s’il est encore à venir."
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


_MONTH = {
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "en": "january|february|march|april|may|june|july|august|september|october|november|december",
}
_ANY = r"(?<![\w/.-])(?:\d\d?/\d\d?|\d\d\.\d\d)[/.]20\d\d(?![\w/])"
_WORDED: dict[str, re.Pattern[str]] = {
    "fr": re.compile(
        rf"{_ANY}|\b(?:(?:1er|[12]?\d|3[01])\s+)?(?:{_MONTH['fr']})\s+20\d\d\b"
        r"|\b(?:(?:premier|deuxième|second|troisième|quatrième|dernier|1er|[2-4]e)\s+(?:trimestre|semestre)"
        r"(?:\s+de)?|[tqs][1-4])\s+20\d\d\b"
    ),
    "en": re.compile(
        rf"{_ANY}|\b(?:(?:[12]?\d|3[01])(?:st|nd|rd|th)?\s+)?(?:{_MONTH['en']})"
        r"(?:\s+(?:[12]?\d|3[01])(?:st|nd|rd|th)?,)?\s+20\d\d\b"
        r"|\b(?:(?:first|second|third|fourth|last)\s+(?:quarter|half)(?:\s+of)?|q[1-4])\s+20\d\d\b"
    ),
}
"""In small letters: days, months and quarters of a year."""
_YEAR = re.compile(r"20\d\d")
_LAW: dict[str, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:lois?|décrets?|ordonnances?|arrêtés?|arrêts?|directives?|règlements?|jugements?|cour|rgpd|vigueur)\b"
    ),
    "en": re.compile(r"\b(?:acts?|laws?|decrees?|directives?|regulations?|rulings?|court|gdpr|in force)\b"),
}
"""In small letters, what has a date of its own."""


def check(file: File) -> Iterator[Diagnostic]:
    """Dates in the values of a playbook; comments may hold any."""
    if file.playbook is None:
        return
    if _has_dates(file.document):
        for scalar in _values(file.document.root):
            for match in _DATE.finditer(scalar.text):
                yield _fixed(place(file.document, scalar, match.start(), len(match[0])), match[0])
    for language, texts in file.passages.items():
        for hit in _worded(texts, language):
            if not (_is_of_a_law(hit, language) or _is_sourced(hit)):
                yield _fixed(hit.span, hit.words)
    yield from _still_to_come(file.playbook, file.today)


def _worded(texts: Passages, language: str) -> Iterator[Hit]:
    """Dates in the few texts that hold a year: patterns of months are slow."""
    indices = {bisect_right(texts.starts, year.start()) - 1 for year in _YEAR.finditer(texts.joined)}
    for index in sorted(indices):
        wording = texts.wordings[index]
        for match in _WORDED[language].finditer(wording.scalar.text.lower()):
            yield Hit(texts.document, wording, match, match.start())


def _fixed(span: Span, words: str) -> Diagnostic:
    message = say("“{date}” is fixed in a playbook that others use", date=words)
    advice = say("wait for an item, or ask for the date with a question")
    return Diagnostic(rule=RULE.name, span=span, message=message, help=advice)


def _is_of_a_law(hit: Hit, language: str) -> bool:
    """Whether its sentence speaks of a law or a ruling."""
    return _LAW[language].search(hit.sentence.lower()) is not None


def _is_sourced(hit: Hit) -> bool:
    """Whether the item that says it cites where it comes from."""
    route = hit.document.route_of(hit.wording.scalar.span)
    above = (hit.document.node(route[:length]) for length in range(1, len(route)))
    return any(isinstance(node, Mapping) and node.get("because") is not None for node in above)


def _still_to_come(playbook: Sourced[Playbook], today: date | None) -> Iterator[Diagnostic]:
    """A last change that nobody has made yet; tomorrow may be today elsewhere."""
    modified = playbook.value.modified
    if modified is not None and today is not None and modified > today + timedelta(days=1):
        message = say("“{date}” is still to come", date=modified.isoformat())
        advice = say("write the day of the last change")
        yield Diagnostic(rule=RULE.name, span=playbook.span("modified"), message=message, help=advice)


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
