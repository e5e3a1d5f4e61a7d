"""Every published figure has its source and its limit, in the playbooks and in every document (semantics 40).

A figure is a percentage, a ratio, an amount of money or an “N of M”. The plan's own dates, counts and efforts
are exempt, and so are the answers of the organisation: its front-line share is nobody's research.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, reduce

import pytest
from shipped_plans import ALL, index, library, lines, made, raw, rows, view

from examples import LANGUAGES
from rse_plan.documents.rows import (
    AssumptionRow,
    Heading,
    InputRow,
    NoteRow,
    SourceRow,
    Supposed,
)
from rse_plan.documents.screen_rows import Ground
from rse_plan.documents.tree import Cite, Emphasis, Line, Strong
from rse_plan.documents.tree import Link as Address
from rse_plan.documents.views import (
    BriefView,
    Calendar,
    Opening,
    PageOne,
    PlanView,
    ReaderPage,
    RegisterView,
)
from rse_plan.library.index import Place
from rse_plan.model.base import Model, Text, texts_of
from rse_plan.model.content import Kpi
from rse_plan.model.playbook import Playbook

SEVERAL = "two|three|four|five|six|seven|eight|nine|ten|deux|trois|quatre|cinq|sept|huit|neuf|dix"
SPELLED = rf"one|un|une|{SEVERAL}"
NUMBER = rf"(?:\d[\d.,\u00a0\u202f]*|{SPELLED})"
WHOLE = rf"(?:\d[\d.,\u00a0\u202f]*|{SEVERAL})"
"""What another number is out of: more than one."""
FIGURE = re.compile(
    r"\d[\s\u00a0\u202f]*(?:%|per\s?cent\b|pour\s?cent\b)"
    r"|[€$£]\s?\d|\d[\s\u00a0\u202f]*(?:k|M|bn|Md)?[\s\u00a0\u202f]?(?:€|\$|£|euros?\b|dollars?\b|CHF\b)"
    r"|\d[\d.,]*[\s\u00a0\u202f](?:fois|times)\s(?:plus|moins|more|less|as)\b"
    rf"|\b{NUMBER}(?:\s\w+)?\s(?:sur|out\sof)\s{WHOLE}\b(?!\s(?:minutes?|pages?|jours?|semaines?))"
    rf"|\b(?:one|two|three)\s(?:\w+\s)?in\s(?:{SEVERAL})\b(?!\s(?:days?|weeks?|months?|minutes?))"
    rf"|\b(?:one|un|une)\s(?:\w+\s)?(?:for|pour)\s{WHOLE}\b"
    rf"|\b\d[\d\u202f\u00a0]*\s(?:of|des|de|parmi)\s(?:the\s|les\s)?\d",
    re.IGNORECASE,
)

FALSE_FRIENDS = re.compile(
    r"\b(?:one|un|une)\s(?:page|point|post|list|liste|hour|heure|person|personne)\b", re.I
)
"""“One page for five decisions” counts the plan's own things."""

EXEMPT_ROWS = (AssumptionRow, Supposed, Heading, InputRow, NoteRow, SourceRow, Ground)
"""Answers, file hashes, and the sources themselves."""
ANSWERS = ("unknowns", "later_if", "supposed_more", "reasons", "cost")
"""Fields that print answers, or the plan's own hours."""
FRAMES = (BriefView, PlanView, RegisterView, PageOne, Opening, Calendar, ReaderPage)
"""Whole pages: each of their own sentences has its own numbers; what a row holds shares its row's."""


FRACTION = re.compile(
    r"\b(?:half|two thirds|a third|a quarter) of\b|\b(?:moitié|tiers|quart) (?:des|de l|du)\b", re.I
)
PUBLISHED = re.compile(
    r"\b(?:étudi|étude|observés|enquête|stud(?:y|ied)|survey|observed|(?:19|20)\d\d\b)", re.I
)
"""What makes a fraction in words somebody's finding rather than a threshold of the plan's own."""


@cache
def figures(text: str) -> tuple[str, ...]:
    """The published figures of a text."""
    found = tuple(one.group(0) for one in FIGURE.finditer(text) if not FALSE_FRIENDS.search(one.group(0)))
    fractions = FRACTION.findall(text) if PUBLISHED.search(text) else []
    return (*found, *fractions)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("84 % des répondants", 1),
        ("60 % of spaces", 1),
        ("€5,000 at once", 1),
        ("1 000 € par jour", 1),
        ("un espace sur deux à cinq mois", 1),
        ("one space in two", 1),
        ("one for 30 members", 1),
        ("un pour 50 dans les vagues", 1),
        ("8,5 fois plus engagé", 1),
        ("81 of 100 deciders", 1),
        ("La moitié des espaces étudiés en 2014", 1),
        ("Half of the spaces studied in 2014", 1),
        ("Plus de la moitié des messages viennent d’elle", 0),
        ("moins de cinq contenus sont prêts", 0),
        ("deux réunions d’une heure", 0),
        ("28 jours", 0),
        ("12:30", 0),
        ("une page pour cinq décisions", 0),
    ],
)
def test_what_a_figure_is(text: str, wanted: int) -> None:
    assert len(figures(text)) == wanted


