"""Whole documents read as a printer does, each word by the rules of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from html_page import Element, read_page
from looked_at import LOOKED_AT

from examples import LANGUAGES, VIEWS, example_page, example_plan
from rse_plan.documents.audiences import TRACKS, audiences_of
from rse_plan.documents.described import Described
from rse_plan.documents.words import Words
from rse_plan.formats import html

BLOCKS = frozenset(
    {"body", "header", "main", "section", "nav", "div", "p", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2"}
    | {"h3", "h4", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "title"}
    | {"text", "figure", "figcaption", "svg", "g", "label", "button", "select", "option", "form", "br"}
)
"""Elements whose words are not run together with those beside them."""
UNREAD = {"style", "script", "code", "head"}
ADDRESS = re.compile(r"[a-z]+://\S+|\S+@\S+\.\S+")
ANY = {
    "a straight apostrophe": r"\w'\w",
    "a straight quotation mark": r'"',
    "three full stops": r"\.\.\.",
    "two full stops": r"\w\.\.(?!\.)",
    "a hyphen for a dash": r"\s-\s|\s--\s",
    "two spaces": r"[ \u00a0\u202f]{2}",
    "a space before a comma or a full stop": r"[^\W\d] [,.](?!\w)",
    "a bracket and a space": r"\( | \)",
}
RULES = {
    "fr": {
        **ANY,
        "no space before ; ! or ?": r"[^\s\u00a0\u202f;!?(\[«][;!?]",
        "a space that breaks before ; ! or ?": r" [;!?]",
        "a space that breaks before a colon": r" :(?!\w)",
        "no space before a colon": r"[^\W\d]:\s",
        "a quotation mark without its firm space": r"«(?!\u00a0)|(?<!\u00a0)»",
        "English quotation marks": r"[“”]",
        "a space that breaks in a number": r"\d \d{3}(?!\d)",
        "a space that breaks before a unit": r"\d [%€]|\d (?:h|min)\b",
        "no space before a unit": r"\d[%€]",
        "an ordinal as nobody prints it": r"\b1 ?(?:ier|ère)\b|\d ?(?:ème|ième)s?\b",
        "a number's sign apart from it": r"[nN]° ",
        "the first of a month without its er": r"\b1 (?:janv|févr|mars|avr|mai|jui|août|sept|oct|nov|déc)",
    },
    "en": {
        **ANY,
        "a space before a sign": r"[\w)][ \u00a0\u202f](?:[;!?](?!\w)|:\s|%)",
        "French quotation marks": r"[«»]",
        "a space in a number": r"\b\d{1,3}[ \u00a0\u202f]\d{3}\b",
        "a hyphen in a range": r"\b\d{1,2}-\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
        "an ordinal in a date": r"\b\d+(?:st|nd|rd|th) (?:January|February|March|April|May|June|July|August)",
    },
}


def stretches(element: Element, language: str, parts: list[tuple[str, str]]) -> None:
    """The words of a page in order with their language; a block ends with a line end."""
    language = element.attributes.get("lang", language)[:2]
    for child in element.children:
        if isinstance(child, str):
            parts.append((language, child))
        elif child.tag not in UNREAD:
            stretches(child, language, parts)
    if element.tag in BLOCKS:
        parts.append((language, "\n"))


def lines_of(page: str, language: str) -> Iterator[str]:
    """Lines of a page; words of another language leave a sign that no rule minds."""
    parts: list[tuple[str, str]] = []
    stretches(read_page(page), language, parts)
    text = "".join(words if spoken == language else "x" for spoken, words in parts)
    for each in text.split("\n"):
        if said := ADDRESS.sub("x", re.sub(" {2,}", " ", each.strip(" "))):
            yield said


def faults(lines: Iterator[str], language: str) -> list[str]:
    return [
        f"{fault}: {said[max(0, found.start() - 30) : found.end() + 30]}"
        for said in lines
        for fault, rule in RULES[language].items()
        for found in [re.search(rule, said)]
        if found
    ]


@cache
def own_words(name: str) -> tuple[str, ...]:
    """What somebody of the organisation typed: it stays as it is, whatever the document's language."""
    plan = example_plan(name)
    typed = [str(shown.value) for shown in plan.facts.values() if isinstance(shown.value, str)]
    return tuple(sorted({each for each in typed if " " in each}, key=len, reverse=True))


def without_own_words(page: str, name: str) -> str:
    for each in own_words(name):
        page = page.replace(each, "x")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", VIEWS)
@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_document_keeps_the_printers_rules(name: str, document: str, language: str) -> None:
    page = without_own_words(example_page(name, language, document), name)
    assert faults(lines_of(page, language), language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_views_keep_the_printers_rules(language: str) -> None:
    plan, words = example_plan("weldom"), Words(language)
    readers = audiences_of(plan, [*TRACKS, "council", "ambassador", "community:boite-a-idees"])
    for folio in Described(plan, words, readers).folios.values():
        page = without_own_words(html.write(folio, words), "weldom")
        assert faults(lines_of(page, language), language) == [], folio.name


@pytest.mark.parametrize(
    ("language", "said", "fault"),
    [
        ("fr", "Pourquoi?", "no space before ; ! or ?"),
        ("fr", "Pourquoi ?", "a space that breaks before ; ! or ?"),
        ("fr", "l'avis", "a straight apostrophe"),
        ("fr", "2 000 personnes", "a space that breaks in a number"),
        ("fr", "le 1 juin", "the first of a month without its er"),
        ("fr", "n° 24", "a number's sign apart from it"),
        ("en", "Why ?", "a space before a sign"),
        ("en", "2 000 people", "a space in a number"),
    ],
)
def test_the_rules_find_faults(language: str, said: str, fault: str) -> None:
    assert [found.partition(": ")[0] for found in faults(iter([said]), language)] == [fault]
