"""Words of another language than the document's, marked so that they are read aloud as they are said there.

Our own terms stand in one list; the title of a source is known by the small words of its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from rse_plan.documents.texts import parse
from rse_plan.documents.tree import (
    Block,
    Emphasis,
    Foreign,
    Leaf,
    Line,
    Link,
    Listing,
    Paragraph,
    Part,
    Passage,
    Strong,
    Term,
    line,
    with_parts,
)
from rse_plan.documents.typography import setter
from rse_plan.model.base import PLACEHOLDER

TERMS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "community manager",
        "community managers",
        "feedback",
        "legal hold",
        "quick win",
        "quick wins",
        "reporting",
        "single sign-on",
        "works council",
    ),
    "fr": (
        "Code civil",
        "Code de commerce",
        "Code de la propriété intellectuelle",
        "Code du travail",
        "comité social et économique",
        "Conseil d’État",
        "Cour de cassation",
        "CSE",
        "loi Informatique et Libertés",
        "règlement intérieur",
        "réseau social d’entreprise",
        "RGPD",
    ),
    "de": ("Betriebsrat", "Betriebsvereinbarung", "Betriebsratswahlen", "Betriebsverfassungsgesetz"),
}
"""Terms by their own language: marked in documents of every other. What a language has taken in, such as
“sponsor” or “manager” in French, is no foreign word there, nor is a name."""
_TELLING: Mapping[str, str] = {
    "en": "an and are at by do does for from how in is its just of off on one or our out that the their"
    " this to too vs what when where who why with you your"
    " analytics benchmark benchmarking business case constraints data employees enterprise groups layers"
    " networks overload ownership program responsibilities review roles security users",
    "fr": "à au aux avec ce ces comment dans de des du elle en entre est et faut il ils la le les leur"
    " ne où par pas plus pour qu quand que qui sans se ses son sur un une"
    " avril décembre février mars plateformes rapport septembre technologies",
    "de": "am auf aus bei das dem den der des die ein eine einer für im ist mit nach technische und von zu",
}
"""Small words of each language, then those of titles that have none."""
_WORD = re.compile(r"[^\W\d_]+")
_SPACED = re.compile(r"\w [;:!?](?!\w)")
_ACCENTS = re.compile(r"[àâæçéèêëîïôœùû]", re.IGNORECASE)


@lru_cache(maxsize=4096)
def foreign_in(text: str, language: str) -> Passage:
    """The tree of a text of a playbook, its foreign terms marked and its gaps as they were."""
    found = parse(text)
    return _passage(found, language) if _foreign(language).search(text) else found


def foreign_terms(words: Line, language: str) -> Line:
    """A line with the foreign terms of its words marked."""
    return Line(tuple(_parts(words.parts, language)))


def foreign_title(title: str, language: str) -> Line:
    """The title of a source as a line: marked whole when it is in another language."""
    spoken = language_of(title)
    words = line(set_title(title, language))
    if not words or spoken in ("", language):
        return foreign_terms(words, language)
    return Line((Foreign(words.parts, spoken),))


def set_title(title: str, language: str) -> str:
    """Its signs set as its own language wants, whatever the document’s."""
    return setter(language_of(title) or language)(title, "")


@lru_cache(maxsize=1024)
def language_of(title: str) -> str:
    """en, fr or de, by the small words of a title; nothing when they do not tell."""
    words = [word.lower() for word in _WORD.findall(title)]
    counts = {language: sum(word in _telling(language) for word in words) for language in _TELLING}
    counts["fr"] += bool(_ACCENTS.search(title)) + bool(_SPACED.search(title))
    for language in TERMS:
        counts[language] += bool(_forms(TERMS[language]).search(title))
    best = max(counts, key=lambda language: counts[language])
    ties = [language for language, count in counts.items() if count == counts[best]]
    return best if counts[best] and len(ties) == 1 else ""


@cache
def _telling(language: str) -> frozenset[str]:
    return frozenset(_TELLING[language].split())


@cache
def _forms(terms: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))
    return re.compile(rf"(?<![\w’-])(?:{either})(?![\w-])")


@cache
def _foreign(language: str) -> re.Pattern[str]:
    """The terms of all the other languages."""
    return _forms(tuple(term for other, terms in TERMS.items() if other != language for term in terms))


@cache
def _spoken(term: str) -> str:
    return next(language for language, terms in TERMS.items() if term in terms)


def _passage(passage: Passage, language: str) -> Passage:
    return Passage(tuple(_block(block, language) for block in passage.blocks))


def _block(block: Block, language: str) -> Block:
    if isinstance(block, Listing):
        return Listing(tuple(_passage(item, language) for item in block.items), block.ordered)
    return Paragraph(foreign_terms(block.line, language))


def _parts(parts: tuple[Part, ...], language: str) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, Leaf):
            yield from _leaf(part.text, language)
        elif isinstance(part, Strong | Emphasis | Link | Term):
            yield with_parts(part, tuple(_parts(part.parts, language)))
        else:
            yield part


def _leaf(text: str, language: str) -> Iterator[Part]:
    """Words between gaps: a gap’s name is no word."""
    gaps = [gap.span() for gap in PLACEHOLDER.finditer(text)]
    start = 0
    for found in _foreign(language).finditer(text):
        if any(first <= found.start() < last for first, last in gaps):
            continue
        if found.start() > start:
            yield Leaf(text[start : found.start()])
        yield Foreign((Leaf(found[0]),), _spoken(found[0]))
        start = found.end()
    if start < len(text):
        yield Leaf(text[start:])