# --- in the playbooks ---


def texts_at(place: Place) -> Iterator[Text]:
    yield from texts_of(place.item)


def shares(item: object) -> bool:
    """Whether a measure states shares as numbers, which documents print as percentages."""
    if not isinstance(item, Kpi):
        return False
    target = item.target
    bands = (target.low, target.typical, target.high) if target else ()
    return item.stop_below is not None or any(share is not None for share in bands)


def has_figure(item: Model) -> bool:
    return shares(item) or any(figures(text.en) or figures(text.fr) for text in texts_of(item))


def test_every_figure_of_the_library_has_a_source() -> None:
    bare = [
        f"{place.span()} {ref}: {[*figures_of(place.item)][:3]}"
        for ref, place in index().places.items()
        if has_figure(place.item) and not place.item.because
    ]
    assert bare == [], "\n".join(bare)


def figures_of(item: Model) -> Iterator[str]:
    for text in texts_of(item):
        yield from figures(text.fr)


def test_kits_and_adjustments_hold_no_figure_since_they_cite_nothing() -> None:
    bare = [
        f"{file.span('id')} {found}" for file in library().playbooks.values() for found in uncited(file.value)
    ]
    assert bare == [], "\n".join(bare)


def uncited(playbook: Playbook) -> Iterator[str]:
    """Figures of texts that no source can stand beside."""
    parts = (playbook.kit, *playbook.adjust)
    for text in texts_of(tuple(part for part in parts if part is not None)):
        yield from figures(text.fr)
        yield from figures(text.en)


def test_every_source_of_a_figure_says_what_it_says_and_within_which_limit() -> None:
    """A law binds and needs no limit; a study, a case, an opinion and our own benchmark each have one."""
    cited = {
        name for place in index().places.values() if has_figure(place.item) for name in place.item.because
    }
    evidence = library().evidence
    bare = [
        name
        for name in sorted(cited)
        if evidence[name].says is None
        or (evidence[name].strength is not None and evidence[name].limits is None)
    ]
    assert bare == []


def test_no_average_of_several_sources() -> None:
    """Cases that cannot be compared are told one by one: a mean stands on one source that took it."""
    mean = re.compile(r"\b(?:moyenne|average|mean)\b", re.IGNORECASE)
    mixed = [
        f"{place.span()} {ref}"
        for ref, place in index().places.items()
        for text in texts_of(place.item)
        if len(place.item.because) > 1
        and any(mean.search(each) and figures(each) for each in (text.fr, text.en))
    ]
    assert mixed == [], "\n".join(mixed)


# --- the same numbers in both languages ---

DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d{1,2}(?!\d))?")
IN_WORDS = {
    word: str(number)
    for words, known in (
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
            range(1, 16),
        ),
        (
            "sixteen eighteen twenty thirty forty fifty sixty hundred thousand",
            (16, 18, 20, 30, 40, 50, 60, 100, 1000),
        ),
        ("un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze", range(1, 16)),
        (
            "seize vingt trente quarante cinquante soixante cent mille millier",
            (16, 20, 30, 40, 50, 60, 100, 1000, 1000),
        ),
        ("une once twice double fortnight quinzaine vingtaine", (1, 1, 2, 2, 14, 15, 20)),
    )
    for word, number in zip(words.split(), known, strict=True)
}


def numbers(text: str) -> Counter[str]:
    """The numbers written in digits, each as one would say it: 2 750 and 2,750 are one number."""
    return Counter(plain(found.group(0)) for found in DIGITS.finditer(text))


def plain(number: str) -> str:
    whole = re.sub(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))", "", number)
    return whole.replace(",", ".")


def spelled(text: str) -> Counter[str]:
    """The numbers written in words, that the other language may write in digits."""
    words = re.findall(r"[^\W\d_]+", text.lower().replace("dix-huit", "eighteen"))
    return Counter(IN_WORDS[word] for word in words if word in IN_WORDS)


def differing(text: Text) -> set[str]:
    """Numbers that one language has and the other has neither in digits nor in words."""
    french, english = numbers(text.fr), numbers(text.en)
    return {
        *(french - english - spelled(text.en)),
        *(english - french - spelled(text.fr)),
    }


def test_every_text_has_the_same_numbers_in_both_languages() -> None:
    wrong = [
        f"{place.span()} {ref}: {sorted(found)} · {text.fr[:70]}"
        for ref, place in index().places.items()
        for text in texts_of(place.item)
        if (found := differing(text))
    ]
    wrong += [
        f"{name}: {sorted(found)}"
        for name, source in library().evidence.items()
        for text in texts_of(source)
        if (found := differing(text))
    ]
    assert wrong == [], "\n".join(wrong)


# --- in the documents ---


def cites(line: Line) -> set[int]:
    """The numbers of the sources that a stretch of words gives."""
    return set(_cites(line.parts))


def _cites(parts: tuple[object, ...]) -> Iterator[int]:
    for part in parts:
        if isinstance(part, Cite):
            yield from part.numbers
        elif isinstance(part, Strong | Emphasis | Address):
            yield from _cites(part.parts)


def own_words(name: str) -> tuple[str, ...]:
    """What the organisation typed, which may hold figures of its own."""
    goal = raw(name).get("goal", {})
    typed = [goal.get("process", "")]
    typed += [
        c.get(key, "") for c in raw(name).get("communities", ()) for key in ("name", "purpose", "habit")
    ]
    return tuple(text for text in typed if text)


def bare_figures(name: str, language: str, document: str) -> Iterator[str]:
    """Figures of a document that no source number stands beside: in their row, or after their words."""
    own = own_words(name)
    for row in rows(view(name, language, document)):
        if isinstance(row, EXEMPT_ROWS):
            continue
        held = [*lines(row, ANSWERS)]
        beside = set().union(*map(cites, held)) if not isinstance(row, FRAMES) else set()
        for line in held:
            words = reduce(lambda text, typed: text.replace(typed, ""), own, line.plain)
            if figures(words) and not beside | cites(line):
                yield f"{document}, {type(row).__name__}: {figures(words)} in “{words[:110]}”"


DOCUMENTS = ("brief", "plan", "register")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_every_figure_of_a_document_has_its_source_mark(name: str, language: str) -> None:
    bare = dict.fromkeys(found for document in DOCUMENTS for found in bare_figures(name, language, document))
    assert not bare, "\n".join(bare)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ALL)
def test_every_source_mark_leads_to_the_source_and_its_limit(name: str, language: str) -> None:
    cut = []
    for document in DOCUMENTS:
        shown = view(name, language, document)
        listed = shown.notes if document == "brief" else shown.sources
        used = set().union(*(cites(line) for row in rows(shown) for line in lines(row)))
        assert used == {row.number for row in listed}, document
        for row in listed:
            wanted = limit_of(name, language, row)
            printed = row.text.plain if document == "brief" else row.limits.plain
            if wanted is not None and bare_words(wanted) not in bare_words(printed):
                cut.append(f"{document} [{row.number}] {printed}; whole: {wanted}")
    assert cut == [], "\n".join(cut)


def limit_of(name: str, language: str, row: NoteRow | SourceRow) -> str | None:
    """The limit of the source that a row stands for, found by its number of citation."""
    source = library().evidence[source_of(name, language, row)]
    return source.limits.in_(language) if source.limits else None


def source_of(name: str, language: str, row: NoteRow | SourceRow) -> str:
    """The id of the source of a row: the one whose words are in it."""
    candidates = []
    for key, source in made(name).evidence.items():
        if isinstance(row, SourceRow):
            fits = bare_words(source.title) == bare_words(row.title.plain)
        else:
            head = source.title if source.type in ("law", "ruling") else (source.publisher or source.title)
            fits = bare_words(row.text.plain).startswith(bare_words(head))
        if fits and (row.address or "") == (source.url or ""):
            candidates.append(key)
    if len(candidates) > 1 and isinstance(row, SourceRow):
        said = bare_words(row.says.plain)[:40]
        candidates = [key for key in candidates if says(key, language).startswith(said)] or candidates
    if len(candidates) > 1 and isinstance(row, NoteRow):
        candidates = [
            k for k in candidates if limit_text(k, language) in bare_words(row.text.plain)
        ] or candidates
    assert candidates, row
    return candidates[0]


def says(key: str, language: str) -> str:
    said = library().evidence[key].says
    return bare_words(said.in_(language)) if said else ""


def limit_text(key: str, language: str) -> str:
    limits = library().evidence[key].limits
    return bare_words(limits.in_(language)) if limits else "\0"


@cache
def bare_words(text: str) -> str:
    """The words alone: typography differs between a file and a document."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()
